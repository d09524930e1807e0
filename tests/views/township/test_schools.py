"""The schools of a township and the panel of one say what the marts say."""

from tests.views.township.shown import YEAR, view_of
from townbase.selection import Selection
from townbase.views.township.indicator_detail import indicator_detail
from townbase.views.township.school import school_view


def test_schools_come_seat_first_and_each_leads_to_its_panel(ask, townships):
    view = view_of(ask, townships[0])
    seats = [bool(seat) for seat in view.schools.frame["seat"]]
    assert seats == sorted(seats, reverse=True)
    assert any(seats)
    for school in view.schools.frame.to_dict("records"):
        assert f"school={school['school_id']}" in school["href"]


def test_the_panel_of_a_school_ends_at_its_source_rows(ask, sql, townships):
    [(school,)] = sql(
        "select min(school_id) from school where township_id = ? and school_year = ? and kind = 'junior'",
        townships[0],
        YEAR,
    )
    view = school_view(ask, Selection(township=townships[0], school=school), YEAR)
    [(row, teachers, sha)] = sql(
        "select s.source_row, s.teachers, f.sha256 from staffing s join source_file f on f.extract = 'staffing' "
        "join roster r on r.delivered_id = s.school_id and r.school_year = s.school_year where r.school_id = ? and s.school_year = ?",
        school,
        YEAR,
    )
    measures = view.measures.frame
    [mine] = measures[measures["meaning"].str.startswith("在岗专任教师数")].to_dict("records")
    assert (mine["amount"], mine["file"], mine["row"]) == (f"{teachers:,}", "staffing.parquet", f"{row:,}")
    sources = view.sources.frame.set_index("file")
    assert sources.loc["staffing.parquet", "sha256"] == sha
    assert "enrolment.parquet" in sources.index


def test_no_school_shows_an_academic_result(ask, sql, townships):
    [(school,)] = sql(
        "select min(school_id) from school where township_id = ? and school_year = ? and kind = 'junior'",
        townships[0],
        YEAR,
    )
    view = school_view(ask, Selection(township=townships[0], school=school), YEAR)
    assert not view.values.frame["title"].str.contains("学业水平").any()
    for indicator in ("difference_rate", "level3_share"):
        detail = indicator_detail(ask, Selection(township=townships[0], indicator=indicator, stage="junior"), YEAR)
        assert detail.schools.is_empty
        assert "参加监测学生" in detail.schools.empty
        assert "assessment.parquet" in detail.schools.empty


def test_where_one_school_carries_the_stage_only_the_verdict_of_its_results_is_shown(ask, sql):
    found = sql(
        "select p.township_id, p.stage from progress p join township_stage s using (township_id, stage, school_year) "
        "where p.indicator_id = 'difference_rate' and p.school_year = ? and p.verdict in ('met', 'not_met') and s.schools = 1 limit 3",
        YEAR,
    )
    assert found
    for township, stage in found:
        detail = indicator_detail(ask, Selection(township=township, indicator="difference_rate", stage=stage), YEAR)
        assert set(detail.years.frame["value"]) == {"—"}
        rows = [row for group in view_of(ask, township).groups for row in group["rows"] if row["title"] == "学业水平差异率"]
        assert any(row["value"] == "只列判定" and row["at"] is None and not row["history"] for row in rows)


def test_an_opened_indicator_adds_its_schools_up_to_the_township(ask, sql, townships):
    detail = indicator_detail(ask, Selection(township=townships[0], indicator="bachelor", stage="primary"), YEAR)
    [(numerator, denominator)] = sql(
        "select numerator, denominator from progress where township_id = ? and indicator_id = 'bachelor' and stage = 'primary' and school_year = ?",
        townships[0],
        YEAR,
    )
    frame = detail.schools.frame
    assert frame["numerator"].sum() == numerator
    assert frame["denominator"].sum() == denominator
    assert "÷" in detail.definition.formula
    assert detail.definition.clauses
