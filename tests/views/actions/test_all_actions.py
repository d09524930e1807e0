"""One indicator township by township, districts by year, seat schools, two places side by side, owners: against the marts.

Held here too: townbase.views.actions.action_pair, townbase.views.actions.districts,
townbase.views.actions.indicator_rows, townbase.views.actions.owners, townbase.views.actions.township_table,
townbase.views.actions.years.
"""

import pytest

from townbase import words
from townbase.selection import Selection
from townbase.views.actions.all_actions import action_list
from townbase.views.actions.one_action import action_view
from townbase.views.overview.overview import overview

YEAR = 2025
FIRST_TWO = "select township_id from township where counted order by district_id, township_id limit 2"


def view_of(ask, action, **chosen):
    return action_view(ask, Selection(action=action, **chosen), YEAR)


@pytest.fixture(scope="module")
def two_districts(sql):
    return [row[0] for row in sql("select district_id from township where counted group by 1 order by count(*) desc, 1 limit 2")]


def test_the_list_counts_unmet_rows_and_overdue_tasks_of_every_action(ask, sql):
    for row in action_list(ask, Selection(), YEAR).table.frame.to_dict("records"):
        action = row["action"]
        [(not_met,)] = sql("select sum(not_met) from action_progress where action = ? and school_year = ?", action, YEAR)
        late = sql("select task_id, unit_kind, unit_id, township_id from task_status where action = ? and school_year = ? and status = 'overdue'", action, YEAR)
        overdue = len({(task, town if kind == "school" else unit) for task, kind, unit, town in late})
        [(before,)] = sql("select count(*) from action_progress where action = ? and school_year = ? and status = 'met'", action, YEAR - 1)
        assert (row["not_met"], row["overdue"], row["met_before"]) == (not_met, overdue, before)


def test_the_overdue_tasks_of_the_ten_actions_are_those_of_the_overview(ask):
    listed = action_list(ask, Selection(), YEAR).table.frame["overdue"].sum()
    assert listed == len(overview(ask, Selection(), YEAR).overdue) > 0


def test_the_list_names_the_action_fewest_townships_meet(ask, sql):
    [(action, n)] = sql(
        "select action, count(*) filter (where status = 'met') from action_progress where school_year = ? group by 1 order by 2, 1 limit 1", YEAR
    )
    view = action_list(ask, Selection(), YEAR)
    [name] = view.table.frame.loc[view.table.frame["action"] == action, "name"]
    assert name in view.headline
    assert f"达标 {n} 个" in view.headline


def test_the_overdue_tasks_of_the_list_are_those_of_the_action_page(ask, two_districts):
    for district in (None, *two_districts):
        for row in action_list(ask, Selection(district=district), YEAR).table.frame.to_dict("records"):
            view = view_of(ask, row["action"], district=district)
            assert int(view.tasks.frame["overdue"].sum()) == row["overdue"]
            owners = view.owners.frame
            # of a school's task every school answers for its own
            assert (0 if owners.empty else int(owners["overdue"].sum())) >= row["overdue"]
            assert bool(row["overdue"]) == (not owners.empty)


def test_districts_count_their_townships_every_year(ask, sql):
    for action in range(1, 11):
        view = view_of(ask, action)
        for one, (_, met, n) in zip(
            view.districts.frame.to_dict("records"),
            sql(
                "select t.district_id, count(*) filter (where p.status = 'met'), count(*) from action_progress p join township t using (township_id) "
                "where t.counted and p.action = ? and p.school_year = ? group by 1 order by 1",
                action,
                YEAR,
            ),
            strict=True,
        ):
            assert (one["met"], one["townships"]) == (met, n)
            assert [bar["year"] for bar in one["bars"]] == list(range(2021, YEAR + 1))
    assert view_of(ask, 3, district=view.districts.frame.iloc[0]["href"].split("district=")[1].split("&")[0]).districts is None


def test_seat_schools_against_the_base_year_are_the_marts(ask, sql):
    frame = view_of(ask, 3, indicator="backbone").seat.frame
    known = sql(
        "select t.name, n.stage, n.scope, n.value - b.value from indicator_value n join indicator_value b "
        "using (area_kind, area_id, scope, indicator_id, stage) join township t on t.township_id = n.area_id "
        "where n.area_kind = 'township' and n.indicator_id = 'backbone' and n.scope in ('seat', 'other') and n.school_year = ? "
        "and b.school_year = 2021 and t.counted and n.value is not null and b.value is not null",
        YEAR,
    )
    by = {(name, stage, scope): change for name, stage, scope, change in known}
    words = {"小学": "primary", "初中": "junior"}
    checked = 0
    for row in frame.to_dict("records"):
        seat, other = (by.get((row["name"], words[row["stage"]], scope)) for scope in ("seat", "other"))
        if seat is not None and other is not None:
            assert row["apart"] == (seat > 0.0005 and other < -0.0005)
            checked += 1
    assert checked > 50


def test_only_an_action_with_staffing_indicators_compares_seat_schools(ask):
    assert view_of(ask, 3).seat is not None
    assert view_of(ask, 9).seat is None


def test_two_townships_side_by_side_count_what_the_mart_counts(ask, sql):
    (one,), (two,) = sql(FIRST_TWO)
    for action in range(1, 11):
        beside = view_of(ask, action, township=one, with_=two).beside
        assert beside.begun
        for township, name in zip((one, two), beside.names, strict=True):
            [(met, judged)] = sql("select met, judged from action_progress where township_id = ? and action = ? and school_year = ?", township, action, YEAR)
            assert f"{name}应评 {judged} 项中达标 {met} 项" in beside.part.title
    frame = view_of(ask, 3, township=one, with_=two).beside.part.frame
    verdicts = sql("select verdict from progress where township_id = ? and action = 3 and school_year = ? and role <> 'monitor'", two, YEAR)
    assert sorted(code for code in frame["other_code"] if code) == sorted(verdict for (verdict,) in verdicts)


def test_two_districts_side_by_side_pool_their_townships(ask, sql, two_districts):
    one, two = two_districts
    beside = view_of(ask, 3, district=one, with_=two).beside
    [(value, met, judged)] = sql(
        "select v.value, (select count(*) from progress p where p.district_id = v.area_id and p.counted and p.indicator_id = v.indicator_id "
        "and p.stage = v.stage and p.school_year = v.school_year and p.verdict = 'met'), "
        "(select count(*) from progress p where p.district_id = v.area_id and p.counted and p.indicator_id = v.indicator_id "
        "and p.stage = v.stage and p.school_year = v.school_year and p.verdict in ('met', 'not_met')) "
        "from indicator_value v where v.area_kind = 'district' and v.area_id = ? and v.scope = 'all' and v.indicator_id = 'bachelor' "
        "and v.stage = 'junior' and v.school_year = ?",
        two,
        YEAR,
    )
    frame = beside.part.frame
    [row] = frame[(frame["title"] == "本科以上学历教师比例") & (frame["stage"] == "初中")].to_dict("records")
    assert row["other_value"] == f"{100 * value:.1f}%"
    assert row["other_word"] == f"{judged} 个中 {met} 个达标"


def test_an_academic_result_of_a_district_is_never_pooled(ask, two_districts):
    one, two = two_districts
    frame = view_of(ask, 4, district=one, with_=two).beside.part.frame
    academic = frame[frame["title"].str.contains("差异率")]
    assert len(academic)
    assert set(academic["value"]) | set(academic["other_value"]) == {"—"}


def test_a_partner_of_the_other_kind_or_the_place_itself_is_no_partner(ask, sql, two_districts):
    (one,), _ = sql(FIRST_TWO)
    for chosen in ({"township": one, "with_": one}, {"township": one, "with_": two_districts[0]}, {"district": two_districts[0], "with_": one}):
        beside = view_of(ask, 3, **chosen).beside
        assert beside.part.is_empty
        assert "再选一个" in beside.part.empty


def test_owners_are_those_of_the_overdue_tasks(ask, sql):
    for action in range(1, 11):
        frame = view_of(ask, action).owners.frame
        marts = sql(
            "select owner_unit, lead_office, count(*) from task_status where action = ? and school_year = ? and status = 'overdue' group by 1, 2",
            action,
            YEAR,
        )
        shown = [] if frame.empty else list(zip(frame["owner"], frame["lead"], frame["overdue"], strict=True))
        assert sorted(shown) == sorted(marts)
        assert frame.empty or frame["overdue"].is_monotonic_decreasing


def test_while_some_cannot_be_judged_fewer_met_is_not_said_to_be_a_loss(ask, sql):
    [(waiting,)] = sql("select count(*) from action_progress where action = 1 and school_year = 2026 and status = 'not_assessable'")
    view = action_view(ask, Selection(action=1, year=2026), 2026)
    assert waiting > 0
    assert f"{waiting} 个{words.UNDECIDED}，达标个数不与上年相比" in view.lines[0]
    assert f"另有 {waiting} 个{words.UNDECIDED}" in view.years.title
    frame = view.districts.frame
    assert not frame.loc[frame["waiting"] > 0, "fewer"].any()
    assert int(frame["waiting"].sum()) == waiting


def test_every_indicator_counts_its_townships_as_the_mart_and_the_worst_stand_first(ask, sql):
    frame = action_list(ask, Selection(), YEAR).indicators.frame
    assert frame["not_met"].is_monotonic_decreasing
    expected = {
        (title, words.STAGE[stage]): (unmet, slightly, lacking)
        for title, stage, unmet, slightly, lacking in sql(
            "select i.title, p.stage, count(*) filter (p.verdict = 'not_met'), count(*) filter (p.state = 'slightly_below'),"
            " sum(case when p.verdict = 'not_met' then p.shortfall_units end) from progress p join indicators i using (indicator_id)"
            f" where p.counted and p.school_year = {YEAR} and i.role <> 'monitor' and p.level = 'township' group by all"
        )
    }
    shown = {
        (row["title"], row["stage"]): (row["not_met"], row["slightly"], None if row["lacking"] != row["lacking"] else row["lacking"])
        for row in frame.to_dict("records")
    }
    assert {key: found[:2] for key, found in shown.items()} == {key: found[:2] for key, found in expected.items()}
    assert {key: found[2] or 0 for key, found in shown.items()} == {key: found[2] or 0 for key, found in expected.items()}


def test_a_filter_narrows_the_indicators_and_each_leads_to_its_page(ask, sql, two_districts):
    view = view_of(ask, 3, district=two_districts[0])
    for row in view.indicators.frame.to_dict("records"):
        assert row["href"].startswith(f"indicator?district={two_districts[0]}&indicator=")
    [(n,)] = sql("select count(*) from township where counted and district_id = ?", two_districts[0])
    assert (view.indicators.frame["met"] + view.indicators.frame["not_met"] + view.indicators.frame["missing"]).max() == n


def test_a_monitor_leads_to_its_page(ask):
    assert all(one["href"].startswith("indicator?indicator=") for one in view_of(ask, 3).monitors)


def test_the_first_matrix_holds_unmet_cells_only(ask):
    view = view_of(ask, 3)
    cells = [cell for row in view.unmet.frame["cells"] for cell in row]
    assert {cell["shape"] for cell in cells} <= {"not_met", "borderline", ""} and any(cell["shape"] for cell in cells)
    assert len(view.unmet.frame) == (view.townships.frame["not_met"] > 0).sum() < len(view.townships.frame)
    assert all(column["not_met"] for column in view.unmet_columns)


def test_the_words_of_an_action_are_explained_as_they_are_set(ask, sql):
    [(share,)] = sql("select action_in_progress_from from chosen_setting")
    assert f"推进中：{words.round_share(share)} 以上达标" in action_list(ask, Selection(), YEAR).table.how
