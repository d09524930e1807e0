"""Seat schools against the others: ties are named, and figures that do not subtract say why."""

import pandas as pd

from townbase.selection import Selection
from townbase.views.actions import seat_schools


def place(n: int, name: str, seat: float, other: float) -> dict:
    sides = {"seat_value": seat, "other_value": other, "seat_base": None, "other_base": None, "seat_due": 2, "other_due": 2}
    counts = {f"{side}_{part}": None for side in ("seat", "other") for part in ("numerator", "denominator")}
    own = {
        "township_id": f"t{n}",
        "name": name,
        "district_id": "d1",
        "district_name": "示例一区",
        "indicator_id": "bachelor",
        "title": "本科比例",
        "stage": "primary",
    }
    return own | sides | counts | {"base_year": None}


def drawn(*places: tuple[str, float, float]):
    return seat_schools.seat(pd.DataFrame([place(n, *each) for n, each in enumerate(places)]), Selection(action=3))


def test_the_widest_difference_is_named_with_its_two_shares():
    part = drawn(("谷雨镇", 0.9, 0.7), ("霜降镇", 0.8, 0.7))
    assert part.title == "本科比例，谷雨镇相差最大：小学驻地学校 90.0%，域内其他学校 70.0%，相差 20.0 个百分点"


def test_townships_that_print_the_same_difference_are_all_the_widest():
    part = drawn(("谷雨镇", 0.8334, 0.6664), ("霜降街道", 0.75, 0.5833), ("大雪镇", 0.6, 0.5))
    assert part.title == "本科比例，谷雨镇（小学）、霜降街道（小学）相差最大：驻地学校都高 16.7 个百分点"
    assert drawn(("谷雨镇", 0.5, 0.7), ("霜降镇", 0.7, 0.9)).title == "本科比例，谷雨镇（小学）、霜降镇（小学）相差最大：驻地学校都低 20.0 个百分点"
    assert drawn(("谷雨镇", 0.5, 0.7), ("霜降镇", 0.9, 0.7)).title == "本科比例，谷雨镇（小学）、霜降镇（小学）相差最大：都相差 20.0 个百分点"
    assert drawn(*((f"第{n}镇", 0.9, 0.7) for n in range(5))).title.startswith("本科比例，第0镇（小学）、第1镇（小学）、第2镇（小学）等 5 个相差最大")


def test_nobody_is_the_widest_where_nothing_differs():
    assert drawn(("谷雨镇", 0.7, 0.7), ("霜降镇", 0.9, 0.9)).title == "本科比例，谷雨镇（小学）、霜降镇（小学）驻地学校与域内其他学校相同"


def test_printed_shares_that_do_not_subtract_to_the_printed_difference_say_so():
    assert "差值按未四舍五入的数计算。" in drawn(("谷雨镇", 0.8334, 0.6664), ("霜降镇", 0.8336, 0.6664)).how
    assert "未四舍五入" not in drawn(("谷雨镇", 0.9, 0.7), ("霜降镇", 0.8, 0.7)).how
