"""The page of one indicator: what it says of a drawn city, and every figure of the sample city against its marts.

Held here too: townbase.views.indicator.where, townbase.views.indicator.basis, townbase.views.indicator.definitions, townbase.views.indicator.facts,
townbase.views.indicator.measure, townbase.views.indicator.sources, townbase.views.indicator.standing,
townbase.views.indicator.township_list, townbase.views.indicator.trend, townbase.views.shared.export_cells.
"""

import pandas as pd
import pytest

from tests.support.views_delivery import published
from townbase import words
from townbase.selection import Selection
from townbase.views.indicator.indicator import indicator_view

YEAR = 2025


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    return published(tmp_path_factory.mktemp("city"))[0]


def view(ask, indicator, stage=None, **chosen):
    return indicator_view(ask, Selection(indicator=indicator, stage=stage, **chosen), YEAR)


def test_an_indicator_names_the_file_of_each_of_its_measures(drawn):
    found = view(drawn, "seven_resource").measures
    assert set(found.table["文件"]) == {"staffing.parquet", "facilities.parquet", "enrolment.parquet", "schools.parquet"}
    assert view(drawn, "campus_culture").measures.title == "数据来源：缺“督导与核验”，提供后才能计算"


def test_few_returns_give_no_pooled_value_and_the_headline_says_who_waits(drawn):
    # t1 and t2 have one return of two; t3 has 1 of 5 teachers: less than one short of the city's 13 of 50, but 6 points below
    found = view(drawn, "backbone", "primary")
    assert found.headline == f"县级以上学科骨干教师比例（小学）：2025—2026学年 3 个乡镇中 0 个达标，2 个{words.UNDECIDED}"
    row = found.trend.frame.iloc[-1] if "town" in found.trend.frame else found.trend.table.iloc[-1]
    assert pd.isna(row.get("town")) or row.get("town") is None


def test_in_a_district_no_pooled_academic_result_is_shown(ask, sql):
    [(district,)] = sql("select min(district_id) from township where counted")
    whole, own = view(ask, "level3_share", "primary"), view(ask, "level3_share", "primary", district=district)
    assert whole.trend.frame["town"].notna().any()
    assert "town" not in own.trend.frame and own.trend.table["乡镇合并"].isna().all()


def test_an_unknown_indicator_is_none(drawn):
    assert view(drawn, "strange") is None


@pytest.fixture(scope="module")
def pairs(sql):
    return sql("select indicator_id, stage from indicator_stage where level = 'township' order by position")


def test_every_count_of_every_indicator_is_that_of_the_mart(ask, sql, pairs):
    counted = {
        (indicator, stage): counts
        for indicator, stage, *counts in sql(
            "select indicator_id, stage, count(*) filter (verdict = 'met'), count(*) filter (state = 'slightly_below'),"
            " count(*) filter (verdict = 'not_met'), count(*) filter (verdict <> 'not_applicable')"
            f" from progress where counted and school_year = {YEAR} and level = 'township' group by all"
        )
    }
    for indicator, stage in pairs[::3]:
        frame = view(ask, indicator, stage).standing.frame
        met, slightly, unmet, listed = counted[indicator, stage]
        shapes = frame["shape"].value_counts()
        assert len(frame) == listed, (indicator, stage)
        assert shapes.get("slightly_below", 0) == slightly and shapes.get("not_met", 0) <= unmet
        assert frame["word"].str.startswith(words.UNMET).sum() == unmet
        assert len(view(ask, indicator, stage).townships.frame) == listed and met + unmet <= listed


def test_the_pooled_value_is_that_of_the_mart_for_city_and_district(ask, sql):
    [(district,)] = sql("select min(district_id) from township where counted")
    for indicator, stage in (("backbone", "primary"), ("new_books", "junior"), ("seat_bachelor", "primary"), ("parent_satisfaction", None)):
        for kind, area in (("city", None), ("district", district)):
            expected = sql(
                "select school_year, v.value from indicator_value v join indicators i using (indicator_id) where area_kind = ? and indicator_id = ?"
                " and v.stage = ? and v.scope = i.scope and (? is null or area_id = ?) and covered and school_year <= ? and value is not null",
                kind, indicator, stage or "none", area, area, YEAR,
            )  # fmt: skip
            years = ask("indicator/years", indicator=indicator, district=area, counted="all", batch=None, managing_body=None)
            own = years[(years["stage"] == (stage or "none")) & (years["school_year"] <= YEAR) & years["town_value"].notna()]
            shown = dict(zip(own["school_year"], own["town_value"], strict=True))
            assert shown == pytest.approx({year: value for year, value in expected if year in shown}) and len(shown) > 3


def test_a_rising_row_is_drawn_by_what_it_rose_and_never_by_its_level(ask, sql):
    found = view(ask, "local_enrolment", "junior")
    assert found.measured.of_change and found.measured.line == 0
    change = dict(
        sql(f"select township_id, 100 * change from progress where indicator_id = 'local_enrolment' and stage = 'junior' and counted and school_year = {YEAR}")
    )
    for row in found.standing.frame.dropna(subset="at").to_dict("records"):
        assert row["at"] == pytest.approx(change[row["id"]], abs=1e-6)
    assert found.trend.frame["town"].iloc[0] == 0


def test_an_academic_result_stays_in_official_order_and_names_nobody(ask):
    found = view(ask, "difference_rate", "primary")
    assert found.measured.ordered and not any(found.standing.frame["named"])
    assert found.townships.frame["id"].is_monotonic_increasing


def test_the_worst_stand_first_and_a_filter_narrows_all(ask, sql):
    found = view(ask, "backbone", "primary").townships.frame
    lacking = found["lacking"].dropna()
    assert lacking.is_monotonic_decreasing and found["code"].iloc[: len(lacking)].eq("not_met").all()
    [(district, n)] = sql("select district_id, count(*) from township where counted group by 1 order by 2 desc limit 1")
    assert len(view(ask, "backbone", "primary", district=district).standing.frame) == n


def test_the_basis_names_document_section_number_and_the_whole_sentence(ask):
    basis = view(ask, "backbone", "primary").basis
    where, cited = basis.cited[0]
    assert where == "第四部分（目标）第（三）条第 5 项要求"
    assert cited.clause == "县级以上学科骨干教师比例、" and cited.sentence.endswith("不低于城区。")
    lines = dict(basis.lines)
    assert lines["责任单位"].startswith("各区县教育和体育局，共 ") and lines["牵头处室"] == "教师工作处"


def test_source_rows_are_two_links_away(ask):
    row = view(ask, "backbone", "primary").townships.frame.iloc[0]
    assert row["origin"] == f"data?township={row['id']}&indicator=backbone&stage=primary"
