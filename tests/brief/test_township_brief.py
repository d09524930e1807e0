"""The brief of a township says what its page says, of the same rows of the marts."""

import re

import pytest

from tests.brief.conftest import MADE, YEAR
from townbase import words
from townbase.brief import NoBrief, brief_of
from townbase.brief.gaps import _said
from townbase.selection import Selection
from townbase.views.township.township import township_view

STATUS = "from township_status where school_year = 2025 and reading = 'strict'"
ODD = {
    "met": f"select township_id {STATUS} and status = 'met' order by 1 limit 1",
    "most work left": f"select township_id {STATUS} order by unmet_core desc, 1 limit 1",
    "data missing": f"select township_id {STATUS} order by missing_core desc, 1 limit 1",
    "no junior school": f"select township_id {STATUS} and township_id not in"
    " (select township_id from school where school_year = 2025 and has_junior) order by 1 limit 1",
}


@pytest.fixture(params=list(ODD), scope="module")
def township(request, marts):
    [(found,)] = marts(ODD[request.param])
    return found


@pytest.fixture(scope="module")
def brief(ask, township):
    return brief_of(ask, Selection(township=township), YEAR, MADE)


def section(brief, word):
    [found] = [one for one in brief.sections if word in one.title]
    return found


def column(grid, head):
    at = [one.head.replace(" ", "") for one in grid.columns].index(head)
    return {row[0].text: row[at] for row in grid.rows}


def test_it_opens_with_the_pages_own_headline_lines_and_disclaimer(ask, township, brief):
    view = township_view(ask, Selection(township=township), YEAR)
    assert brief.headline == view.headline
    assert brief.lines == view.lines
    assert brief.disclaimer == words.DISCLAIMER
    assert brief.year_label == "2025—2026学年"


def test_goals_and_actions_are_those_of_the_marts(brief, township, marts):
    grid = section(brief, "六项目标和十大行动").grid
    goals = marts("select status from goal_progress where township_id = ? and school_year = ? and reading = 'strict' order by goal", township, YEAR)
    assert [cell.text for cell in grid.rows[0][1:7]] == [words.GOAL_STATUS[status] for (status,) in goals]
    actions = marts("select not_met, judged, status from action_progress where township_id = ? and school_year = ? order by action", township, YEAR)
    assert [(row[7].text, row[8].text) for row in grid.rows[1:]] == [
        (f"{not_met}/{judged}" if judged else words.MISSING, words.ACTION_STATUS[status]) for not_met, judged, status in actions
    ]


def test_every_unmet_row_of_the_mart_is_one_shape_in_its_action_and_goal(brief, township, marts):
    grid = section(brief, "六项目标和十大行动").grid
    shown = {
        (action, goal): int(n)
        for action, row in enumerate(grid.rows[1:], 1)
        for goal, cell in enumerate(row[1:7], 1)
        for shape, n in cell.marks
        if shape == "not_met"
    }
    unmet = marts(
        "select action, goal, count(*) from progress where township_id = ? and school_year = ? and verdict = 'not_met' and not borderline group by all",
        township, YEAR,
    )  # fmt: skip
    assert shown == {(action, goal): n for action, goal, n in unmet}


def test_the_next_steps_are_the_pages_in_whole_numbers_with_their_unit(ask, brief, township):
    view = township_view(ask, Selection(township=township), YEAR)
    grid = section(brief, "下一步").grid
    shown = [(row[1].text, row[2].text, row[4].text) for row in grid.rows] if grid else []
    assert shown == [(step.head, f"{step.line}。{step.wins}", step.owner) for step in view.steps]


def test_every_unmet_row_is_of_a_step_or_counted_among_the_others(ask, brief, township, marts):
    found = section(brief, "下一步")
    covered = sum(len(step.covers) for step in township_view(ask, Selection(township=township), YEAR).steps)
    [(unmet,)] = marts("select count(*) from progress where township_id = ? and school_year = ? and verdict = 'not_met'", township, YEAR)
    others = [int(n) for line in found.lines for n in re.findall(r"其余未达标指标 (\d+) 项", line)]
    assert covered + sum(others) == unmet


def test_each_step_has_its_definition(brief, ask, township):
    steps = township_view(ask, Selection(township=township), YEAR).steps
    text = section(brief, "口径与依据").lines
    for step in steps:
        [indicator] = re.findall(r"indicator=(\w+)", step.href)
        [title] = ask("shared/frame_indicators").query("indicator_id == @indicator")["title"]
        assert any(line.startswith(f"{title}：") and "目标：" in line and "依据：" in line for line in text)


def test_the_gap_shows_each_not_below_urban_row_with_its_verdict_and_shortfall(brief, township, marts):
    grid = next(one for one in brief.sections if one.title.startswith("城乡差距")).grid
    rows = marts(
        "select s.title, p.stage, p.value, p.target, p.denominator, p.verdict, p.shortfall_units from progress p"
        " join indicators s using (indicator_id) where p.township_id = ? and p.school_year = ? and p.rule = 'not_below_urban'"
        " and p.verdict <> 'not_applicable'",
        township, YEAR,
    )  # fmt: skip
    assert len(grid.rows) == len(rows)
    values, targets, verdicts, short = (column(grid, head) for head in ("现值", "城区", "判定", "还差"))
    for title, stage, value, target, denominator, verdict, units in rows:
        name = f"{words.STAGE[stage]}{title}"
        if value is not None and denominator >= 10:
            assert values[name].text.startswith(words.share(value))
        assert targets[name].text == (words.round_share(target) if target is not None else words.MISSING)
        assert verdicts[name].text.startswith(words.VERDICT[verdict])
        assert (f"还差 {words.count(units)} " in short[name].text) == (verdict == "not_met" and units is not None)


def test_the_gaps_title_says_how_many_are_met_although_a_little_below_the_city(ask, marts):
    """The bars of these rows point left: without the words the title would be taken for wrong."""
    tally = marts(
        "select township_id, count(*) filter (where verdict = 'not_met') as unmet, count(*) filter (where verdict = 'met' and reason = 'whole_unit') as near,"
        " count(*) filter (where verdict in ('met', 'not_met')) as judged"
        " from progress where counted and school_year = ? and rule = 'not_below_urban' group by 1 order by 1", YEAR,
    )  # fmt: skip
    both = next(row for row in tally if row[1] and row[2])
    near_only = next(row for row in tally if not row[1] and row[2])
    for township, unmet, near, judged in (both, near_only):
        title = section(brief_of(ask, Selection(township=township), YEAR, MADE), "城乡差距").title
        text = (
            f"中 {unmet} 项{words.UNMET}，另 {near} 项略低于城区、差额不足 1 个整数单位，按达标计"
            if unmet
            else f"全部达标，其中 {near} 项略低于城区、差额不足 1 个整数单位"
        )
        assert title == f"城乡差距：{judged} 项“不低于城区”指标{text}"
    assert _said(4, 0, 0, 4) == "4 项“不低于城区”指标全部达标"


def test_local_enrolment_is_the_marts_rate_and_its_children_by_stage(brief, township, marts):
    grid = next(one for one in brief.sections if "本地就读率" in one.title).grid
    rows = marts(
        "select stage, value, found, local, elsewhere, unplaced from local_enrolment where area_kind = 'township' and area_id = ? and school_year = ?",
        township, YEAR,
    )  # fmt: skip
    now, local, elsewhere, unplaced = (column(grid, head) for head in ("2025年", "本地就读", "外出就读", "未就读或去向不明"))
    assert rows
    for stage, value, found, *children in rows:
        name = words.STAGE[stage]
        if value is not None and found >= 10:
            assert now[name].text == words.share(value)
        assert [one[name].text for one in (local, elsewhere, unplaced)] == [words.count(n) for n in children]


def test_a_year_that_did_not_rise_is_marked_with_its_children_in_the_table_and_the_drawing(ask, marts):
    [(street,)] = marts(
        "select n.area_id from local_enrolment n join local_enrolment b on b.area_id = n.area_id and b.stage = n.stage and b.school_year = n.school_year - 1"
        " where n.area_kind = 'township' and n.school_year = 2024 and n.found > 300 and n.value < b.value - 0.01 and b.value < 0.97 order by 1 limit 1"
    )
    found = section(brief_of(ask, Selection(township=street), YEAR, MADE), "本地就读率")
    marked = [(cell.marks, cell.small) for row in found.grid.rows for cell in row if cell.small]
    assert marked and all(marks == (("not_met", ""),) and re.fullmatch(r"少 [\d,]+ 名|持平", small) for marks, small in marked)
    assert all(small in found.drawing for _, small in marked)


def test_the_longest_overdue_task_stands_on_top(ask, marts):
    [(town, late)] = marts(
        "select township_id, count(*) from task_status where school_year = ? and status = 'overdue' and township_id in"
        " (select township_id from township where counted) group by 1 order by count(*) desc, 1 limit 1", YEAR,
    )  # fmt: skip
    grid = section(brief_of(ask, Selection(township=town), YEAR, MADE), "任务").grid
    days = [int(re.sub(r"\D", "", row[3].small)) for row in grid.rows]
    rows = marts("select days_overdue from task_status where status = 'overdue' and school_year = ? and township_id = ? order by 1 desc", YEAR, town)
    assert late > 2 and days == [each for (each,) in rows[: len(days)]]


def test_tasks_are_counted_as_in_the_account(brief, township, marts):
    [(due, done, overdue)] = marts(
        "select count(*), sum(done::int), sum(late::int) from (select bool_and(status in ('done', 'done_late')) as done, bool_or(status = 'overdue') as late "
        "from task_status where township_id = ? and school_year = ? group by task_id)",
        township,
        YEAR,
    )
    title = next(one.title for one in brief.sections if one.title.startswith("任务"))
    assert title.startswith(f"任务 {due} 项：已完成 {done} 项")
    assert (f"逾期未完成 {overdue} 项" in title) == bool(overdue)


def test_every_section_with_figures_says_its_year_and_source(brief):
    for one in brief.sections:
        if one.title != "口径与依据":
            assert one.source.startswith("2025—2026学年，来源："), one.title


def test_the_foot_names_city_source_version_days_and_folding(brief, marts):
    [(city, version)] = marts("select city, version from delivery_info")
    foot = dict(brief.foot)
    assert foot["城市"].startswith(city) and foot["版本"].startswith(f"{version[:4]}（")
    assert "演示数据" in foot and foot["制作"] == "2026年11月24日"
    assert foot["数据时点"].startswith("2026年4月30日至 2026年10月31日") and "少于 10 人" in foot["人数少的数据"]
    assert "教师 教育事业统计报表 2026-09-01 已审" in foot["各项数据"]


def test_a_township_that_is_not_counted_has_values_and_no_verdicts(ask, marts):
    [(street,)] = marts("select township_id from township where not counted order by 1 limit 1")
    brief = brief_of(ask, Selection(township=street), YEAR, MADE)
    assert "不作判定" in brief.headline
    heads = [column.head for one in brief.sections if one.grid for column in one.grid.columns]
    assert "判定" not in heads and "还差" not in heads
    assert not any(one.opens_page for one in brief.sections)


def test_nothing_opened_on_the_screen_changes_the_paper(ask, township):
    plain = brief_of(ask, Selection(township=township), YEAR, MADE)
    opened = Selection(township=township, stage="primary", indicator="backbone_share", order="value", find="x")
    assert brief_of(ask, opened, YEAR, MADE) == plain


def test_an_unknown_township_and_an_unknown_year_are_told_in_words(ask):
    with pytest.raises(NoBrief, match="没有这个乡镇：9"):
        brief_of(ask, Selection(township="9"), YEAR, MADE)
    with pytest.raises(NoBrief, match="没有 1999 学年的数据。现有学年：2016、"):
        brief_of(ask, Selection(), 1999, MADE)
