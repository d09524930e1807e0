"""What may stand on a page, in a cell of a file, and in a file's name."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from typing_extensions import TypeIs


def esc(value: object) -> Markup:
    """Any value as safe markup, quotes included; what is markup already stays; nothing becomes an empty text."""
    return Markup("") if is_missing(value) else escape(value)


def join(parts: Iterable[object], between: str = "") -> Markup:
    """Markup of many parts, each escaped unless it is markup already."""
    return escape(between).join(esc(part) for part in parts)


def paragraphs(text: str) -> Markup:
    """A line a paragraph; empty lines are none."""
    return join(Markup(f"<p>{esc(line)}</p>") for line in text.split("\n") if line)


def is_missing(value: object) -> TypeIs[None]:
    """True for None, NaN, NaT and pandas' NA, without importing pandas.

    A type checker learns from it what matters: whatever is not missing is not None.
    """
    if value is None:
        return True
    if isinstance(value, float):
        return math.isnan(value)
    return type(value).__name__ in ("NAType", "NaTType")


def holds_words(text: str, find: str | None) -> bool:
    """Every word of `find` stands in the text, whatever its case; nothing to find is in every text."""
    return all(word in text.casefold() for word in (find or "").casefold().split())


# The full-width signs too: a Chinese or Japanese spreadsheet reads them as the plain ones.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
PLAIN_NUMBER = re.compile(r"[+-]?\d[\d,]*(\.\d+)?%?")


def safe_cell(value: object) -> object:
    """A cell that no spreadsheet reads as a formula; numbers pass unchanged."""
    if is_missing(value):
        return ""
    if not isinstance(value, str):
        return value
    if value.lstrip(" ").startswith(FORMULA_STARTS) and not PLAIN_NUMBER.fullmatch(value):
        return "'" + value
    return value


SYNTHETIC_MARK = "演示-"
FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]+')
# Windows keeps these names for devices, whatever ending follows.
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
LONGEST_NAME = 80


def file_name(*parts: object, ending: str, synthetic: bool) -> str:
    """A download's name that Windows, macOS and Linux all accept; invented data says so first."""
    words = [FORBIDDEN.sub("_", str(part)).strip(" ._") for part in parts if not is_missing(part)]
    name = "-".join(word for word in words if word)[:LONGEST_NAME].rstrip(" .") or "townbase"
    if DEVICES.fullmatch(name):
        name = "_" + name
    return f"{SYNTHETIC_MARK if synthetic else ''}{name}.{ending}"
