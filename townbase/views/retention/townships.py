"""本地就读率 of the townships one by one: value, change in points and children, its word."""

from __future__ import annotations

from typing import Any

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.retention import definitions
from townbase.views.retention.place import Where, hrefs, rising_word, share_of, status_of
from townbase.views.retention.rates import SLACK
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import STAYED

TOWNSHIPS = Card(
    key="townships",
    file="各乡镇本地就读率",
    filters=(*STAYED, "order"),
    follows_opened=True,
    body_is_table=False,
    definition=definitions.TOWNSHIPS,
)


def townships(w: Where, rows: pd.DataFrame, districts: pd.DataFrame, selection: Selection) -> CardContent:
    """One line a township for the stage: value, change in points and children, its word; by district or by value."""
    if w.kind == "district":
        rows = rows[rows["district_id"] == w.id]
    if rows["children"].isna().all() and not (rows["reason"] == "under_10").any():
        return CardContent(
            TOWNSHIPS,
            title="各乡镇本地就读率",
            empty="本学年没有户籍学生去向数据。由学籍管理部门提供后即可显示，可先查看上一学年。",
        )
    lines = pd.DataFrame([_line(row) for row in records(rows)])
    lines["href"] = hrefs(selection, "township", lines["township_id"], stage=w.stage, order="official")
    lines["district_href"] = hrefs(selection, "district", lines["district_id"], stage=w.stage)
    around = _district_rates(districts, w)
    for at, name in enumerate(("district_said", "district_change")):
        lines[name] = [around.get(district, (None, None))[at] for district in lines["district_id"]]
    by_value = selection.order == "value"
    if by_value:
        lines = lines.sort_values("change", na_position="last", kind="stable")
    toggle = (
        ("恢复行政区划顺序", selection.href("retention", order="official"))
        if by_value
        else ("按数值排序", selection.href("retention", order="value"))
    )
    fell = int(lines["slipped"].sum())
    known = int(lines["change"].notna().sum())
    title = (
        f"需关注：{fell} 个乡镇（街道）{w.stage_word}本地就读率不高于上年"
        if by_value
        else (_against_before(w, lines["change"].dropna(), fell) if known else f"各乡镇{w.stage_word}本地就读率")
    )
    return CardContent(
        TOWNSHIPS,
        title=title,
        how=("按变化由低到高" if by_value else "按行政区划顺序") + "；“不高于上年”只与上年比，“未提升”与基期比。"
        "● 逐年提升或高位保持，▲ 其余。",
        frame=lines.assign(toggle=toggle[0], toggle_href=toggle[1], grouped=not by_value),
        table=_township_table(lines),
    )


def _against_before(w: Where, changes: pd.Series, fell: int) -> str:
    """Of how many townships the rate is not above the year before; all of them are above only where every one is."""
    if (changes > SLACK).all():
        return f"{w.stage_word}：{len(changes)} 个乡镇（街道）都高于上年"
    return f"{w.stage_word}：{len(changes)} 个乡镇（街道）中 {fell} 个不高于上年"


def _district_rates(districts: pd.DataFrame, w: Where) -> dict[str, tuple[str, float | None]]:
    """district_id -> its rate in words and the change against the year before, of the stage and year."""
    by = {(row["area_id"], row["school_year"]): row for row in records(districts) if row["stage"] == w.stage}
    out = {}
    for (district, year), now in by.items():
        before = by.get((district, w.year - 1))
        if year == w.year:
            out[district] = (
                share_of(now["local"], now["found"], now["value"]),
                _rise(before, now),
            )
    return out


def _rise(before: Row | None, now: Row) -> float | None:
    """Against the year before, where both years are known and speak of the same townships."""
    if before is None or not now["comparable"] or is_missing(now["value"]) or is_missing(before["value"]):
        return None
    return now["value"] - before["value"]


def _line(row: dict) -> dict:
    change = None if is_missing(row["value"]) or is_missing(row["value_before"]) else row["value"] - row["value_before"]
    status, word = _standing(row)
    return {
        "township_id": row["township_id"], "name": row["name"], "district_name": row["district_name"], "district_id": row["district_id"],
        "value": row["value"], "text": share_of(row["local"], row["found"], row["value"]),
        "change": change, "whole": None if change is None else words.whole(change * row["found"]),
        "elsewhere": row["elsewhere"], "unplaced": row["unplaced"], "children": row["children"],
        "local": row["local"], "slipped": not is_missing(row["broke"]) and bool(row["broke"]),
        "code": row["word"] if status in ("met", "not_met") else None, "status": status, "word": word,
    }  # fmt: skip


def _standing(row: dict) -> tuple[str, str]:
    if row["reason"] == "not_served" or (row["schools"] == 0 and is_missing(row["served_by"]) and row["rostered"]):
        return "not_applicable", f"{words.INAPPLICABLE}：没有{'' if row['stage'] == 'preschool' else '对口'}学校"
    if row["reason"] == "under_10":
        return "too_small", words.HIDDEN
    if is_missing(row["children"]):
        return "no_data", words.VERDICT["no_data"]
    return status_of(row["word"], row["few"]), rising_word(row["word"], row["few"]) or words.VERDICT["no_data"]


def _township_table(lines: pd.DataFrame) -> pd.DataFrame:
    heads = {
        "district_name": "区县", "name": "乡镇（街道）", "children": "户籍学生（名）", "local": "本地就读（名）", "elsewhere": "外出就读（名）",
        "unplaced": "未就读或去向不明（名）", "percent": "本地就读率（%）", "points": "比上年（个百分点）", "whole": "相当于（名）", "word": "变化",
    }  # fmt: skip
    shares: list[Any] = [words.percent(value) for value in lines["value"]]
    points: list[Any] = [words.in_points(value) for value in lines["change"]]
    return lines.assign(percent=shares, points=points)[list(heads)].rename(columns=heads)
