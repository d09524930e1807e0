"""What a browser says of a table decides which rows a file holds; what it says may be anything."""

import pandas as pd
import pytest

from townbase.ui.cards import seen_rows

TABLE = pd.DataFrame({"乡镇": ["甲", "乙", "丙", "全市"], "还差": [1, 3, 2, 6]})
TOLD = {"at": "./", "card": "goals", "rows": [1, 2, 0], "of": 3, "sums": 1, "by": "还差", "down": True, "sort": "1.desc", "unmet": False, "words": ""}


def said(**changes):
    return seen_rows._checked(TOLD | changes)


def test_a_table_is_taken_in_the_order_seen_and_its_sum_stays_last():
    assert list(seen_rows.follow(TABLE, said())["乡镇"]) == ["乙", "丙", "甲", "全市"]
    assert said().said() == "按“还差”由大到小" and said().short() == "重新排列"


def test_where_some_rows_are_seen_their_sum_is_left_out():
    seen = said(rows=[2], unmet=True)
    assert list(seen_rows.follow(TABLE, seen)["乡镇"]) == ["丙"]
    assert seen.said() == "只列未达标；按“还差”由大到小" and seen.short() == "只列未达标-重新排列"
    assert said(rows=[2], by="", words="丙").short() == "查找丙"


def test_a_table_of_other_rows_than_those_on_the_screen_is_taken_whole():
    assert seen_rows.follow(TABLE, said(of=9)) is TABLE
    assert seen_rows.follow(TABLE, None) is TABLE


@pytest.mark.parametrize("rows", [None, "012", [0, 0], [3], [-1], ["x"], [[0]]])
def test_what_names_no_rows_is_not_listened_to(rows):
    assert said(rows=rows) is None


@pytest.mark.parametrize(("rows", "called"), [(4, "表-只列未达标-重新排列-3f9a.csv"), (3, "表-只列未达标-重新排列-3f9a.csv"), (12, "表-3f9a.csv")])
def test_a_files_name_says_what_was_seen_only_where_its_rows_follow_that(monkeypatch, rows, called):
    monkeypatch.setattr(seen_rows.st, "session_state", {seen_rows.NOW: {"goals": said(unmet=True)}})
    assert seen_rows.named("表-3f9a.csv", "csv-goals", rows) == called
