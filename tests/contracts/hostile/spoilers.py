"""The table of spoilers: each makes a sound city wrong in one way and says which file, and what words, must be told.

A spoiler that changes what other files are held against (rosters, delivery.toml) stands alone in its delivery.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from random import Random

from tests.contracts.hostile.city import City

KINDS = ("file", "integrity", "pupils", "values", "shape", "injection", "bombs")


@dataclass(frozen=True)
class Told:
    """What a finding must hold: the file it names, and these words in the same line; never: what no line may repeat."""

    file: str
    words: tuple[str, ...] = ()
    never: str | None = None


@dataclass(frozen=True)
class Spoiler:
    kind: str
    name: str
    spoil: Callable[[City, Random], Told]
    alone: bool


TABLE: list[Spoiler] = []


def spoils(kind: str, alone: bool = False):
    """Put a function into the table."""

    def enter(spoil):
        TABLE.append(Spoiler(kind, spoil.__name__, spoil, alone))
        return spoil

    return enter


def spoilers() -> list[Spoiler]:
    """All of them, by kind and name."""
    for kind in KINDS:
        import_module(f"tests.contracts.hostile.{kind}")
    return sorted(TABLE, key=lambda each: (KINDS.index(each.kind), each.name))


def told(extract: str, *words: str, never: str | None = None) -> Told:
    return Told(f"{extract}.parquet", words, never)


def place(row: int) -> str:
    """How a finding names the row at this place of a column."""
    return f"第 {row + 1} 行"
