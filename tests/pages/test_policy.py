"""The page 政策与指标, opened on the sample city."""

from tests.support.open_page import open_page, page_text

PAGE = "7_policy.py"


def test_it_opens_with_the_whole_text_and_what_is_most_behind(served):
    text = page_text(open_page(PAGE))
    assert "一、《实施方案》制定背景是什么?" in text and "（公开解读稿）" not in text
    assert "条要求有乡镇未达标" in text


def test_an_opened_demand_shows_what_answers_it_in_its_sentence(served):
    text = page_text(open_page(PAGE, clause="A4-4"))
    assert "<b>组织乡镇学校“品质课堂”建设。</b>" in text
    assert "“品质课堂”认定学校比例" in text


def test_a_clause_that_does_not_exist_is_left_out_and_said(served):
    assert "政策条款“G99”" in page_text(open_page(PAGE, clause="G99"))


def test_a_word_is_looked_for_in_text_indicators_and_tasks(served):
    text = page_text(open_page(PAGE, find="泉引桥"))
    assert "含“泉引桥”的" in text and "清空查找" in text
