"""Where every township stands on one indicator: a dot each, its words, and the few that are named."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from townbase import words
from townbase.asking import Row
from townbase.text import is_missing
from townbase.views.indicator import definitions
from townbase.views.indicator.measure import Measure, against, against_what, classifier, drawn, hidden, place
from townbase.views.shared import row_words as say
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import NARROWED, ONE
from townbase.views.township import indicator_rows

STANDING = Card(
    key="standing",
    file="各乡镇分布",
    filters=(*NARROWED, *ONE),
    follows_opened=True,
    body_is_table=False,
    definition=definitions.STANDING,
)
UNMET_NAMED = 2
OPEN = ("no_data", "too_small")


def standing(
    indicator: Mapping, rows: list[Row], of: Measure, href: Callable[..., str], table: pd.DataFrame
) -> CardContent:
    """`frame`: id, name, district, at (None = no place on the axis), low, high, shape, value, against, word, named, href.

    `table` is that of the list beside it: one set of figures, taken away from either.
    """
    frame = pd.DataFrame([_dot(row, of, href) for row in rows])
    if len(frame):
        frame["named"] = _named(rows, frame, of)
    return CardContent(
        STANDING,
        title=title(indicator, rows),
        how=_how(rows, frame, of),
        frame=frame,
        table=table if len(frame) else frame,
        empty="这项指标按全市合计计算，不分乡镇判定。"
        if indicator["level"] == "city"
        else "所选条件下没有这项指标的数据。请换一个学年或学段，或减少一个筛选条件；报送后自动出现。",
        good=indicator["level"] == "city",
    )


def title(indicator: Mapping, rows: list[Row]) -> str:
    """30 个乡镇未达标，共差 309 名; 29 个乡镇未逐年提升，其中 21 个低于上年"""
    unmet = [row for row in rows if row["verdict"] == "not_met"]
    if indicator["rule"] == "tracked":
        return "各乡镇的数值" if rows else "没有各乡镇的数值"
    if not any(row["verdict"] in ("met", "not_met") for row in rows):
        return "没有可以判定的乡镇"
    if not unmet:
        return f"没有{words.UNMET}的乡镇"
    if indicator["rule"] == "rising":
        below = sum(row["value"] < row["target"] for row in unmet if not is_missing(row["target"]))
        since = "基期" if indicator["threshold"] == "base_year" else "上年"
        word = "没有高于基期" if indicator["threshold"] == "base_year" else "未逐年提升"
        return f"{len(unmet)} 个乡镇{word}" + (f"，其中 {below} 个低于{since}" if below else "")
    lacking = sum(row["shortfall_units"] for row in unmet if not is_missing(row["shortfall_units"]))
    unit = classifier(indicator)
    return f"{len(unmet)} 个乡镇{words.UNMET}" + (f"，共差 {words.count(lacking, unit)}" if lacking and unit else "")


def _dot(row: Row, of: Measure, href: Callable[..., str]) -> dict:
    survey = not is_missing(row["low"]) and not of.of_change and not hidden(row)
    return {
        "id": row["township_id"],
        "name": row["name"],
        "district": say.text_of(row["district_name"]) or row["district_id"],
        "at": place(row, of),
        "low": drawn(row["low"], row) if survey else None,
        "high": drawn(row["high"], row) if survey else None,
        "shape": indicator_rows.shape(row) or "monitor",
        "value": "只列判定" if hidden(row) else value_said(row),
        "against": f"{against_what(row)} {against(row)}"
        if against(row)
        else "没有可比的数值"
        if row["rule"] != "tracked"
        else "只展示，不判定",
        "word": _word(row),
        "href": href(row["township_id"]),
    }


def value_said(row: Mapping) -> str:
    """20.5%（35/171 名）; a survey with its interval"""
    text = say.value_text(row)
    if is_missing(row["value"]):
        return text
    if not is_missing(row["low"]):
        return f"{text}（{words.interval(row['low'], row['high'])}）"
    if row["form"] == "share" and not is_missing(row["numerator"]) and "中" not in text:
        return f"{text}（{words.count(row['numerator'])}/{words.count(row['denominator'])}）"
    return text


def _word(row: Mapping) -> str:
    parts = (
        say.verdict_text(row) or "不作判定",
        say.shortfall_text(row) if not hidden(row) else "",
        say.fell_back_text(row),
    )
    return "，".join(part for part in parts if part)


def _named(rows: list[Row], frame: pd.DataFrame, of: Measure) -> list[str]:
    """The words beside a dot: the townships that lack most, and one whose word and place seem not to agree; else ''."""
    named = [""] * len(rows)
    if of.ordered:  # nobody is named below the line of an academic result
        return named
    drawn_ones = [at for at in range(len(rows)) if not is_missing(frame["at"].iloc[at])]
    unmet = [at for at in drawn_ones if rows[at]["verdict"] == "not_met"]
    for at in sorted(unmet, key=lambda at: (-_lacking(rows[at]), frame["at"].iloc[at]))[:UNMET_NAMED]:
        named[at] = f"{rows[at]['name']} {_lacks(rows[at])}"
    odd = _odd(rows, frame, drawn_ones, unmet)
    if odd is not None and not named[odd]:
        named[odd] = f"{rows[odd]['name']} {_why(rows[odd])}"
    return named


def _lacking(row: Mapping) -> float:
    return 0.0 if is_missing(row["shortfall_units"]) else float(row["shortfall_units"])


def _lacks(row: Mapping) -> str:
    if _lacking(row):
        return f"还差 {words.count(_lacking(row))} {classifier(row)}"
    return against(row)


def _odd(rows: list[Row], frame: pd.DataFrame, drawn_ones: list[int], unmet: list[int]) -> int | None:
    """The met township that stands furthest on the wrong side of one that is not met."""
    top = max((frame["at"].iloc[at] for at in unmet), default=None)
    met = [at for at in drawn_ones if rows[at]["verdict"] == "met" and rows[at]["rule"] not in say.LOWER_IS_BETTER]
    if top is None or not met:
        return None
    lowest = min(met, key=lambda at: frame["at"].iloc[at])
    return lowest if frame["at"].iloc[lowest] < top else None


def _why(row: Mapping) -> str:
    if say.mark(row) == "slightly_below":
        return f"{say.value_text(row)}，差不足 1 {classifier(row)}"
    return words.RISING.get(row["reason"], say.verdict_text(row))


def _how(rows: list[Row], frame: pd.DataFrame, of: Measure) -> str:
    """What no key says: where the axis differs, and who has no place on it."""
    if frame.empty:
        return ""
    parts = ["每点一个乡镇，点开看该乡镇" if not of.ordered else "每点一个乡镇，按区县、行政区划顺序，不按数值排列"]
    if of.of_change and rows[0]["rule"] == "rising":
        parts.append(
            "位置为本年比上年的增减，达标与否看是否逐年提升"
            if rows[0]["threshold"] == "each_year"
            else "位置为比基期的增减"
        )
    if frame["low"].notna().any():
        parts.append("横线为 95% 置信区间")
    absent = sum(is_missing(at) for at in frame["at"])
    if absent:
        parts.append(
            f"{absent} 个只有一所学校或未报，不列数值，排在左边"
            if of.ordered
            else f"{absent} 个没有可画的数值，列在左下"
        )
    return "；".join(parts) + "。"
