"""Where the counted townships of a page stand against 80 %, and how that is said."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from townbase import words
from townbase.text import is_missing

STRICT = "strict"
SECOND = "six_of_seven"
STREET = "街道"
GOALS = 6


@dataclass(frozen=True)
class Standing:
    """How many of `counted` townships meet all six goals; `needed` = 80 % of them, rounded up.

    slightly_below: of those met, how many have a core row that is only 略低
    """

    counted: int = 0
    met: int = 0
    not_met: int = 0
    not_assessable: int = 0
    needed: int = 0
    slightly_below: int = 0

    @property
    def missing(self) -> int:
        return max(0, self.needed - self.met)

    @property
    def share(self) -> float | None:
        return self.met / self.counted if self.counted else None

    @property
    def highest(self) -> float | None:
        """The share if every township that cannot be judged yet turned out to meet its goals."""
        return (self.met + self.not_assessable) / self.counted if self.counted else None


def standing(area: str | None, headline: pd.DataFrame, year: int, reading: str) -> Standing:
    """Of one area (a district's id, None = the city). `headline`: overview/headline, or shared/headline_recount where filters narrow."""
    rows = headline[
        (headline["area_kind"] == ("city" if area is None else "district"))
        & (headline["school_year"] == year)
        & (headline["reading"] == reading)
    ]
    if area is not None:
        rows = rows[rows["area_id"] == area]
    if rows.empty:
        return Standing()
    row = rows.iloc[0]
    names = ("counted", "met", "not_met", "not_assessable", "needed", "met_slightly_below")
    return Standing(*(int(row[name]) for name in names))


def kind_word(townships: pd.DataFrame) -> str:
    """乡镇, or 街道, or both where the set holds both."""
    streets = townships["kind"] == STREET
    if streets.all() and len(townships):
        return "街道"
    return "乡镇（街道）" if streets.any() else "乡镇"


def headline_sentence(s: Standing, kind: str, *, where: str = "", narrowed: str = "") -> str:
    """99 个乡镇中 67 个六项目标全部达标，占 67.7%，距 80% 还差 13 个"""
    lead = where + (f"筛选后（{narrowed}）：" if narrowed else " " if where else "")
    if s.met:
        share = f"，占 {words.share(s.share)}" if s.counted >= words.APART else ""
        met = f" {s.met} 个六项目标全部达标{share}"
    else:
        met = "还没有一个六项目标全部达标"
    bar = "80%" if s.counted >= words.APART else f"80%（{s.needed} 个）"
    gap = " " if bar[-1] == "%" else ""
    reach = f"距 {bar}{gap}还差 {s.missing} 个" if s.missing else f"已达到 {bar}"
    return f"{lead}{s.counted} 个{kind}中{met}，{reach}"


def unfinished_sentence(s: Standing, kind: str, year: int, *, where: str = "", narrowed: str = "") -> str:
    """While returns still come in nobody is said to be behind."""
    lead = where + (f"筛选后（{narrowed}）：" if narrowed else " " if where else "")
    met = f"{s.met} 个已可判定六项目标全部达标" if s.met else "还没有一个可判定六项目标全部达标"
    return f"{words.year_label(year)}尚未报齐：{lead}{s.counted} 个{kind}中{' ' if s.met else ''}{met}，{s.not_assessable} 个{words.UNDECIDED}"


def slightly_below_sentence(s: Standing) -> str:
    """41 个达标，其中 5 个略低（不足一个单位，按达标计）。 empty where none is."""
    tail = words.SLIGHTLY_BELOW.removeprefix("略低")
    return f"{words.met_of(s.met, s.slightly_below)}{tail}。" if s.slightly_below else ""


def open_sentence(s: Standing) -> str:
    """What the townships that cannot be judged leave open; empty where every one is judged."""
    if not s.not_assessable:
        return ""
    highest = s.met + s.not_assessable
    top = f"最高为 {words.share(s.highest)}" if s.counted >= words.APART else f"最多 {highest} 个"
    if s.missing == 0:
        return f"另有 {s.not_assessable} 个{words.UNDECIDED}，{top}。"
    reach = "可达到 80%" if highest >= s.needed else "仍不足 80%"
    return f"另有 {s.not_assessable} 个{words.UNDECIDED}：即使全部达标，{top}，{reach}。"


def second_sentence(s: Standing, *, unfinished: bool = False) -> str:
    """The second reading, beside the strict one and never instead of it; while returns come in without a distance."""
    lead = f"另一种读法（{words.READING[SECOND]}：每项目标应评核心指标七分之六达标、其余不低于目标值的 85%）："
    if unfinished and s.not_assessable:
        return f"{lead}{s.met} 个已可判定达标，{s.not_assessable} 个{words.UNDECIDED}。"
    share = f"，占 {words.share(s.share)}" if s.counted >= words.APART else ""
    reach = f"距 80% 还差 {s.missing} 个" if s.missing else "已达到 80%"
    left = f"，另有 {s.not_assessable} 个{words.UNDECIDED}" if s.not_assessable else ""
    return f"{lead}{s.met} 个{share}，{reach}{left}。"


def other_urban_sentence(other: pd.DataFrame, ids: set) -> str:
    """How many would meet all six goals against the other urban value; '' where no row has one. `other`: overview_other_urban"""
    own = other[other["township_id"].isin(ids)]
    if not own["held"].sum():
        return ""
    met = int((own["status"] == "met").sum())
    judged, instead = ("全市城区", "本区县城区")
    if own["urban_level"].iloc[0] == "district":
        judged, instead = instead, judged
    return f"以上“不低于城区”按{judged}对照判定；改按{instead}对照，六项目标全部达标的为 {met} 个。"


def certified_sentence(certified: pd.DataFrame, ids: set, year: int) -> str:
    """What inspectors signed for these townships in this school year; a decision of another says nothing of it."""
    signed = certified[certified["township_id"].isin(ids)]
    own = signed[signed["school_year"] == year]
    if own.empty:
        others = "、".join(words.year_label(int(each)) for each in sorted(signed["school_year"].unique()))
        return f"督导认定：本学年没有认定结果{f'（认定的是{others}）' if others else ''}。"
    whole = int(((own["goals_met"] == GOALS) & (own["goals_not_met"] == 0)).sum())
    unmet = int((own["goals_not_met"] > 0).sum())
    some = len(own) - whole - unmet
    text = f"督导认定：{len(own)} 个已有认定结果，其中 {whole} 个六项目标全部认定达标"
    text += f"，{unmet} 个有目标认定为{words.UNMET}" if unmet else ""
    return text + (f"，{some} 个只认定了部分目标，均为达标" if some else "") + "。"


def deadline_sentence(deadline, last_day, then: Standing, year: int, judged_year: int) -> str:
    """期限2025年12月31日已过：到期未达到 80%。 `then` stands in the judged year, `last_day` is the data's newest (None = unknown).

    Whether the deadline has passed is read from the data, not from the clock on the wall: an old file opened
    years later still says what was known. An earlier year only names the day.
    """
    day = words.date_label(deadline)
    if year < judged_year or is_missing(last_day) or last_day <= deadline or not then.counted:
        return f"期限：{day}。"
    end = "到期" if year == judged_year else f"到期（{words.year_label(judged_year)}）"
    if not then.missing:
        return f"期限 {day} 已过：{end}已达到 80%。"
    if then.met + then.not_assessable >= then.needed:
        return f"期限 {day} 已过：{end}是否达到 80%，待 {then.not_assessable} 个乡镇判定后才能确定。"
    return f"期限 {day} 已过：{end}未达到 80%。"


def clock_sentence(status: pd.DataFrame, year: int, judged_year: int) -> str:
    """Before the judged year who keeps pace, after it who made it in time; the judged year speaks for itself."""
    if year == judged_year:
        return ""
    now = status[(status["school_year"] == year) & (status["reading"] == STRICT)]
    tally = now["clock"].value_counts()
    parts = [f"{words.CLOCK[code]} {int(tally[code])} 个" for code in words.CLOCK if tally.get(code, 0)]
    if not parts:
        return ""
    lead = "按基期以来的年均变化推算：" if year < judged_year else "按期限看："
    rest = len(now) - int(tally.sum())
    return lead + "，".join(parts) + (f"，其余 {rest} 个不能判定" if rest else "") + "。"
