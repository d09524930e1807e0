"""Who goes where inside one district: a row a township, a column a destination."""

from __future__ import annotations

import pandas as pd

from townbase.asking import records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.retention import definitions
from townbase.views.retention.place import Where, hrefs, people
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import STAYED

MATRIX = Card(
    key="matrix",
    file="区县内流动",
    filters=STAYED,
    follows_opened=True,
    body_is_table=False,
    definition=definitions.MATRIX,
)


def matrix(w: Where, rows: pd.DataFrame, selection: Selection) -> CardContent:
    """A district's origin–destination table: a row a township, a column a destination; `columns` holds heads in order."""
    shown, lines = rows[rows["part"].notna()], {}
    heads = matrix_heads(w, rows)
    for row in records(rows):
        line = lines.setdefault(
            row["township_id"],
            {"name": row["name"], "total": row["total"], "reason": row["reason"]} | dict.fromkeys(heads),
        )
        if not is_missing(row["part"]) and row["children"]:
            line[_column(row)] = (line.get(_column(row)) or 0) + int(row["children"])
    frame = pd.DataFrame(list(lines.values())).assign(href=hrefs(selection, "township", lines, stage=w.stage))
    known = frame[frame["total"].notna()] if len(frame) else frame
    counted = {key: f"{head}（名）" for key, head in (heads | {"total": "合计"}).items()}
    table = known[["name", *counted]].rename(columns={"name": "户籍所在"} | counted) if len(known) else pd.DataFrame()
    inside = (
        int(shown.loc[shown["place"].isin(["district_urban", "district_town", "district"]), "children"].sum())
        if len(shown)
        else 0
    )
    return CardContent(
        MATRIX,
        title=f"{w.stage_word}：{people(inside)}在{w.name}的其他乡镇（街道）就读"
        if len(known)
        else f"{w.name}各乡镇之间的流动",
        how="一行一个户籍所在乡镇（街道），一列一个就读地；外出就读的底色越深，占该行比例越大。每一处少于 10 人的并入“合并”。",
        frame=frame if len(known) else pd.DataFrame(),
        table=table,
        empty="本学年没有户籍学生去向数据。由学籍管理部门提供后即可显示。",
        note="",
    )


def matrix_heads(w: Where, rows: pd.DataFrame) -> dict[str, str]:
    """The columns of the matrix: key -> head."""
    fixed = {"other_district": "其他区县", "other_city": "市外", "folded": "合并或不分", "unplaced": "未就读或去向不明"}
    cells = [
        (_column(row), row["goal_name"], row["destination"]) for row in rows[rows["children"] > 0].to_dict("records")
    ]
    if not cells:
        return {}
    towns = sorted({(destination, key, name) for key, name, destination in cells if key.startswith("to:")})
    there = {key for key, _, _ in cells} | {"unplaced"}
    return (
        {"local": "本地"}
        | {key: name for _, key, name in towns}
        | {key: head for key, head in fixed.items() if key in there}
    )


def _column(row: dict) -> str:
    if row["place"] in ("district_urban", "district_town", "district"):
        return f"to:{row['destination']}"
    return "folded" if row["place"] == "undivided" else row["place"]
