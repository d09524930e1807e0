"""What a township's page says of data that are partly there, of inspectors, and of what to return first.

Held here too: townbase.views.township.enrolment, townbase.views.township.schools.
"""

import datetime as dt
from functools import partial

import duckdb
import pandas as pd
import pytest

from tests.support.draw_delivery import delivery
from townbase import store, versions, words
from townbase.build import build
from townbase.selection import Selection
from townbase.views.shared.card_content import CardContent
from townbase.views.township import certification, indicator_rows, next_steps, sentences, tasks
from townbase.views.township.township import township_view
from townbase.views.township.township_list import township_list

YEAR = 2025


@pytest.fixture(scope="module")
def ask(sample_db):
    return partial(store.ask, store.open_session(sample_db))


@pytest.fixture(scope="module")
def sql(sample_db):
    session = store.open_session(sample_db)

    def rows(text: str, *values):
        with duckdb.connect(str(versions.database(session.directory, session.version)), read_only=True, config=dict(store._CONFIG)) as con:
            return con.execute(text, values).fetchall()

    return rows


def goal(number, computed, certified, day=dt.date(2026, 3, 10)):
    return {
        "goal": number, "title": "甲", "code": computed, "word": "", "result": certified, "decided_on": day, "decided_by": "督导室", "judged_year": YEAR,
    }  # fmt: skip


def test_a_decision_differs_only_from_a_verdict_of_its_own_year():
    goals = [
        goal(1, "met", "not_met"),
        goal(2, "not_assessable", "met"),
        goal(3, "not_met", "not_met"),
        goal(4, "met", None),
    ]
    now = certification.certification(goals, YEAR)
    assert now.title == f"督导认定 3 项目标，与测算不一致 1 项，测算{words.UNDECIDED} 1 项"
    assert list(now.frame["differs"]) == [True, False, False]
    before = certification.certification(goals, 2021)
    assert not before.frame["differs"].any()
    assert "不一致" not in before.title
    assert "另一学年" in before.how


def test_how_to_read_the_steps_promises_only_what_the_steps_hold():
    whole, other = (next_steps.Step(head, "", (), "", "", "", ()) for head in ("还差 3 名县级以上骨干教师", "初中本地就读率：尚未提升"))
    assert next_steps.how([]) == ""
    assert "补足后" in next_steps.how([whole]) and "不能一次补齐" not in next_steps.how([whole])
    assert "补足后" not in next_steps.how([other]) and "不能一次补齐" in next_steps.how([other])
    assert "补足后" in next_steps.how([whole, other]) and "不能一次补齐" in next_steps.how([whole, other])


def test_where_nothing_is_unmet_what_is_overdue_comes_first():
    assert next_steps.nothing_left(CardContent(tasks.OVERDUE, "逾期任务")) == f"没有{words.UNMET}的指标。请保持，并按时报送数据。"
    late = CardContent(tasks.OVERDUE, "逾期任务 3 项", frame=pd.DataFrame({"task": [1, 2, 3]}))
    assert next_steps.nothing_left(late) == f"没有{words.UNMET}的指标。有逾期任务 3 项，请先办，并按时报送数据。"


def test_the_top_of_the_page_says_where_inspectors_signed_otherwise_and_calls_neither_right():
    goals = [goal(1, "met", "not_met"), goal(2, "not_assessable", "met"), goal(3, "not_met", "met")]
    text = sentences.certified_otherwise(certification.differing(goals, YEAR))
    assert text == f"督导认定与测算不一致：目标（一）甲认定{words.UNMET}、测算达标；目标（三）甲认定达标、测算{words.UNMET}。"
    assert sentences.certified_otherwise(certification.differing(goals, 2021)) == ""


def test_a_decision_of_autumn_belongs_to_the_school_year_that_begins_and_one_without_day_to_the_year_judged():
    autumn = [goal(1, "met", "not_met", dt.date(2026, 9, 1))]
    assert certification.certification(autumn, 2026).frame["differs"].all()
    assert not certification.certification(autumn, YEAR).frame["differs"].any()
    assert certification.certification([goal(1, "met", "not_met", None)], YEAR).frame["differs"].all()


def test_the_unit_that_can_act_is_named_and_of_what_schools_do_the_schools():
    frame = pd.DataFrame(
        [(3, "district", "示例一区教育局"), (3, "township", "中心校"), (3, "school", None), (4, "district", None)],
        columns=["action", "owner_level", "owner_unit"],
    )
    owners = next_steps.owners(frame)
    said = [next_steps.owner_of({"action": action, "owner_level": level}, owners) for action, level in ((3, "district"), (3, "school"), (4, "district"))]
    assert said == ["示例一区教育局", "有关学校（园）", "未填报"]


def partly(sql):
    """A core row that too few schools have returned, with the schools that have not."""
    return sql(
        "select p.township_id, p.indicator_id, p.stage, p.reported, p.due from progress p join indicators i using (indicator_id) "
        "where p.school_year = ? and p.reason = 'low_coverage' and i.role = 'core' limit 1",
        YEAR,
    )[0]


def test_what_too_few_schools_returned_is_said_to_be_theirs_and_not_drawn(ask, sql):
    township, indicator, stage, *_ = partly(sql)
    view = township_view(ask, Selection(township=township), YEAR)
    href = f"indicator={indicator}&stage={stage}"
    [row] = [row for group in view.groups for row in group["rows"] if row["schools_href"].endswith(href)]
    assert row["value"].endswith("（仅已报学校）")
    assert (row["at"], row["change"]) == (None, "")
    assert row["history"][-1][:2] == (YEAR, None)
    [own] = [own for own in view.rows if (own["indicator_id"], own["stage"]) == (indicator, stage)]
    assert "现为" not in indicator_rows.label(own)


def test_what_must_be_returned_is_named_with_the_schools_that_owe_it(ask, sql):
    township, indicator, stage, reported, due = partly(sql)
    [report] = [one for one in township_view(ask, Selection(township=township), YEAR).reports if f"indicator={indicator}" in one.href]
    assert report.line == f"应报 {due} 所，已报 {reported} 所"
    assert len(report.schools) == due - reported
    silent = sql(
        "select s.name from school s where s.township_id = ? and s.school_year = ? and s.school_id not in (select area_id from indicator_value "
        "where area_kind = 'school' and indicator_id = ? and stage = ? and school_year = ? and value is not null)",
        township,
        YEAR,
        indicator,
        stage,
        YEAR,
    )
    assert {name for name, _ in report.schools} <= {name for (name,) in silent}


def test_every_township_that_waits_for_a_return_is_told_so_and_no_other(ask, sql):
    waiting = {
        row[0]
        for row in sql(
            "select distinct p.township_id from progress p join indicators i using (indicator_id) where p.school_year = ? and p.verdict = 'no_data' "
            "and i.role = 'core' and p.reason in ('not_reported', 'low_coverage')",
            YEAR,
        )
    }
    assert waiting
    some = [
        *waiting,
        *(row[0] for row in sql("select township_id from township order by 1 limit 160") if row[0] not in waiting),
    ][: len(waiting) + 5]
    for township in some:
        assert bool(township_view(ask, Selection(township=township), YEAR).reports) == (township in waiting)


def test_a_partial_year_is_no_year_to_compare_with():
    whole = {
        "value": 0.9,
        "coverage": 1.0,
        "covered": True,
        "numerator": 9,
        "denominator": 10,
        "change": 0.1,
        "unit": "名教师",
        "rule": "at_least",
        "form": "share",
    }
    row = whole | {"before": whole | {"coverage": 0.5, "covered": False}, "value_unit": "%", "change_from_pupils": None}
    assert indicator_rows.change_said(row) == ""
    assert indicator_rows.equivalent(row) == ""


def test_the_school_table_asks_of_kindergartens_what_the_policy_asks(ask, sql):
    [(township,)] = sql("select min(township_id) from township where counted")
    view = township_view(ask, Selection(township=township), YEAR)
    assert "幼儿园为专科以上" in view.schools.how
    assert view.schools.frame["college_teachers"].notna().any()
    past = township_view(ask, Selection(township=township, year=2018), 2018)
    assert "没有教师数据" in past.schools.how
    assert "teachers" not in past.schools.frame


def test_the_list_names_the_district_that_was_chosen(ask, sql):
    [(district, name)] = sql("select district_id, max(district_name) from township where counted group by 1 order by 1 limit 1")
    assert name in township_list(ask, Selection(district=district), YEAR).headline


@pytest.fixture(scope="module")
def census(tmp_path_factory):
    """Schools and pupils, and nothing else."""
    folder = tmp_path_factory.mktemp("census")
    tables = {
        "townships": "township_id | name | district_id\n t1 | 谷雨镇 | d1\n t2 | 霜降镇 | d1",
        "schools": """
            school_id | school_year | township_id | name | kind
            s1        | 2023        | t1          | 甲校 | primary
            s1        | 2024        | t1          | 甲校 | primary
            s1        | 2025        | t1          | 甲校 | primary
            s2        | 2024        | t1          | 乙校 | junior
            s2        | 2025        | t1          | 乙校 | junior
            s3        | 2025        | t2          | 丙校 | primary
        """,
        "enrolment": """
            school_id | school_year | stage   | grade | pupils
            s1        | 2023        | primary | 1     | 90
            s1        | 2024        | primary | 1     | 30
            s1        | 2025        | primary | 1     | 31
            s2        | 2024        | junior  | 7     | 40
            s2        | 2025        | junior  | 7     | 50
            s3        | 2025        | primary | 1     |
        """,
    }
    build(delivery(folder / "extracts", tables), folder / "db")
    return partial(store.ask, store.open_session(folder / "db"))


def test_a_census_adds_up_its_pupils_and_says_what_cannot_be_known(census):
    view = township_view(census, Selection(township="t1"), YEAR)
    assert "没有可以判定的指标数据" in view.headline
    assert view.rows_part.is_empty
    assert view.local.is_empty
    assert not view.judged
    assert not view.reports
    [now] = view.roll.frame[view.roll.frame["school_year"] == YEAR].to_dict("records")
    assert (now["primary"], now["junior"], now["total"]) == (31, 50, 81)


def test_a_roll_is_compared_with_the_earliest_year_that_holds_the_same_stages(census):
    title = township_view(census, Selection(township="t1"), YEAR).roll.title
    assert "比 2024—2025学年多 11 人" in title


def test_pupils_not_returned_are_no_zero(census):
    view = township_view(census, Selection(township="t2"), YEAR)
    assert view.roll.is_empty
    assert view.schools.frame["pupils"].isna().all()


def test_a_city_without_a_judged_township_offers_its_townships_all_the_same(census):
    view = township_list(census, Selection(), YEAR)
    assert list(view.part.frame["name"]) == ["谷雨镇", "霜降镇"]
    assert "没有可以判定的乡镇" in view.headline
    assert "没有乡镇可以判定" in view.part.how


@pytest.mark.parametrize(
    ("now", "before", "text"),
    [
        ((943, 1000), (1000, 1074), "+1.2 个百分点（相当于多 12 名）"), ((950, 1000), (940, 1000), "+1.0 个百分点（相当于多 10 名）"),
        ((960, 1010), (950, 990), "−0.9 个百分点（相当于少 9 名）"), ((900, 1000), (909, 1010), "持平"), ((930, 1000), (940, 1000), "−1.0 个百分点（相当于少 10 名）"),
    ],
)  # fmt: skip
def test_the_change_of_a_share_is_told_in_whole_ones_that_go_the_same_way(now, before, text):
    def row(n, d):
        return {
            "value": n / d, "coverage": 1.0, "covered": True, "numerator": n, "denominator": d, "unit": "名户籍学生", "rule": "rising", "form": "share",
            "value_unit": "%", "change_from_pupils": None,
        }  # fmt: skip

    assert indicator_rows.change_said(row(*now) | {"before": row(*before), "change": now[0] / now[1] - before[0] / before[1]}) == text
