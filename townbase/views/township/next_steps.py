"""What a township must do next: the rows that stand in the way, in whole units, with place and responsible unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.shared import row_words as say
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import OF_TOWNSHIP
from townbase.views.township import indicator_rows

STEPS = Card(key="steps", file="下一步", filters=OF_TOWNSHIP, follows_opened=True, body_is_table=False, definition="")

MISSING = "还差"
ORDER = "核心指标在前，差得多的在前。"
WHOLE = (
    "带“还差”的是整数，补足后判定即变为达标（不低于城区的，差额不足 1 个整数单位且在规定幅度内的为略低，按达标计）。"
)
OTHER = "没有“还差”的看历年变化或结果，不是补数能办到的。"
PAST = "已出现的下降不能补回，连续两年不低于 98% 可转为达标（高位保持）"


@dataclass(frozen=True)
class Step:
    """`head` is whole units first; `places` are (school name, what is missing there, address)."""

    head: str
    line: str
    places: tuple[tuple[str, str, str], ...]
    owner: str
    href: str


def steps(
    rows: Iterable[Row], where: pd.DataFrame, owners: Mapping[int, str], selection: Selection, most: int = 3
) -> tuple[Step, ...]:
    """The unmet rows, core before reference and the farthest from its target first; `owners` by action, 0 = any."""
    unmet = sorted((row for row in rows if row["verdict"] == "not_met"), key=_by_need)
    return tuple(_step(row, where, owners, selection) for row in unmet[:most])


def how(steps: Iterable[Step]) -> str:
    """How to read them: what their numbers promise, and that some have none; '' where nothing is to be done."""
    whole = [step.head.startswith(MISSING) for step in steps]
    return "".join([ORDER if whole else "", WHOLE if any(whole) else "", OTHER if not all(whole) else ""])


def nothing_left(overdue: CardContent) -> str:
    """Where no row is unmet: what is overdue comes first, else keep it so. overdue: the card 逾期任务"""
    if overdue.is_empty:
        return f"没有{words.UNMET}的指标。请保持，并按时报送数据。"
    return f"没有{words.UNMET}的指标。有{overdue.title}，请先办，并按时报送数据。"


@dataclass(frozen=True)
class Report:
    """A core row that waits for data: `line` says what is due, `schools` (name, address) have not returned it."""

    title: str
    line: str
    schools: tuple[tuple[str, str], ...]
    href: str


def reports(rows: Iterable[Row], where: pd.DataFrame, selection: Selection) -> tuple[Report, ...]:
    """What must be returned before the goals can be judged: core rows without data, and whose return is due."""
    waiting = [row for row in rows if row["role"] == "core" and row["reason"] in ("not_reported", "low_coverage")]
    return tuple(_report(row, where, selection) for row in waiting if row["verdict"] == "no_data")


def as_table(steps: Iterable[Step], reports: Iterable[Report]) -> pd.DataFrame:
    """The same for a file: what to do first, then what must be returned."""
    rows = [
        (step.head, step.line, _listed((name, text) for name, text, _ in step.places), step.owner) for step in steps
    ]
    rows += [
        (f"报送数据：{each.title}", each.line, _listed((name, "") for name, _ in each.schools), "") for each in reports
    ]
    lines = [(nth, *row) for nth, row in enumerate(rows, 1)]
    return pd.DataFrame(lines, columns=["次序", "要办的事", "现状与目标", "所在学校", "责任单位"])


def _listed(places: Iterable[tuple[str, str]]) -> str:
    return "、".join(f"{name}（{text}）" if text else name for name, text in places)


def _report(row: Mapping, where: pd.DataFrame, selection: Selection) -> Report:
    own = where[(where["indicator_id"] == row["indicator_id"]) & (where["stage"] == row["stage"])]
    silent = own[own["value"].isna()] if row["stage"] != "none" and not indicator_rows.is_academic(row) else own.head(0)
    many = row["stage"] != "none" and not is_missing(row["due"]) and row["due"] > 1
    line = f"应报 {words.count(row['due'])} 所，已报 {words.count(row['reported'])} 所" if many else "本学年未报"
    return Report(
        say.row_title(row),
        line,
        tuple(
            (school["name"], selection.href("township", school=school["school_id"], indicator=None, stage=None))
            for school in records(silent)
        ),
        indicator_rows.row_href(row, selection),
    )


def owners(tasks: pd.DataFrame, managing_body: object, district: object) -> dict[int, str]:
    """Who answers for an action: the owner of most of the township's own tasks (a school's task is that school's),
    else of most of its tasks; key 0 = who answers for all others."""
    named: dict[int, list[Row]] = {}
    for task in records(tasks[["action", "unit_kind", "owner_unit"]]):
        if not is_missing(task["owner_unit"]):
            named.setdefault(int(task["action"]), []).append(task)
    found = {action: _most(_own(part)) for action, part in named.items()}
    found[0] = say.text_of(managing_body) or (f"{district}教育主管部门" if not is_missing(district) else "")
    return found


def _own(tasks: list[Row]) -> list[Row]:
    return [task for task in tasks if task["unit_kind"] == "township"] or tasks


def _most(tasks: list[Row]) -> str:
    """Who owns most of them; of equals the first in the alphabet."""
    counted = Counter(task["owner_unit"] for task in tasks)
    return min(counted, key=lambda owner: (-counted[owner], owner))


def step_name(row: Mapping) -> str:
    """初中县级以上学科骨干教师比例还差 3 名县级以上骨干教师"""
    short = say.shortfall_text(row)
    return f"{say.row_title(row)}{'' if short.startswith('还差') or short.startswith('尚未') else '：'}{short}"


def _by_need(row: Mapping) -> tuple:
    """Core first; whole units before what has none; then by attainment, low first."""
    attainment = row["attainment"]
    return (
        row["role"] != "core",
        is_missing(row["shortfall_units"]),
        2.0 if is_missing(attainment) else float(attainment),
        row["goal"],
        row["action"],
    )


def _step(row: Mapping, where: pd.DataFrame, owner: Mapping[int, str], selection: Selection) -> Step:
    short = say.shortfall_text(row)
    whole = short.startswith(MISSING)
    head = short if whole else f"{say.row_title(row)}：{short}"
    text = (
        f"{say.row_title(row)}现为 {say.value_text(row)}" if not indicator_rows.hides_value(row) else say.row_title(row)
    )
    change = indicator_rows.change_said(row) if row["rule"] == "rising" and row["form"] == "share" else ""
    line = f"{text}，目标{_spaced(say.target_text(row))}" + (f"，比上年 {change}" if change else "")
    line += f"（{words.ROLE['reference']}）" if row["role"] == "reference" else ""
    line += f"。{PAST}" if row["rule"] == "rising" and row["threshold"] == "each_year" else ""
    return Step(
        head,
        line,
        _places(row, where, selection),
        owner.get(row["action"], owner.get(0, "")),
        indicator_rows.row_href(row, selection),
    )


def _spaced(text: str) -> str:
    return (
        f" {text}"
        if text[:1] in "≥≤<0123456789"
        else f"为{text}"
        if text.startswith(("逐年", "高于"))
        else f"不低于{text}"
    )


def _places(row: Mapping, where: pd.DataFrame, selection: Selection, most: int = 3) -> tuple[tuple[str, str, str], ...]:
    """The schools that hold most of what is missing; none where the row has no school values."""
    if row["rule"] == "rising" or is_missing(row["target"]) or where.empty or row["form"] == "difference_rate":
        return ()
    own = where[(where["indicator_id"] == row["indicator_id"]) & (where["stage"] == row["stage"])]
    short = [(_lacking(school, row), school) for school in records(own)]
    short = sorted((pair for pair in short if pair[0] > 1e-9), key=lambda pair: -pair[0])
    return tuple(
        (
            school["name"],
            _said(school, row),
            selection.href("township", school=school["school_id"], indicator=None, stage=None),
        )
        for _, school in short[:most]
    )


def _lacking(school: Mapping, row: Mapping) -> float:
    """How much of the numerator one school is short of the township's target; 0 where it has not reported."""
    if is_missing(school["numerator"]) or is_missing(school["denominator"]):
        return 0.0
    lacking = row["target"] * school["denominator"] * _per(row) - school["numerator"]
    return -lacking if row["rule"] in say.LOWER_IS_BETTER else lacking


def _per(row: Mapping) -> float:
    """A value is numerator ÷ denominator × per, so a target in that unit is brought back to the numerator's."""
    return 1.0 if is_missing(row["per"]) or not row["per"] else 1.0 / float(row["per"])


def _said(school: Mapping, row: Mapping) -> str:
    if row["denominator_measure"] == "schools":
        return ""
    unit = say.text_of(row["unit"])[:1]
    return (
        f"{words.count(school['denominator'])} {unit}中 {words.count(school['numerator'])} {unit}"
        if row["form"] == "share"
        else ""
    )
