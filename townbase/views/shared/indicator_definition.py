"""口径与依据 of one indicator: its formula in words, its threshold, its basis and the clause it answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from townbase import words
from townbase.settings import SQL
from townbase.text import is_missing
from townbase.views.shared.clause_context import Cited, cited_by
from townbase.views.shared.row_words import plain_value, text_of

# What no extract delivers under this name, in the words of the marts that derive it.
DERIVED = {
    "schools": "学校（园）数（不含教学点） | 所",
    "pupils": "在校（园）学生数 | 人",
    "classes": "班数 | 个班",
    "seven_resource_pass": "七项资源指标至少六项达标、其余不低于标准 85% 的学校数 | 所",
    "bridge_lead_seat": "其中镇驻地引领校数 | 所",
    "outside_intake": "在校生中户籍不在本镇的学生数 | 人",
    "local": "户籍在本镇、在本镇或对口服务学校就读的学生（幼儿）数 | 名",
    "found": "户籍在本镇、在学籍系统中查到就读学校的学生（幼儿）数 | 名",
    "satisfied_parent": "表示满意的家长答卷数 | 份",
    "answered_parent": "收回的家长有效答卷数 | 份",
    "satisfied_pupil": "表示满意的学生答卷数 | 份",
    "answered_pupil": "收回的学生有效答卷数 | 份",
    "satisfied_teacher": "表示满意的教师答卷数 | 份",
    "answered_teacher": "收回的教师有效答卷数 | 份",
    "satisfied_belonging": "表示认同、有归属感的师生答卷数 | 份",
    "answered_belonging": "收回的师生有效答卷数 | 份",
    "level3": "学业水平监测Ⅲ级及以上学生数 | 名",
    "tested": "参加监测学生数 | 名",
    "planned": "计划投入资金 | 元",
    "received": "已到位资金 | 元",
    "received_higher": "其中上级（中央、省、市级）已到位资金 | 元",
}
DIFFERENCE_RATE = "（城区优质学校平均水平 − 本镇平均水平）÷ 城区优质学校平均水平，分学段、分学科计算，取差异最大的学科"
COMMENT = re.compile(r"comment on column (\w+)\.(\w+) is '((?:[^']|'')*)';")


@dataclass(frozen=True)
class Definition:
    """Every line is plain text; `clauses` are the whole sentences, word for word, in which the clauses it answers stand."""

    indicator_id: str
    title: str
    role: str
    formula: str
    target: str
    basis: str
    clauses: tuple[str, ...]


def define(indicator: Mapping, clauses: Mapping[str, Cited]) -> Definition:
    """The definition of one row of indicators.csv; `clauses`: in_context of shared/clauses."""
    return Definition(
        indicator_id=indicator["indicator_id"],
        title=indicator["title"],
        role=words.ROLE.get(indicator["role"], ""),
        formula=formula(indicator),
        target=threshold(indicator),
        basis=_basis(indicator),
        clauses=tuple(dict.fromkeys(quoted(one.sentence) for one in cited_by(indicator, clauses))),
    )


# How the contract words a measure that is there or not, one per school.
YES_NO = "：1 是，0 否"


def formula(indicator: Mapping) -> str:
    """Numerator ÷ denominator in the words of the contract's column comments."""
    if indicator["form"] == "difference_rate":
        return DIFFERENCE_RATE
    top = meaning(indicator["numerator"])
    if top.endswith(YES_NO):
        top = f"{top.removesuffix(YES_NO)}的学校（园）数"
    if is_missing(indicator["denominator"]):
        return top
    per = indicator["per"]
    below = meaning(indicator["denominator"])
    if below.endswith(YES_NO):
        below = f"{below.removesuffix(YES_NO)}的学校（园）数"
    text = f"{top} ÷ {below}"
    if not is_missing(per) and per != 1:
        text += f" × {words.count(per)}"
    if indicator["scope"] == "seat_vs_other":
        return f"镇驻地学校与域内其他学校各算一次后相减：{text}"
    return {"seat": "只算镇驻地学校：", "other": "只算域内其他学校："}.get(indicator["scope"], "") + text


def threshold(indicator: Mapping) -> str:
    """The rule in words: 不低于 100%; 不低于城区（略低、按达标计的规则）; 逐年提升 …"""
    rule, value = indicator["rule"], indicator["threshold"]
    if rule == "tracked":
        return words.VERDICT["no_target"] + "：" + words.REASON["monitor"]
    if rule == "not_below_urban":
        points = words.trimmed(indicator["slightly_below_points"] * 100, 1)
        part = words.round_share(indicator["slightly_below_part"])
        return (
            f"不低于城区对照学校合计水平；差额不足 1 个整数单位、且低于城区不足 {points} 个百分点（生均类为城区值的 {part}）的为略低，"
            f"按达标计；按学校数计算的指标{words.INAPPLICABLE}"
        )
    if rule == "rising":
        if value == "base_year":
            base = indicator.get("base_year")
            year = "" if is_missing(base) else f"（{words.year_label(int(base))}）"
            return f"高于基期{year}" + ("；基期已是 100% 的，保持 100%" if indicator["form"] == "share" else "")
        return (
            f"自基期起逐年提升，或连续两年在 {words.round_share(indicator['held_high'])} 以上（高位保持，本平台设定）"
        )
    return {"at_least": "不低于 ", "at_most": "不高于 ", "below": "低于 "}[rule] + plain_value(float(value), indicator)


def meaning(measure: object) -> str:
    """The meaning of a measure, from the contract's comment; the bare name where none is known."""
    return _known(measure)[0]


def unit(measure: object) -> str:
    """The unit of a measure: 名, 所, ㎡, 元 …; '' where none is known."""
    return _known(measure)[1]


def quoted(text: object) -> str:
    """A clause as the policy words it, without the marks of line ends around it."""
    return text_of(text).replace("¶", "\n").strip()


def _known(measure: object) -> tuple[str, str]:
    text = DERIVED.get(text_of(measure)) or _comments().get(text_of(measure)) or text_of(measure)
    what, _, how = text.partition(" | ")
    return what, how


@lru_cache(maxsize=1)
def _comments() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted((SQL / "contract").glob("*.sql")):
        for _, column, comment in COMMENT.findall(path.read_text(encoding="utf-8")):
            found.setdefault(column, comment.replace("''", "'"))
    return found


def _basis(indicator: Mapping) -> str:
    basis, source = words.BASIS.get(indicator["basis"], ""), text_of(indicator.get("source"))
    return basis if source in ("", basis) else f"{basis}：{source}"
