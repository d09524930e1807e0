"""The tables of the data page: what a reader sees in a cell, what a phone shows instead, and text that stays text."""

import re

import pandas as pd

from townbase import words
from townbase.charts.base import indicator_list
from townbase.charts.base.table import Column
from townbase.charts.data import data_cells, delivery_tables, source_tables
from townbase.views.data.figure_sources import BARE
from townbase.views.shared.clause_context import Cited

HOSTILE = '<img src=x onerror="alert(1)">'


def cells(markup: str) -> list[list[str]]:
    """The cells of every row, as text."""
    rows = re.findall(r"<tr.*?</tr>", markup, re.S)
    return [[re.sub("<.*?>", "", cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)] for row in rows]


def test_a_phone_is_told_the_head_of_each_cell_but_for_those_that_name_the_row():
    markup = data_cells.list_table([Column("校"), Column("行"), Column("人")], [["甲", 3, ""]], caption="x", named=1)
    assert '<span class="tb-lab">行：</span>3' in markup and "校：" not in markup and "人：" not in markup


def test_a_fingerprint_is_short_and_whole_when_pointed_at():
    sha256 = "ab" * 32
    assert data_cells.fingerprint(sha256) == f'<small title="{sha256}">{sha256[:12]}…</small>'
    assert data_cells.fingerprint("") == ""


def test_what_waits_for_review_is_bold_and_what_is_not_there_is_muted():
    assert data_cells.review({"review": "待审"}) == "<b>待审</b>"
    assert data_cells.review({"review": "已审"}) == "已审"
    assert "tb-muted" in data_cells.review({"review": "未提供"})


def returns(**cell):
    frame = pd.DataFrame([{"name": "谷雨镇", "href": "township?township=t1", "current": False, **cell}], dtype=object)
    return delivery_tables.returns(frame, "乡镇（街道）", list(cell), "报送")


def test_a_cell_of_returns_says_all_in_some_none_or_nothing_owed():
    markup = returns(staffing=(2, 2), facilities=(1, 2), survey=(0, 5), funding=None)
    _, row = cells(markup)
    assert row[1:] == ["2 报齐", "校舍与设备：1／2", "满意度调查： 0／5", "–"]
    assert row[0] == "谷雨镇1 类已报齐，2 类未报齐"  # the second part is for phones, which hide what is all in
    assert markup.count("tb-full") == 2 and 'class="tb-lab">1 类已报齐' in markup


def test_where_everything_is_in_a_phone_reads_so_in_one_line():
    assert "2 类都已报齐" in returns(staffing=(2, 2), facilities=(3, 3), funding=None)


def test_the_chosen_year_is_bold_and_no_link():
    frame = pd.DataFrame([{"name": "2025—2026学年", "href": "data", "current": True, "staffing": (1, 1)}], dtype=object)
    markup = delivery_tables.returns(frame, "学年", ["staffing"], "x")
    assert "<b>2025—2026学年</b>" in markup and "<a" not in markup


def test_more_findings_than_a_page_can_hold_are_counted():
    frame = pd.DataFrame([{"severity": "提醒", "file": "a", "key": str(n), "what": "w", "todo": "t"} for n in range(130)])
    markup = delivery_tables.findings(frame, "提醒")
    assert markup.count("<tr>") == 101 and "另有 30 条" in markup


def line(**more):
    return BARE | {"stage": "小学", "use": "分子", "meaning": "教师数", "extract": "教师", "about": "一行一所学校"} | more


def test_a_line_shows_value_unit_row_and_file_and_the_extract_is_explained_once():
    here = {"file": "staffing.parquet", "sha256": "c" * 64, "as_of": "2025-09-01", "kind": "统计", "review": "已审"}
    rows = [
        line(value=54, unit="名", text="54 名", row=10623, code="p1", **here),
        line(use="分母", value=212, unit="名", text="212 名", row=10623, code="p1", **here),
    ]
    markup = source_tables.source_rows(pd.DataFrame(rows), "x")
    _, first, second = cells(markup)
    assert first[0] == "分子" and "54 名" in first[2] and "第 10,623 行" in first[4] and "staffing.parquet" in first[5]
    assert "一行一所学校" in first[3] and "一行一所学校" not in second[3]


def test_what_was_not_returned_has_a_shape_and_no_number():
    markup = source_tables.source_rows(pd.DataFrame([line(text=words.UNREPORTED, note=words.UNREPORTED)]), "x")
    assert "tb-g-missing" in markup and not re.search(r">\s*0\b", markup) and "第 " not in markup


def test_a_note_stands_behind_the_amount_it_is_about():
    markup = source_tables.source_rows(pd.DataFrame([line(value=9, unit="名", text="9 名", note="分子未报，不计入", row=6)]), "x")
    assert "9 名（分子未报，不计入）" in markup


def indicator(**more):
    cited = (Cited("G1-1", "前半句，", "条款本身，", "后半句。"),)
    row = {"goal": "目标（一）", "action": "第（一）项", "title": "甲", "href": "data?indicator=a", "role": "核心指标", "stages": "小学", "scope": "各乡镇"}
    return row | {"formula": "乙 ÷ 丙", "source": "教师", "target": "100%", "basis": "政策原文", "cited": cited} | more


def test_the_clause_is_bold_in_its_sentence_and_folded_until_looked_for():
    frame = pd.DataFrame([indicator()])
    shut, opened = (indicator_list.indicators(frame, "x", open_clauses=each) for each in (False, True))
    assert "前半句，<b>条款本身，</b>后半句。" in shut
    assert '<details class="tb-fold tb-clause">' in shut and '<details class="tb-fold tb-clause" open>' in opened


def test_a_goal_and_an_action_head_their_indicators_once():
    frame = pd.DataFrame([indicator(), indicator(title="乙"), indicator(title="丙", action="第（二）项"), indicator(title="丁", goal="目标（二）")])
    markup = indicator_list.indicators(frame, "x", open_clauses=False)
    assert markup.count("tb-goal") == 2 and markup.count("tb-action") == 3


def test_delivered_text_stays_text():
    rows = [
        line(
            meaning=HOSTILE,
            text=HOSTILE,
            value=1,
            code=HOSTILE,
            file=HOSTILE,
            sha256=HOSTILE,
            kind=HOSTILE,
            review="已审",
            extract=HOSTILE,
            about=HOSTILE,
            as_of=HOSTILE,
        )
    ]
    finding = {"severity": "提醒", "file": HOSTILE, "key": HOSTILE, "what": HOSTILE, "todo": HOSTILE}
    bad = (Cited(HOSTILE, HOSTILE, HOSTILE, HOSTILE),)
    for markup in (
        source_tables.source_rows(pd.DataFrame(rows), HOSTILE),
        delivery_tables.findings(pd.DataFrame([finding]), HOSTILE),
        delivery_tables.facts(pd.DataFrame([[HOSTILE, HOSTILE]])),
        indicator_list.indicators(
            pd.DataFrame([indicator(title=HOSTILE, goal=HOSTILE, action=HOSTILE, href=HOSTILE, basis=HOSTILE, target=HOSTILE, cited=bad)]),
            HOSTILE,
            open_clauses=True,
        ),
    ):
        assert "<img" not in markup and "&lt;img" in markup
