"""Which version a reader sees: pinned at the first run, changed only by the reader's click, or said when it must be."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import duckdb
import streamlit as st

from townbase import settings, store, versions, words
from townbase.text import esc
from townbase.ui import viewer
from townbase.ui.markup import link, notice, show
from townbase.versions import State

PINNED = "tb_version"
SWITCHED = "tb_switched"
LOOK_EVERY = 60  # seconds; a look is one small file

NEWER = ("数据已更新（{which}），本页仍是更新前的结果（版本 {own}）。", "查看新数据")
EARLIER = ("管理员已改回较早发布的结果（{which}），本页仍是改回前的结果（版本 {own}）。", "查看现用结果")
# Why a reader was taken to another version without having asked for it.
WHY = {
    State.GONE: "此前查看的结果已被清理，本页改为现在发布的结果，数字可能与刚才不同。",
    State.DAMAGED: "此前查看的结果的数据文件已损坏，本页改为现在可用的结果，数字可能与刚才不同。",
}


def session() -> store.Session:
    """The reading session of this reader; every card of a page answers from its one version. Raises NoDatabase.

    An address that names a release is drawn from it and leaves the reader's own version as it is.
    """
    directory = settings.published_dir()
    seen = viewer.viewer().account
    opened = _pinned(store.open_session(directory))
    return replace(opened, scope=viewer.scope(seen, partial(store.ask, opened)))


def _pinned(opened: store.Session) -> store.Session:
    directory = opened.directory
    if (asked := st.query_params.get("release")) and names_one(asked):
        st.session_state[SWITCHED] = None
        return replace(opened, version=versions.named(directory, asked) or opened.version)
    pinned = st.session_state.get(PINNED)
    lost = None if pinned is None else WHY.get(versions.state(directory, pinned))
    if pinned is None or lost:
        pinned = st.session_state[PINNED] = opened.version
    st.session_state[SWITCHED] = lost
    return replace(opened, version=pinned)


def last_attempt() -> versions.Attempt | None:
    """The last build that was asked for in the folder that this server reads; its findings name places of everywhere."""
    if not viewer.viewer().manages:
        return None
    return versions.read_attempt(settings.published_dir())


def names_one(text: str) -> bool:
    """Whether a release's name or a version stands here and is whole."""
    directory = settings.published_dir()
    found = versions.named(directory, text)
    return found is not None and versions.state(directory, found) is not State.DAMAGED


def say_release(release: str, href: str) -> None:
    """In the place of the offer: that the page shows a kept release and no later data; href leads to what is served."""
    directory = settings.published_dir()
    found = versions.named(directory, release)
    record = versions.read_record(directory, found) if found else None
    older = "，由较早的程序算出，个别内容可能显示不全" if record and record.program != versions.program() else ""
    text = f"本页固定显示“{release}”的结果" + (f"（版本 {found}）" if found != release else "")
    show(f'<p class="tb-notice" role="status">{esc(text)}{older}。{link("查看现用结果", href)}</p>')


@st.fragment(run_every=LOOK_EVERY)
def offer_newer() -> None:
    """A line with a button as soon as something else is served; nothing changes before the click. And a line where
    the version had to change by itself."""
    if st.session_state.get(SWITCHED):
        notice(st.session_state[SWITCHED])
    offered = _offered(settings.published_dir(), st.session_state.get(PINNED))
    if offered is None:
        return
    version, (text, label) = offered
    with st.container(key="update", horizontal=True, vertical_alignment="center"):
        notice(text, width="content")
        if st.button(label, key="take_update", type="tertiary"):
            st.session_state[PINNED] = version
            st.rerun(scope="app")


def _offered(directory: Path, pinned: str | None) -> tuple[str, tuple[str, str]] | None:
    """The version that is served instead of the reader's, with the words for it. What stands in for a damaged file is
    no news to who reads a whole one."""
    served = versions.served(directory)
    if served.version in (None, pinned) or served.trouble:
        return None
    earlier = pinned is not None and versions.is_earlier(directory, served.version, pinned)
    text, label = EARLIER if earlier else NEWER
    return served.version, (text.format(which=_which(directory, served.version), own=pinned), label)


def _which(directory: Path, version: str) -> str:
    """When a version was published, and its name."""
    try:
        info = store.ask(store.Session(directory, version), "shared/frame_info").iloc[0]
    except (store.NoDatabase, duckdb.Error):  # it is just being cleared away, or another program wrote it
        return f"版本 {version}"
    return f"{words.date_label(info.built_at)}发布，版本 {version}"
