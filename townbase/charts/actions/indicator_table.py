"""Indicators by the townships that do not meet them: a bar of townships, the numbers, and the way to each."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.charts.base.elements import text_link
from townbase.charts.base.table import Cell, Column, TableRow, table
from townbase.text import Markup, esc, is_missing


def indicator_table(frame: pd.DataFrame, *, caption: str, of_all: bool, most: int = 20) -> Markup:
    """`frame` as views.actions.indicator_rows gives it. of_all: the rows are of several actions, which is said."""
    slightly = bool(frame["slightly"].any())
    columns = [
        Column("指标"),
        *([Column("行动", phone=False)] if of_all else []),
        Column("乡镇合并", number=True, sort=False),
        Column("达标线", number=True, phone=False, sort=False),
        Column("", phone=False),
        Column(f"{words.UNMET}乡镇", number=True),
        *([Column("略低", number=True, phone=False)] if slightly else []),
        Column("比上年", number=True, phone=False),
        Column("共差", number=True, sort=False),
    ]
    rows = [TableRow(_row(row, of_all, slightly), unmet=row["not_met"] > 0) for row in frame.to_dict("records")]
    css = "tb-rows tb-rows-all" if of_all else "tb-rows"
    return table(columns, rows, caption=caption, css=css, most=most)


def _row(row: Mapping, of_all: bool, slightly: bool) -> list[object]:
    beside = "·".join(part for part in (row["stage"], "" if row["core"] else "参考") if part)
    name = Markup(f'{text_link(row["href"], row["title"])} <small class="tb-beside">{esc(beside)}</small>')
    unmet = Markup(f'<b class="tb-red">{row["not_met"]}</b>') if row["not_met"] else "0"
    return [
        name,
        *([row["action"]] if of_all else []),
        row["value"],
        row["target"],
        _bar(row),
        Cell(unmet, row["not_met"]),
        *([Cell(str(row["slightly"]) if row["slightly"] else "", row["slightly"])] if slightly else []),
        Cell(_against(row), row["step"]),
        "" if is_missing(row["lacking"]) else f"{words.count(row['lacking'])} {row['unit']}".strip(),
    ]


def _against(row: Mapping) -> object:
    worse = not is_missing(row["step"]) and row["step"] > 0
    return Markup(f'<b class="tb-red">↓ {esc(row["against"])}</b>') if worse else row["against"]


def _bar(row: Mapping) -> Markup:
    """Not met red, slightly below as an outline, the rest ground; the whole is every township that is to be judged."""
    whole = row["met"] + row["not_met"] + row["missing"]
    text = f"{words.UNMET} {row['not_met']} 个，{words.met_of(row['met'], row['slightly'])}"
    text += f"，{row['missing']} 个{words.UNDECIDED}" if row["missing"] else ""
    red, ring = (100 * row[key] / whole for key in ("not_met", "slightly"))
    outline = f'<u style="width:{ring:.1f}%"></u>' if ring else ""
    return Markup(
        f'<a data-nav class="tb-share" tabindex="-1" href="{esc(row["href"])}" title="{esc(text)}" aria-label="{esc(text)}">'
        f'<i style="width:{red:.1f}%"></i>{outline}</a>'
    )
