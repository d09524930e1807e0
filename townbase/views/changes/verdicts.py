"""What turned between two versions: the headline, townships, and the judged rows below them."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.compare import Compared
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.changes import definitions
from townbase.views.changes.cells import causes, counted, from_to, made, verdict
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.row_words import plain_value, row_title

HEADLINE = Card(
    key="headline", file="结论与上次相比", filters=("since",), follows_opened=True, body_is_table=True,
    definition=definitions.HEADLINE,
)  # fmt: skip
TOWNSHIPS = Card(
    key="townships", file="结论变了的乡镇", filters=("since",), follows_opened=True, body_is_table=True,
    definition=definitions.TOWNSHIPS,
)  # fmt: skip
ROWS = Card(
    key="rows",
    file="判定变了的指标",
    filters=("since",),
    follows_opened=True,
    body_is_table=True,
    definition=definitions.ROWS,
)

HEADLINE_HEADS = {
    "area": "范围", "year": "学年", "before_met": "原全部达标（个）", "now_met": "现全部达标（个）",
    "before_needed": "原需达标（个）", "now_needed": "现需达标（个）", "reached": "是否达到 80%", "causes": "变化原因",
}  # fmt: skip
TOWNSHIP_HEADS = {
    "name": "乡镇（街道）", "district": "区县", "year": "学年", "before": "原结论", "now": "现结论", "causes": "变化原因",
    "rows_turned": "判定变了的核心指标（条）",
}  # fmt: skip
ROW_HEADS = {
    "name": "乡镇（街道）", "district": "区县", "indicator": "指标", "role": "类别", "year": "学年", "before": "原判定",
    "now": "现判定", "before_value": "原值", "now_value": "新值", "before_target": "原目标值", "now_target": "新目标值",
    "cause": "变化原因", "cause_from": "变在哪里",
}  # fmt: skip


def headline(told: Compared) -> CardContent:
    """City and districts, the years in which the count, its base or what is needed differs."""
    rows = [row for row in records(told["headline_pair"]) if row["differs"]]
    rows.sort(key=lambda row: (row["area_kind"] != "city", -row["school_year"], row["area_id"]))
    frame = pd.DataFrame([_headline(row) for row in rows])
    return CardContent(
        HEADLINE,
        title="各学年、各区县的达标数变在哪里",
        frame=frame,
        table=made(records(frame), HEADLINE_HEADS),
        empty="全市和各区县各学年的达标数都没有变化。",
        good=True,
    )


def _headline(row: Row) -> Row:
    return {
        "area": "全市" if row["area_kind"] == "city" else str(row["district_name"]),
        "year": words.year_label(row["school_year"]),
        **{key: _whole(row[key]) for key in ("before_met", "now_met", "before_needed", "now_needed")},
        "reached": _both(_reached(row["before_reached"]), _reached(row["now_reached"])),
        "causes": causes(row["causes"]),
    }


def _both(before: str | None, now: str | None) -> str:
    return now if before == now and now else from_to(before, now)


def _reached(reached: object) -> str | None:
    return None if is_missing(reached) else "达到" if reached else "未达到"


def _whole(number: float) -> int | None:
    return None if is_missing(number) else int(number)


def townships(told: Compared, selection: Selection | None = None) -> CardContent:
    """Townships whose status differs, the last years first. selection: of a page whose names are to lead somewhere."""
    turned = told["status_flip"]
    rows = sorted(records(turned), key=lambda row: (-row["school_year"], row["place_id"]))
    frame = pd.DataFrame([_township(row, selection) for row in rows])
    return CardContent(
        TOWNSHIPS,
        title=f"结论变了的乡镇（街道）{words.count(len(turned))} 个次",
        how="一行一个乡镇一个学年",
        frame=frame,
        table=made(records(frame), TOWNSHIP_HEADS),
        empty="已发布的学年里，没有乡镇（街道）的结论发生变化。",
        good=True,
    )


def _township(row: Row, selection: Selection | None) -> Row:
    there = {} if is_missing(row["now_status"]) else {"township": row["place_id"], "year": int(row["school_year"])}
    return {
        "href": selection.href("township", **there) if selection and there else "",
        "place_id": row["place_id"],
        "school_year": row["school_year"],
        "name": row["name"],
        "district": row["district_name"],
        "year": words.year_label(row["school_year"]),
        "before_code": row["before_status"],
        "now_code": row["now_status"],
        "before": verdict(row["before_status"], words.TOWNSHIP_STATUS),
        "now": verdict(row["now_status"], words.TOWNSHIP_STATUS),
        "causes": causes(row["causes"]),
        "rows_turned": int(row["rows_turned"]),
    }


def rows_turned(told: Compared, only: tuple[str, ...] = (), selection: Selection | None = None) -> CardContent:
    """Judged rows whose verdict differs, core rows of the last year first; `only` leaves the causes of one tab."""
    turned = told["row_listed"]
    turned = turned[turned["cause"].isin(only)] if only else turned
    frame = pd.DataFrame([_row(row, selection) for row in records(turned)])
    parts = counted(turned, "cause", words.CHANGED_BY, "条")
    return CardContent(
        ROWS,
        title=f"判定变了的指标 {words.count(len(turned))} 条" + (f"：{parts}" if parts and len(only) != 1 else ""),
        how="核心指标在前，近的学年在前",
        frame=frame,
        table=made(records(frame), ROW_HEADS),
        empty="已发布的学年里，没有因此变了判定的指标。",
        good=True,
    )


def _row(row: Row, selection: Selection | None) -> Row:
    city = row["place_id"] == "city"
    there = {"township": row["place_id"], "year": int(row["school_year"]), "indicator": row["indicator_id"]}
    there |= {} if row["stage"] == "none" else {"stage": row["stage"]}
    linked = selection is not None and not city and not is_missing(row["now_verdict"])
    return {
        "href": selection.href("township", **there) if selection and linked else "",
        "place_id": row["place_id"],
        "school_year": row["school_year"],
        "indicator_id": row["indicator_id"],
        "stage": row["stage"],
        "name": "全市" if city else row["name"],
        "district": "" if city else row["district_name"],
        "indicator": row_title(row),
        "role": words.ROLE.get(row["role"], row["role"]),
        "year": words.year_label(row["school_year"]),
        "before_code": row["before_verdict"],
        "now_code": row["now_verdict"],
        "before": verdict(row["before_verdict"]),
        "now": verdict(row["now_verdict"]),
        **{key: plain_value(row[key], row) for key in ("before_value", "now_value", "before_target", "now_target")},
        "cause": words.CHANGED_BY[row["cause"]],
        "cause_from": words.CHANGED_WHERE[row["cause_from"]],
    }
