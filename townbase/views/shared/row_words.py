"""What one indicator row says: its value, its target, its verdict, what is missing, what changed.

A row is a mapping (or pandas Series) with the columns of `progress` and of its indicator.
"""

from __future__ import annotations

from collections.abc import Mapping

from townbase import words
from townbase.text import is_missing

STAGE_ORDER = {"preschool": 0, "primary": 1, "junior": 2, "none": 3}
# A denominator that counts people must not be told as schools when it is small.
LOWER_IS_BETTER = ("at_most", "below")
# Of scope "other" the word of all (全镇只有驻地学校) is right; what else may be absent is another school.
ABSENT = {
    "seat": f"没有驻地学校，{words.INAPPLICABLE}",
    "seat_vs_other": f"缺驻地学校或域内其他学校，{words.INAPPLICABLE}",
}


def row_title(row: Mapping) -> str:
    """初中县级以上学科骨干教师比例"""
    return f"{words.STAGE.get(row['stage'], '')}{row['title']}"


def value_text(row: Mapping) -> str:
    """63.6%, 3 所中 2 所, 0.175, −5.4 个百分点; the mean behind a difference rate is never said."""
    if row["form"] == "difference_rate":
        return words.ratio(row["value"])
    return words.value(
        row["value"],
        row["form"],
        text_of(row["value_unit"]),
        numerator=row["numerator"],
        denominator=row["denominator"],
        unit=text_of(row["unit"]),
    )


def target_text(row: Mapping) -> str:
    """What the row is held against: 100%, 低于 0.15, 不低于城区 95.2%, 逐年提升, 高于 2021 年 63.0%"""
    rule = row["rule"]
    if rule == "tracked":
        return words.MISSING
    if rule == "rising":
        return _rising_target(row)
    if is_missing(row["target"]):
        return "不低于城区" if rule == "not_below_urban" else words.MISSING
    text = plain_value(row["target"], row)
    if rule == "at_least" and text == "100%":
        return text
    return {"at_least": "≥", "at_most": "≤", "below": "<", "not_below_urban": "城区 "}[rule] + text


def _rising_target(row: Mapping) -> str:
    if row["threshold"] == "base_year":
        if is_missing(row["target"]):
            return "高于基期"
        return "保持 100%" if _full_at_base(row) else f"高于基期 {plain_value(row['target'], row)}"
    return "逐年提升"


def plain_value(amount: float | None, row: Mapping) -> str:
    """An amount in the row's own unit, never as whole things: targets and urban values."""
    if is_missing(amount):
        return words.MISSING
    unit = text_of(row["value_unit"])
    if row["form"] == "share" and unit == "%":
        return words.round_share(amount)
    if row["form"] == "difference_rate":
        return words.trimmed(amount, 3)
    if unit == "个百分点":
        return words.points(amount)
    return words.number(amount, 2)


def verdict_text(row: Mapping) -> str:
    """达标, 未达标（临界）, 达标（逐年提升）, 首次监测, 监测项; '' where nothing is judged"""
    word = words.verdict(row["verdict"], row["reason"], row["borderline"])
    if row["verdict"] in ("met", "not_met") and row["reason"] in words.RISING:
        return f"{word}（{words.RISING[row['reason']]}）"
    if row["verdict"] == "met" and row["reason"] == "whole_unit":
        return words.SLIGHTLY_BELOW
    return word


def reason_text(row: Mapping) -> str:
    """The hint beside a word that is no plain yes or no; '' where the word says all."""
    if row["verdict"] in ("no_data", "not_applicable", "too_small"):
        if row["reason"] == "low_coverage" and not is_missing(row["due"]):
            return f"应报 {words.count(row['due'])} 所，这一项有数的 {words.count(row['reported'])} 所，不足 80%"
        if row["reason"] == "zero_denominator":
            return "本镇没有这项需求"
        if row["reason"] == "no_scope_school" and row.get("scope") in ABSENT:
            return ABSENT[row["scope"]]
        return words.REASON.get(row["reason"], "")
    return ""


def mark(row: Mapping) -> str:
    """The key of the row's shape: not_met, borderline, no_data, met, slightly_below, no_target, not_applicable, ''"""
    verdict = row["verdict"]
    if is_missing(verdict):
        return ""
    if verdict in ("met", "not_met") and not is_missing(row["borderline"]) and row["borderline"]:
        return "borderline"
    if verdict == "met" and row["reason"] == "whole_unit":
        return "slightly_below"
    return "no_data" if verdict == "too_small" else str(verdict)


def shortfall_text(row: Mapping) -> str:
    """还差 3 名县级以上骨干教师; for a row without whole units what is asked of it; '' where met"""
    if row["verdict"] != "not_met":
        return ""
    if not is_missing(row["shortfall_units"]) and row["shortfall_units"] > 0:
        return words.still_missing(row["shortfall_units"], text_of(row["unit"]))
    if row["rule"] == "rising":
        return _rising_shortfall(row)
    if row["form"] == "difference_rate":  # with one school in the stage the figure would be that school's
        return f"应{words.RULE[row['rule']]} {plain_value(row['target'], row)}"
    return f"现为 {value_text(row)}，应{words.RULE[row['rule']]} {plain_value(row['target'], row)}"


def _rising_shortfall(row: Mapping) -> str:
    if row["threshold"] == "base_year":
        return "未保持 100%" if _full_at_base(row) else "尚未高于基期"
    return {"overall": "总体提升，但有的学年没有提升", "none": "尚未提升"}.get(row["reason"], "尚未逐年提升")


def _full_at_base(row: Mapping) -> bool:
    return row["form"] == "share" and not is_missing(row["target"]) and row["target"] >= 1 - 1e-9


def change_text(row: Mapping, *, short: bool = False) -> str:
    """Against the year before: +1.4 个百分点, −0.30; 首年 where there is nothing before; '' where unknown"""
    if is_missing(row["change"]):
        return ""
    unit = text_of(row["value_unit"])
    if unit in ("%", "个百分点"):
        if abs(row["change"]) < 0.0005:
            return "持平"
        return words.points(row["change"], unit=not short)
    text = words.difference(row["change"], 3 if row["form"] == "difference_rate" else 2)
    return "持平" if float(text.replace("−", "-").replace(",", "")) == 0 else text


def fell_back_text(row: Mapping) -> str:
    """退步（自身下降） where a row was met the year before and is not now; no step back where only the city rose"""
    if row.get("change_kind") != "fell_back":
        return ""
    if row.get("change_cause") == "target":
        return f"转为{words.UNMET}（城区提高）"
    cause = words.CAUSE.get(row.get("change_cause") or "")
    return f"退步（{cause}）" if cause else "退步"


def ratio_to_target(amount: float | None, row: Mapping) -> float | None:
    """value ÷ target, turned where lower is better, so that left of 1 is always worse; None without target."""
    target = row["target"]
    if is_missing(amount) or is_missing(target) or row["rule"] == "tracked":
        return None
    if row["rule"] == "rising" and row["threshold"] != "base_year":
        return None  # every year since the base year counts, so last year's value is no line to stand on
    if row["rule"] in LOWER_IS_BETTER:
        return 2.0 if amount <= 0 else target / amount
    return amount / target if target > 0 else None


def text_of(value: object) -> str:
    """A cell of a text column; missing is ''"""
    return "" if is_missing(value) else str(value)
