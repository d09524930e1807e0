"""The picture a leader opens first: where the city stands against 80 %, and what needs whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import pandas as pd

from townbase import words
from townbase.asking import Ask
from townbase.selection import Selection
from townbase.views.overview import changes, heat, missing_returns, roll_by_year, unmet_townships
from townbase.views.overview.indicator_ranking import ranked_indicators
from townbase.views.overview.readings import readings
from townbase.views.shared import headline_count
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import NARROWED

HEADLINE = Card(
    key="standing", file="达标乡镇", filters=NARROWED, follows_opened=True, body_is_table=False, definition=""
)
BRIEF = Card(key="brief", file="一页纸", filters=NARROWED, follows_opened=True, body_is_table=False, definition="")
# Where townships can be judged their rolls are no answer.
NO_ROLLS = (CardContent(roll_by_year.ROLL, ""), CardContent(roll_by_year.TOWNSHIP_ROLLS, ""))


@dataclass(frozen=True)
class Overview:
    """Everything the page says. `judged` false: nothing can be judged, only `limits` and the roll stand."""

    year: int
    judged: bool
    title: str
    sentences: tuple[str, ...]
    second: str
    other_urban: str
    readings: CardContent
    certified: str
    strip: pd.DataFrame
    heat: CardContent
    districts: CardContent
    names: pd.DataFrame
    attention: CardContent
    nearly: CardContent
    actions: CardContent
    indicators: CardContent
    changes: CardContent
    missing: CardContent
    gaps: CardContent
    limits: tuple[str, ...]
    roll: CardContent
    roll_towns: CardContent
    clear_href: str


@dataclass(frozen=True)
class Facts:
    """What the marts answer about one school year, cut to the chosen townships."""

    year: int
    every: pd.DataFrame
    towns: pd.DataFrame
    headline: pd.DataFrame
    status: pd.DataFrame
    names: pd.DataFrame
    marked: pd.DataFrame
    goals: pd.DataFrame
    rows: pd.DataFrame
    last_day: date | None
    district: str | None
    narrowed: str

    def standing(self, year: int, reading: str = headline_count.STRICT) -> headline_count.Standing:
        """Of the page's own area and set of townships, in any year."""
        return headline_count.standing(self.district, self.headline, self.status, year, reading, bool(self.narrowed))

    @cached_property
    def now(self) -> pd.DataFrame:
        """township_status of this year, strict reading."""
        return self.strict[self.strict["school_year"] == self.year]

    @cached_property
    def strict(self) -> pd.DataFrame:
        return self.status[self.status["reading"] == headline_count.STRICT]


def overview(ask: Ask, selection: Selection, year: int) -> Overview:
    """The city; `year` = the school year shown where the selection names none."""
    f = facts(ask, selection, year)
    now, second = f.standing(f.year), f.standing(f.year, headline_count.SECOND)
    years = ask("overview/years")
    known = has_indicators(years, f.year)
    judged = now.counted > 0 and known
    held = unmet_townships.unmet_core(f.rows)
    grid = heat.townships_by_action(f.towns, f.now, f.marked, f.names, selection)
    roll, roll_towns = NO_ROLLS if judged else rolls(ask, f, selection, "city")
    return Overview(
        year=f.year,
        judged=judged,
        title=title(f, now, f.narrowed, years),
        sentences=tuple(sentences(f, now, years)) if judged else (),
        second=headline_count.second_sentence(second, unfinished=in_progress(years, f.year)) if judged else "",
        readings=readings(ask("overview/readings", year=f.year), f.towns, selection),
        other_urban=other_urban(ask, f) if judged and not in_progress(years, f.year) else "",
        certified=headline_count.certified_sentence(ask("overview/certified"), set(f.towns["township_id"]), f.year)
        if judged
        else "",
        strip=headline_count.strip_frame(None, f.headline, f.status, f.year, bool(f.narrowed))
        if judged
        else pd.DataFrame(),
        heat=grid,
        districts=heat.districts_by_action(
            grid.frame, f.now, f.towns, selection, unfinished=in_progress(years, f.year)
        ),
        names=f.names,
        attention=unmet_townships.attention(f.towns, f.now, held, shorts(f), selection),
        nearly=unmet_townships.nearly(f.towns, f.now, held, selection),
        actions=heat.ranked_actions(f.marked, f.names, selection),
        indicators=ranked_indicators(f.rows, selection),
        changes=compared(ask, f, selection, years),
        missing=missing_returns.missing_returns(ask("overview/missing", year=f.year), f.every, selection),
        gaps=missing_returns.gaps(f.towns, f.rows, selection),
        limits=limits(f, known),
        roll=roll,
        roll_towns=roll_towns,
        clear_href=clear_href(selection),
    )


def facts(ask: Ask, selection: Selection, year: int) -> Facts:
    """Ask once for the year and keep the rows of the chosen townships."""
    year = selection.year or year
    every = ask("overview/townships")
    towns = headline_count.chosen(every, selection)
    ids = towns["township_id"]
    names = ask("overview/action_names")

    def own(frame: pd.DataFrame) -> pd.DataFrame:
        return frame[frame["township_id"].isin(ids)]

    return Facts(
        year=year,
        every=every,
        towns=towns,
        headline=ask("overview/headline"),
        status=own(ask("overview/status")),
        names=names,
        marked=heat.marks(own(ask("overview/actions", year=year)), names),
        goals=own(ask("overview/goals", year=year)),
        rows=own(ask("overview/rows", year=year)),
        last_day=_last_day(ask("shared/frame_sources")),
        district=selection.district,
        narrowed=headline_count.narrowing(selection),
    )


def title(f: Facts, now: headline_count.Standing, narrowed: str, years: pd.DataFrame, *, where: str = "") -> str:
    """The headline, or in words why there is none."""
    if not f.every["counted"].any():
        return "未标明哪些乡镇纳入 80%，不能判断达标情况"
    if not has_indicators(years, f.year):
        return f"{words.year_label(f.year)}没有指标数据，不能判断达标情况"
    if not now.counted:
        lead = "所选条件下" if narrowed or not where else where
        return f"{lead}没有纳入 80% 范围的乡镇（街道）"
    if in_progress(years, f.year) and now.not_assessable:
        return headline_count.unfinished_sentence(
            now, headline_count.kind_word(f.towns), f.year, where=where, narrowed=narrowed
        )
    return headline_count.headline_sentence(now, headline_count.kind_word(f.towns), where=where, narrowed=narrowed)


def sentences(f: Facts, now: headline_count.Standing, years: pd.DataFrame, *, whose: str = ""):
    """The lines under the headline, most important first; `whose` returns are counted, where not this area's alone."""
    yield f"{words.year_label(f.year)}。"
    if f.goals.empty:
        yield headline_count.open_sentence(now)
        yield _unfinished(years, f.year, whose)
        return
    deadline, judged_year = f.goals["deadline"].iloc[0], int(f.goals["judged_year"].iloc[0])
    yield headline_count.deadline_sentence(deadline, f.last_day, f.standing(judged_year), f.year, judged_year)
    yield headline_count.open_sentence(now)
    yield _unfinished(years, f.year, whose)
    yield headline_count.clock_sentence(f.status, f.year, judged_year)
    yield _hardest_goal(f.goals)


def limits(f: Facts, known: bool) -> tuple[str, ...]:
    """What this delivery cannot say, and who mends it; empty where everything is known."""
    parts = []
    if not f.every["counted"].any():
        parts.append(
            "名录未标明哪些乡镇纳入 80% 的范围，所以不计算达标乡镇数。由主管部门在乡镇（街道）名录“是否纳入”一列标明后即可显示。"
        )
    if not known:
        parts.append(
            "本学年没有指标数据（教师、校舍与设备、课程与教学等），所以不判定各项目标和行动。由各业务系统提供后即可显示。"
        )
    if f.every["counted"].any() and known and f.towns.empty:
        parts.append("80% 只计算纳入范围的乡镇（街道），所以这里不计算达标数。请减少一个筛选条件，或查看全市。")
    if parts:
        parts.append("下面只展示已有的在校生数据。")
    return tuple(parts)


def rolls(ask: Ask, f: Facts, selection: Selection, area_kind: str) -> tuple[CardContent, CardContent]:
    """Enrolment of the area by year, and of its townships (counted or not)."""
    area = ask("overview/roll", area_kind=area_kind)
    kept = replace(selection, counted="all", batch=None, managing_body=None)
    towns = headline_count.chosen(f.every.assign(counted=True), kept)
    if area_kind == "district":
        area = area[area["area_id"] == selection.district]
    by_township = ask("overview/roll", area_kind="township")
    by_township = by_township[by_township["area_id"].isin(towns["township_id"])]
    return roll_by_year.by_year(area, f.year), roll_by_year.by_township(towns, by_township, f.year, selection)


def compared(ask: Ask, f: Facts, selection: Selection, years: pd.DataFrame) -> CardContent:
    """What changed against the year before, for the chosen townships."""
    changed, rows = ask("overview/changes", year=f.year), ask("overview/row_changes", year=f.year)
    found = changes.changes(f.towns, f.strict, changed, rows, f.year, selection)
    if in_progress(years, f.year):
        return replace(found, title="与上年相比：本学年尚未报齐，只列已可判定的变化")
    return found


def other_urban(ask: Ask, f: Facts) -> str:
    """How many would be met against the other urban value, of the chosen townships."""
    return headline_count.other_urban_sentence(ask("overview/other_urban", year=f.year), set(f.towns["township_id"]))


def clear_href(selection: Selection) -> str:
    """The same page without the filters that narrow the set; empty where none is set."""
    return (
        selection.href("overview", counted="all", batch=None, managing_body=None)
        if headline_count.narrowing(selection)
        else ""
    )


def shorts(f: Facts) -> dict[int, str]:
    return dict(zip(f.names["action"], f.names["short"], strict=True))


def has_indicators(years: pd.DataFrame, year: int) -> bool:
    rows = years[years["school_year"] == year]
    return bool(len(rows)) and bool(rows["has_indicators"].iloc[0])


def in_progress(years: pd.DataFrame, year: int) -> bool:
    rows = years[years["school_year"] == year]
    return bool(len(rows)) and bool(rows["in_progress"].fillna(False).iloc[0])


def _last_day(sources: pd.DataFrame) -> date | None:
    """The newest day that any file of the delivery speaks of."""
    days = sources["as_of"].dropna()
    return None if days.empty else days.max()


def _unfinished(years: pd.DataFrame, year: int, whose: str) -> str:
    if not in_progress(years, year):
        return ""
    row = years[years["school_year"] == year].iloc[0]
    reported, due = words.count(row["reported"]), words.count(row["due"])
    return f"{whose}该学年数据尚未报齐（已报 {reported} 份，应报 {due} 份），数字还会变化。可查看上一学年。"


def _hardest_goal(goals: pd.DataFrame) -> str:
    unmet = goals[goals["status"] == "not_met"]
    if unmet.empty:
        return f"没有一项目标{words.UNMET}。"
    tally = unmet.groupby(["goal", "title"]).size()
    held = tally[tally == tally.max()]
    text = "、".join(words.goal_title(int(goal), name) for goal, name in held.index)
    return f"最常{words.UNMET}的是{text}：{'各 ' if len(held) > 1 else ''}{int(tally.max())} 个。"
