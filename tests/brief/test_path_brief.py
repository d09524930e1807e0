"""The brief of the path: names townships, rows and owners as the page does, on one sheet."""

import pytest

from tests.brief.conftest import MADE, YEAR
from tests.brief.test_township_brief import section
from townbase.brief import NoBrief, path_brief
from townbase.brief.page_scale import SMALLEST, pages
from townbase.selection import Selection
from townbase.views.path.path import path_view


@pytest.fixture(scope="module")
def brief(ask):
    return path_brief(ask, Selection(), YEAR, MADE)


def test_it_names_every_township_of_the_set_with_its_rows_and_cost(ask, brief):
    frame = path_view(ask, Selection(), YEAR).cheapest.frame.query("chosen == '列入'")
    rows = section(brief, "要补足的指标").grid.rows
    assert [row[0].text for row in rows] == frame["name"].tolist()[: len(rows)] and len(rows) == min(12, len(frame))
    for row, what in zip(rows, frame["what"], strict=False):
        assert row[4].text.startswith(what.split("；")[0])


def test_what_they_need_is_what_the_page_adds_up_with_its_owners(ask, brief):
    frame = path_view(ask, Selection(), YEAR).needs.frame
    rows = next(one for one in brief.sections if one.title.endswith("共需")).grid.rows
    found = list(frame.head(12).itertuples())
    assert [row[0].text.replace(",", "") for row in rows] == [f"{one.units} {one.what}" for one in found]
    assert all(row[3].text == (one.offices or f"各乡镇有关{one.owner}") for row, one in zip(rows, found, strict=True))


def test_prices_and_share_of_the_reader_are_said(ask):
    brief = path_brief(ask, Selection(cost="units", prices="teacher:20", target="50"), YEAR, MADE)
    assert "教师（名） 20" in brief.beside[0] and "50%" in brief.headline
    assert brief.title.endswith("达标路径通报")


def test_it_stands_on_one_sheet(ask):
    for target in ("60", "80", "100"):
        [(scale, _)] = pages(path_brief(ask, Selection(target=target), YEAR, MADE))
        assert scale > SMALLEST


def test_one_district_has_its_own_set(ask, marts):
    [(district, name)] = marts("select district_id, any_value(district_name) from township where counted group by 1 order by count(*) desc, 1 limit 1")
    brief = path_brief(ask, Selection(district=district), YEAR, MADE)
    assert brief.place == name
    assert {row[1].text for one in brief.sections if one.grid and one.title.startswith("列入") for row in one.grid.rows if len(row) == 5 and row[0].strong} <= {
        name
    }


def test_a_year_that_is_not_judged_has_no_path(ask):
    with pytest.raises(NoBrief, match="不作判定"):
        path_brief(ask, Selection(), 2021, MADE)
