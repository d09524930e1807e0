"""Build: from a delivery to a published version, or a refusal with every reason and nothing changed."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock

from townbase import versions
from townbase.build.draft import Draft
from townbase.build.publish import publish_version, sweep
from townbase.checks import ask_promise, read_promises
from townbase.findings import Finding, Refused, errors
from townbase.sqlfiles import SqlFileError, mart_order

__all__ = ["BuildResult", "Refused", "build"]

Progress = Callable[[int, int, str], None]


_CHANGED_MEANWHILE = Finding(
    "error", "delivery.toml", "", "计算期间数据文件被改动，结果与版本号不符", "请等文件传完后重新运行 build"
)


@dataclass(frozen=True)
class BuildResult:
    """version, whether this call built it (False: it already stood there), and the warnings of the delivery."""

    version: str
    published: bool
    findings: list[Finding]


def build(extracts: Path, db: Path, progress: Progress | None = None, accept_shrink: bool = False) -> BuildResult:
    """Publish the version of these extracts in folder db and point to it. One builder at a time; others wait.

    accept_shrink: publish although much of what the served version holds is not delivered any more.
    progress is called with (step, steps, Chinese label). Raises Refused; what was published before then stays served.
    """
    extracts, db = Path(extracts), Path(db)
    db.mkdir(parents=True, exist_ok=True)
    tell = progress or (lambda step, of, label: None)
    with FileLock(db / "build.lock"):
        version = versions.fingerprint(extracts)
        if version in versions.published(db):
            versions.point(db, version)
            tell(1, 1, "这个版本已经发布")
            return BuildResult(version, False, [])
        sweep(db)
        findings = _build(extracts, db, version, tell, accept_shrink)
        versions.point(db, version)
        versions.prune(db)
    return BuildResult(version, True, findings)


def _build(extracts: Path, db: Path, version: str, tell: Progress, accept_shrink: bool) -> list[Finding]:
    delivered = versions.delivered(extracts)
    with contextlib.closing(Draft()) as draft:
        try:
            marts, promises = mart_order(draft.con), read_promises()
        except SqlFileError as error:
            raise Refused([Finding("error", "sql/mart", "", str(error), "请联系维护人员")]) from None
        steps = _Steps(len(marts) + len(promises) + 2, tell)
        steps.next("核对数据文件")
        served = versions.current(db)
        before = versions.database(db, served) if served else None
        draft.load(extracts, version, datetime.now().replace(microsecond=0), before, accept_shrink)
        for name in marts:
            steps.next(f"计算 {name}")
            draft.make(name)
        found = []
        for promise in promises:
            steps.next(f"检验：{promise.zh}")
            found += ask_promise(draft.con, promise)
        if errors(found):
            raise Refused(errors(found))
        draft.note(found)
        if versions.delivered(extracts) != delivered:
            raise Refused([_CHANGED_MEANWHILE])
        steps.next("发布")
        publish_version(draft, db, version)
        return draft.findings


class _Steps:
    """Counts the steps of a build for its callback."""

    def __init__(self, of: int, tell: Progress):
        self.step, self.of, self.tell = 0, of, tell

    def next(self, label: str) -> None:
        self.step += 1
        self.tell(self.step, self.of, label)
