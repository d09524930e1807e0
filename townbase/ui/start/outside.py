"""The server asks nothing outside itself: what Streamlit would look up about its own address is answered here.

It asks an outside service for it, inside its event loop, when a connection comes from another origin and, without a
screen, at the start. Without an answer only localhost, the address of the request itself and what browser.serverAddress
and server.corsAllowedOrigins name are taken for its own.
"""

from __future__ import annotations

from streamlit import net_util


def ask_nothing() -> None:
    """Called when the app is read in, before the first connection."""
    net_util.get_external_ip = _unknown
    net_util.get_internal_ip = _unknown


def _unknown() -> None:
    return None
