"""Townships and judged rows that turned between two versions: verdicts with their marks, names that lead there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.charts.base.elements import text_link
from townbase.charts.base.glyphs import status
from townbase.charts.base.table import Column, frame_table, table
from townbase.text import Markup, esc, is_missing, join

MOST = 60  # rows that a page draws; files hold all


def turned_townships(frame: pd.DataFrame, caption: str) -> Markup:
    heads = [Column(name) for name in ("乡镇（街道）", "学年", "原结论", "现结论", "变化原因")]
    return _some(frame, lambda rows: table(heads, map(_township, rows), caption=caption))


def _township(row: Row) -> list[object]:
    return [_place(row), row["year"], *_verdicts(row), row["causes"]]


def turned_rows(frame: pd.DataFrame, caption: str) -> Markup:
    heads = [
        Column("乡镇（街道）"), Column("指标", css="tb-wrap"), Column("学年"), Column("原判定"), Column("现判定"),
        Column("数值", number=True), Column("目标值", number=True, phone=False), Column("变化原因", css="tb-wrap"),
    ]  # fmt: skip
    return _some(frame, lambda rows: table(heads, map(_row, rows), caption=caption))


def _row(row: Row) -> list[object]:
    core = "" if row["role"] == words.ROLE["core"] else f"（{row['role'].removesuffix('指标')}）"
    return [
        _place(row),
        f"{row['indicator']}{core}",
        row["year"],
        *_verdicts(row),
        _moved(row["before_value"], row["now_value"]),
        _moved(row["before_target"], row["now_target"]),
        f"{row['cause']}：{row['cause_from']}",
    ]


def plain(frame: pd.DataFrame, caption: str) -> Markup:
    """A table as it is taken away."""
    return frame_table(frame, caption=caption, most=MOST)


def versions(choices: Iterable[Mapping], label: str) -> Markup:
    """The versions to hold this one against; the one in use is no link."""
    links = [
        Markup(f"<b>{esc(one['name'])}</b>") if one["current"] else text_link(one["href"], one["name"])
        for one in choices
    ]
    return Markup(f'<p class="tb-note">{esc(label)}{join(links, " · ")}</p>')


def _some(frame: pd.DataFrame, draw) -> Markup:
    drawn = draw(records(frame.head(MOST)))
    rest = len(frame) - MOST
    if rest <= 0:
        return drawn
    more = f"只显示前 {MOST} 行，共 {words.count(len(frame))} 行；下载的文件含全部行。"
    return join([drawn, Markup(f'<p class="tb-note">{more}</p>')])


def _place(row: Row) -> Markup:
    name = text_link(row["href"], row["name"]) if row["href"] else esc(row["name"])
    return Markup(f'{name} <small class="tb-muted">{esc(row["district"])}</small>')


def _verdicts(row: Row) -> list[Markup]:
    return [
        Markup("不判定") if is_missing(row[f"{side}_code"]) else status(row[f"{side}_code"], row[side])
        for side in ("before", "now")
    ]


def _moved(before: str, now: str) -> str:
    return now if before == now else f"{before} → {now}"
