"""What a file and a sheet are called."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256

from townbase.text import LONGEST_NAME, file_name, is_missing

VERSION_DIGITS = 4


def download_name(*parts: object, version: str, ending: str, synthetic: bool) -> str:
    """演示-示例一区-谷雨镇-十大行动-2025-2026学年-3f9a.xlsx: the parts in order, then the version's first four digits.

    A name that is too long loses the end of its parts, never the version: two files of two versions differ in name. What
    is lost is stood for by four digits of its own, so that two long names of two contents differ too.
    """
    mark = re.sub(r"[^0-9a-zA-Z]", "", str(version))[:VERSION_DIGITS]
    start, _, end = file_name(*parts, ending=ending, synthetic=synthetic).rpartition(".")
    text = "-".join(str(part) for part in parts if not is_missing(part))
    tail = f"-{mark}" if mark else ""
    if len(text) + len(tail) > LONGEST_NAME:
        tail = f"-{sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:VERSION_DIGITS]}{tail}"
    longest = len(start) - max(0, _length(start, synthetic) + len(tail) - LONGEST_NAME)
    return f"{start[:longest].rstrip(' .-')}{tail}.{end}" if tail else f"{start}.{end}"


def _length(start: str, synthetic: bool) -> int:
    """Without 演示-, which the longest name does not count."""
    return len(start) - len("演示-") * synthetic


LONGEST_SHEET = 31
FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
# Excel keeps this name for itself.
KEPT = {"history"}


def sheet_names(wanted: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """Names Excel takes, in order: 31 characters (an emoji is two), no forbidden sign, none twice whatever its case."""
    used = {name.casefold() for name in taken}
    names = []
    for at, name in enumerate(wanted, 1):
        fit = FORBIDDEN.sub("_", str(name)).strip().strip("'") or f"表{at}"
        fit = f"{fit}_" if fit.casefold() in KEPT else fit
        names.append(_free(fit, used))
        used.add(names[-1].casefold())
    return names


def _free(name: str, used: set[str]) -> str:
    tried, count = _cut(name, LONGEST_SHEET), 1
    while tried.casefold() in used:
        count += 1
        ending = f"（{count}）"
        tried = _cut(name, LONGEST_SHEET - len(ending)) + ending
    return tried


def _cut(name: str, most: int) -> str:
    """Excel counts as UTF-16 does."""
    while len(name.encode("utf-16-le", "replace")) // 2 > most:
        name = name[:-1]
    return name.rstrip(" '")
