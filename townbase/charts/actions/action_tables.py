"""The smaller tables of the action page: the ten beside one another, the years, one indicator, seat schools, tasks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from townbase import words
from townbase.asking import Row
from townbase.charts.base.elements import text_link
from townbase.charts.base.parts_bar import parts_bar
from townbase.charts.base.table import Cell, Column, table
from townbase.text import Markup, esc, is_missing, join

ORDER = ("met", "in_progress", "behind", "not_assessable", "tasks_on_schedule", "tasks_overdue", "none")


def status_table(frame: pd.DataFrame) -> Markup:
    """`frame`: name, href, one count per status, met_before, not_met, overdue; the ten actions in order."""
    codes = _shown(frame)
    heads = [
        Column("行动", css="tb-ten"),
        Column("", phone=False),
        *(Column(words.ACTION_STATUS[code], number=True) for code in codes),
        Column("上年达标", number=True, phone=False),
        Column(f"{words.UNMET}项数", number=True),
        Column("逾期任务", number=True),
    ]
    rows = (
        [
            text_link(row["href"], row["name"]),
            _bar(row, codes),
            *(_count(code, row[code]) for code in codes),
            words.count(row["met_before"]),
            _led(row["not_met"], row["rows_href"], red=False),
            _led(row["overdue"], row["overdue_href"], red=True),
        ]
        for row in frame.to_dict("records")
    )
    return table(heads, rows, caption="十大行动的乡镇数")


def _led(n: int, href: str, *, red: bool) -> Cell:
    """A count that leads to what it counts."""
    shown = Markup(f'<b class="tb-red">{words.count(n)}</b>') if red and n else words.count(n)
    return Cell(text_link(href, shown) if n else "0", n)


def name_list(names: Iterable[Row]) -> Markup:
    """The ten by name, where there is nothing to count; each leads to its clauses."""
    items = join(Markup(f"<li>{text_link(one['href'], one['name'])}</li>") for one in names)
    return Markup(f'<ul class="tb-names">{items}</ul>')


def year_table(frame: pd.DataFrame) -> Markup:
    """`frame`: year, total and one count per status, newest first."""
    codes = _shown(frame)
    heads = [
        Column("学年"),
        Column("", phone=False),
        *(Column(words.ACTION_STATUS[code], number=True) for code in codes),
    ]
    rows = (
        [str(row["year"]), _bar(row, codes), *(_count(code, row[code]) for code in codes)]
        for row in frame.to_dict("records")
    )
    return table(heads, rows, caption="各学年的乡镇数")


def worse(row: Mapping) -> Markup:
    """The change, and where the verdict fell back the red ↓ with its word."""
    fell = f' <b class="tb-red">↓ {esc(row["fell_back"])}</b>' if row["fell_back"] else ""
    return Markup(f"{esc(row['change'])}{fell}")


def task_table(frame: pd.DataFrame) -> Markup:
    """Tasks of the action: how many are due, done and overdue."""
    heads = [
        Column("任务", css="tb-wrap"),
        Column("责任对象", phone=False),
        Column("应办", number=True),
        Column("已完成", number=True),
        Column("逾期", number=True),
    ]
    rows = (
        [
            Markup(f"{esc(row['title'])}{_lead(row)}"),
            row["unit_word"],
            words.count(row["units"]) if row["units"] else words.MISSING,
            words.count(row["done"]) if row["units"] else words.MISSING,
            _late(row),
        ]
        for row in frame.to_dict("records")
    )
    return table(heads, rows, caption="本行动的任务", css="tb-tasks")


def _lead(row: Mapping) -> Markup:
    """Who leads it and until when, and the demand that it answers."""
    parts = ["" if is_missing(row["lead_office"]) else f"牵头：{row['lead_office']}"]
    parts.append("" if is_missing(row["due_last"]) else f"期限 {words.date_table(row['due_last'])}")
    said = "；".join(part for part in parts if part)
    clauses = dict.fromkeys(row[key] for key in ("clause_id", "clause_2") if not is_missing(row[key]))
    links = join(text_link(f"policy?clause={clause}", "政策原文") for clause in clauses)
    return Markup(f'<small class="tb-line2">{esc(said)} <span class="tb-screen">{links}</span></small>')


def _late(row: Mapping) -> object:
    if not row["units"]:
        return words.MISSING
    if not row["overdue"]:
        return "0"
    days = (
        ""
        if is_missing(row["days_overdue"])
        else f'<small class="tb-line2">最长 {words.count(row["days_overdue"])} 天</small>'
    )
    return Markup(f'<b class="tb-red">{words.count(row["overdue"])}{days}</b>')


def _shown(frame: pd.DataFrame) -> list[str]:
    return [code for code in ORDER if frame[code].any()]


def _bar(row: Mapping, codes: list[str]) -> Markup:
    text = "，".join(f"{words.ACTION_STATUS[code]} {row[code]} 个" for code in codes if row[code])
    return parts_bar({code: int(row[code]) for code in codes}, text)


def _count(code: str, n: int) -> object:
    return _red(n) if code in ("behind", "tasks_overdue") else words.count(n)


def _red(n: int) -> object:
    return Markup(f'<b class="tb-red">{words.count(n)}</b>') if n else "0"
