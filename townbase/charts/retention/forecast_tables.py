"""What comes next as tables: pupils expected with their range, places that fall short, schools with a small first grade."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from townbase.asking import Row, records
from townbase.charts.base.elements import text_link
from townbase.charts.base.glyphs import glyph
from townbase.charts.base.table import Cell, Column, TableRow, table
from townbase.text import Markup, esc, is_missing, join
from townbase.words import MISSING, count, difference, share, year_label

SHAPE = {"short": "not_met", "spare": "met", "open": "borderline"}


def forecast_table(rows: Iterable[Row], *, now: float | None, now_year: int, with_98: bool) -> Markup:
    """rows: year, roll, roll_range, came, roll_98, gap_98, intake, intake_range, places, word, gap, classes_said, teachers_said (text);
    the first line is where it starts."""
    columns = [
        Column("学年"), Column("在校生", number=True), *([Column("本地就读率 98% 时", number=True)] if with_98 else []),
        Column("首年级", number=True), Column("核定学位", number=True), Column("学位"),
        Column("需要班级", number=True), Column("需要教师", number=True),
    ]  # fmt: skip
    lines: list[tuple[str, ...]] = [
        (_year(now_year, "实际"), count(now), *([""] if with_98 else []), "", "", "", "", "")
    ]
    for row in rows:
        more = [_ranged(row["roll_98"], row["gap_98"])] if with_98 else []
        came = "" if is_missing(row["came"]) else Markup(f"<small>实际 {count(row['came'])}</small>")
        roll = Markup(f"{_ranged(row['roll'], row['roll_range'])}{came}")
        needed = [_ranged(row[f"{key}_needed"], row[f"{key}_said"]) for key in ("classes", "teachers")]
        intake = _ranged(row["intake"], row["intake_range"])
        lines.append(
            (
                _year(row["year"], "预计"),
                roll,
                *more,
                intake,
                count(row["places"]),
                _seats(row["word"], row["gap"]),
                *needed,
            )
        )
    return table(columns, lines, caption="今后各学年的在校生、学位、班级和教师", css="tb-ahead", reflow=True)


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


def seat_table(frame: pd.DataFrame, base: int, year: int, most: int = 14) -> Markup:
    """`frame`: township_id, name, district_name, href, pupils, expected, range, places, left, word, used_now, used, since;
    base: the year counted, year: the year expected."""
    lacking, ranged = bool(frame["since"].notna().any()), bool(frame["low"].notna().any())
    columns = [
        Column("乡镇（街道）"), Column(f"{base} 在校", number=True, phone=False), Column(f"{year} 预计", number=True),
        *([Column("区间", number=True, phone=False, sort=False)] if ranged else []), Column("核定学位", number=True),
        Column("学位余缺", number=True), Column("", css="tb-bar-col", sort=False, phone=False),
        Column(f"{base} 利用率", number=True, phone=False), Column(f"{year} 利用率", number=True, phone=False),
        *([Column("不够始于", number=True)] if lacking else []),
    ]  # fmt: skip
    most_left = frame["left"].abs().max() or 1
    rows = [TableRow(_seat_row(row, most_left, lacking, ranged), id=str(row["township_id"])) for row in records(frame)]
    return table(columns, rows, caption="各乡镇（街道）学位余缺", css="tb-seats", most=most)


def _seat_row(row: Row, most_left: float, lacking: bool, ranged: bool) -> list:
    left = row["left"]
    said = f"缺 {count(-left)}" if left < 0 else f"余 {count(left)}"
    shown = (
        Markup(f'<b class="tb-red">{said}</b>')
        if row["word"] == "short"
        else Markup(f"<b>{said}</b>")
        if left < 0
        else esc(said)
    )
    bar = Markup(
        f'<span class="tb-bar tb-faint" aria-hidden="true"><i style="width:{100 * abs(left) / most_left:.1f}%"></i></span>'
    )
    since = (
        [Cell(None, None) if is_missing(row["since"]) else Cell(f"{int(row['since'])} 年", row["since"])]
        if lacking
        else []
    )
    return [
        _named(row["name"], row["href"], row["district_name"]), count(row["pupils"]), count(row["expected"]),
        *([row["range"]] if ranged else []), count(row["places"]),
        Cell(shown, left), bar, Cell(share(row["used_now"]), row["used_now"]), Cell(share(row["used"]), row["used"]), *since,
    ]  # fmt: skip


def staff_table(frame: pd.DataFrame, most: int = 6) -> Markup:
    """`frame`: name, href, primary, junior, both (teachers over; below 0 lacking), junior_classes; the sum of all stands last."""
    columns = [
        Column("区县"), Column("小学教师", number=True), Column("初中教师", number=True), Column("相抵", number=True),
        Column("初中班级", number=True),
    ]  # fmt: skip
    rows = [
        [
            text_link(row["href"], row["name"]) if row["href"] else row["name"],
            *(Cell(difference(row[key]), row[key]) for key in ("primary", "junior", "both")),
            None
            if is_missing(row["junior_classes"])
            else Cell(difference(row["junior_classes"]), row["junior_classes"]),
        ]
        for row in frame.to_dict("records")
    ]
    return table(
        columns, rows, caption="各区县教师（名）和初中班级（个）余缺", css="tb-staff", last_is_sum=True, most=most
    )


def small_schools(frame: pd.DataFrame, year: int, thresholds: list[tuple[str, str, bool]], most: int = 5) -> Markup:
    """`frame`: name, href, township, pupils, expected_1–3; thresholds: (text, href, chosen)."""
    if frame.empty:
        return chips(thresholds)
    columns = (
        Column("学校"),
        Column(f"{year} 年", number=True),
        *(Column(f"{year + ahead} 预计", number=True) for ahead in (1, 2, 3)),
    )
    rows = [
        (
            _named(row["name"], row["href"], row["township"]),
            count(row["pupils"]),
            *(_whole(row[f"expected_{ahead}"]) for ahead in (1, 2, 3)),
        )
        for row in frame.to_dict("records")
    ]
    return Markup(f"{chips(thresholds)}{table(columns, rows, caption='首年级人数少的学校', css='tb-small', most=most)}")


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
