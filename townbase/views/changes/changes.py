"""与上次相比 as a whole: one sentence, a line for each kind of change, and the cards behind them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from townbase import words
from townbase.compare import Compared
from townbase.views.changes.cells import counted

KEPT_APART = {"new": ("new",), "revised": ("revised", "gone"), "rule": ("rule",)}


@dataclass(frozen=True)
class Summary:
    """title: what the headline became · lines: (kind of change, in one line), only those with something to say
    many: kind of change (new, revised, rule, places, ledger) -> how much there is behind its tab"""

    title: str
    lines: list[tuple[str, str]]
    many: dict[str, int]


def summary(told: Compared, since: str) -> Summary:
    """since: what the earlier version is called."""
    year = int(told["year_change"].query("shown_now")["school_year"].max())
    lines = [
        ("学年", _years(told["year_change"])),
        ("结论", _status(told["status_flip"])),
        ("判定", counted(told["row_listed"], "cause", words.CHANGED_BY, "条")),
        ("数据", _values(told["value_count"])),
        ("乡镇名录", counted(told["township_change"], "kind", words.PLACE_CHANGE, "个")),
        ("学校名录", counted(told["school_change"], "kind", words.PLACE_CHANGE, "所")),
        ("任务", counted(told["task_change"], "kind", words.TASK_CHANGE, "项")),
        ("督导认定", counted(told["certification_change"], "kind", words.CERTIFICATION_CHANGE, "项")),
        ("规则", f"改动 {words.count(len(told['rule_change']))} 项" if len(told["rule_change"]) else ""),
    ]
    return Summary(_title(told, since, year), [line for line in lines if line[1]], _many(told))


def _title(told: Compared, since: str, year: int) -> str:
    if told.same:
        return f"与{since}相比：没有变化"
    pair = told["headline_pair"].query("area_kind == 'city' and school_year == @year")
    said = words.year_label(year)
    if pair.empty or pair["now_counted"].isna().all() or not pair["now_counted"].iloc[0]:
        return f"与{since}相比：{said}没有可以比较的结论"
    row = pair.iloc[0]
    if pd.isna(row["before_met"]):
        return f"与{since}相比：新增{said}，全部达标的 {int(row['now_met'])} 个"
    return f"与{since}相比：{said}{_moved(int(row['before_met']), int(row['now_met']))}"


def _moved(before: int, now: int) -> str:
    if before == now:
        return f"全部达标的仍为 {now} 个"
    return f"全部达标的由 {before} 个到 {now} 个，{'增加' if now > before else '减少'} {abs(now - before)} 个"


def _years(years: pd.DataFrame) -> str:
    parts = []
    for kind, word in (("new", "新增"), ("gone", "不再有")):
        named = [words.year_label(int(year)) for year in sorted(years.loc[years["kind"] == kind, "school_year"])]
        parts += [f"{word}{'、'.join(named)}"] if named else []
    shown = [int(years.loc[years[column], "school_year"].max()) for column in ("shown_before", "shown_now")]
    if shown[0] != shown[1]:
        parts.append(f"默认显示的学年由{words.year_label(shown[0])}改为{words.year_label(shown[1])}")
    return "；".join(parts)


def _status(turned: pd.DataFrame) -> str:
    if turned.empty:
        return ""
    met = turned["now_status"].eq("met") & turned["before_status"].ne("met")
    lost = turned["before_status"].eq("met") & turned["now_status"].ne("met")
    parts = [(met, "转为全部达标"), (lost, "不再全部达标"), (~met & ~lost, "其他变化")]
    return "、".join(f"{word} {words.count(which.sum())} 个次" for which, word in parts if which.any())


def _values(many: pd.DataFrame) -> str:
    """Whole new years apart from what was added to years already published."""
    whole = many[~many["in_both_years"]]
    parts = [
        f"{word} {words.count(some['many'].sum())} 个值"
        for kind, word in words.VALUE_CHANGE.items()
        if len(some := many[many["in_both_years"] & (many["kind"] == kind)])
    ]
    said = f"已发布的学年：{'、'.join(parts)}" if parts else ""
    fresh = f"整个学年新增或撤下的 {words.count(whole['many'].sum())} 个值" if len(whole) else ""
    return "；".join(filter(None, (said, fresh)))


def _many(told: Compared) -> dict[str, int]:
    """Values behind new and revised, rules and the rows they turned, places, tasks and decisions."""
    values, rows = told["value_count"], told["row_listed"]["cause"]
    return {
        "new": int(values.loc[values["kind"] == "new", "many"].sum()),
        "revised": int(values.loc[values["kind"] != "new", "many"].sum()),
        "rule": len(told["rule_change"]) + int((rows == "rule").sum()),
        "places": len(told["township_change"]) + len(told["school_change"]),
        "ledger": len(told["task_change"]) + len(told["certification_change"]),
    }
