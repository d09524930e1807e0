"""Where the children of one township go, and where the pupils of its schools come from: ranked, small places already folded."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.selection import Selection
from townbase.views.retention import definitions
from townbase.views.retention.place import CHILD, PLACE, UNDIVIDED, Where, people
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import STAYED

RANKED = Card(
    key="ranked",
    file="外出就读去向",
    filters=STAYED,
    follows_opened=True,
    body_is_table=False,
    definition=definitions.RANKED,
)
SOURCES = Card(
    key="sources",
    file="在校生来源",
    filters=STAYED,
    follows_opened=True,
    body_is_table=False,
    definition=definitions.SOURCES,
)


def ranked(w: Where, flow: pd.DataFrame, selection: Selection) -> CardContent:
    """One township, one stage: own first, then the named destinations by children, 去向不明 last: `label, small, href, n, share, kind`."""
    mine = flow[flow["stage"] == w.stage]
    total = mine["children"].sum()
    rows: list[Row] = [
        _ranked_row(w, row, total, selection) for row in records(mine) if row["children"] or row["part"] != "elsewhere"
    ]
    rank = {"local": 0, "named": 1, "other_district": 1, "other_city": 1, "folded": 2, "undivided": 2, "unplaced": 3}
    rows.sort(key=lambda row: (rank[row["kind"]], -row["n"]))
    frame = pd.DataFrame(rows)
    return CardContent(
        RANKED,
        title=f"{w.stage_word}：{CHILD[w.stage]}去了哪些地方" + (f"（共 {people(total)}）" if total else ""),
        how="按人数排列，本地在前，未就读或去向不明在后。",
        frame=frame,
        table=_ranked_table(frame, "去向"),
        empty=f"{w.stage_word}没有可显示的去向：未报，或户籍学生少于 10 人。",
    )


def _ranked_row(w: Where, row: Row, total: float, selection: Selection) -> Row:
    kind = (
        row["destination"]
        if row["destination"] in ("local", "folded", "undivided", "unplaced", "other_city", "other_district")
        else "named"
    )
    label = row["name"] if kind == "named" else _label(w, kind)
    small = (
        ""
        if kind != "named"
        else PLACE.get(row["place"], "")
        if row["place"] != "other_district"
        else str(row["district_name"])
    )
    href = (
        selection.href("retention", district=None, township=row["destination"], stage=w.stage)
        if kind == "named"
        else None
    )
    return {
        "label": label,
        "small": small,
        "href": href,
        "n": int(row["children"]),
        "share": row["children"] / total if total else None,
        "kind": kind,
    }


def _ranked_table(frame: pd.DataFrame, head: str) -> pd.DataFrame:
    if frame.empty:
        return frame
    return pd.DataFrame(
        {
            head: frame["label"],
            "位置": frame["small"],
            "人数（名）": frame["n"],
            "占（%）": frame["share"].astype(float).map(words.percent),
        }
    )


def sources(w: Where, rows: pd.DataFrame, selection: Selection) -> CardContent:
    """Where the pupils of a township's schools come from, one stage: same columns as `ranked`."""
    mine = rows[rows["stage"] == w.stage]
    total = mine["children"].sum()
    frame = pd.DataFrame([_source_row(w, row, total, selection) for row in records(mine)])
    if len(frame):
        rank = {"own": 0, "named": 1, "other_district": 1, "rest": 2}
        frame = frame.sort_values(
            ["kind", "n"], key=lambda c: c.map(rank) if c.name == "kind" else -c, kind="stable"
        ).reset_index(drop=True)
    own = mine.loc[mine["origin"] == "own", "children"].sum()
    title = (
        f"{w.own}{w.stage_word}在校生 {people(total)}，本地户籍占 {words.share(own / total)}"
        if total and own
        else f"{w.own}{w.stage_word}在校生来自哪里"
    )
    return CardContent(
        SOURCES,
        title=title,
        how="其余：人数少而合并的来源、市外户籍和未登记户籍的学生，不再细分。",
        frame=frame,
        table=_ranked_table(frame, "来源"),
        empty=w.absent or "本学年在校生、户籍学生去向未报齐。可查看上一学年。",
    )


def _source_row(w: Where, row: dict, total: float, selection: Selection) -> dict:
    kind = row["origin"] if row["origin"] in ("own", "rest", "other_district") else "named"
    label = {"own": f"{w.own}户籍", "rest": "其余", "other_district": PLACE["other_district"]}.get(kind, row["name"])
    small = (
        "对口服务"
        if row["served"]
        else str(row["district_name"])
        if kind == "named" and row["district_id"] != w.district
        else ""
    )
    href = (
        selection.href("retention", district=None, township=row["origin"], stage=w.stage) if kind == "named" else None
    )
    return {
        "label": label,
        "small": small,
        "href": href,
        "n": int(row["children"]),
        "share": row["children"] / total if total else None,
        "kind": kind,
    }


def _label(w: Where, place: str) -> str:
    if place == "local":
        return f"{w.own}学校" + (f"和对口的{w.served}" if w.served else "")
    return (
        PLACE.get(place)
        or {"folded": words.DESTINATION["folded"], "undivided": UNDIVIDED, "unplaced": words.DESTINATION["unplaced"]}[
            place
        ]
    )
