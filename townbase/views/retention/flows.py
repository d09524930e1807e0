"""Where children go and where pupils come from: tables that add up, small destinations already folded."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import Row, records, tuples
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.retention import definitions
from townbase.views.retention.place import STAGES, Where, hrefs, people
from townbase.views.retention.rates import PLACE
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import STAYED

DESTINATIONS = Card(
    key="destinations",
    file="户籍学生去向",
    filters=STAYED,
    follows_opened=True,
    body_is_table=False,
    definition=definitions.DESTINATIONS,
)
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
MATRIX = Card(
    key="matrix",
    file="区县内流动",
    filters=STAYED,
    follows_opened=True,
    body_is_table=False,
    definition=definitions.MATRIX,
)
NET = Card(
    key="net", file="净流动", filters=STAYED, follows_opened=True, body_is_table=False, definition=definitions.NET
)

UNDIVIDED = "外出就读（少于 10 人，不分去向）"
ORDER = ("local", *PLACE, "folded", "undivided", "unplaced")


def destinations(w: Where, flow: pd.DataFrame) -> CardContent:
    """A row a place, a column a stage: `label, kind`, and per stage `<stage>` and `<stage>_share`; the last row is the sum."""
    wide: dict[str, dict[str, int]] = {place: {} for place in ORDER}
    for row in records(flow):
        cells = wide[row["place"]]
        cells[row["stage"]] = cells.get(row["stage"], 0) + int(row["children"])
    stages = [stage for stage in STAGES if any(stage in cells for cells in wide.values())]
    wide = {
        place: cells
        for place, cells in wide.items()
        if sum(cells.values()) or (cells and place in ("local", "unplaced"))
    }
    total = {stage: sum(cells.get(stage, 0) for cells in wide.values()) for stage in stages}
    rows = [{"label": _label(w, place), "kind": place} | _cells(cells, total, stages) for place, cells in wide.items()]
    frame = pd.DataFrame(
        rows + ([{"label": "户籍学生合计", "kind": "sum"} | _cells(total, total, stages)] if rows else [])
    )
    return CardContent(
        DESTINATIONS,
        title=_title(w, wide, w.stage in stages),
        how="百分数（条长）为占该学段户籍学生的比例，竖向相加为 100%。" + _folded_note(wide),
        frame=frame,
        table=_table(frame, stages),
        empty="本学年没有可显示的去向：未报，或户籍学生少于 10 人。"
        if w.is_township and w.given
        else "没有户籍学生去向数据。由学籍管理部门提供后即可显示。",
    )


def _label(w: Where, place: str) -> str:
    if place == "local":
        return (
            f"{w.own}学校" + (f"和对口的{w.served}" if w.served else "")
            if w.is_township
            else "户籍所在乡镇（含对口服务）"
        )
    return (
        PLACE.get(place)
        or {"folded": words.DESTINATION["folded"], "undivided": UNDIVIDED, "unplaced": words.DESTINATION["unplaced"]}[
            place
        ]
    )


def _cells(row: dict[str, int], total: dict[str, int], stages: list[str]) -> dict:
    out: dict[str, object] = {stage: row.get(stage) for stage in stages}
    return out | {
        f"{stage}_share": row[stage] / total[stage] if stage in row and total[stage] else None for stage in stages
    }


def _title(w: Where, wide: dict[str, dict[str, int]], known: bool) -> str:
    if not known:
        return "户籍学生去了哪里"
    away = {place: cells.get(w.stage, 0) for place, cells in wide.items() if place not in ("local", "unplaced")}
    named = {place: n for place, n in away.items() if place in PLACE and n}
    if named:
        most = max(named, key=lambda place: named[place])
        return f"{w.stage_word}外出就读，去{PLACE[most]}的最多：{people(named[most])}"
    if not sum(away.values()):
        return f"{w.stage_word}没有外出就读的"
    return f"{w.stage_word}外出就读的很少，不分去向" if away.get("undivided") else f"{w.stage_word}没有分开列出的去向"


def _folded_note(wide: dict[str, dict[str, int]]) -> str:
    return "其他（合并）：人数少的去向为保护个人信息合并显示。" if "folded" in wide else ""


def _table(frame: pd.DataFrame, stages: list[str]) -> pd.DataFrame:
    if frame.empty:
        return pd.DataFrame()
    out = {"去向": frame["label"]}
    for stage in stages:
        out[f"{words.STAGE[stage]}（名）"] = frame[stage]
        out[f"{words.STAGE[stage]}（%）"] = frame[f"{stage}_share"].astype(float).map(words.percent)
    return pd.DataFrame(out)


def ranked(w: Where, flow: pd.DataFrame, selection: Selection) -> CardContent:
    """One township, one stage: own first, then the named destinations by children, 去向不明 last: `label, small, href, n, share, kind`."""
    mine = flow[flow["stage"] == w.stage]
    total = mine["children"].sum()
    rows: list[Row] = [
        _ranked_row(w, row, total, selection) for row in records(mine) if row["children"] or row["part"] != "elsewhere"
    ]
    rank = {"local": 0, "named": 1, "other_city": 1, "folded": 2, "undivided": 2, "unplaced": 3}
    rows.sort(key=lambda row: (rank[row["kind"]], -row["n"]))
    frame = pd.DataFrame(rows)
    return CardContent(
        RANKED,
        title=f"{w.stage_word}：{CHILD_WORD[w.stage]}去了哪些地方" + (f"（共 {people(total)}）" if total else ""),
        how="按人数排列，本地在前，未就读或去向不明在后。",
        frame=frame,
        table=_ranked_table(frame, "去向"),
        empty=f"{w.stage_word}没有可显示的去向：未报，或户籍学生少于 10 人。",
    )


CHILD_WORD = {"preschool": "户籍适龄幼儿", "primary": "户籍小学生", "junior": "户籍初中生"}


def _ranked_row(w: Where, row: Row, total: float, selection: Selection) -> Row:
    kind = (
        row["destination"]
        if row["destination"] in ("local", "folded", "undivided", "unplaced", "other_city")
        else "named"
    )
    label = row["name"] if kind == "named" else PLACE["other_city"] if kind == "other_city" else _label(w, kind)
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
        rank = {"own": 0, "named": 1, "rest": 2}
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
    kind = row["origin"] if row["origin"] in ("own", "rest") else "named"
    label = {"own": f"{w.own}户籍", "rest": "其余"}.get(kind, row["name"])
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


def net(w: Where, rows: pd.DataFrame, has_area: bool) -> CardContent:
    """By year: town to city and back, and pupils against registered children; newest first."""
    mine = rows[(rows["stage"] == w.stage) & (rows["school_year"] <= w.year)].sort_values(
        "school_year", ascending=False
    )
    frame = mine.assign(balance=mine["urban_to_town"] - mine["town_to_urban"], has_area=has_area)
    now = frame[frame["school_year"] == w.year]
    closed = w.is_township and len(frame) > 0 and frame["pupils"].isna().all()
    if closed:
        frame, now = frame.iloc[:0], now.iloc[:0]
    return CardContent(
        NET,
        title=_net_title(w, now, has_area),
        how="乡镇与城区之间只计分开列出的去向，其余另列；在校生减去查到就读学校的户籍学生为净流入，正数为流入。",
        frame=frame.reset_index(drop=True),
        table=pd.DataFrame(
            {
                "学年": frame["school_year"].map(words.year_label),
                "乡镇去城区（名）": frame["town_to_urban"],
                "城区来乡镇（名）": frame["urban_to_town"],
                "乡镇净流入（名）": frame["balance"],
                "乡镇去市外（名）": frame["town_to_other_city"],
                "乡镇合并未分（名）": frame["town_untold"],
                "在校生（人）": frame["pupils"],
                "查到就读学校的户籍学生（名）": frame["found"],
                "净流入（名）": frame["net"],
            }  # fmt: skip
        ),
        empty=(w.absent or "在校生未报齐，不能计算净流动。") if closed else "没有户籍学生去向数据，不能计算净流动。",
        note=_net_note(w, frame),
    )


def _net_note(w: Where, frame: pd.DataFrame) -> str:
    """A year of fewer townships is not a year of fewer moves."""
    if w.is_township or len(frame) < 2:
        return ""
    most = frame["townships"].max()
    few = frame[~frame["comparable"].astype(bool)]
    text = "、".join(f"{words.year_label(r.school_year)} {int(r.townships)} 个" for r in tuples(few))
    return (
        f"尚未报齐的学年只含部分乡镇（街道）：{text}（最多 {int(most)} 个），不能与其他学年相比。" if len(few) else ""
    )


def _net_title(w: Where, now: pd.DataFrame, has_area: bool) -> str:
    if now.empty:
        return f"{w.stage_word}净流动"
    row = now.iloc[0]
    if has_area and not is_missing(row["town_to_urban"]) and row["town_to_urban"] + row["urban_to_town"] > 0:
        gone = row["town_to_urban"] - row["urban_to_town"]
        if w.is_township:
            return (
                f"{w.stage_word}：净流向城区 {people(gone)}"
                if gone >= 0
                else f"{w.stage_word}：城区净流入 {people(-gone)}"
            )
        return (
            f"{w.stage_word}：乡镇净流向城区 {people(gone)}"
            if gone >= 0
            else f"{w.stage_word}：城区净流向乡镇 {people(-gone)}"
        )
    if is_missing(row["net"]):
        return f"{w.stage_word}净流动"
    return f"{w.stage_word}在校生比查到就读学校的户籍学生{'多' if row['net'] >= 0 else '少'} {people(abs(row['net']))}"
