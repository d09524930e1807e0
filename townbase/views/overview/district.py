"""One district: its own headline, its townships, and what holds it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from townbase import words
from townbase.asking import Ask, tuples
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.overview import city, definitions, heat, missing_returns, unmet_townships
from townbase.views.overview.indicator_ranking import ranked_indicators
from townbase.views.overview.readings import readings
from townbase.views.shared import headline_count
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import NARROWED

GOALS = Card(
    key="goals",
    file="六项目标",
    filters=NARROWED,
    follows_opened=True,
    body_is_table=False,
    definition=definitions.GOALS,
)
TASKS = Card(
    key="tasks",
    file="逾期任务",
    filters=("district",),
    follows_opened=True,
    body_is_table=True,
    definition=definitions.TASKS,
)
SCHOOLS_CARD = Card(
    key="schools",
    file="需要支持的学校",
    filters=NARROWED,
    follows_opened=True,
    body_is_table=True,
    definition=definitions.SCHOOLS,
)

SCHOOLS = 12


@dataclass(frozen=True)
class District:
    """Everything the page of a district says; as Overview, plus goals, indicators, tasks, schools."""

    year: int
    judged: bool
    name: str
    city_href: str
    title: str
    sentences: tuple[str, ...]
    second: str
    other_urban: str
    readings: CardContent
    certified: str
    strip: pd.DataFrame
    heat: CardContent
    names: pd.DataFrame
    attention: CardContent
    nearly: CardContent
    goals: CardContent
    indicators: CardContent
    tasks: CardContent
    schools: CardContent
    changes: CardContent
    missing: CardContent
    gaps: CardContent
    limits: tuple[str, ...]
    roll: CardContent
    roll_towns: CardContent
    clear_href: str


def district(ask: Ask, selection: Selection, year: int) -> District:
    """The district that the selection names."""
    f = city.facts(ask, selection, year)
    here = selection.district
    own = f.every[f.every["district_id"] == here]
    name = str(own["district_name"].iloc[0] if len(own) else here)
    now, second = f.standing(f.year), f.standing(f.year, headline_count.SECOND)
    years = ask("overview/years")
    known = city.has_indicators(years, f.year)
    judged = now.counted > 0 and known
    roll, roll_towns = city.NO_ROLLS if judged else city.rolls(ask, f, selection, "district")
    held = unmet_townships.unmet_core(f.rows)
    ids = set(f.towns["township_id"])
    return District(
        year=f.year,
        judged=judged,
        name=name,
        city_href=selection.href("overview", district=None),
        title=city.title(f, now, f.narrowed, years, where=name),
        sentences=tuple(city.sentences(f, now, years, whose="全市")) if judged else (),
        second=headline_count.second_sentence(second, unfinished=city.in_progress(years, f.year)) if judged else "",
        readings=readings(ask("overview/readings", year=f.year), f.towns, selection),
        other_urban=city.other_urban(ask, f) if judged and not city.in_progress(years, f.year) else "",
        certified=headline_count.certified_sentence(ask("overview/certified"), ids, f.year) if judged else "",
        strip=headline_count.strip_frame(here, f.headline, f.status, f.year, bool(f.narrowed))
        if judged
        else pd.DataFrame(),
        heat=heat.townships_by_action(f.towns, f.now, f.marked, f.names, selection),
        names=f.names,
        attention=unmet_townships.attention(f.towns, f.now, held, city.shorts(f), selection),
        nearly=unmet_townships.nearly(f.towns, f.now, held, selection),
        goals=goals(f.goals),
        indicators=ranked_indicators(f.rows, selection),
        tasks=tasks(ask("overview/district_tasks", year=f.year, district=here), selection),
        schools=schools(ask("overview/district_schools", year=f.year, district=here), ids, selection),
        changes=city.compared(ask, f, selection, years),
        missing=missing_returns.missing_returns(ask("overview/missing", year=f.year), own, selection),
        gaps=missing_returns.gaps(f.towns, f.rows, selection),
        limits=city.limits(f, known),
        roll=roll,
        roll_towns=roll_towns,
        clear_href=city.clear_href(selection),
    )


def goals(rows: pd.DataFrame) -> CardContent:
    """The six goals in their order: how many townships do not meet one, cannot be judged, meet it."""
    tally = rows.groupby(["goal", "title", "status"]).size().unstack("status", fill_value=0)
    tally = tally.reindex(columns=["met", "not_met", "not_assessable"], fill_value=0).reset_index()
    frame = pd.DataFrame(
        {
            "label": [words.goal_title(int(row.goal), row.title).removeprefix("目标") for row in tuples(tally)],
            "href": None,
            "n": tally["not_met"].astype(int),
            "open": tally["not_assessable"].astype(int),
            "met": tally["met"].astype(int),
        }
    )
    most = unmet_townships.most([f"目标{label}" for label in frame["label"]], list(frame["n"]))
    table = frame[["label", "n", "open", "met"]]
    return CardContent(
        GOALS,
        title=most or f"六项目标都没有{words.UNMET}的乡镇",
        how=f"{words.UNMET}的乡镇数，按目标顺序",
        frame=frame,
        table=table.set_axis(["目标", f"{words.UNMET}乡镇（个）", f"{words.UNDECIDED}（个）", "达标（个）"], axis=1),
        empty=unmet_townships.nobody(),
    )


def tasks(late: pd.DataFrame, selection: Selection) -> CardContent:
    """Overdue tasks, grouped by the unit that answers for them; the longest overdue first."""
    hrefs: list[Any] = [
        selection.href("township", township=each) if isinstance(each, str) else None for each in late["township_id"]
    ]
    listed = late.assign(
        owner=late["owner_unit"].fillna("未登记责任单位"),
        office=late["lead_office"].fillna(words.MISSING),
        place=late["township"].fillna("区县"),
        href=hrefs,
        due=late["due"].map(words.date_table),
    )
    worst = late["days_overdue"].groupby(listed["owner"]).max().sort_values(ascending=False, kind="stable")
    listed["place_in_list"] = listed["owner"].map({name: i for i, name in enumerate(worst.index)})
    listed = listed.sort_values(["place_in_list", "days_overdue"], ascending=[True, False], kind="stable")
    frame = listed[["owner", "title", "place", "href", "office", "due", "days_overdue"]].reset_index(drop=True)
    table = frame.drop(columns="href").assign(due=late["due"].map(words.day).reindex(listed.index).tolist())
    return CardContent(
        TASKS,
        title=f"逾期任务 {len(frame)} 项，涉及 {len(worst)} 个责任单位" if len(frame) else "逾期任务",
        how="按责任单位，逾期久的在前；是否逾期按台账数据时点判断",
        frame=frame,
        table=table.set_axis(["责任单位", "任务", "对象", "牵头处室", "应完成", "逾期（天）"], axis=1),
        empty="没有逾期未完成的任务。",
        good=True,
    )


def schools(failing: pd.DataFrame, ids: set, selection: Selection) -> CardContent:
    """Schools below the target of rows that their township misses: most rows first, then the largest shortfall."""
    kept = failing[failing["township_id"].isin(ids) & (failing["short_units"] > 0)]
    by_school: dict[str, list] = {}
    for row in tuples(kept.sort_values("short_units", ascending=False, kind="stable")):
        by_school.setdefault(row.school_id, []).append(row)
    lines = [
        (
            own[0].school,
            selection.href("township", township=own[0].township_id, school=school),
            own[0].township,
            not is_missing(own[0].seat) and bool(own[0].seat),
            len(own),
            words.listing(
                [f"{unmet_townships.what(row)}{words.still_missing(row.short_units, row.unit)}" for row in own], 2, "项"
            ),
            float(own[0].short_units),
        )
        for school, own in sorted(by_school.items())
    ]
    frame = pd.DataFrame(lines, columns=["name", "href", "township", "seat", "n", "short", "most"])
    frame = frame.sort_values(["n", "most"], ascending=False, kind="stable").reset_index(drop=True)
    table = frame.assign(seat=frame["seat"].map({True: "驻地学校", False: "域内其他学校"}))
    table = table[["name", "township", "seat", "n", "short"]]
    return CardContent(
        SCHOOLS_CARD,
        title=f"乡镇{words.UNMET}的指标中，{len(frame)} 所学校（园）自身也低于目标值"
        if len(frame)
        else "需要支持的学校（园）",
        how=f"只看所在乡镇{words.UNMET}的指标；项数多的在前",
        frame=frame.head(SCHOOLS),
        table=table.set_axis(["学校（园）", "乡镇（街道）", "位置", "低于目标（项）", "差什么"], axis=1),
        empty=f"没有学校（园）低于所在乡镇{words.UNMET}项的目标值。",
        good=True,
        note=f"共 {len(frame)} 所，此处列前 {SCHOOLS} 所，其余见数据表。" if len(frame) > SCHOOLS else "",
    )
