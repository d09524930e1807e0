"""The brief of the city and of a district: their headline, townships and gaps as in the marts."""

import re
from functools import partial

import pytest

from tests.brief.conftest import MADE, YEAR
from tests.brief.test_township_brief import column, section
from townbase import store, words
from townbase.brief import NoBrief, brief_of
from townbase.selection import Selection
from townbase.views.gap import not_closing, series
from townbase.views.overview.overview import overview

AREAS = ["city", "district"]


@pytest.fixture(params=AREAS, scope="module")
def area(request, marts):
    if request.param == "city":
        return None
    [(found,)] = marts("select district_id from township where counted group by 1 order by count(*) desc, 1 limit 1")
    return found


@pytest.fixture(scope="module")
def brief(ask, area):
    return brief_of(ask, Selection(district=area), YEAR, MADE)


def test_the_headline_holds_the_marts_counts(brief, area, marts):
    [(counted, met, needed, open_)] = marts(
        "select counted, met, needed, not_assessable from headline where school_year = ? and reading = 'strict' and area_kind = ? and area_id = ?",
        YEAR, "district" if area else "city", area or "city",
    )  # fmt: skip
    assert f"{counted} 个" in brief.headline and f"中 {met} 个六项目标全部达标" in brief.headline
    assert f"还差 {needed - met} 个" in brief.headline
    grid = section(brief, "历年六项目标全部达标").grid
    now = grid.rows[-1]
    assert (now[0].text, now[1].text) == ("2025 年", f"{met} 个")
    ends = [end for _, end, _ in now[2].bar.parts]
    assert ends == pytest.approx([met / counted, (met + open_) / counted][: len(ends)])
    assert now[2].bar.tick == 0.8


def test_each_goal_counts_its_townships(brief, area, marts):
    grid = section(brief, "六项目标：").grid
    rows = marts(
        "select goal, count(*) filter (status = 'met'), count(*) filter (status = 'not_met'), count(*) filter (status = 'not_assessable')"
        " from goal_progress p where school_year = ? and reading = 'strict' and ($2 is null or district_id = $2)"
        " and township_id in (select township_id from township where counted) group by 1 order by 1".replace("?", "$1"),
        YEAR, area,
    )  # fmt: skip
    shown = list(zip(*([int(cell.text) for cell in row[1:]] for row in grid.rows), strict=True))
    assert shown == [tuple(counts) for _, *counts in rows]


def test_the_next_steps_are_the_core_indicators_that_most_townships_do_not_meet(brief, area, marts):
    sentence = section(brief, "下一步")
    assert f"先列补足整数即可达标的核心指标，按{words.UNMET}的乡镇数由多到少" in sentence.how
    rows = marts(
        "select i.title, p.stage, count(*), count(*) filter (s.unmet_core = 1 and s.missing_core = 0), list(t.name),"
        " case when count(*) = count(p.shortfall_units) then sum(p.shortfall_units)::int || ' ' || any_value(i.unit) end"
        " from progress p join indicators i using (indicator_id) join township t using (township_id)"
        " join township_status s on s.township_id = t.township_id and s.school_year = p.school_year and s.reading = 'strict'"
        " where t.counted and p.role = 'core' and p.verdict = 'not_met' and p.school_year = ? and ($2 is null or t.district_id = $2)"
        " group by all".replace("?", "$1"),
        YEAR, area,
    )  # fmt: skip
    counted = {f"{words.STAGE.get(stage, '')}{title}": rest for title, stage, *rest in rows}
    form = r"(\d+) 个乡镇未达标(?:，其中 (\d+) 个只差这一项)?(?:；合计还差 ([\d,]+ .+))?"
    matched = [(what.text, *re.fullmatch(form, held.text).groups()) for _, what, held, *_ in sentence.grid.rows]
    shown = [(what, int(n), int(alone or 0)) for what, n, alone, _ in matched]
    assert len(shown) == 3
    assert [whole.replace(",", "") for *_, whole in matched] == [counted[what][3] for what, *_ in shown]
    assert shown == [(what, *counted[what][:2]) for what, *_ in shown]
    assert [n for _, n, _ in shown] == sorted((n for n, *_, whole in counted.values() if whole), reverse=True)[:3]
    for (what, n, _), row in zip(shown, sentence.grid.rows, strict=True):
        named = re.sub(r"（[^）]*）", "", row[3].text.split("等 ")[0]).split("、")
        assert set(named) <= set(counted[what][2]) and len(named) == min(n, 3) and row[4].text


def test_a_district_lists_its_longest_overdue_tasks_on_top(ask, marts):
    [(district,)] = marts("select district_id from task_status where status = 'overdue' and school_year = ? group by 1 order by count(*) desc, 1 limit 1", YEAR)
    grid = section(brief_of(ask, Selection(district=district), YEAR, MADE), "逾期任务").grid
    days = [int(re.sub(r"\D", "", row[3].text)) for row in grid.rows]
    rows = marts("select days_overdue from task_status where status = 'overdue' and school_year = ? and district_id = ? order by 1 desc", YEAR, district)
    assert days == [late for (late,) in rows[: len(days)]] and len(days) == 5


def test_no_two_meanings_share_a_colour(ask):
    """Blue parts of a bar are townships that have done it, or their value; what is not met is red, deep or pale."""
    grid = section(brief_of(ask, Selection(), YEAR, MADE), "十大行动和任务").grid
    assert {code for row in grid.rows for cell in row if cell.bar for *_, code in cell.bar.parts} == {"not_met", "reference"}


def test_the_gap_is_the_pooled_gap_of_the_area(brief, area, marts):
    grid = next(one for one in brief.sections if one.title.startswith("城乡差距")).grid
    rows = marts(
        "select i.title, g.stage, g.gap, g.town, g.urban from gap_against g join indicators i using (indicator_id)"
        " where i.rule = 'not_below_urban' and g.school_year = ? and g.against = 'city' and g.area_kind = ? and g.area_id = ?",
        YEAR, "district" if area else "city", area or "city",
    )  # fmt: skip
    assert rows and len(rows) == len(grid.rows)
    town, urban, gap = (column(grid, head) for head in ("乡镇", "城区", "2025年差值"))
    for title, stage, amount, at_home, city in rows:
        name = f"{words.STAGE[stage]}{title}"
        assert (town[name].text, urban[name].text) == (words.share(at_home), words.share(city))
        assert float(gap[name].text.replace("−", "-").replace("+", "").replace("持平", "0")) == pytest.approx(100 * amount, abs=0.051)


def test_the_brief_of_the_city_names_the_districts_whose_gap_does_not_shrink_as_the_page_does(ask):
    found = section(brief_of(ask, Selection(), YEAR, MADE), "城乡差距")
    assert "（分学段，全市对照全市城区）" in found.title
    rows = series.judged(series.latest(series.read(ask, Selection(), YEAR), YEAR))
    stuck = not_closing.read(ask, Selection(), YEAR, rows).text
    assert stuck and found.note.endswith(stuck)


def test_a_brief_against_the_districts_own_urban_schools_marks_what_is_borrowed(ask, marts):
    [(borrower,)] = marts(
        "select min(area_id) from gap_against where against = 'district' and area_kind = 'district' and urban_from = 'city' and school_year = ?", YEAR
    )
    [(owner,)] = marts(
        "select min(area_id) from gap_against where against = 'district' and area_kind = 'district' and urban_from = 'district' and school_year = ?", YEAR
    )
    for district, mark in ((borrower, "借用全市值"), (owner, "")):
        grid = section(brief_of(ask, Selection(district=district, urban="district"), YEAR, MADE), "城乡差距").grid
        assert {cell.small for cell in column(grid, "城区").values()} == {mark}


def test_the_heat_table_of_a_district_shows_every_counted_township_and_its_unmet_rows(ask, marts):
    [(district,)] = marts("select district_id from township where counted group by 1 order by count(*) desc, 1 limit 1")
    grid = section(brief_of(ask, Selection(district=district), YEAR, MADE), "各乡镇×十大行动").grid
    half = len(grid.columns) // 2
    shown = {}
    for which in (slice(half), slice(half + 1, None)):  # down the left block, then down the right one
        for block in (row[which] for row in grid.rows):
            if block[0].text:
                shown[block[0].text] = [int(cell.text) if cell.text.isdigit() else 0 for cell in block[1:]]
    rows = marts(
        "select t.name, list(p.not_met order by p.action) from action_progress p join township t using (township_id)"
        " where t.district_id = ? and t.counted and p.school_year = ? group by t.township_id, t.name order by t.township_id",
        district, YEAR,
    )  # fmt: skip
    assert list(shown.items()) == rows


def test_the_city_names_every_district_with_counted_townships(ask, marts):
    grid = section(brief_of(ask, Selection(), YEAR, MADE), "个区县：").grid
    rows = marts(
        "select t.district_name, h.met || '/' || h.counted from headline h join (select distinct district_id, district_name from township) t"
        " on t.district_id = h.area_id where h.area_kind = 'district' and h.reading = 'strict' and h.school_year = ? and h.counted > 0",
        YEAR,
    )
    assert {row[0].text: row[1].text for row in grid.rows} == dict(rows)


def test_the_filters_of_the_overview_narrow_the_brief_as_they_do_the_page(ask):
    selection = Selection(counted="town")
    brief = brief_of(ask, selection, YEAR, MADE)
    assert brief.headline == f"{overview(ask, selection, YEAR).title}。"
    assert "筛选后（镇）" in brief.headline


def test_a_district_without_counted_townships_says_so_and_shows_its_pupils(ask, marts):
    [(district,)] = marts("select district_id from township group by 1 having not bool_or(counted) limit 1")
    brief = brief_of(ask, Selection(district=district), YEAR, MADE)
    assert "没有纳入 80% 范围的乡镇" in brief.headline
    assert any("在校" in one.title and one.grid for one in brief.sections)


def test_a_brief_keeps_the_readers_scope(sample_db, marts):
    first, second = [row[0] for row in marts("select distinct district_id from township where counted order by 1 limit 2")]
    ask = partial(store.ask, store.open_session(sample_db, scope=(first,)))
    assert brief_of(ask, Selection(district=first), YEAR, MADE).kind == "district"
    with pytest.raises(NoBrief, match=f"没有这个区县：{second}"):
        brief_of(ask, Selection(district=second), YEAR, MADE)
