"""Before the first page: is there something to serve, and is it what the rows and SQL beside it say?

Nothing published -> built here, whoever comes meanwhile sees the same progress bar.
Older than sql/ or policy/ -> the shipped sample is built again; anybody else's delivery goes on
being served, and a notice names the command.
"""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st

from townbase import settings, versions
from townbase.build import build
from townbase.findings import Finding, Refused
from townbase.text import esc
from townbase.ui.errors import stop_with
from townbase.ui.markup import show
from townbase.ui.masthead import bare

LOG = logging.getLogger("townbase")
COMMAND = "python -m townbase build"
BEAT = 0.3  # seconds between two looks at a running build
FRESH = 20.0  # seconds for which a look at the inputs is good enough
SHOWN_FINDINGS = 50

STALE_NOTICE = f"政策条目或计算方法比当前数据新，现仍显示原来发布的结果。请管理员运行 {COMMAND} 重新发布。"
REFUSED_NOTICE = f"新数据未通过检查，现仍显示原来发布的结果。请管理员运行 {COMMAND} 查看检查结果。"


@dataclass
class Work:
    """One build of this process; every session that waits reads it."""

    wanted: str
    thread: threading.Thread | None = None
    done: int = 0
    total: int = 1
    step: str = "准备"
    findings: list[Finding] = field(default_factory=list)
    error: Exception | None = None

    def told(self, done: int, total: int, step: str) -> None:
        self.done, self.total, self.step = done, max(total, 1), step

    def run(self, extracts: Path, db: Path) -> None:
        try:
            build(extracts, db, progress=self.told)
        except Refused as refused:
            self.findings = list(refused.findings)
        except Exception as error:  # said by the session that waits, with a number
            self.error = error

    @property
    def failed(self) -> bool:
        return self.error is not None or bool(self.findings)


_lock = threading.Lock()
_work: Work | None = None
_looked: tuple[float, tuple[str, str], str] | None = None


def ready() -> str | None:
    """Return when something is published: None, or the notice about what is served. Stops the run otherwise."""
    extracts, db = settings.extracts_dir(), settings.published_dir()
    served = versions.current(db)
    wanted = _wanted(extracts, db)
    if served and (wanted == served or wanted in versions.published(db)):
        return None  # up to date, or an older version was chosen by hand
    if served and not _is_sample(extracts):
        return STALE_NOTICE
    work = _build(wanted, extracts, db)
    _watch(work)
    if not work.failed:
        return None
    if served:
        return REFUSED_NOTICE if work.findings else STALE_NOTICE
    if work.error:
        bare()
        stop_with(work.error)
    _refused(work.findings)
    return None


def _is_sample(extracts: Path) -> bool:
    return extracts.resolve() == (settings.ROOT / "data" / "extracts").resolve()


def _wanted(extracts: Path, db: Path) -> str:
    """The version a build would have now; looked up at most every FRESH seconds."""
    global _looked
    place = (str(extracts), str(db))
    now = time.monotonic()
    if _looked is None or _looked[1] != place or now - _looked[0] > FRESH:
        _looked = (now, place, versions.fingerprint(extracts))
    return _looked[2]


def _build(wanted: str, extracts: Path, db: Path) -> Work:
    """Start the build, or join the one that runs; what failed is not tried again until its input changes."""
    global _work
    with _lock:
        runs = _work is not None and _work.thread.is_alive()
        if not runs and not (_work is not None and _work.failed and _work.wanted == wanted):
            _work = Work(wanted)
            _work.thread = threading.Thread(target=_work.run, args=(extracts, db), name="townbase-build", daemon=True)
            _work.thread.start()
        return _work


def _watch(work: Work) -> None:
    if not work.thread.is_alive():
        return
    place = st.empty()
    with place.container(key="building"):
        bare()
        show('<p class="tb-sub" role="status">正在准备数据，约需 1 分钟，完成后自动打开。</p>')
        bar = st.progress(0.0)
        while work.thread.is_alive():
            bar.progress(min(work.done / work.total, 1.0), text=f"{work.step}（{work.done}/{work.total}）")
            time.sleep(BEAT)
    place.empty()


def _refused(findings: list[Finding]) -> None:
    """Say every finding, offer to look again, and end the run."""
    lines = "".join(f"<li>{esc(finding.line())}</li>" for finding in findings[:SHOWN_FINDINGS])
    more = (
        f"<p>另有 {len(findings) - SHOWN_FINDINGS} 条，运行 {COMMAND} 可看全部。</p>"
        if len(findings) > SHOWN_FINDINGS
        else ""
    )
    bare()
    show(
        '<h1 class="tb-headline">数据未通过检查，暂不能显示</h1>'
        f'<p class="tb-sub">共 {len(findings)} 条。请按提示更正后重新检查。</p>'
        f'<ul class="tb-findings">{lines}</ul>{more}'
    )
    st.button("重新检查", on_click=_forget, type="tertiary")
    st.stop()


def _forget() -> None:
    """Forget what failed: the next run looks at the files again."""
    global _work, _looked
    with _lock:
        if _work is not None and not _work.thread.is_alive():
            _work = None
        _looked = None
