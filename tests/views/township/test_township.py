"""The township and school pages' sentences and frames against the marts of the sample city.

Held here too: townbase.views.shared.last_seen, townbase.views.township.all_rows, townbase.views.township.similar,
townbase.views.township.standing, townbase.views.township.step_places, townbase.views.township.unmet.
"""

from functools import partial

from tests.views.township.shown import YEAR, view_of
from townbase import store, words
from townbase.selection import Selection
from townbase.views.overview import unmet_townships
from townbase.views.retention.retention import opening
from townbase.views.retention.stayed.view import headline
from townbase.views.township import indicator_rows, next_steps
from townbase.views.township.township import township_view
from townbase.views.township.township_list import township_list
from townbase.views.township.township_pair import comparison


def test_the_headline_counts_what_the_mart_counts(ask, sql, townships):
    for township in townships:
        found = sql(
            "select t.name, s.status, s.goals_met, s.goals_not_met, s.goals_not_assessable from township t join township_status s "
            "using (township_id) where s.school_year = ? and s.reading = 'strict' and township_id = ?",
            YEAR,
            township,
        )
        text = view_of(ask, township).headline
        if not found:
            assert "不作判定" in text
            continue
        [(name, status, met, not_met, waiting)] = found
        assert text.startswith(name)
        if status == "met":
            assert "六项目标全部达标" in text
        else:
            assert f"达标 {met} 项" in text
            assert f"{words.UNMET} {not_met} 项" in text or not not_met
            assert f"{words.UNDECIDED} {waiting} 项" in text or not waiting


def test_every_row_of_the_mart_is_one_bullet(ask, sql, townships):
    for township in townships[:4]:
        [(n,)] = sql("select count(*) from progress where township_id = ? and school_year = ?", township, YEAR)
        view = view_of(ask, township)
        assert len(view.rows) == n
        assert sum(len(group["rows"]) for group in view.groups) == n


def test_the_steps_are_the_marts_whole_units_core_first(ask, sql, townships):
    for township in townships[:6]:
        shorts = dict(
            sql(
                "select i.unit || p.stage, p.shortfall_units from progress p join indicators i using (indicator_id) "
                "where p.township_id = ? and p.school_year = ? and p.verdict = 'not_met' and p.shortfall_units is not null",
                township,
                YEAR,
            )
        )
        heads = [step.head for step in view_of(ask, township).steps]
        whole = {head.split("（小学）")[0].split("（初中）")[0].split("（学前）")[0] for head in heads if head.startswith("还差")}
        text = {
            f"还差 {int(n):,} {key.removesuffix('preschool').removesuffix('primary').removesuffix('junior').removesuffix('none')}" for key, n in shorts.items()
        }
        assert whole <= text
        assert bool(heads) == bool(
            sql(
                "select 1 from progress where township_id = ? and school_year = ? and verdict = 'not_met' limit 1",
                township,
                YEAR,
            )
        )


def test_a_goal_said_to_be_won_has_no_other_unmet_core_row(ask, sql, townships):
    """Steps of one township, in pandas-free counting: rows they cover against what the mart says is unmet of the goal."""
    won = 0
    for township in townships[:9]:
        unmet = dict(sql("select goal, not_met from goal_progress where township_id = ? and school_year = ? and reading = 'strict'", township, YEAR))
        done: dict[int, int] = {}
        view = view_of(ask, township)
        goal_of = {indicator_rows.row_href(row, view.selection): (row["goal"], row["role"]) for row in view.rows}
        for step in view.steps:
            goals = [goal_of[href] for href in step.covers]
            if goals[0][1] != "core":
                assert "不影响目标判定" in step.wins
                continue
            done[goals[0][0]] = done.get(goals[0][0], 0) + len(goals)
            left = unmet[goals[0][0]] - done[goals[0][0]]
            assert (f"还有 {left} 项" in step.wins) == bool(left)
            won += not left
    assert won


def test_an_action_has_two_words_one_of_its_indicators_one_of_its_tasks(ask, sql, townships):
    for township in townships[:4]:
        table = view_of(ask, township).actions_part.table
        for row, (word, tasks, overdue) in zip(
            table.to_dict("records"),
            sql(
                "select indicator_word, task_word, tasks_overdue from action_progress where township_id = ? and school_year = ? order by action", township, YEAR
            ),
            strict=True,
        ):
            assert row["指标判定"] == ("" if word == "none" else words.ACTION_STATUS[word])
            assert row["任务情况"] == (f"逾期 {overdue} 项" if tasks == "overdue" else {"done": "已完成", "on_schedule": "按计划", "none": ""}[tasks])


def test_overdue_tasks_are_counted_once_however_many_schools_owe_them(ask, sql, townships):
    for township in townships[:6]:
        view = view_of(ask, township)
        assert len(view.overdue.frame) == sum(action["tasks_overdue"] for action in view.actions)


def test_what_no_unit_can_mend_is_not_told_as_a_number_to_add(ask, sql, townships):
    """Local enrolment that fell in some year: no child added now makes every year a rise."""
    found = sql(
        "select distinct p.township_id from progress p join indicators i using (indicator_id) where p.school_year = ? and p.counted "
        "and p.verdict = 'not_met' and i.rule = 'rising' and i.threshold = 'each_year' order by 1",
        YEAR,
    )
    past = [step for (township,) in found for step in view_of(ask, township).steps if next_steps.PAST in step.line]
    assert past and not any(step.head.startswith("还差") for step in past)
    whole = [step for township in townships for step in view_of(ask, township).steps if step.head.startswith("还差")]
    assert whole and not any(next_steps.PAST in step.line for step in whole)


def test_a_township_signed_otherwise_says_so_at_the_top(ask, sql):
    differing = {
        township
        for (township,) in sql(
            "select distinct c.township_id from certification c join goal_progress g using (township_id, goal) where g.reading = 'strict' "
            "and g.school_year = ? and c.result in ('met', 'not_met') and g.status in ('met', 'not_met') and c.result <> g.status "
            "and year(c.decided_on) - (month(c.decided_on) < 9)::int = ?",
            YEAR,
            YEAR,
        )
    }
    every = [township for (township,) in sql("select distinct township_id from certification")]
    assert differing
    for township in every:
        assert ("督导认定与测算不一致" in "".join(view_of(ask, township).lines)) == (township in differing)


def test_a_township_that_is_not_counted_has_values_and_no_verdict(ask, townships):
    view = view_of(ask, townships[-1])
    rows = [row for group in view.groups for row in group["rows"]]
    assert not view.judged
    assert any(row["value"] not in ("—", "") for row in rows)
    assert not any(row["code"] or row["missing"] for row in rows)


def test_the_roll_adds_up_and_is_the_delivery(ask, sql, townships):
    for township in townships[:3]:
        frame = view_of(ask, township).roll.frame
        for row in frame.to_dict("records"):
            stages = [row[key] for key in row if key not in ("school_year", "total")]
            assert sum(n for n in stages if n == n) == row["total"]
        [(pupils,)] = sql(
            "select sum(e.pupils) from enrolment e join roster r on r.delivered_id = e.school_id and r.school_year = e.school_year "
            "where r.township_id = ? and e.school_year = ?",
            township,
            YEAR,
        )
        assert frame.iloc[0]["total"] == pupils


def test_two_townships_are_compared_where_their_verdicts_differ(ask, sql, townships):
    here, there = townships[0], townships[1]
    [(n,)] = sql(
        "select count(*) from progress a join progress b using (indicator_id, stage, school_year) where a.township_id = ? and b.township_id = ? "
        "and school_year = ? and a.verdict in ('met', 'not_met') and b.verdict in ('met', 'not_met') and a.verdict <> b.verdict",
        here,
        there,
        YEAR,
    )
    view = comparison(ask, Selection(township=here, with_=there), YEAR)
    assert len(view.part.frame) == n


def test_the_list_holds_every_township_of_the_choice(ask, sql):
    [(district, n)] = sql("select district_id, count(*) from township where counted group by 1 order by 2 desc limit 1")
    every = township_list(ask, Selection(), YEAR)
    assert len(every.part.frame) == sql("select count(*) from township")[0][0]
    own = township_list(ask, Selection(district=district), YEAR)
    assert own.part.frame["code"].notna().sum() == n


def test_the_list_counts_what_is_unmet_and_what_is_overdue_as_the_mart_does(ask, sql):
    frame = township_list(ask, Selection(), YEAR).part.frame
    assert frame.iloc[0]["unmet_core"] == frame["unmet_core"].max() and frame["code"].isna().iloc[-1]
    wanted = sql("select sum(unmet_core), sum(tasks_overdue), sum(goals_not_met) from township_status where school_year = ? and reading = 'strict'", YEAR)
    assert [tuple(frame[name].sum() for name in ("unmet_core", "tasks_overdue", "goals_not_met"))] == wanted


def test_the_base_year_is_not_judged_in_the_list_nor_on_the_page(ask, townships):
    listed = township_list(ask, Selection(year=2021), 2021)
    assert "2021—2022学年为基期，不判定" in listed.headline
    assert listed.part.frame["code"].isna().all()
    assert "2021—2022学年为基期，不判定六项目标" in township_view(ask, Selection(township=townships[0], year=2021), 2021).headline


def test_out_of_scope_is_nothing(sample_db, sql):
    [(township, district)] = sql("select township_id, district_id from township where counted limit 1")
    [(other,)] = sql("select min(district_id) from township where district_id <> ?", district)
    ask = partial(store.ask, store.open_session(sample_db, scope=(other,)))
    assert township_view(ask, Selection(township=township), YEAR) is None
    assert not township_list(ask, Selection(), YEAR).part.frame["href"].str.contains(township).any()


def test_a_year_without_indicators_is_said_and_shows_no_zero(ask, townships):
    view = township_view(ask, Selection(township=townships[0], year=2018), 2018)
    assert "没有可以判定的指标数据" in view.headline
    assert view.rows_part.is_empty
    assert view.local.is_empty
    assert not view.roll.is_empty


def test_a_fall_of_local_enrolment_is_the_same_number_on_every_page(ask, sql):
    """Overview, township and 本地就读 say one number for one change, of every township and stage that fell."""
    fell = sql(
        "select p.township_id, p.stage, p.value - b.value, p.denominator from progress p join progress b using (township_id, indicator_id, stage) "
        "where p.indicator_id = 'local_enrolment' and p.school_year = ? and b.school_year = ? - 1 and p.counted and p.verdict = 'not_met' "
        "and p.value < b.value - 1e-6 order by 1, 2",
        YEAR,
        YEAR,
    )
    assert len(fell) > 5
    rows = {(row.township_id, row.stage): row for row in ask("overview/rows", year=YEAR).itertuples() if row.indicator_id == "local_enrolment"}
    for township, stage, change, found in fell:
        number = f"相当于{words.more_or_fewer(change * found)}"
        assert number in unmet_townships.short_by(rows[township, stage])
        view = view_of(ask, township, indicator="local_enrolment", stage=stage)
        [row] = [row for group in view.groups for row in group["rows"] if row["title"] == "本地就读率" and row["stage"] == words.STAGE[stage]]
        assert number in row["change"]
        chosen = Selection(township=township, stage=stage)
        assert number in headline(ask, opening(ask, chosen, YEAR))
