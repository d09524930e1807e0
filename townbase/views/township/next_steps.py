"""What a township must do next: what stands in the way, in whole units, who can do it, and what that wins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.shared import row_words as say
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import OF_TOWNSHIP
from townbase.views.township import indicator_rows, step_places
from townbase.views.township.reports import Report
from townbase.views.township.step_places import Place

MISSING = "还差"
ORDER = "核心指标在前，离目标达标最近的在前。"
WHOLE = (
    "带“还差”的是整数，补足后判定即变为达标（不低于城区的，差额不足 1 个整数单位且在规定幅度内的为略低，按达标计）。"
)
OTHER = "没有“还差”的需看历年变化或结果，不能一次补齐。"
PAST = "已出现的下降不能补回，连续两年不低于 98% 可转为达标（高位保持）"
SCHOOLS = "有关学校（园）"
STEPS = Card(
    key="steps",
    file="下一步",
    filters=OF_TOWNSHIP,
    follows_opened=True,
    body_is_table=True,
    definition=f"{WHOLE}\n{OTHER}\n责任单位按指标由哪一级能办（学校、乡镇、区县）和任务台账确定；办成后目标是否达标按核心指标推算。",
)
Owners = Mapping[tuple[int, str], str]  # (action, owner_level) -> the unit that can act


@dataclass(frozen=True)
class Step:
    """One indicator in all its stages. `head` is whole units first; `places` are (school name, what is missing there,
    address); `wins` what it comes to; `covers` the addresses of its rows, of which `href` is the first."""

    head: str
    line: str
    places: tuple[Place, ...]
    owner: str
    href: str
    wins: str
    covers: tuple[str, ...]


def steps(
    rows: Iterable[Row],
    goals: Iterable[Mapping],
    where: pd.DataFrame,
    owners: Owners,
    selection: Selection,
    most: int = 3,
) -> tuple[Step, ...]:
    """The unmet indicators: core before reference, then by how few others keep the goal from being met."""
    goals = list(goals)
    unmet = [row for row in rows if row["verdict"] == "not_met"]
    core = Counter(row["goal"] for row in unmet if row["role"] == "core")
    unmet.sort(key=lambda row: (row["role"] != "core", row["indicator_id"]))
    every = [list(own) for _, own in groupby(unmet, key=lambda row: (row["role"] != "core", row["indicator_id"]))]
    every.sort(key=lambda own: _by_need(own, core))
    chosen = every[:most]
    return tuple(_step(own, where, owners, selection, _wins(chosen, at, goals)) for at, own in enumerate(chosen))


def how(steps: Iterable[Step]) -> str:
    """How to read them: what their numbers promise, and that some have none; '' where nothing is to be done."""
    whole = [step.head.startswith(MISSING) for step in steps]
    return "".join([ORDER if whole else "", WHOLE if any(whole) else "", OTHER if not all(whole) else ""])


def nothing_left(overdue: CardContent) -> str:
    """Where no row is unmet: what is overdue comes first, else keep it so. overdue: the card 逾期任务"""
    if overdue.is_empty:
        return f"没有{words.UNMET}的指标。请保持，并按时报送数据。"
    return f"没有{words.UNMET}的指标。有{overdue.title}，请先办，并按时报送数据。"


def title(rows: Iterable[Row], steps: Sequence[Step], reports: Sequence[Report]) -> str:
    if reports and not steps:
        return f"下一步：补报 {len(reports)} 项数据"
    if not steps:
        return "下一步"
    every = {(row["role"] == "core", row["indicator_id"]) for row in rows if row["verdict"] == "not_met"}
    return (
        f"下一步：先办这{words.numeral(len(steps))}件事"
        if len(every) > len(steps)
        else f"下一步：{words.numeral(len(steps))}件事"
    )


def as_table(steps: Iterable[Step], reports: Iterable[Report]) -> pd.DataFrame:
    """The same for a file: what to do first, then what must be returned."""
    rows = [
        (step.head, step.line, step.wins, _listed((name, text) for name, text, _ in step.places), step.owner)
        for step in steps
    ]
    rows += [
        (f"报送数据：{each.title}", each.line, "报齐后才能判定", _listed((name, "") for name, _ in each.schools), "")
        for each in reports
    ]
    lines = [(nth, *row) for nth, row in enumerate(rows, 1)]
    return pd.DataFrame(lines, columns=["次序", "要办的事", "现状与目标", "办成后", "所在学校", "责任单位"])


def owners(frame: pd.DataFrame) -> dict[tuple[int, str], str]:
    """frame: action, owner_level, owner_unit of one township; its schools act on what is of level school."""
    return {
        (int(row["action"]), row["owner_level"]): SCHOOLS if row["owner_level"] == "school" else say.text_of(row["owner_unit"])
        for row in records(frame)
    }  # fmt: skip


def owner_of(row: Mapping, owners: Owners) -> str:
    return owners.get((int(row["action"]), row["owner_level"])) or "未填报"


def step_name(row: Mapping) -> str:
    """初中县级以上学科骨干教师比例还差 3 名"""
    if row["verdict"] == "not_met" and not is_missing(row["shortfall_units"]) and row["shortfall_units"] > 0:
        return f"{say.row_title(row)}{words.still_missing(row['shortfall_units'], words.classifier(say.text_of(row['unit'])))}"
    short = say.shortfall_text(row)
    return f"{say.row_title(row)}{'' if short.startswith('还差') or short.startswith('尚未') else '：'}{short}"


def _listed(places: Iterable[tuple[str, str]]) -> str:
    return "、".join(f"{name}（{text}）" if text else name for name, text in places)


def _by_need(own: list[Row], core: Mapping[int, int]) -> tuple:
    """Core first; whole units before what has none; the goal with the fewest unmet rows first, then the lowest."""
    low = [2.0 if is_missing(row["attainment"]) else float(row["attainment"]) for row in own]
    first = own[0]
    return (
        first["role"] != "core",
        any(is_missing(row["shortfall_units"]) for row in own),
        core.get(first["goal"], 0) if first["role"] == "core" else 0,
        first["goal"],
        min(low),
        first["indicator_id"],
    )


def _step(own: list[Row], where: pd.DataFrame, owners: Owners, selection: Selection, wins: str) -> Step:
    own = sorted(own, key=lambda row: say.STAGE_ORDER.get(row["stage"], 9))
    hrefs = tuple(indicator_rows.row_href(row, selection) for row in own)
    return Step(
        _head(own),
        "；".join(_line(row) for row in own) + (f"。{PAST}" if own[0]["threshold"] == "each_year" else ""),
        step_places.of_rows(own, where, selection),
        owner_of(own[0], owners),
        hrefs[0],
        wins,
        hrefs,
    )


def _head(own: list[Row]) -> str:
    """还差 9 名县级以上骨干教师（小学）、6 名（初中）; of what no number mends the name and why"""
    if any(not say.shortfall_text(row).startswith(MISSING) for row in own):
        return "；".join(f"{say.row_title(row)}：{say.shortfall_text(row)}" for row in own)
    first, *rest = own
    text = say.shortfall_text(first)
    if not rest:
        return text
    parts = [f"{text}{_in_stage(first)}"]
    for row in rest:
        parts.append(
            f"{words.count(row['shortfall_units'])} {words.classifier(say.text_of(row['unit']))}{_in_stage(row)}"
        )
    return "、".join(parts)


def _in_stage(row: Mapping) -> str:
    return "" if row["stage"] == "none" else f"（{words.STAGE[row['stage']]}）"


def _line(row: Mapping) -> str:
    text = (
        f"{say.row_title(row)}现为 {say.value_text(row)}" if not indicator_rows.hides_value(row) else say.row_title(row)
    )
    change = indicator_rows.change_said(row) if row["rule"] == "rising" and row["form"] == "share" else ""
    return f"{text}，目标{_spaced(say.target_text(row))}" + (f"，比上年 {change}" if change else "")


def _spaced(text: str) -> str:
    return (
        f" {text}"
        if text[:1] in "≥≤<0123456789"
        else f"为{text}"
        if text.startswith(("逐年", "高于"))
        else f"不低于{text}"
    )


def _wins(chosen: list[list[Row]], at: int, goals: list[Mapping]) -> str:
    """办成后目标（二）达标; what stays unmet of the goal where that is not enough. Counts what the steps before have done."""
    own = chosen[at]
    if own[0]["role"] != "core":
        return "参考指标，不影响目标判定"
    goal = next(one for one in goals if one["goal"] == own[0]["goal"])
    before = [nth for nth in range(at) if chosen[nth][0]["role"] == "core" and chosen[nth][0]["goal"] == goal["goal"]]
    left = goal["unmet"] - sum(len(chosen[nth]) for nth in (*before, at))
    name = f"目标（{goal['numeral']}）"
    done = f"与第 {'、'.join(str(nth + 1) for nth in before)} 件都办成后" if before else "办成后"
    if left > 0:
        return f"{done}，{name}还有 {left} 项核心指标{words.UNMET}"
    if goal["waiting"]:
        return f"{done}，{name}没有{words.UNMET}的核心指标，另有 {goal['waiting']} 项报齐后判定"
    return f"{done}，{name}达标" + ("，六项目标全部达标" if _all_met(chosen[: at + 1], goals) else "")


def _all_met(done: list[list[Row]], goals: list[Mapping]) -> bool:
    """Whether nothing core is left once these are done."""
    mended = Counter(row["goal"] for own in done for row in own if row["role"] == "core")
    return all(goal["unmet"] <= mended[goal["goal"]] and not goal["waiting"] for goal in goals)
