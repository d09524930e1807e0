"""What comes next as tables: pupils expected with their range, places that fall short, schools with a small first grade."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from townbase.asking import Row
from townbase.charts.base.glyphs import glyph
from townbase.charts.base.table import Column, table
from townbase.text import Markup, esc, is_missing, join
from townbase.words import MISSING, count, year_label

SHAPE = {"short": "not_met", "spare": "met", "open": "borderline"}


def forecast_table(rows: Iterable[Row], *, now: float | None, now_year: int, with_98: bool) -> Markup:
    """rows: year, roll, roll_range, came, roll_98, gap_98, intake, intake_range, places, word, gap (text); the first line is where it starts."""
    columns = [
        Column("学年"), Column("在校生", number=True), *([Column("本地就读率 98% 时", number=True)] if with_98 else []),
        Column("首年级", number=True), Column("核定学位", number=True), Column("学位"),
    ]  # fmt: skip
    lines: list[tuple[str, ...]] = [(_year(now_year, "实际"), count(now), *([""] if with_98 else []), "", "", "")]
    for row in rows:
        more = [_ranged(row["roll_98"], row["gap_98"])] if with_98 else []
        seats = [count(row["places"]), _seats(row["word"], row["gap"])]
        came = "" if is_missing(row["came"]) else Markup(f"<small>实际 {count(row['came'])}</small>")
        roll, intake = (
            Markup(f"{_ranged(row['roll'], row['roll_range'])}{came}"),
            _ranged(row["intake"], row["intake_range"]),
        )
        lines.append((_year(row["year"], "预计"), roll, *more, intake, *seats))
    return table(columns, lines, caption="今后三年的在校生与核定学位", css="tb-ahead", reflow=True)


def _year(year: int, kind: str) -> Markup:
    return Markup(f"{year_label(year)} <small>{kind}</small>")


def _whole(n: float | None) -> str:
    return MISSING if is_missing(n) else count(n)


def _ranged(n: float | None, text: str) -> Markup:
    small = f"<small>{esc(text)}</small>" if text != MISSING else ""
    return Markup(f"{_whole(n)} {small}")


def _seats(word: str | None, gap: str) -> Markup:
    if is_missing(word):
        return esc(gap)
    css = ' class="tb-s-not_met"' if word == "short" else ""
    return Markup(f"<span{css}>{glyph(SHAPE[word])} {esc(gap)}</span>")


def seat_table(frame: pd.DataFrame) -> Markup:
    """`frame`: name, district_name, href, target_year, expected, places, word, gap."""
    columns = (
        Column("乡镇（街道）"), Column("最早学年"), Column("预计在校生", number=True), Column("核定学位", number=True), Column("学位"),
    )  # fmt: skip
    rows = [
        (
            _named(row["name"], row["href"], row["district_name"]),
            year_label(row["target_year"]),
            _whole(row["expected"]),
            count(row["places"]),
            _seats(row["word"], row["gap"]),
        )  # fmt: skip
        for row in frame.to_dict("records")
    ]
    return _folded(columns, rows, "学位缺口", "tb-seats", 12, "个乡镇（街道）")


def small_schools(frame: pd.DataFrame, year: int, thresholds: list[tuple[str, str, bool]]) -> Markup:
    """`frame`: name, href, township, pupils, expected_1–3; thresholds: (text, href, chosen)."""
    if frame.empty:
        return chips(thresholds)
    columns = (
        Column("学校"),
        Column(year_label(year), number=True),
        *(Column(f"{year_label(year + ahead)}预计", number=True) for ahead in (1, 2, 3)),
    )
    rows = [
        (
            _named(row["name"], row["href"], row["township"]),
            count(row["pupils"]),
            *(_whole(row[f"expected_{ahead}"]) for ahead in (1, 2, 3)),
        )
        for row in frame.to_dict("records")
    ]
    return Markup(f"{chips(thresholds)}{_folded(columns, rows, '首年级人数少的学校', 'tb-small', 12, '所学校')}")


def chips(choices: list[tuple[str, str, bool]]) -> Markup:
    """A choice of links, the chosen one marked."""
    items = join(
        Markup(f'<li><a data-nav href="{esc(href)}"{" aria-current=true" if on else ""}>{esc(text)}</a></li>')
        for text, href, on in choices
    )
    return Markup(f'<ul class="tb-chips">{items}</ul>')


def _named(name: object, href: str, small: object) -> Markup:
    more = f" <small>{esc(small)}</small>" if small != name else ""
    return Markup(f'<a data-nav href="{esc(href)}">{esc(name)}</a>{more}')


def _folded(columns, rows: list, caption: str, css: str, most: int, unit: str) -> Markup:
    head = table(columns, rows[:most], caption=caption, css=css, reflow=True)
    rest = rows[most:]
    if not rest:
        return head
    return Markup(
        f"{head}<details><summary>其余 {len(rest)} {unit}</summary>{table(columns, rest, caption=caption, css=css, reflow=True)}</details>"
    )
