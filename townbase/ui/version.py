"""Which version a reader sees: pinned at the first run, changed only by the reader's click."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from townbase import settings, store, versions
from townbase.ui.markup import notice

PINNED = "tb_version"
LOOK_EVERY = 60  # seconds; a look is one small file


def session() -> store.Session:
    """The reading session of this reader; every card of a page answers from its one version."""
    directory = settings.published_dir()
    pinned = st.session_state.get(PINNED)
    if pinned is None or pinned not in versions.published(directory):  # the last three stay
        pinned = st.session_state[PINNED] = versions.current(directory)
    return replace(store.open_session(directory), version=pinned)


@st.fragment(run_every=LOOK_EVERY)
def offer_newer() -> None:
    """A line with a button as soon as something newer is published; nothing changes before the click."""
    newest = versions.current(settings.published_dir())
    if newest is None or newest == st.session_state.get(PINNED):
        return
    with st.container(key="update", horizontal=True, vertical_alignment="center"):
        notice("数据已更新，本页仍是更新前的结果。", width="content")
        if st.button("查看新数据", key="take_update", type="tertiary"):
            st.session_state[PINNED] = newest
            st.rerun(scope="app")
