"""The plan as markup."""

import pandas as pd

from townbase.charts.policy.answer_list import answer_list, behind_table, found_table
from townbase.charts.policy.policy_text import policy_text
from townbase.views.policy.policy_text import Part, Piece

HOSTILE = "<img src=x onerror=alert(1)>"


def test_a_demand_is_a_link_and_what_asks_for_nothing_is_plain():
    line = (Piece("只是说明，", "S1-1", "", "", False, False), Piece("要求", "G1-1", "policy?clause=G1-1", "core", True, True))
    markup = policy_text([Part("G1", "(一)优化学校办学条件。", 3, "核心指标 1", (line,))])
    assert '<h3 id="G1">' in markup and "核心指标 1" in markup
    assert markup.count("<a ") == 1 and 'aria-current="true"' in markup


def test_text_of_the_policy_is_never_markup():
    line = (Piece(HOSTILE, "G1-1", "policy?clause=G1-1", "core", False, False), Piece(HOSTILE, "S1", "", "", False, False))
    assert "<img" not in policy_text([Part("G1", HOSTILE, 2, HOSTILE, (line,))])


def test_an_answer_says_its_state_by_shape_and_word():
    row = {"kind": "核心指标", "code": "core", "title": "甲", "href": "x", "target": "不低于 100%", "basis": "", "owner": "学校"}
    frame = pd.DataFrame(
        [row | {"state": "99 个乡镇中 3 个未达标", "change": "", "unmet": 3, "of": 99}, row | {"state": "无", "change": "", "unmet": 0, "of": 0}]
    )
    markup = answer_list(frame)
    assert "tb-g-not_met" in markup and "tb-g-missing" in markup and "责任层级：学校" in markup


def test_the_lists_lead_to_their_demands():
    behind = behind_table(pd.DataFrame([{"text": HOSTILE, "href": "policy?clause=G1-1", "title": "甲", "unmet": 3, "of": 9}]), "表")
    found = found_table(pd.DataFrame([{"kind": "原文", "name": HOSTILE, "where": "第四部分", "href": "policy?clause=G1-1"}]), "表")
    for markup in (behind, found):
        assert "<img" not in markup and 'href="policy?clause=G1-1"' in markup
