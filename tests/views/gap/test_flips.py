"""Verdicts that turn with the urban value say which way; addresses filled in are the selection's own."""

import pandas as pd
import pytest

from tests.views.gap.drawn_rows import ALL, SHARE
from townbase import words
from townbase.selection import Selection
from townbase.views.gap import inequality
from townbase.views.shared.link_templates import many


@pytest.mark.parametrize("selection", [ALL, Selection(district="d1", year=2024, stage="junior")])
def test_addresses_filled_in_are_those_the_selection_writes(selection):
    href = many(selection, "township", "township", "indicator", "stage")
    assert href("t-1", "x", "primary") == selection.href("township", township="t-1", indicator="x", stage="primary")
    assert many(selection, "township", "township", "school")("t 1", "s&2") == selection.href("township", township="t 1", school="s&2")


def flipped(verdict, beside):
    return SHARE | {
        "township_id": "t1", "name": "谷雨镇", "district_id": "d1", "district_name": "示例一区", "indicator_id": "x", "stage": "primary",
        "numerator": 80.0, "denominator": 100.0, "value": 0.8, "target": 0.75, "target_from": "city_urban", "district_target": 0.9,
        "verdict": verdict, "verdict_district_urban": beside,
    }  # fmt: skip


def test_flips_say_which_way_they_go():
    frame = pd.DataFrame([flipped("met", "not_met"), flipped("met", "not_met"), flipped("not_met", "met")])
    part = inequality.flips(lambda name, **_: frame, ALL, 2025, True)
    assert part.title == f"改用本区县城区对照，3 项判定会变：2 项由达标变为{words.UNMET}，1 项由{words.UNMET}变为达标"
    assert [len(part.frame[side].iloc[0]) for side in ("worse", "better")] == [2, 1]
    assert part.table["按另一对照"].tolist() == [words.UNMET, words.UNMET, "达标"]


def test_without_anything_to_compare_it_is_not_claimed_that_nothing_flips():
    part = inequality.flips(lambda name, **_: pd.DataFrame(columns=list(flipped("met", "met"))), ALL, 2025, False)
    assert part.is_empty and "都相同" not in part.title and not part.good
