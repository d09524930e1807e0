"""Fifteen years of a real census: three towns' cohorts equal a recomputation by pandas, and the page shows them."""

import contextlib
import re
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from townbase import store, versions
from townbase.build import build
from townbase.convert import convert
from townbase.settings import PACKAGE, ROOT

SLICE = Path(__file__).parent / "new_hampshire" / "enrolment_slice.csv"
GRADES = ["k", *(f"grade_{grade}" for grade in range(1, 9))]
NAMES = ["k3", *map(str, range(1, 9))]
# two schools one after the other, one school for all grades, many schools
TOWNS = ("0009", "0115", "0388")


@pytest.fixture(scope="module")
def census():
    table = pd.read_csv(SLICE, dtype={"district_no": str}, encoding="utf-8")
    table = table.assign(school_year=table.school_year_end - 1, town=table.district_no.str.zfill(4))
    return table.groupby(["town", "school_year"])[GRADES].sum()


@pytest.fixture(scope="module")
def directory(tmp_path_factory):
    out, db = tmp_path_factory.mktemp("census"), tmp_path_factory.mktemp("published")
    convert(SLICE, PACKAGE / "convert" / "mappings" / "new_hampshire.toml", out / "delivery")
    build(out / "delivery", db)
    patch = pytest.MonkeyPatch()
    patch.setenv("TOWNBASE_DB", str(db))
    patch.setenv("TOWNBASE_EXTRACTS", str(out / "delivery"))
    yield db
    patch.undo()


def cohorts(directory, town):
    with contextlib.closing(duckdb.connect(str(versions.database(directory, versions.current(directory))), read_only=True, config=dict(store._CONFIG))) as con:
        rows = con.execute("select grade, school_year, pupils, next_pupils, retention from cohort where area_kind = 'township' and area_id = ?", [town])
        return rows.df().set_index(["grade", "school_year"])


@pytest.mark.parametrize("town", TOWNS)
def test_the_triangle_of_a_town_is_what_pandas_finds_in_the_census(directory, census, town):
    found, own = cohorts(directory, town), census.loc[town]
    compared = 0
    for column, following, grade in zip(GRADES, GRADES[1:], NAMES, strict=False):
        for year in own.index:
            now = own.at[year, column]
            later = own.at[year + 1, following] if year + 1 in own.index else 0
            if now > 0:
                assert found.at[(grade, year), "pupils"] == now
            if now > 0 and later > 0:
                assert found.at[(grade, year), "next_pupils"] == later
                assert found.at[(grade, year), "retention"] == pytest.approx(later / now, abs=1e-12)
                compared += 1
            elif (grade, year) in found.index:
                assert pd.isna(found.at[(grade, year), "retention"])
    assert compared > 60


def test_the_page_shows_the_cohorts_and_says_what_is_missing(directory):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=90).run()
    app.query_params["township"] = "0115"
    app.switch_page("pages/4_retention.py").run()
    page = "\n".join(block.value for block in app.get("html") if "<style>" not in block.value)
    assert not app.exception
    assert "tb-error" not in page
    assert "没有户籍学生去向数据，不能计算本地就读率" in page
    assert "residency" in page
    triangle = re.search(r'<table class="tb-t tb-tri">.*?</table>', page, re.S)[0]
    assert len(re.findall(r"<tr><th scope=\"row\">", triangle)) == 15
    found = cohorts(directory, "0115")
    first = int(found.at[("k3", 2011), "pupils"])
    assert f'2011—2012学年</th><td class="tb-q1"><b>100%</b><small>{first}人' in triangle
    assert "巩固率" not in page


def said(page: str, **query) -> str:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=90).run()
    for key, value in query.items():
        app.query_params[key] = value
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    markup = "\n".join(block.value for block in app.get("html") if "<style>" not in block.value)
    assert "tb-error" not in markup
    return markup


def test_the_gap_page_names_the_columns_that_would_bring_a_comparison_and_shows_no_number(directory):
    page = "\n".join(said("3_gap", **{"tab": tab} if tab else {}) for tab in ("", "spread", "difference"))
    assert "没有可以与城区相比的数据" in page
    for lacking in ("urban_reference", "counted", "staffing", "facilities", "assessment"):
        assert lacking in page
    cards = re.sub(r'<header class="tb-mast">.*?</header>|<footer.*?</footer>|<details.*?</details>', "", page, flags=re.S)
    assert not re.search(r"\d%|持平|<svg|<table", cards)


@pytest.mark.parametrize("query", [{}, {"district": "053"}, {"township": "0009", "stage": "junior"}])
def test_what_the_census_never_had_is_not_said_to_be_late(directory, query):
    page = said("4_retention", **query)
    assert "由学籍管理部门提供" in page
    for late in ("可查看上一学年", "少于 10 人。", "未报齐，不能推算"):
        assert late not in page
