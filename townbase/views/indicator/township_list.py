"""Every township of one indicator, those that need work first; an academic result in official order."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from townbase import words
from townbase.asking import Row
from townbase.text import is_missing
from townbase.views.indicator import definitions
from townbase.views.indicator.measure import Measure, against_what, difference, hidden, place
from townbase.views.shared import export_cells
from townbase.views.shared import row_words as say
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import NARROWED, ONE
from townbase.views.township import indicator_rows

TOWNSHIPS = Card(
    key="indicator-townships",
    file="各乡镇",
    filters=(*NARROWED, *ONE),
    follows_opened=True,
    body_is_table=True,
    definition=definitions.TOWNSHIPS,
)
FIRST = {"not_met": 0, "borderline": 1, "missing": 2, "slightly_below": 3, "met": 4}


def township_list(
    indicator: Mapping, rows: list[Row], of: Measure, town: Callable[..., str], origin: Callable[..., str]
) -> CardContent:
    """`frame`: id, name, href, district, parts, origin, value, at, line, against, lacking, change, shape, code, word, hint,
    fell_back; the numbers beside the words sort them. town, origin: township -> its page, its source rows."""
    listed = rows if of.ordered else sorted(rows, key=lambda row: _need(row, of))
    frame = pd.DataFrame([_line(row, of, town, origin) for row in listed])
    return CardContent(
        TOWNSHIPS,
        title="各乡镇，按行政区划顺序" if of.ordered else "各乡镇，需关注的在前",
        how="点乡镇看该乡镇，点数值看由哪些学校算出、报送的原始行。" + _unrounded(indicator, rows),
        frame=frame,
        table=table(listed),
        empty="这项指标按全市合计计算，不分乡镇。" if indicator["level"] == "city" else "没有可列的乡镇。",
        good=indicator["level"] == "city",
    )


def _need(row: Row, of: Measure) -> tuple:
    """Unmet first, the most lacking before; then what cannot be judged, then the rest from the line upwards."""
    lacking = 0 if is_missing(row["shortfall_units"]) else row["shortfall_units"]
    at = place(row, of)
    unmet = row["verdict"] == "not_met"
    return (0 if unmet else FIRST.get(indicator_rows.shape(row), 5), -lacking, float("inf") if at is None else at)


def _unrounded(indicator: Mapping, rows: list[Row]) -> str:
    share = indicator["value_unit"] == "%"
    apart = share and any(words.shares_apart(row["value"], row["target"]) for row in rows)
    return f"{words.UNROUNDED}。" if apart else ""


def _line(row: Row, of: Measure, town: Callable[..., str], origin: Callable[..., str]) -> dict:
    off = hidden(row)
    gap = (
        None
        if off or is_missing(row["value"]) or is_missing(row["target"]) or row["rule"] == "tracked"
        else row["value"] - row["target"]
    )
    return {
        "id": row["township_id"],
        "name": row["name"],
        "href": town(row["township_id"]),
        "district": say.text_of(row["district_name"]) or row["district_id"],
        "parts": "" if off or _unparted(row) else f"{words.count(row['numerator'])}/{words.count(row['denominator'])}",
        "origin": origin(row["township_id"]),
        "value": "只列判定" if off and not is_missing(row["value"]) else say.value_text(row),
        "number": None if off or is_missing(row["value"]) else float(row["value"]),
        "at": place(row, of),
        "against": "" if gap is None else difference(gap, row, unit=False),
        "gap": gap,
        "lacking": export_cells.missing_units(row) if not off else None,
        "change": "" if off else say.change_text(row, short=True),
        "moved": None if off or is_missing(row["change"]) else float(row["change"]),
        "shape": indicator_rows.shape(row) or "monitor",
        "code": "" if is_missing(row["verdict"]) else row["verdict"],
        "word": say.verdict_text(row) or "不作判定",
        "hint": say.reason_text(row),
        "fell_back": say.fell_back_text(row),
    }


def _unparted(row: Mapping) -> bool:
    """A share alone is told with its two numbers."""
    return row["form"] != "share" or is_missing(row["numerator"]) or is_missing(row["denominator"])


def parts_head(indicator: Mapping) -> str:
    """What the two numbers of a share are, short enough for a head."""
    return "分子/分母" if indicator["form"] == "share" and indicator["scope"] != "seat_vs_other" else ""


def against_head(rows: list[Row]) -> str:
    """The head of the difference: 与城区差, 比上年 …; '' where nothing is held against anything."""
    held = next((row for row in rows if not is_missing(row["target"]) and row["rule"] != "tracked"), None)
    return "" if held is None else against_what(held)


def table(rows: list[Row]) -> pd.DataFrame:
    """The same as numbers under Chinese heads."""
    lines = pd.DataFrame(
        [
            {
                "区县": row["district_name"],
                "乡镇": row["name"],
                "学段": words.STAGE.get(row["stage"], ""),
                "分子": None if hidden(row) or _unparted(row) else row["numerator"],
                "分母": None if hidden(row) or _unparted(row) else row["denominator"],
            }
            | export_cells.held(row, hidden(row))
            | {"责任单位": say.text_of(row["owner_unit"])}
            for row in rows
        ]
    )
    return export_cells.typed(lines, "还差")
