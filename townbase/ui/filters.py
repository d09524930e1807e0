"""The sticky row of filters. The address is their only home: seeded from it on every run, written back in one step."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from townbase import words
from townbase.page_records import PAGES
from townbase.selection import NUMBERS, Selection
from townbase.ui.options import Options

# The first option says its kind; where a page cannot be without a choice it has none.
NOTHING = {
    "district": "全市各区县",
    "township": "请选择乡镇",
    "action": "全部行动",
    "indicator": "请选择指标",
    "stage": "全部学段",
    "target": "政策目标比例",
    "batch": "全部建设批次",
    "managing_body": "全部主管单位",
}
LONG, LONG_WORDS = 380, 14  # a year that is still being filled in, a township with its district
NONE = ""  # not None: the box would show its own English words
WIDTH = {"year": 210, "district": 150, "township": 190, "action": 240, "managing_body": 190, "indicator": 300}


def draw(page: str, selection: Selection, options: Options) -> None:
    """One line of selectboxes; on a phone it wraps."""
    with st.container(key="filters", horizontal=True, vertical_alignment="center", gap="small"):
        for key in PAGES[page].filters:
            choices = _choices(key, selection, options)
            if len(choices) > 1 or key == "township":
                _select(page, key, choices, _now(key, selection, options))


def _choices(key: str, selection: Selection, options: Options) -> dict[str, str]:
    if key == "year":
        return {str(year): label for year, label in options.years.items()}
    if key == "township":
        return {NONE: NOTHING[key], **options.townships_of(selection.district)}
    names = options.names[key]
    if key in NOTHING and len(names) > 1:
        return {NONE: NOTHING[key], **names}
    return dict(names)


def _now(key: str, selection: Selection, options: Options) -> str:
    if key == "year":
        return str(selection.year or options.default_year)
    value = getattr(selection, key)
    return NONE if value is None else str(value)


def _select(page: str, key: str, choices: Mapping[str, str], now: str) -> None:
    widget = f"f_{page}_{key}"
    # The address wins, on every run: else Back changes it and the box stays.
    st.session_state[widget] = now
    st.selectbox(
        words.FILTER[key],
        list(choices),
        format_func=lambda value: choices.get(value, ""),
        key=widget,
        label_visibility="collapsed",
        width=LONG if len(choices.get(now, "")) > LONG_WORDS else WIDTH.get(key, 160),
        on_change=_write,
        args=(page, key),
    )


def _write(page: str, key: str) -> None:
    """One choice into the address: one message, one step in the history."""
    context = st.session_state["tb_context"]
    value = st.session_state[f"f_{page}_{key}"]
    if value == NONE or (key == "year" and int(value) == context.default_year):
        value = None
    elif key in NUMBERS:
        value = int(value)
    chosen = context.selection.but(**{key: value}).on(page)
    st.query_params.from_dict(chosen.query())
