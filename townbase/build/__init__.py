"""Build: from a delivery to a published version, or a refusal with every reason and nothing changed."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from townbase import faults, versions
from townbase.build.draft import Draft
from townbase.build.lock import only_builder
from townbase.build.place import look_before_replacing, look_before_writing
from townbase.build.publish import publish_version, sweep, writing
from townbase.build.shrink import find_shrunk_alone
from townbase.checks import ask_promise, read_promises
from townbase.findings import Finding, Refused, errors
from townbase.settings import WrongSetting
from townbase.sqlfiles import SqlFileError, mart_order
from townbase.versions import State

__all__ = ["BuildResult", "Refused", "build", "shrunk"]

Progress = Callable[[int, int, str], None]


_CHANGED_MEANWHILE = Finding(
    "error", "delivery.toml", "", "计算期间数据文件被改动，结果与版本号不符", "请等文件传完后重新运行 build"
)


@dataclass(frozen=True)
class BuildResult:
    """version; whether this call built it (False: it already stood there, whole); the warnings of the delivery;
    whether it stood there before as a file that could not be trusted; and whose place it took by force, as a sentence."""

    version: str
    published: bool
    findings: list[Finding]
    repaired: bool = False
    replaced: str = ""


def build(
    extracts: Path, db: Path, progress: Progress | None = None, *, force: bool = False, accept_shrink: bool = False
) -> BuildResult:
    """Publish the version of these extracts in folder db and point to it. One builder at a time; others wait.

    progress is called with (step, steps, Chinese label); (0, 0, label) while it waits for another builder. Without
    force nothing takes the place of another city's results or stands among foreign files; without accept_shrink
    nothing that the served version of the same city holds is lost. Raises Refused, for a full disk, missing rights
    and the like faults.Broken; what was published before then stays served.
    """
    extracts, db = Path(extracts), Path(db)
    tell = progress or (lambda step, of, label: None)
    try:
        look_before_writing(db, force)
        db.mkdir(parents=True, exist_ok=True)
        with only_builder(db, lambda sentence: tell(0, 0, sentence)):
            sweep(db)
            return _under_lock(extracts, db, force, accept_shrink, tell)
    except WrongSetting as wrong:
        raise Refused([Finding("error", "设置", "", str(wrong), "请改正后重试")]) from None
    except faults.MACHINE as error:
        raise faults.Broken([faults.finding(error, db)]) from error


def shrunk(extracts: Path, db: Path) -> list[Finding]:
    """What `build` would refuse to publish into folder db without accept_shrink, because these extracts lost it."""
    before = _served(Path(db))
    return find_shrunk_alone(Path(extracts), before) if before else []


def _under_lock(extracts: Path, db: Path, force: bool, accept_shrink: bool, tell: Progress) -> BuildResult:
    version = versions.fingerprint(extracts)
    state, record = versions.state(db, version), versions.read_record(db, version)
    if state is State.WHOLE and record is not None:
        gave_way = look_before_replacing(db, record.city, record.sample, force)
        versions.point(db, version)
        tell(1, 1, "这个版本已经发布")
        return BuildResult(version, False, [], replaced=gave_way)
    findings, gave_way = _build(extracts, db, version, force, accept_shrink, tell)
    versions.point(db, version)
    versions.prune(db, version)
    return BuildResult(version, True, findings, state is not State.GONE, gave_way)


def _build(
    extracts: Path, db: Path, version: str, force: bool, accept_shrink: bool, tell: Progress
) -> tuple[list[Finding], str]:
    delivered, sample = versions.delivered(extracts), versions.from_shipped_sample(extracts)
    if sample:  # no need to read it first
        look_before_replacing(db, None, sample, force)
    with contextlib.closing(Draft()) as draft:
        try:
            marts, promises = mart_order(draft.con), read_promises()
        except SqlFileError as error:
            raise Refused([Finding("error", "sql/mart", "", str(error), "请联系维护人员")]) from None
        steps = _Steps(len(marts) + len(promises) + 2, tell)
        steps.next("核对数据文件")
        draft.load(extracts, version, datetime.now().replace(microsecond=0), _served(db), accept_shrink)
        gave_way = look_before_replacing(db, draft.city, sample, force)
        with writing(draft, db, version):
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
            publish_version(draft, db, version, extracts=extracts, delivered=delivered, sample=sample)
        return draft.findings, gave_way


def _served(db: Path) -> Path | None:
    """The published file that a delivery of the same city must not fall short of; the sample is nobody's city."""
    served = versions.current(db) or versions.pointed(db)  # one that cannot be opened is said
    record = versions.read_record(db, served) if served else None
    if served is None or (record is not None and record.sample):
        return None
    return versions.database(db, served)


class _Steps:
    """Counts the steps of a build for its callback."""

    def __init__(self, of: int, tell: Progress):
        self.step, self.of, self.tell = 0, of, tell

    def next(self, label: str) -> None:
        self.step += 1
        self.tell(self.step, self.of, label)
