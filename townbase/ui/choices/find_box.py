"""A box to look for words on a page; what is typed stands in the address, so that it can be kept and Back works."""

from __future__ import annotations

import streamlit as st

from townbase.selection import Selection
from townbase.ui.choices.options import LONGEST_FIND
from townbase.ui.memory import calls


def find_box(p, page: str, label: str, example: str) -> None:
    """`label` says what can be found, `example` stands in the empty box."""
    calls.live(_box, p.selection, page, label, example)


def _box(selection: Selection, page: str, label: str, example: str) -> None:
    key = f"find_{page}"
    st.session_state[key] = selection.find or ""
    st.text_input(
        label,
        key=key,
        placeholder=f"如：{example}；输入后按回车",
        max_chars=LONGEST_FIND,
        on_change=_write,
        args=(selection, page, key),
    )


def _write(selection: Selection, page: str, key: str) -> None:
    find = st.session_state[key].strip() or None
    st.query_params.from_dict(selection.but(find=find).on(page).query())
