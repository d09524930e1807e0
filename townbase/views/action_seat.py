"""The seat schools of a township against its other schools, for the staffing indicators of one action."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.text import is_missing
from townbase.views import row_words as say
from townbase.views.part import Part
from townbase.views.records import records

# What leaders ask first: degrees, then backbone teachers.
FIRST = ("bachelor", "backbone", "college_preschool", "teacher_full")
ONLY_SEAT = "全镇只有驻地学校，不适用"
NO_SEAT = "没有驻地学校，不适用"


def seat(frame: pd.DataFrame, selection) -> Part:
    """Township × stage of the chosen staffing indicator: seat, other, seat − other in points."""
    chosen = _chosen(frame, selection)
    own = frame[frame["indicator_id"] == chosen]
    if selection.stage is not None:
        own = own[own["stage"] == selection.stage]
    order = records(own)
    order.sort(key=lambda row: (row["district_id"], row["township_id"], say.STAGE_ORDER[row["stage"]]))
    # What can be compared comes first; within, official order.
    shown = pd.DataFrame(sorted((_row(row, selection) for row in order), key=lambda row: row["note"] != ""))
    heads = {
        "district": "区县",
        "name": "乡镇",
        "stage": "学段",
        "seat": "驻地学校",
        "other": "域内其他学校",
        "difference": "相差（百分点）",
        "note": "说明",
    }
    return Part(
        title=_title(shown, own),
        how="相差 = 驻地学校 − 域内其他学校，单位为百分点；正数为驻地学校较高。",
        frame=shown,
        table=shown[list(heads)].rename(columns=heads) if len(shown) else shown,
        empty="本行动没有按教师计算的指标，或所选范围没有驻地学校的数据。",
    )


def chips(frame: pd.DataFrame, selection) -> list[dict]:
    """The staffing indicators to choose from."""
    chosen = _chosen(frame, selection)
    once = frame.drop_duplicates("indicator_id")
    order = sorted(once.itertuples(), key=lambda row: _rank(row.indicator_id))
    return [
        {
            "label": row.title,
            "title": row.title,
            "href": selection.href("actions", indicator=row.indicator_id),
            "current": row.indicator_id == chosen,
        }
        for row in order
    ]


def _chosen(frame: pd.DataFrame, selection) -> str:
    there = set(frame["indicator_id"])
    if selection.indicator in there:
        return selection.indicator
    return min(there, key=_rank, default="")


def _rank(indicator: str) -> tuple[int, str]:
    return (FIRST.index(indicator) if indicator in FIRST else len(FIRST), indicator)


def _row(row: Mapping, selection) -> dict:
    both = not is_missing(row["seat_value"]) and not is_missing(row["other_value"])
    return {
        "district": say.text_of(row["district_name"]),
        "name": row["name"],
        "href": selection.href(
            "township", township=row["township_id"], indicator=row["indicator_id"], stage=row["stage"]
        ),
        "stage": words.STAGE.get(row["stage"], ""),
        "seat": _side(row, "seat"),
        "other": _side(row, "other"),
        "by": row["seat_value"] - row["other_value"] if both else None,
        "difference": words.points(row["seat_value"] - row["other_value"], unit=False) if both else words.MISSING,
        "note": _note(row, both),
    }


def _side(row: Mapping, side: str) -> str:
    return words.value(
        row[f"{side}_value"],
        "share",
        "%",
        numerator=row[f"{side}_numerator"],
        denominator=row[f"{side}_denominator"],
        unit="名",
    )


def _note(row: Mapping, both: bool) -> str:
    if both:
        return ""
    if is_missing(row["other_due"]):
        return ONLY_SEAT
    return NO_SEAT if is_missing(row["seat_due"]) else "数据未报"


def _title(shown: pd.DataFrame, own: pd.DataFrame) -> str:
    if shown.empty:
        return "驻地学校与域内其他学校"
    known = shown.dropna(subset=["by"])
    title = own.iloc[0]["title"]
    if known.empty:
        return f"{title}：没有可以相比的乡镇"
    widest = known.loc[known["by"].abs().idxmax()]
    return (
        f"{title}，{widest['name']}相差最大：{widest['stage']}驻地学校 {widest['seat']}，"
        f"域内其他学校 {widest['other']}，相差 {words.points(abs(widest['by'])).lstrip('+')}"
    )
