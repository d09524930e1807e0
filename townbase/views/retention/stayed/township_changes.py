"""本地就读率 of the townships one by one: how far each is from the base year and from the year before, and its word."""

from __future__ import annotations

from typing import Any

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.retention import definitions
from townbase.views.retention.place import SIDE, Where, hrefs, rising_word, share_of, status_of
from townbase.views.retention.rates import SLACK
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import STAYED

TOWNSHIPS = Card(
    key="townships",
    file="各乡镇本地就读率",
    filters=STAYED,
    follows_opened=True,
    body_is_table=True,
    definition=definitions.TOWNSHIPS,
)
GONE = "本学年没有户籍学生去向数据。由学籍管理部门提供后即可显示，可先查看上一学年。"


def townships(w: Where, rows: pd.DataFrame, selection: Selection) -> CardContent:
    """A row a township, those furthest below the base year first: `township_id, name, district_name, side, href, base, text,
    rise (since the base year), change (against the year before), whole, elsewhere, unplaced, found_said, status, word`."""
    if rows["children"].isna().all() and not (rows["reason"] == "under_10").any():
        return CardContent(TOWNSHIPS, title="各乡镇本地就读率", empty=GONE)
    lines = pd.DataFrame([_line(row) for row in records(rows)])
    lines["href"] = hrefs(selection, "township", lines["township_id"], stage=w.stage)
    by = "rise" if lines["rise"].notna().any() else "change"
    lines = lines.sort_values(by, na_position="last", kind="stable").reset_index(drop=True)
    return CardContent(
        TOWNSHIPS,
        title=title(w, lines),
        how=_how(w),
        frame=lines,
        table=_table(lines, w.base),
        note="" if lines["rise"].notna().any() else _why_no_rise(w),
    )


def title(w: Where, lines: pd.DataFrame) -> str:
    """低于 2021 年的：20 个纳入的乡镇、11 个城区街道; where no base year stands before, against the year before."""
    by, since = ("rise", f"{w.base} 年") if lines["rise"].notna().any() else ("change", "上年")
    known = lines[lines[by].notna()]
    if known.empty:
        return f"各乡镇（街道）{w.stage_word}本地就读率"
    if not (known[by] < -SLACK).any():
        return f"{w.stage_word}：{len(known)} 个乡镇（街道）都不低于{' ' * (by == 'rise')}{since}"
    return f"低于{' ' * (by == 'rise')}{since}的：{below_words(known, by)}"


def below_words(known: pd.DataFrame, by: str) -> str:
    """20 个纳入的乡镇、11 个城区街道: how many of each side are below; of no side they are 乡镇（街道）."""
    parts = []
    for side, name in [*SIDE.items(), (None, "乡镇（街道）")]:
        own = known[known["side"].isna()] if side is None else known[known["side"] == side]
        if len(own):
            parts.append(f"{int((own[by] < -SLACK).sum())} 个{name}")
    return "、".join(parts)


def headline_part(w: Where, lines: pd.DataFrame) -> str:
    """99 个中 20 个低于 2021 年: of those whose rate the headline says."""
    if lines.empty:
        return ""
    own = lines[(lines["side"] == w.side) | (w.side not in SIDE)]
    known = own["rise"].dropna()
    return f"{len(known)} 个中 {int((known < -SLACK).sum())} 个低于 {w.base} 年" if len(known) else ""


def _how(w: Where) -> str:
    return "先列最低的；“变化”比基期，“比上年”只比一年。" if w.base is not None and w.year > w.base else "先列最低的。"


def _why_no_rise(w: Where) -> str:
    if w.base is None:
        return ""
    return f"{w.base} 年为基期，不判定升降。" if w.year <= w.base else f"{w.base} 年没有数据，不与基期比较。"


def _line(row: Row) -> Row:
    rise, change = (_step(row["value"], row[before]) for before in ("value_base", "value_before"))
    status, word = _standing(row)
    return {
        "township_id": row["township_id"], "name": row["name"], "district_name": row["district_name"],
        "side": None if is_missing(row["side"]) else row["side"], "district_id": row["district_id"],
        "tile_x": row["tile_x"], "tile_y": row["tile_y"], "bounded": row["bounded"],
        "value": row["value"], "text": share_of(row["local"], row["found"], row["value"]), "base": words.share(row["value_base"]),
        "value_base": row["value_base"],
        "rise": rise, "change": change, "whole": None if change is None else words.whole(change * row["found"]),
        "elsewhere": row["elsewhere"], "unplaced": row["unplaced"], "children": row["children"], "local": row["local"],
        "found_said": words.count(row["found"], "名"), "status": status, "word": word,
    }  # fmt: skip


def _step(now: float | None, before: float | None) -> float | None:
    return None if is_missing(now) or is_missing(before) else now - before


def _standing(row: Row) -> tuple[str, str]:
    if row["reason"] == "not_served" or (row["schools"] == 0 and is_missing(row["served_by"]) and row["rostered"]):
        return "not_applicable", f"{words.INAPPLICABLE}：没有{'' if row['stage'] == 'preschool' else '对口'}学校"
    if row["reason"] == "under_10":
        return "too_small", words.HIDDEN
    if is_missing(row["children"]):
        return "no_data", words.VERDICT["no_data"]
    return status_of(row["word"], row["few"]), rising_word(row["word"], row["few"]) or words.VERDICT["no_data"]


def _table(lines: pd.DataFrame, base: int | None) -> pd.DataFrame:
    heads = {
        "district_name": "区县", "name": "乡镇（街道）", "side_said": "范围", "children": "户籍学生（名）", "local": "本地就读（名）",
        "elsewhere": "外出就读（名）", "unplaced": "未就读或去向不明（名）", "percent": "本地就读率（%）",
        "since": "比基期（个百分点）", "points": "比上年（个百分点）", "whole": "相当于（名）", "word": "变化",
    }  # fmt: skip
    shares: list[Any] = [words.percent(value) for value in lines["value"]]
    since: list[Any] = [words.in_points(value) for value in lines["rise"]]
    points: list[Any] = [words.in_points(value) for value in lines["change"]]
    sides = [SIDE.get(side, "") for side in lines["side"]]
    return lines.assign(percent=shares, since=since, points=points, side_said=sides)[list(heads)].rename(columns=heads)
