"""Rows taken as met: `township.indicator.stage`, separated by commas in the address, read back and written."""

from __future__ import annotations

from collections.abc import Iterable

from townbase import words

# What an address holds without a browser or a mail program cutting it.
MOST = 200
Ticked = tuple[str, str, str]  # township, indicator, stage


def read(text: str | None) -> tuple[Ticked, ...] | None:
    """Each row once, in the order given; None where the text is not of this form or holds too many."""
    rows = [tuple(part.rsplit(".", 2)) for part in text.split(",")] if text else []
    if len(rows) > MOST or not all(len(row) == 3 and row[0] and row[1] and row[2] in words.STAGE for row in rows):
        return None
    return tuple(dict.fromkeys(rows))  # type: ignore[arg-type]


def written(rows: Iterable[Ticked]) -> str | None:
    return ",".join(".".join(row) for row in rows) or None


def toggled(text: str | None, row: Ticked) -> str | None:
    """The address with one row more or one less; one that would be too long stays as it is."""
    rows = list(read(text) or ())
    if row in rows:
        rows.remove(row)
    elif len(rows) < MOST:
        rows.append(row)
    return written(rows)


def parameters(text: str | None) -> dict[str, list[str]]:
    """townships, indicators and stages of the queries path/assumed_…; with nothing ticked one row that no mart has."""
    rows = read(text) or (("", "", ""),)
    return {
        "townships": [row[0] for row in rows],
        "indicators": [row[1] for row in rows],
        "stages": [row[2] for row in rows],
    }


def said(text: str) -> str:
    """假设 3 项达标（假设情形，不是现状）"""
    return f"假设 {len(read(text) or ())} 项达标（{words.ASSUMED}）"
