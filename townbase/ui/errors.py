"""The boundary: whatever fails in a page becomes one Chinese sentence with a number; the log has the rest."""

from __future__ import annotations

import logging
import secrets

import streamlit as st

from townbase.text import esc
from townbase.ui.markup import show

LOG = logging.getLogger("townbase")


def report(error: Exception) -> str:
    """Log the traceback under a number and show the sentence; returns the number."""
    number = secrets.token_hex(3).upper()
    LOG.error("%s %s", number, type(error).__name__, exc_info=error)
    show(
        f'<p class="tb-error" role="alert" data-number="{esc(number)}">'
        f"出错了，请稍后重试；如仍不行，请将编号 {esc(number)} 告知管理员。</p>"
    )
    return number


def stop_with(error: Exception) -> None:
    """The same, where nothing of the page can follow."""
    report(error)
    st.stop()
