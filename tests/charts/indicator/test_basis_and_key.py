"""Beside the picture of one indicator: its figures in a row, what its shapes mean, and what it rests on."""

from types import SimpleNamespace

import pandas as pd

from townbase.charts.indicator.basis import basis
from townbase.charts.indicator.facts import facts
from townbase.charts.indicator.key import key
from townbase.charts.indicator.marks import MARKS

HOSTILE = "<img src=x>"


def test_the_clause_is_bold_in_its_sentence_and_no_text_is_markup():
    said = SimpleNamespace(before=HOSTILE, clause="不低于城区", after="。", clause_id="A1-1")
    drawn = basis(SimpleNamespace(cited=[("目标（一）", said)], lines=[("公式", "a/b")]), "某文件")
    assert HOSTILE not in drawn and "<b>不低于城区</b>" in drawn and "<dt>公式</dt><dd>a/b</dd>" in drawn and "某文件" in drawn


def test_only_what_is_unmet_stands_in_red():
    rows = [
        {"label": "未达标", "value": "29", "small": "个", "shape": "not_met", "unmet": True},
        {"label": HOSTILE, "value": "70", "small": "", "shape": "", "unmet": False},
    ]
    drawn = facts(rows)
    assert HOSTILE not in drawn and drawn.count("tb-red") == 1 and drawn.count("<small>") == 1


def test_the_key_names_only_shapes_that_occur_with_how_many():
    drawn = key(pd.DataFrame({"shape": ["not_met", "not_met", "missing"]}))
    assert f"{MARKS['not_met'].word} 2" in drawn and f"{MARKS['missing'].word} 1" in drawn and "×" in drawn
    assert MARKS["met"].word not in drawn.replace(MARKS["not_met"].word, "")
