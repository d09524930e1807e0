"""Before the first page: is there something to serve, and is it what the rows and SQL beside it say?

The app publishes by itself only where nothing was ever published, or where all that stands there came from the sample
city as it ships and that is what would be built (for the sample: also when its file is damaged). Anything else goes on
being served, and a notice says what is wrong and names the command.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

from townbase import settings, versions
from townbase.ui.start import building
from townbase.versions import Served, State

COMMAND = building.COMMAND
FRESH = 20.0  # seconds for which a look at the inputs is good enough

STALE_NOTICE = f"政策条目或计算方法比当前数据新，现仍显示原来发布的结果。请管理员运行 {COMMAND} 重新发布。"
NEW_DATA_NOTICE = f"数据文件夹中的数据与现在显示的结果不一致，现仍显示原来发布的结果。请管理员运行 {COMMAND} 发布。"
REFUSED_NOTICE = f"新数据未通过检查，现仍显示原来发布的结果。请管理员运行 {COMMAND} 查看检查结果。"
BROKEN_NOTICE = f"更新没有完成，现仍显示原来发布的结果。请管理员运行 {COMMAND} 查看原因。"
TROUBLE_NOTICE = "{trouble}，本页改用此前发布的完好结果（版本 {version}）。请管理员运行 " + f"{COMMAND} 重新发布。"


@dataclass(frozen=True)
class Inputs:
    """What a build would start from now. wanted: the version it would have; None where the files cannot be read."""

    wanted: str | None
    delivered: str = ""
    program: str = ""
    sample: bool = False


_looked: tuple[float, tuple[str, ...], Inputs] | None = None


def ready() -> str | None:
    """Return when something can be shown: None, or the notice about it. Stops the run otherwise."""
    extracts, db = settings.extracts_dir(), settings.published_dir()
    served, inputs = versions.served(db), _inputs(extracts, db)
    current = inputs.wanted is not None and versions.state(db, inputs.wanted) is State.WHOLE
    if (served.trouble or not current) and _may_publish(db, inputs):
        return _publish(extracts, db, served, inputs)
    if served.version is None:
        building.nothing_left(served.trouble, _forget)
    trouble = TROUBLE_NOTICE.format(trouble=served.trouble, version=served.version) if served.trouble else ""
    stale = None if current else _stale(extracts, db, served, inputs)
    return f"{trouble}{stale or ''}" or None


def _may_publish(db: Path, inputs: Inputs) -> bool:
    return not versions.anything_published(db) or (versions.only_sample(db) and inputs.sample)


def _publish(extracts: Path, db: Path, served: Served, inputs: Inputs) -> str | None:
    work = building.start_or_join(inputs.wanted, extracts, db)
    building.watch(work)
    if not work.failed:
        return None
    if served.version is None:
        if versions.current(db):  # somebody else published here meanwhile
            return None
        building.failed(work, _forget)
    return REFUSED_NOTICE if work.findings and not work.machine else BROKEN_NOTICE


def _stale(extracts: Path, db: Path, served: Served, inputs: Inputs) -> str | None:
    """Why what is served is not what a build would give. Extracts that are absent, or others than those it was built
    from and nobody asked for, say nothing about what is served."""
    record = None if served.version is None else versions.read_record(db, served.version)
    if record is None or (inputs.program and record.program != inputs.program):
        return STALE_NOTICE
    own = bool(os.environ.get("TOWNBASE_EXTRACTS")) or record.extracts == str(extracts.resolve())
    if own and inputs.wanted is not None and (extracts / "delivery.toml").is_file():
        return NEW_DATA_NOTICE
    return None


def _inputs(extracts: Path, db: Path) -> Inputs:
    """Looked up at most every FRESH seconds."""
    global _looked
    place = (str(extracts), str(db))
    now = time.monotonic()
    if _looked is None or _looked[1] != place or now - _looked[0] > FRESH:
        _looked = (now, place, _read(extracts))
    return _looked[2]


def _read(extracts: Path) -> Inputs:
    try:
        return Inputs(
            versions.fingerprint(extracts),
            versions.delivered(extracts),
            versions.program(),
            versions.from_shipped_sample(extracts),
        )
    except OSError:
        return Inputs(None)


def _forget() -> None:
    """Forget what failed: the next run looks at the files again."""
    global _looked
    building.forget()
    _looked = None
