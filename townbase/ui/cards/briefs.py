"""一页纸 on the page: one as page or Word file, or all of a district or the city in a ZIP with progress and cancel.

The pages hand in how a brief is made; nothing of it is made before somebody asks.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import streamlit as st

from townbase.ui.markup import show
from townbase.ui.memory import calls

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BAR = 240
Made = Callable[[], bytes]


@dataclass(frozen=True)
class Many:
    """label: of the button that starts · total: how many briefs · file: name of the ZIP
    make: yields (name, bytes) one at a time, and holds no frames; nobody asks for the next one after a cancel."""

    label: str
    total: int
    file: str
    make: Callable[[], Iterator[tuple[str, bytes]]]


@dataclass
class _Job:
    briefs: Iterator[tuple[str, bytes]]
    content: io.BytesIO = field(default_factory=io.BytesIO)
    done: int = 0
    finished: bool = False
    cancelled: bool = False


def briefs(page: Made, page_file: str, word: Made, word_file: str, many: Iterable[Many] = ()) -> None:
    """One row: this place's brief in both forms, and where there are several, all of them."""
    with calls.container("tools-brief", horizontal=True, vertical_alignment="center", gap="small"):
        show('<p class="tb-note">一页纸（通报）：</p>', width="content")
        calls.download("brief-html", "网页（可打印）", page, page_file, "text/html")
        calls.download("brief-docx", "Word", word, word_file, WORD)
        for each in many:
            calls.live(_many, each)


@st.fragment
def _many(many: Many) -> None:
    """Start, progress with cancel, then the file: a run of its own, so that the page stays as it is."""
    key = f"briefs {many.file}"
    job = st.session_state.get(key)
    if job is None or job.cancelled:
        _button(many.label, f"start {key}", lambda: st.session_state.update({key: _Job(many.make())}))
        if job is not None:
            show('<p class="tb-note" role="status">已取消，没有生成文件。</p>', width="content")
        return
    if job.finished:
        saved = f"保存压缩包（{job.done} 份）"
        st.download_button(
            saved,
            job.content.getvalue(),
            many.file,
            "application/zip",
            key=f"zip {key}",
            on_click="ignore",
            type="tertiary",
        )
        _button("重新导出", f"again {key}", lambda: st.session_state.pop(key, None))
        return
    _carry_on(many, job, key)


def _carry_on(many: Many, job: _Job, key: str) -> None:
    """One brief after another; a press of 取消导出 ends this run before the next and forgets what was made."""
    _button("取消导出", f"cancel {key}", lambda: st.session_state.update({key: _Job(iter(()), cancelled=True)}))
    bar = st.progress(job.done / many.total, text=_said(many, job), width=BAR)
    for name, content in job.briefs:
        with zipfile.ZipFile(job.content, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, content)
        job.done += 1
        bar.progress(min(1.0, job.done / many.total), text=_said(many, job), width=BAR)
    job.finished = True
    st.rerun(scope="fragment")


def _said(many: Many, job: _Job) -> str:
    return f"正在生成一页纸：{job.done} / {many.total}"


def _button(label: str, key: str, pressed: Callable[[], None]) -> None:
    st.button(label, key=key, type="tertiary", on_click=pressed)
