"""The scatter on the gap page: nothing of Plotly before it is asked for, then a chart with words beside it."""

import json
from functools import partial

import pytest

from tests.support.open_page import open_page, page_text

opened = partial(open_page, "3_gap.py", tab="analysis")
NOW = "(select school_year from year_status where shown_by_default)"


def charts(app) -> list:
    """The scatter; the tab's other charts have tests in tests/charts/gap and tests/views/gap."""
    return [chart for chart in app.get("plotly_chart") if chart.key == "plot-scatter"]


@pytest.fixture(scope="module")
def page(served):
    return opened(indicator="bachelor", stage="primary")


def test_the_chart_has_a_dot_for_every_township_of_the_mart(page, sql):
    [chart] = charts(page)
    figure, config = json.loads(chart.proto.spec), json.loads(chart.proto.config)
    [(rows, urban)] = sql(
        "select count(*), max(urban) from gap_against where area_kind = 'township' and against = 'city' and indicator_id = 'bachelor'"
        f" and stage = 'primary' and town_coverage >= 0.8 and school_year = {NOW}"
    )
    assert sum(len(trace["x"]) for trace in figure["data"]) == rows
    assert figure["layout"]["shapes"][0]["y0"] == pytest.approx(100 * urban)
    assert config["displayModeBar"] is False and figure["layout"]["dragmode"] is False
    assert chart.proto.alt.startswith("散点图") and "小学本科以上学历教师比例" in chart.proto.alt


def test_its_title_counts_the_verdicts_and_names_no_cause(page, sql):
    [(n, below)] = sql(
        "select count(*), count(*) filter (verdict = 'not_met') from progress where counted and indicator_id = 'bachelor' and stage = 'primary'"
        f" and verdict in ('met', 'not_met') and school_year = {NOW}"
    )
    text = page_text(page)
    assert f"小学本科以上学历教师比例：{n} 个乡镇中 {below} 个低于全市城区" in text
    assert "因为" not in text and "导致" not in text


def test_every_kind_of_file_is_offered_for_it(page):
    assert {button.label for button in page.get("download_button") if "scatter" in button.proto.id} == {"网页", "Excel", "CSV"}


@pytest.mark.parametrize(
    "query", [{"year": "2024"}, {"year": "2026"}, {"stage": "preschool"}, {"urban": "district"}, {"indicator": "new_books"}, {"indicator": "difference_rate"}]
)
def test_no_filter_breaks_it(served, query):
    app = opened(**query)
    page_text(app)
    assert len(charts(app)) == 1


@pytest.mark.parametrize("urban", ["city", "district"])
@pytest.mark.long
def test_every_district_draws_its_own(served, sql, urban):
    for district, counted in sql("select district_id, count(*) filter (counted) from township group by 1 order by 1"):
        app = opened(district=district, urban=urban)
        if counted:
            [chart] = charts(app)
            assert 0 < sum(len(trace["x"]) for trace in json.loads(chart.proto.spec)["data"]) <= counted
        else:
            assert charts(app) == []


def test_an_academic_result_cannot_be_drawn(served):
    """The difference rate opens another indicator, whose townships are drawn instead."""
    [chart] = charts(opened(indicator="difference_rate"))
    assert "差异率" not in chart.proto.alt
