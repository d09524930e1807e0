"""Every township of one indicator: value, where it stands to the line, what is missing, its word; a row shares its dot's id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from townbase import words
from townbase.charts.base.elements import text_link
from townbase.charts.base.glyphs import glyph, status
from townbase.charts.base.table import Cell, Column, TableRow, table
from townbase.text import Markup, esc, is_missing

OPEN = 12  # rows that stand open; the rest is there when asked for
RANK = {"not_met": 0, "borderline": 1, "missing": 2, "slightly_below": 3, "met": 4, "monitor": 5}

NOT_RANKED = "学业水平按区县、行政区划顺序，不按数值排列"


def township_table(
    frame: pd.DataFrame, *, line: float | None, heads: tuple[str, str], unit: str, ordered: bool, caption: str
) -> Markup:
    """heads: of the two numbers of a share and of the difference, '' where there is none · unit: of what is missing"""
    parts, against = heads
    low, high = _span(frame, line)
    lacks = bool(frame["lacking"].notna().any())
    columns = [
        Column("乡镇（街道）"),
        Column("区县", phone=False),
        *([Column(parts, number=True, phone=False)] if parts else []),
        Column("数值", number=True),
        Column("对照线", phone=False, css="tb-plain"),
        *([Column(against, number=True)] if against else []),
        *([Column(f"还差（{unit}）" if unit else "还差", number=True)] if lacks else []),
        *([Column("比上年", number=True, phone=False)] if against != "比上年" else []),
        Column("判定", phone=False),
    ]
    if ordered:  # an academic result is never ranked
        columns = [replace(column, sort=column.head in ("乡镇（街道）", "区县"), why=NOT_RANKED) for column in columns]
    rows = [
        TableRow(_row(row, low, high, line, parts, against, lacks), row["id"], row["code"] == "not_met")
        for row in frame.to_dict("records")
    ]
    return table(columns, rows, caption=caption, css="tb-each", most=OPEN)


def _row(
    row: Mapping, low: float, high: float, line: float | None, parts: str, against: str, lacks: bool
) -> list[object]:
    word = Markup(f'<small class="tb-thin">{glyph(row["shape"])} {esc(row["word"])}</small>')
    origin = Markup(
        f'<a data-nav href="{esc(row["origin"])}" title="看由哪些学校算出、原始行">{esc(row["parts"] or row["value"])}</a>'
    )
    return [
        Markup(f"{text_link(row['href'], row['name'])}{word}"),
        row["district"],
        *([origin if row["parts"] else ""] if parts else []),
        Cell(row["value"] if parts and row["parts"] else origin, row["number"]),
        _track(row, low, high, line),
        *([Cell(row["against"], row["gap"])] if against else []),
        *([Cell(_lacking(row), row["lacking"])] if lacks else []),
        *([Cell(row["change"], row["moved"])] if against != "比上年" else []),
        Cell(_word(row), RANK[row["shape"]]),
    ]


def _word(row: Mapping) -> Markup:
    plain = row["code"] and row["shape"] in ("not_met", "met")
    text = status(row["code"], row["word"]) if plain else Markup(f"{glyph(row['shape'])} {esc(row['word'])}")
    hint = Markup(f" <small>{esc(row['hint'])}</small>") if row["hint"] else ""
    fell = Markup(f' <b class="tb-red">↓ {esc(row["fell_back"])}</b>') if row["fell_back"] else ""
    return Markup(f"{text}{hint}{fell}")


def _lacking(row: Mapping) -> object:
    return "" if is_missing(row["lacking"]) else Markup(f'<b class="tb-red">{words.count(row["lacking"])}</b>')


def _span(frame: pd.DataFrame, line: float | None) -> tuple[float, float]:
    held = [*frame["at"].dropna(), *([] if line is None else [line])]
    return (min(held), max(held)) if held and min(held) < max(held) else (0.0, 1.0)


def _track(row: Mapping, low: float, high: float, line: float | None) -> Markup:
    """The dot on the axis of all townships, with the line; the word beside it says the same."""
    if is_missing(row["at"]):
        return Markup("")
    spot = Markup(f'<b style="left:{_percent(row["at"], low, high)}">{glyph(row["shape"])}</b>')
    mark = "" if line is None else f'<i class="tb-target" style="left:{_percent(line, low, high)}"></i>'
    return Markup(f'<span class="tb-track" aria-hidden="true">{mark}{spot}</span>')


def _percent(at: float, low: float, high: float) -> str:
    return f"{100 * (at - low) / (high - low):.1f}%"
