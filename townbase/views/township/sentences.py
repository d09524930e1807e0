"""What the top of a township's page says aloud; every sentence from the marts' rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from townbase import words
from townbase.asking import Row
from townbase.text import is_missing
from townbase.views.shared import row_words as say
from townbase.views.township.next_steps import Owners, owner_of, step_name

FEW = 2  # so many are named above the page, more stand in its table


def headline(who: Mapping, goals: Iterable[Row], year: int, known: bool = True) -> str:
    """谷雨镇：2025—2026学年六项目标达标 5 项，未达标 1 项；核心指标还有 2 项未达标

    The names of the goals stand under it. known: any indicator has a value or a verdict
    """
    goals = list(goals)
    name, by, when = who["name"], _by_status(goals), words.year_label(year)
    if is_missing(who["status"]):
        return f"{name}：{_not_judged(who, year, known)}"
    if any(goal["is_base"] for goal in goals):
        return f"{name}：{when}为基期，不判定六项目标"
    if who["status"] == "met":
        met, absent = len(by["met"]), len(by["not_applicable"])
        return f"{name}：{when}六项目标全部达标" + (
            f"（达标 {met} 项，{words.INAPPLICABLE} {absent} 项）" if absent else ""
        )
    parts = [f"达标 {len(by['met'])} 项"] + [
        f"{word} {len(by[code])} 项" for code, word in words.GOAL_STATUS.items() if code != "met" and by[code]
    ]
    left = 0 if is_missing(who["unmet_core"]) else int(who["unmet_core"])
    return f"{name}：{when}六项目标{'，'.join(parts)}" + (f"；核心指标还有 {left} 项{words.UNMET}" if left else "")


def place(who: Mapping, schools: int) -> str:
    """示例九区 · 镇 · 第一批（2021年） · 11 所学校（园）。"""
    parts = [who["district_name"], who["kind"], who["batch"], f"{schools} 所学校（园）" if schools else None]
    return " · ".join(str(part) for part in parts if not is_missing(part)) + "。"


def distance(who: Mapping, rows: Iterable[Row], owners: Owners) -> str:
    """只差 1 项核心指标：初中骨干教师比例还差 3 名……（责任单位：……）。 '' where more than two are left or none"""
    if is_missing(who["status"]):
        return ""
    core = [row for row in rows if row["role"] == "core" and row["verdict"] == "not_met"]
    if not core or len(core) > FEW:
        return ""
    text = "；".join(f"{step_name(row)}（责任单位：{owner_of(row, owners)}）" for row in core)
    return f"只差 {len(core)} 项核心指标：{text}。"


def against_year_before(who: Mapping) -> str:
    """比上年…: newly met, fell back (own or the comparison value), newly missing, or goals more and fewer."""
    if is_missing(who["status"]) or is_missing(who["status_before"]) or _true(who["in_progress"]):
        return ""  # a year that is still being returned has lost nothing yet
    kind = who["change_kind"]
    if kind == "newly_met":
        return "比上年：新达标。"
    if kind == "fell_back":
        return _no_longer_met(who["change_cause"])
    if kind == "newly_missing":
        return f"与上年相比：上年可以判定，本年{words.UNDECIDED}。"
    if who["goals_not_assessable"]:
        return ""  # fewer goals met may only mean fewer goals known
    more, fewer = _step(who, "goals_met"), _step(who, "unmet_core")
    text = [f"达标目标{_more(more)}"] if more else []
    text += [f"{words.UNMET}核心指标{_more(fewer)}"] if fewer else []
    return f"比上年{'，'.join(text)}。" if text else f"达标目标和{words.UNMET}核心指标的项数与上年相同。"


def _no_longer_met(cause: object) -> str:
    """Its own fall is a step back; a rise of what it is held against is not."""
    if cause == "target":
        return f"比上年转为{words.UNMET}（城区提高）：上年六项目标全部达标，本年没有。"
    why = words.CAUSE.get(str(cause))
    return f"比上年退步：上年六项目标全部达标，本年没有{f'（{why}）' if why else ''}。"


def clock(who: Mapping, goals: Iterable[Row], year: int) -> str:
    """期限 2025年12月31日：到期未达标。 Before the judged year: the pace."""
    goals = list(goals)
    if is_missing(who["clock"]) or not goals:
        return ""
    word = words.CLOCK.get(who["clock"], "")
    if year < goals[0]["judged_year"]:
        return f"按基期以来的年均变化推算：{word}。"
    return f"期限 {words.date_label(goals[0]['deadline'])}：{word}。"


def certified_otherwise(differing: list[Row]) -> str:
    """督导认定与测算不一致：目标（三）科学调节师资配备认定达标、测算未达标。 '' where they agree; neither is called right."""
    if not differing:
        return ""
    text = "；".join(
        f"{words.goal_title(goal['goal'], goal['title'])}认定{words.GOAL_STATUS[goal['result']]}、测算{words.GOAL_STATUS[goal['code']]}"
        for goal in differing
    )
    return f"督导认定与测算不一致：{text}。"


def waiting(rows: Iterable[Row]) -> str:
    """Which core rows wait for data, and which are about too few people to be judged."""
    core = [row for row in rows if row["role"] == "core" and row["reason"] != "first_year"]
    missing, few = ([row for row in core if row["verdict"] == verdict] for verdict in ("no_data", "too_small"))
    text = f"{words.UNREPORTED}的核心指标 {len(missing)} 项：{_titles(missing)}；报送后自动判定。" if missing else ""
    return text + (f"人数少、不作判定的核心指标 {len(few)} 项：{_titles(few)}。" if few else "")


def _not_judged(who: Mapping, year: int, known: bool) -> str:
    if not known:
        return f"{words.year_label(year)}没有可以判定的指标数据，只列学校和在校（园）生。"
    if is_missing(who["counted"]) or not _true(who["counted_known"]):
        return "是否纳入 80% 的分母没有填报，只列数值，不作判定。"
    if not who["counted"]:
        return "未纳入 80% 的分母，只列数值，不作判定。"
    return f"{words.year_label(year)}没有可以判定的指标数据。"


def is_counted(who: Mapping) -> bool:
    """Whether the township is known to be in the denominator of the 80 %."""
    return _true(who["counted"])


def _true(value: object) -> bool:
    return not is_missing(value) and bool(value)


def _by_status(goals: Iterable[Row]) -> dict[str, list[Row]]:
    by: dict[str, list[Row]] = {code: [] for code in words.GOAL_STATUS}
    for goal in goals:
        if not is_missing(goal["code"]):
            by[goal["code"]].append(goal)
    return by


def _titles(rows: list[Row]) -> str:
    return words.listing([say.row_title(row) for row in rows], 3, "项")


def _step(who: Mapping, name: str) -> int:
    before = who[f"{name}_before"]
    return 0 if is_missing(before) or is_missing(who[name]) else int(who[name]) - int(before)


def _more(step: int) -> str:
    return f"{'增加' if step > 0 else '减少'} {abs(step)} 项"


def served(who: Mapping) -> str:
    """Where children are zoned to a neighbour, its schools count as local: say so."""
    parts = [
        f"{stage}对口服务：{who[f'{key}_served_by_name']}"
        for key, stage in (("primary", "小学"), ("junior", "初中"))
        if not is_missing(who[f"{key}_served_by_name"])
    ]
    return "，".join(parts) + "。" if parts else ""
