"""The panel of one school: its values are the file's, what is short stands first, and no return is a zero.

Held here too: townbase.views.township.histories.
"""

from functools import partial

import pytest

from tests.support.draw_delivery import delivery
from townbase import store, words
from townbase.build import build
from townbase.page_records import PAGES
from townbase.selection import Selection
from townbase.views.township.school import absent, school_view

YEAR = 2025


@pytest.fixture(scope="module")
def some(sql):
    """(school, township) of a few schools of each kind."""
    return sql(
        "select school_id, township_id from school join township using (township_id) where school_year = ? and counted "
        "qualify row_number() over (partition by school.kind order by school.pupils desc, school_id) <= 2 order by school.kind, school_id",
        YEAR,
    )


def panel(ask, school, township, year=YEAR):
    return school_view(ask, Selection(township=township, school=school), year)


def test_every_value_of_the_file_is_listed_with_its_parts(ask, sql, some):
    for school, township in some:
        wanted = sql(
            "select count(*) from indicator_value v join indicators i using (indicator_id) join school s on s.school_id = v.area_id "
            "and s.school_year = v.school_year where v.area_kind = 'school' and v.scope = 'all' and v.area_id = ? and v.school_year = ? "
            "and i.level = 'township' and i.form <> 'difference_rate' and (i.scope = 'all' or (i.scope = 'seat') = s.seat) "
            "and i.scope <> 'seat_vs_other'",
            school,
            YEAR,
        )[0][0]
        frame = panel(ask, school, township).values.frame
        assert len(frame) == wanted
        if len(frame):
            assert frame["parts"].str.contains("／").all()


def test_a_value_and_what_it_is_held_against_are_the_marts(ask, sql, some):
    school, township = next(pair for pair in some if sql("select kind from school where school_id = ? and school_year = ?", pair[0], YEAR)[0][0] == "junior")
    [(numerator, denominator, target, urban)] = sql(
        "select v.numerator, v.denominator, p.target, u.value from indicator_value v "
        "join progress p on p.township_id = ? and p.indicator_id = v.indicator_id and p.stage = v.stage and p.school_year = v.school_year "
        "join indicator_value u on u.area_kind = 'city' and u.scope = 'urban' and u.indicator_id = v.indicator_id and u.stage = v.stage "
        "and u.school_year = v.school_year "
        "where v.area_kind = 'school' and v.scope = 'all' and v.area_id = ? and v.indicator_id = 'bachelor' and v.stage = 'junior' and v.school_year = ?",
        township,
        school,
        YEAR,
    )
    frame = panel(ask, school, township).values.frame
    [row] = frame[(frame["title"] == "本科以上学历教师比例") & (frame["stage"] == "初中")].to_dict("records")
    assert row["parts"] == f"{numerator:,.0f}／{denominator:,.0f}"
    assert row["value"] == f"{numerator / denominator:.1%}"
    assert row["urban"] == f"{urban:.1%}"
    assert row["short"] == (target * denominator - numerator >= 1)


def test_what_is_short_of_the_target_is_so_by_the_same_bounded_rule_as_a_township(ask, sql, some):
    """Reckoned a second time in pandas, from the settings as the marts have them."""
    [(points, part, schools)] = sql("select slightly_below_points, slightly_below_part, slightly_below_schools from chosen_setting")
    judged = forgiven = 0
    for school, _ in some:
        for row in ask("township/school_values", school=school, year=YEAR, urban="city").to_dict("records"):
            if row["rule"] != "not_below_urban" or row["value"] != row["value"] or row["target"] != row["target"]:
                continue
            below = row["target"] - row["value"]
            units = below * row["denominator"] / row["per"]
            room = 0 if row["denominator_measure"] == "schools" and not schools else points if row["form"] == "share" else part * row["target"]
            slightly = 0 < below < room and units < 1
            assert row["short"] == (below > 1e-9 and not slightly), row
            judged, forgiven = judged + 1, forgiven + slightly
    assert judged > 20


def test_an_address_that_pairs_a_township_with_anothers_school_is_told(ask, sql, some):
    school, township = some[0]
    [(other,)] = sql("select min(township_id) from township where township_id <> ?", township)
    assert panel(ask, school, township).elsewhere == ""
    assert "网址中的乡镇与学校不符" in panel(ask, school, other).elsewhere


def test_the_years_of_a_school_end_in_the_values_that_stand_beside_them(ask, some):
    drawn = 0
    for school, township in some:
        view = panel(ask, school, township)
        if view.years.is_empty:
            continue
        own = view.values.frame
        short = own[own["short"] & ~own["value"].isin(("是", "否"))].head(3)
        last = view.years.frame.groupby("panel").tail(1)
        assert list(last["said"]) == list(short["value"])
        drawn += len(last)
    assert drawn


def test_nothing_to_count_is_not_called_unreported():
    assert absent({"value": None, "denominator": 0.0}) == words.INAPPLICABLE
    assert absent({"value": None, "denominator": None}) == words.UNREPORTED
    assert absent({"value": 0.0, "denominator": 4.0}) == ""


def test_what_is_below_the_target_stands_first_and_is_counted(ask, some):
    shorts = 0
    for school, township in some:
        values = panel(ask, school, township).values
        if values.is_empty:
            continue
        flags = list(values.frame["short"])
        assert flags == sorted(flags, reverse=True)
        shorts += sum(flags)
        assert (f"{sum(flags)} 项低于乡镇目标" in values.title) == bool(sum(flags))
    assert shorts


def test_a_figure_leads_to_the_rows_behind_it(ask, some):
    school, township, frame = next(  # not every kind of school has values
        (school, township, values.frame) for school, township in some if not (values := panel(ask, school, township).values).is_empty
    )
    assert set(PAGES["data"].keys) >= {"school", "indicator", "stage"}
    assert frame["rows_href"].str.startswith("data?").all()
    assert frame["rows_href"].str.contains(f"school={school}").all()


def test_the_roll_by_grade_is_the_delivery_and_adds_up(ask, sql, some):
    for school, township in some:
        frame = panel(ask, school, township).roll.frame
        wanted = dict(
            sql(
                "select e.grade, sum(e.pupils) from enrolment e join roster r on r.delivered_id = e.school_id and r.school_year = e.school_year "
                "where r.school_id = ? and e.school_year = ? group by 1",
                school,
                YEAR,
            )
        )
        now = frame[frame["school_year"] == YEAR].iloc[0]
        assert {grade: now[grade] for grade in wanted} == wanted
        assert now["total"] == sum(wanted.values())


def test_pupils_alone_give_a_roll_and_say_what_is_missing(tmp_path):
    tables = {
        "townships": "township_id | name | district_id\n t1 | 谷雨镇 | d1",
        "schools": """
            school_id | school_year | township_id | name | kind
            s1        | 2024        | t1          | 甲校 | primary
            s1        | 2025        | t1          | 甲校 | primary
            s2        | 2025        | t1          | 乙校 | primary
        """,
        "enrolment": """
            school_id | school_year | stage   | grade | pupils
            s1        | 2024        | primary | 1     | 30
            s1        | 2025        | primary | 1     | 31
            s1        | 2025        | primary | 2     | 29
        """,
    }
    build(delivery(tmp_path / "extracts", tables), tmp_path / "db")
    ask = partial(store.ask, store.open_session(tmp_path / "db"))
    known = panel(ask, "s1", "t1")
    assert "60 人" in known.roll.title
    assert known.values.is_empty
    assert known.values.title == "各项数值"
    [before] = known.roll.frame[known.roll.frame["school_year"] == 2024].to_dict("records")
    assert before["2"] != before["2"]  # a grade without a row is missing, not 0
    silent = panel(ask, "s2", "t1")
    assert "未报" in silent.line
    assert silent.roll.is_empty
    assert silent.roll.empty


def test_a_school_out_of_scope_or_of_another_year_is_nothing(ask, sample_db, sql, some):
    school, township = some[0]
    assert panel(ask, school, township, 1999) is None
    [(other,)] = sql(
        "select min(t.district_id) from township t where t.district_id <> (select district_id from township where township_id = ?)",
        township,
    )
    assert panel(partial(store.ask, store.open_session(sample_db, scope=(other,))), school, township) is None
