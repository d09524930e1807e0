"""The tables of spread and results: every mark has its number in text, red never stands alone, no text is markup."""

import re

import pandas as pd

from townbase import words
from townbase.charts.gap.difference_table import dependent_table, difference_table, flip_table
from townbase.charts.gap.dispersion_table import dispersion_tables
from townbase.charts.gap.raise_table import raise_table
from townbase.charts.gap.theil_bars import theil_bars

NASTY = "<b onclick=x>&\"'"


def cell(**changes):
    return {"text": "0.20", "over": False, "most": False, "step": 2, "few": False, "hint": "…"} | changes


def sheet(variant, value):
    return {"stage": "primary", "variant": variant, "limit": 0.5, "rows": [{"name": "甲区", "href": "", "passing": "7/9", "cells": {"L4": value}}]}


def test_a_coefficient_over_the_limit_has_a_shape_and_one_of_few_returns_has_brackets():
    heads, stages, variants = {"L4": ("教学及辅助用房", "用房"), "L5": ("运动", "运动")}, {"primary": "小学"}, {"weighted": "加权", "unweighted": "不加权"}
    markup = dispersion_tables(pd.DataFrame([sheet("weighted", cell(over=True)), sheet("unweighted", cell(few=True))]), heads, stages, variants)
    _, official, other = markup.split("<details")
    assert 'aria-label="超过上限"' in official and "（0.20）" in other
    assert official.count("<td>—</td>") == 1


def test_unmet_townships_stand_open_the_others_fold_away():
    rows = [
        {
            "district": "示例一区",
            "name": name,
            "href": "township?t",
            "high": high,
            "complete": True,
            "limit": "0.15",
            "heads": ["小学语文"],
            "cells": [("not_met" if high else "met", "0.171")],
        }
        for name, high in (("谷雨镇", True), ("霜降镇", False))
    ]
    shown, folded = difference_table(pd.DataFrame(rows)).split("<details")
    assert "谷雨镇" in shown and "霜降镇" not in shown and "霜降镇" in folded
    assert 'aria-label="不低于上限"' in shown


def test_the_fold_counts_who_has_not_reported_apart_and_unreported_looks_other_than_not_applicable():
    row = {"district": "示例一区", "href": "township?t", "high": False, "limit": "0.15", "heads": ["初中语文"]}
    late = row | {"name": "霜降镇", "complete": False, "cells": [("no_data", "未报")]}
    none = row | {"name": "大雪镇", "complete": True, "cells": [("not_applicable", words.INAPPLICABLE)]}
    markup = difference_table(pd.DataFrame([late, none]))
    assert "其余 2 个乡镇（1 个都低于 0.15，1 个未报齐）" in markup
    first, second = re.findall(r"<tr>.*?</tr>", markup, re.S)[1:]
    assert "tb-g-missing" in first and "未报" in first
    assert "tb-g-not_applicable" in second and words.INAPPLICABLE in second


def test_the_parts_of_a_theil_bar_are_as_long_as_they_are_large():
    bars = [
        {"year": 2021, "total": 0.02, "parts": {"a": 0.01, "b": 0.004, "c": 0.006}},
        {"year": 2025, "total": 0.01, "parts": {"a": 0.005, "b": 0.005, "c": 0.0}},
    ]
    markup = theil_bars(pd.DataFrame([{"title": "用房", "heads": {"a": "甲", "b": "乙", "c": "丙"}, "bars": bars}]))
    assert re.findall(r'style="width:([\d.]+)%"', markup) == ["50.00", "20.00", "30.00", "25.00", "25.00", "0.00"]
    assert "0.0200" in markup and "50.0%" in markup


def breach(text="x", **changes):
    given = dict.fromkeys(("district", "href", "what", "coefficient", "allowed", "share", "drives", "way"), text)
    schools = [(text, text, text)]
    return given | {"excess": 1.1, "drivers": schools, "mended": True, "raised": schools} | changes


def test_a_breach_carries_shape_and_number_and_names_who_drives_it_and_whom_to_raise():
    [row] = re.findall(r"<tr.*?</tr>", raise_table(pd.DataFrame([breach()])), re.S)[1:]
    assert 'aria-label="超过上限"' in row and row.count("<a data-nav") == 3 and "<b>x</b>" in row


def test_where_raising_does_not_suffice_no_school_stands_beside_the_word():
    [row] = re.findall(r"<tr.*?</tr>", raise_table(pd.DataFrame([breach(mended=False, raised=[])])), re.S)[1:]
    assert row.count("<a data-nav") == 2 and "<b>x</b>" not in row


def test_names_are_never_markup():
    words_ = {"district": NASTY, "name": NASTY, "href": NASTY}
    rated = words_ | {"high": True, "complete": True, "limit": NASTY, "heads": [NASTY], "cells": [("not_met", NASTY)]}
    tables = dispersion_tables(
        pd.DataFrame([sheet("weighted", cell(text=NASTY, hint=NASTY))]), {"L4": (NASTY, NASTY)}, {"primary": NASTY}, {"weighted": NASTY, "x": NASTY}
    )
    for markup in (
        difference_table(pd.DataFrame([rated])),
        dependent_table(pd.DataFrame([words_ | {"stage": NASTY, "heads": [NASTY], "words": [("not_met", NASTY)]}])),
        flip_table(pd.DataFrame([words_ | {"worse": [(NASTY, NASTY, NASTY)], "better": []}]), (NASTY, NASTY)),
        raise_table(pd.DataFrame([breach(NASTY)])),
        tables,
    ):
        assert "<b onclick" not in markup
