"""The record beside a published file: its size and hash, where it came from, and by them whether it is whole."""

import contextlib
import hashlib
import json
from dataclasses import asdict, dataclass, fields
from enum import Enum
from pathlib import Path

from townbase.versions.replacing import write_whole


@dataclass(frozen=True)
class Record:
    """Written by the build that published the file. number counts publications, so that no clock decides an order;
    sample: built from the sample city as it ships; delivered and program: what the version is a hash of."""

    number: int
    sha256: str
    size: int
    city: str
    extracts: str
    sample: bool
    delivered: str
    program: str


class State(Enum):
    """What is known of a published file."""

    WHOLE = "完整"
    DAMAGED = "已损坏"
    UNRECORDED = "没有校验记录"  # published before records were written, or copied here by hand
    GONE = "不在"


def database(directory: Path, version: str) -> Path:
    """The file of one version."""
    return Path(directory) / f"townbase-{version}.duckdb"


def record_file(directory: Path, version: str) -> Path:
    return Path(directory) / f"townbase-{version}.json"


def write_record(directory: Path, version: str, record: Record) -> None:
    text = json.dumps(asdict(record), ensure_ascii=False, indent=1) + "\n"
    write_whole(record_file(directory, version), text)


def read_record(directory: Path, version: str) -> Record | None:
    """None where there is none, or one that says something else than a record does."""
    try:
        values = json.loads(record_file(directory, version).read_text(encoding="utf-8"))
        record = Record(**values)
    except (OSError, ValueError, TypeError):
        return None
    typed = all(type(getattr(record, field.name)) is field.type for field in fields(Record))
    return record if typed else None


def state(directory: Path, version: str) -> State:
    """Whether the file is what its build wrote. Reads it once as a whole, and again when its time or size changed."""
    path = database(directory, version)
    try:
        stamp = _stamp(path)
        record = read_record(directory, version)
        if record is None:
            broken = stamp[1] == 0 or _broken.get(path.absolute()) == stamp
            return State.DAMAGED if broken else State.UNRECORDED
        if stamp[1] != record.size:
            return State.DAMAGED
        return State.WHOLE if _hash(path, stamp) == record.sha256 else State.DAMAGED
    except FileNotFoundError:
        return State.GONE
    except OSError:
        return State.DAMAGED


def hash_and_size(path: Path) -> tuple[str, int]:
    """What a record says of a file. Raises OSError."""
    stamp = _stamp(path)
    return _hash(path, stamp), stamp[1]


def doubt(directory: Path, version: str) -> None:
    """Something in the file could not be read: it is read as a whole when it is next asked about. Without a record
    nothing can be compared, and it counts as damaged until it changes."""
    path = database(directory, version).absolute()
    _known.pop(path, None)
    with contextlib.suppress(OSError):
        _broken[path] = _stamp(path)


_broken: dict[Path, tuple[int, int, int]] = {}
_known: dict[Path, tuple[tuple[int, int, int], str]] = {}


def _stamp(path: Path) -> tuple[int, int, int]:
    status = path.stat()
    return status.st_mtime_ns, status.st_size, status.st_ino


def _hash(path: Path, stamp: tuple[int, int, int]) -> str:
    """The file's hash, remembered while time, size and place on the disk stay."""
    path = path.absolute()
    if path not in _known or _known[path][0] != stamp:
        with path.open("rb") as file:
            _known[path] = (stamp, hashlib.file_digest(file, "sha256").hexdigest())
    return _known[path][1]
