"""Which version is served: the one that the pointer names, or the last good one where that one cannot be used."""

import re
from dataclasses import dataclass
from pathlib import Path

from townbase.versions.folder import POINTER, published
from townbase.versions.record import State, read_record, state

# What a page may be drawn from. Without a record only what the pointer names: nobody vouches for the rest.
_NAMED = (State.WHOLE, State.UNRECORDED)


@dataclass(frozen=True)
class Served:
    """version: what pages read, None where nothing can be read. trouble: why it is not the one that the pointer
    names, as a part of a Chinese sentence; "" where all is well or nothing was published."""

    version: str | None
    trouble: str = ""


def current(directory: Path) -> str | None:
    """The version that is served, or None."""
    return served(directory).version


def served(directory: Path) -> Served:
    """What pages are to be drawn from, and what is wrong with what the pointer names."""
    named = pointed(directory)
    if named is not None and state(directory, named) in _NAMED:
        return Served(named)
    standing = published(directory)
    good = next(
        (version for version in standing if version != named and state(directory, version) is State.WHOLE), None
    )
    if not standing and not (Path(directory) / POINTER).exists():
        return Served(None)
    return Served(good, _trouble(directory, named))


def pointed(directory: Path) -> str | None:
    """The version that the pointer names, whether or not it stands there; None where it names none."""
    try:
        text = (Path(directory) / POINTER).read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return None
    return text if re.fullmatch("[0-9a-f]{12}", text) else None


def is_earlier(directory: Path, version: str, than: str) -> bool:
    """Whether a version was published before another; False where one of them has no record."""
    first, second = read_record(directory, version), read_record(directory, than)
    return first is not None and second is not None and first.number < second.number


def _trouble(directory: Path, named: str | None) -> str:
    if named is None:
        return "记录当前版本的文件（current）缺失或无法读取"
    return f"版本 {named} 的数据文件{'已损坏' if state(directory, named) is State.DAMAGED else '已不在'}"
