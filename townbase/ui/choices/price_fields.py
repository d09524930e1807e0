"""A number for each kind of unit; what is typed stands in the address, so that it can be kept and Back works."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from townbase.selection import Selection
from townbase.ui.memory import calls
from townbase.ui.opened import Page
from townbase.views.shared import prices


def price_fields(p: Page, kinds: Mapping[str, str]) -> None:
    """kinds: key -> its name, in the order they stand."""
    calls.live(_fields, p.selection, p.name, dict(kinds))


def _fields(selection: Selection, page: str, kinds: Mapping[str, str]) -> None:
    now = prices.read(selection.prices) or {}
    with st.container(key="prices", horizontal=True, gap="small"):
        for kind, name in kinds.items():
            st.session_state[f"price_{kind}"] = now.get(kind, prices.USUAL)
            st.number_input(
                name,
                key=f"price_{kind}",
                min_value=0,
                max_value=prices.MOST,
                step=1,
                width=150,
                on_change=_write,
                args=(selection, page, kind),
            )


def _write(selection: Selection, page: str, kind: str) -> None:
    chosen = (prices.read(selection.prices) or {}) | {kind: int(st.session_state[f"price_{kind}"])}
    st.query_params.from_dict(selection.but(prices=prices.written(chosen)).on(page).query())
