"""The build that a page starts or waits for, and what is shown meanwhile and when nothing came of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st

from townbase import faults
from townbase.build.apart import build_apart
from townbase.findings import Finding, Refused
from townbase.text import esc
from townbase.ui import errors
from townbase.ui.markup import show
from townbase.ui.masthead import bare
from townbase.ui.viewer import viewer

COMMAND = "python -m townbase build"
BEAT = 0.3  # seconds between two looks at a running build
SHOWN_FINDINGS = 50


@dataclass
class Work:
    """One build asked for by this process; every session that waits reads it. machine: the findings are of the machine
    and not of what was delivered."""

    wanted: str | None
    thread: threading.Thread | None = None
    done: int = 0
    total: int = 1
    step: str = "准备"
    findings: list[Finding] = field(default_factory=list)
    machine: bool = False
    error: Exception | None = None

    @property
    def runs(self) -> bool:
        return self.thread is not None and self.thread.is_alive()

    def told(self, done: int, total: int, step: str) -> None:
        self.done, self.total, self.step = done, total, step

    def run(self, extracts: Path, db: Path) -> None:
        try:
            build_apart(extracts, db, self.told)
        except Refused as refused:
            self.findings, self.machine = list(refused.findings), isinstance(refused, faults.Broken)
        except Exception as error:  # told by the session that waits, with a number
            self.error = error

    @property
    def failed(self) -> bool:
        return self.error is not None or bool(self.findings)


_lock = threading.Lock()
_work: Work | None = None


def start_or_join(wanted: str | None, extracts: Path, db: Path) -> Work:
    """Start the build, or join the one that runs; what failed is not tried again until its input changes."""
    global _work
    with _lock:
        work = _work
        if work is None or not (work.runs or (work.failed and work.wanted == wanted)):
            _work = work = Work(wanted)
            work.thread = threading.Thread(target=work.run, args=(extracts, db), name="townbase-build", daemon=True)
            work.thread.start()
        return work


def forget() -> None:
    """Forget what failed, so that the next run tries again."""
    global _work
    with _lock:
        if _work is not None and not _work.runs:
            _work = None


def watch(work: Work) -> None:
    """Show the progress until the build has ended."""
    if not work.runs:
        return
    place = st.empty()
    with place.container(key="building"):
        bare()
        show('<p class="tb-sub" role="status">正在准备数据，约需 1 分钟，完成后自动打开。</p>')
        bar = st.progress(0.0)
        while work.runs:
            counted = f"（{work.done}/{work.total}）" if work.total else ""  # none while it waits for another build
            bar.progress(min(work.done / max(work.total, 1), 1.0), text=f"{work.step}{counted}")
            time.sleep(BEAT)
    place.empty()


def failed(work: Work, again: Callable[[], None]) -> None:
    """Nothing came of the first build: say why, offer to try again, and end the run."""
    if work.error:
        bare()
        errors.report(work.error)
        _try_again("重试", again)
    if work.machine:
        _listed("数据准备没有完成，暂不能显示", "请按提示处理后重试。", work.findings, "重试", again)
    count = f"共 {len(work.findings)} 条。请按提示更正后重新检查。"
    _listed("数据未通过检查，暂不能显示", count, work.findings, "重新检查", again)


def nothing_left(trouble: str, again: Callable[[], None]) -> None:
    """Something was published, and none of it can be read: say so and end the run; the sample must not fill its place."""
    bare()
    show(
        '<h1 class="tb-headline">发布的数据无法读取，暂不能显示</h1>'
        f'<p class="tb-sub">{esc(trouble)}，也没有其他完好的版本。请管理员运行 {COMMAND} 重新发布；'
        "python -m townbase versions 可列出各版本是否完好。</p>"
    )
    _try_again("重试", again)


def _listed(head: str, sub: str, findings: list[Finding], label: str, again: Callable[[], None]) -> None:
    shown = findings[:SHOWN_FINDINGS] if viewer().manages else []  # they name places of everywhere
    lines = "".join(f"<li>{esc(finding.line())}</li>" for finding in shown)
    left = len(findings) - len(shown)
    more = f"<p>另有 {left} 条，运行 {COMMAND} 可看全部。</p>" if left > 0 else ""
    bare()
    show(
        f'<h1 class="tb-headline">{esc(head)}</h1><p class="tb-sub">{esc(sub)}</p>'
        f'<ul class="tb-findings">{lines}</ul>{more}'
    )
    _try_again(label, again)


def _try_again(label: str, again: Callable[[], None]) -> None:
    st.button(label, on_click=again, type="tertiary")
    st.stop()
