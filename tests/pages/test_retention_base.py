"""A year shown first that is not the newest: the forecast starts from the newer one once its accounts are in."""

import re

import pytest

from tests.support.open_page import open_page, page_text, serving

YEARS = range(2022, 2026)
TOWNS = {"t1": "谷雨镇", "t2": "霜降镇"}


def tables() -> dict[str, str]:
    """Pupils, children and where they go up to 2025, all steady; the labour lists only up to 2024, so that 2024 is shown first."""
    out = {
        "townships": ["township_id | name | district_id | district_name | kind | area | counted"],
        "schools": ["school_id | school_year | township_id | name | kind | system"],
        "enrolment": ["school_id | school_year | stage | grade | pupils"],
        "children": ["township_id | school_year | birth_year | children"],
        "residency": ["township_id | school_year | stage | destination | children"],
        "teaching": ["school_id | school_year | stage | labour_list_met"],
    }
    for town, name in TOWNS.items():
        out["townships"].append(f"{town} | {name} | d1 | 示例一区 | 镇 | town | true")
        for year in YEARS:
            # 70 pupils a grade in the last year, 80 before
            size = 70 if year == 2025 else 80
            out["schools"].append(f"s{town} | {year} | {town} | 校{town} | primary | 63")
            out["enrolment"] += [f"s{town} | {year} | primary | {grade} | {size}" for grade in range(1, 7)]
            out["children"] += [f"{town} | {year} | {year - age} | 100" for age in range(15)]
            out["residency"] += [f"{town} | {year} | primary | {town} | {6 * size}", f"{town} | {year} | primary | other_city | {6 * (100 - size)}"]
            out["teaching"] += [f"s{town} | {year} | primary | 1"] * (year < 2025)
    return {name: "\n".join(lines) for name, lines in out.items()}


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with serving(tables(), tmp_path_factory) as db:
        yield db


def ahead(**query) -> list[tuple[str, str]]:
    """The first column and the pupils of the table of the forecast."""
    page = page_text(open_page("4_retention.py", stage="primary", tab="seats", **query))
    table = re.search(r'<table class="tb-t tb-reflow tb-ahead">.*?</table>', page, re.S)[0]
    return re.findall(r'<th scope="row"[^>]*>(.*?)</th><td class="n" data-head="在校生">(\d+)', table)


@pytest.mark.parametrize("place", [{}, {"district": "d1"}, {"township": "t1"}])
def test_the_forecast_starts_from_the_newer_year(served, place):
    towns = 1 if "township" in place else 2
    assert "小学本地就读率 80.0%" in page_text(open_page("4_retention.py", stage="primary", **place))  # of 2024, the year shown
    page = page_text(open_page("4_retention.py", stage="primary", tab="seats", **place))
    assert "以2025—2026学年在校生为起点" in page
    assert ahead(**place) == [
        ("2025—2026学年 <small>实际</small>", str(420 * towns)), *((f"{y}—{y + 1}学年 <small>预计</small>", str(420 * towns)) for y in range(2026, 2032)),
    ]  # fmt: skip


def test_its_range_knows_the_miss_of_the_newer_year_and_an_older_start_does_not(served):
    # the roll of 2024 was carried on unchanged and an eighth too high for what came in 2025
    assert "全部在 12.5% 以内" in page_text(open_page("4_retention.py", stage="primary", tab="seats"))
    older = page_text(open_page("4_retention.py", stage="primary", tab="seats", year="2023"))
    assert "全部在 0.0% 以内" in older and "12.5%" not in older
    assert [year for year, _ in ahead(year="2023")][0] == "2023—2024学年 <small>实际</small>"
