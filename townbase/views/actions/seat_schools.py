"""The seat schools of a township against its other schools, for the staffing indicators of one action."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from townbase import words
from townbase.asking import Row, records, tuples
from townbase.charts.base.scale import Scale
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.shared import row_words as say
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import OF_ACTION, ONE
from townbase.views.shared.link_templates import many

SEAT = Card(
    key="seat",
    file="驻地学校与其他学校",
    filters=(*OF_ACTION, *ONE, "order"),
    follows_opened=True,
    body_is_table=True,
    definition="",
)

# What leaders ask first: degrees, then backbone teachers.
FIRST = ("bachelor", "backbone", "college_preschool", "teacher_full")
ONLY_SEAT = f"全镇只有驻地学校，{words.INAPPLICABLE}"
# Less than this is no change that a reader of one decimal would see.
SLACK = 0.0005
NO_SEAT = f"没有驻地学校，{words.INAPPLICABLE}"


def seat(frame: pd.DataFrame, selection: Selection) -> CardContent:
    """Township × stage of the chosen staffing indicator: seat, other, seat − other in points."""
    which = chosen(frame, selection)
    own = frame[frame["indicator_id"] == which]
    if selection.stage is not None:
        own = own[own["stage"] == selection.stage]
    order = records(own)
    order.sort(key=lambda row: (row["district_id"], row["township_id"], say.STAGE_ORDER[row["stage"]]))
    axis = _axis(order)
    href = many(selection, "township", "township", "stage", indicator=which or None)
    listed = [_row(row, href, axis) for row in order]
    # What can be compared comes first; within, official order, or by need.
    listed.sort(key=lambda row: (row["note"] != "", *(_need(row) if selection.order == "value" else ())))
    shown = pd.DataFrame(listed)
    heads = {
        "district": "区县",
        "name": "乡镇",
        "stage": "学段",
        "seat_share": "驻地学校（%）",
        "other_share": "域内其他学校（%）",
        "points": "相差（百分点）",
        "seat_points": "驻地学校比基期（百分点）",
        "other_points": "域内其他学校比基期（百分点）",
        "note": "说明",
    }
    return CardContent(
        SEAT,
        title=_title(shown, own),
        how=_how(own, listed),
        frame=shown,
        table=shown[list(heads)].rename(columns=heads) if len(shown) else shown,
        empty="所选条件下没有驻地学校或域内其他学校的数据。请换一个学年或学段；报送后自动出现。",
    )


def has_any(indicators: pd.DataFrame) -> bool:
    """Whether the action has a staffing indicator that seat schools and the others can be compared on."""
    own = indicators[
        (indicators["scope"] == "all") & (indicators["role"] != "monitor") & (indicators["form"] == "share")
    ]
    return bool(own["denominator"].isin(["teachers", "teachers_due"]).any())


def chips(frame: pd.DataFrame, selection: Selection) -> list[Row]:
    """The staffing indicators to choose from."""
    which = chosen(frame, selection)
    once = frame.drop_duplicates("indicator_id")
    order = sorted(tuples(once), key=lambda row: _rank(row.indicator_id))
    return [
        {
            "label": row.title,
            "title": row.title,
            "href": selection.href("actions", indicator=row.indicator_id, tab="seat"),
            "current": row.indicator_id == which,
        }
        for row in order
    ]


def chosen(frame: pd.DataFrame, selection: Selection) -> str:
    """The staffing indicator that is compared: the reader's, else what leaders ask first; '' where there is none."""
    there = set(frame["indicator_id"])
    if selection.indicator is not None and selection.indicator in there:
        return selection.indicator
    return min(there, key=_rank, default="")


def _rank(indicator: str) -> tuple[int, str]:
    return (FIRST.index(indicator) if indicator in FIRST else len(FIRST), indicator)


def _need(row: dict) -> tuple:
    """Who drew apart comes first, then the widest difference."""
    return (not row["apart"], -abs(row["by"] or 0.0))


def _axis(rows: list[Row]) -> Scale:
    """One for all rows, 0 to 1 from the least share to the largest."""
    known = [float(row[side]) for row in rows for side in ("seat_value", "other_value") if not is_missing(row[side])]
    return Scale(min(known), max(known), 0, 1) if known and max(known) > min(known) else Scale(0, 1, 0, 1)


def _since(row: Mapping, side: str) -> float | None:
    now, then = row[f"{side}_value"], row[f"{side}_base"]
    return None if is_missing(now) or is_missing(then) else now - then


def _known(value: float | None) -> float | None:
    return None if is_missing(value) else float(value)


def _row(row: Mapping, href: Callable, axis: Scale) -> dict:
    seat, other = _known(row["seat_value"]), _known(row["other_value"])
    by = None if seat is None or other is None else seat - other
    both = by is not None
    up, down = _since(row, "seat"), _since(row, "other")
    apart = up is not None and down is not None and up > SLACK and down < -SLACK
    return {
        "apart": apart,
        "seat_at": None if seat is None or by is None else axis(seat),
        "other_at": None if other is None or by is None else axis(other),
        "seat_change": words.points(up, unit=False),
        "other_change": words.points(down, unit=False),
        "district": say.text_of(row["district_name"]),
        "name": row["name"],
        "href": href(row["township_id"], row["stage"]),
        "stage": words.STAGE.get(row["stage"], ""),
        "seat": _side(row, "seat"),
        "other": _side(row, "other"),
        "by": by,
        "difference": words.points(by, unit=False),
        "note": _note(row, both),
        "seat_share": words.percent(row["seat_value"]),
        "other_share": words.percent(row["other_value"]),
        "points": words.in_points(by),
        "seat_points": words.in_points(up),
        "other_points": words.in_points(down),
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
    return NO_SEAT if is_missing(row["seat_due"]) else words.UNREPORTED


def _how(own: pd.DataFrame, listed: list[Row]) -> str:
    text = "相差 = 驻地学校 − 域内其他学校，正数为驻地学校较高；● 驻地学校，○ 域内其他学校，各行同一横轴。"
    text += f"{words.UNROUNDED}。" if any(map(_rounds_apart, listed)) else ""
    years = own["base_year"].dropna()
    return text + (f"变化为比基期（{words.year_label(int(years.iloc[0]))}），单位为百分点。" if len(years) else "")


def _rounds_apart(row: Mapping) -> bool:
    """The two shares as printed do not subtract to the difference as printed."""
    if is_missing(row["points"]):
        return False
    return words.rounded_to(row["seat_share"] - row["other_share"] - row["points"], 3) != 0


def _title(shown: pd.DataFrame, own: pd.DataFrame) -> str:
    """Where the seat rose while the rest fell, if anywhere; else the widest difference."""
    if shown.empty:
        return "驻地学校与域内其他学校"
    known = shown.dropna(subset=["by"])
    title = own.iloc[0]["title"]
    if known.empty:
        return f"{title}：没有可以相比的乡镇"
    apart = known[known["apart"]]
    if len(apart):
        places = apart["name"].nunique()
        return f"{title}：{places} 个乡镇自基期以来驻地学校提高、域内其他学校下降"
    size = known["points"].abs()
    widest = known[size == size.max()]
    return f"{title}，{_of_one(widest.iloc[0]) if len(widest) == 1 else _of_ties(widest)}"


def _of_one(widest: Mapping) -> str:
    return (
        f"{widest['name']}相差最大：{widest['stage']}驻地学校 {widest['seat']}，"
        f"域内其他学校 {widest['other']}，相差 {words.points(abs(widest['by'])).lstrip('+')}"
    )


def _of_ties(widest: pd.DataFrame) -> str:
    """Those that print the same difference; none of them alone is the widest to a reader."""
    places = words.listing(widest["name"] + "（" + widest["stage"] + "）", 3)
    text = words.points(abs(widest.iloc[0]["points"]) / 100).lstrip("+")
    if not widest.iloc[0]["points"]:
        return f"{places}驻地学校与域内其他学校相同"
    if (widest["points"] > 0).all():
        return f"{places}相差最大：驻地学校都高 {text}"
    return (
        f"{places}相差最大：驻地学校都低 {text}" if (widest["points"] < 0).all() else f"{places}相差最大：都相差 {text}"
    )
