"""The page 达标路径, opened on the sample city."""

import pytest

from tests.support.open_page import open_page, page_text

PAGE = "8_path.py"


@pytest.mark.parametrize(
    ("tab", "text"),
    [("", "共需"), ("shortfall", "项核心指标·学段有整数不足"), ("apart", "不能只靠补足达标"), ("assumed", "可逐项假设达标"), ("again", "连续两年未达标")],
)
def test_each_tab_draws_its_own_card(served, tab, text):
    assert text in page_text(open_page(PAGE, **({"tab": tab} if tab else {})))


def test_another_share_and_another_cost_stand_in_the_address(served):
    assert "距 100%（99 个）" in page_text(open_page(PAGE, target="100", cost="units"))


def test_a_year_that_is_not_judged_says_so(served):
    assert "不作判定" in page_text(open_page(PAGE, year="2021"))


def test_a_price_that_is_typed_stands_in_the_address(served):
    app = open_page(PAGE, cost="units")
    app.number_input(key="price_teacher").set_value(10).run()
    assert app.query_params["prices"] in ("teacher:10", ["teacher:10"])
    assert "教师（名） 10" in page_text(app)


def test_a_price_that_is_none_is_dropped_with_a_word(served):
    assert "单位成本" in page_text(open_page(PAGE, cost="units", prices="gold:3"))


def test_a_row_of_nowhere_is_not_assumed(served):
    text = page_text(open_page(PAGE, tab="assumed", solved="nowhere.backbone.junior"))
    assert "网址中的假设达标" in text and "清除全部假设" not in text
