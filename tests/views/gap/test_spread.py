"""差异系数: what breaches is said first, what drives it is named, and only what works together is recommended."""

import pandas as pd

from tests.views.gap.drawn_rows import ALL
from townbase.views.gap import dispersion, schools_to_raise


def coefficient(district, value, resource="L4", *, coverage=1.0, other=0.1):
    return {
        "district_id": district, "name": district, "stage": "primary", "resource": resource, "mean": 5.0, "weighted": value, "weighted_within": value <= 0.5,
        "unweighted": other, "unweighted_within": other <= 0.5, "allowed": 0.5, "schools": 9, "at_threshold": 4, "due": 10, "coverage": coverage, "covered": coverage >= 0.8,
        "passing": 7, "judged_schools": 9,
    }  # fmt: skip


def test_coefficients_over_the_limit_are_counted_and_the_largest_is_named():
    part = dispersion.table([coefficient("甲区", 0.2), coefficient("乙区", 0.61)], ALL, "")
    assert part.title == "差异系数最大的是乙区小学教学及辅助用房 0.61（上限 0.50）"
    assert (
        dispersion.headline([coefficient("甲区", 0.2), coefficient("乙区", 0.61)], "全市") == "全市校际均衡：2 个差异系数（区县 × 学段 × 资源）中 1 个超过上限"
    )
    assert "有 1 个是否超过上限的判定不同" in part.note


def test_a_coefficient_just_over_the_limit_does_not_read_as_the_limit():
    assert dispersion.coefficient(0.504, 0.5) == "0.504"
    assert dispersion.coefficient(0.496, 0.5) == "0.50"


def test_a_district_with_too_few_returns_is_not_held_against_the_limit():
    part = dispersion.table([coefficient("甲区", 0.9, coverage=0.5)], ALL, "")
    assert "暂不判断" in part.title
    cell = part.frame["rows"].iloc[0][0]["cells"]["L4"]
    assert (cell["over"], cell["few"]) == (False, True)


def test_what_a_school_lacks_is_said_in_whole_people_and_rooms_in_metres_and_in_money():
    assert [dispersion.lacking(2.1, "L2"), dispersion.lacking(0.2, "L7")] == ["3 名", "1 间"]
    assert [dispersion.lacking(400.4, "L4"), dispersion.lacking(345000.0, "L6")] == ["401 ㎡", "34.5 万元"]


def remedy(part, school, district="乙区", *, outcome="by_raising", below=5, needed=2, above=3, raised=0.48, lowest=0.45, now=0.6, **more):
    """One row of the query: a school that drives the spread of its district, or one that is to be raised."""
    return {
        "district_id": district, "district_name": district, "stage": "primary", "resource": "L4", "part": part, "place": 1, "school_id": school, "school": school,
        "township_id": "t1", "township": "谷雨镇", "value": 3.0, "threshold": 4.5, "share_of_spread": 0.4 if part == "driver" else None,
        "lacking": 20.0 if part == "raise" else None, "coefficient_of_variation": now, "allowed": 0.5, "outcome": outcome, "schools_needed": needed,
        "coefficient_raised": raised, "lowest_reached": lowest, "share_of_three": 0.91, "three_above_mean": above, "below_threshold": below,
    } | more  # fmt: skip


def raising(*rows):
    return schools_to_raise.to_raise(lambda name, **_: pd.DataFrame(rows), ALL, 2025, [coefficient("乙区", 0.6)], "")


def test_the_schools_that_mend_a_breach_together_are_named_and_those_that_drive_it_beside():
    part = raising(remedy("driver", "甲小学"), remedy("raise", "丙小学"), remedy("raise", "丁小学", place=2))
    assert part.title == "先提升哪些学校：乙区小学教学及辅助用房差异的 91.0% 来自 3 所学校，一并补齐 2 所，差异系数由 0.600 降到 0.480"
    [line] = part.frame.to_dict("records")
    assert [name for name, *_ in line["drivers"]] == ["甲小学"] and [name for name, *_ in line["raised"]] == ["丙小学", "丁小学"]
    assert line["drivers"][0][2] == "3.0 ㎡/生，占 40.0%" and line["raised"][0][2] == "还差 20 ㎡"
    assert part.table["作用"].tolist() == ["差异主要来源", "一并补齐", "一并补齐"]
    assert part.table["结论"].unique().tolist() == ["补齐后可以达到"]


def test_where_raising_all_of_the_poor_schools_does_not_suffice_nobody_is_recommended():
    part = raising(remedy("driver", "甲小学", outcome="not_by_raising", raised=None, lowest=0.599, needed=None))
    [line] = part.frame.to_dict("records")
    assert line["way"] == "不能只靠补齐达到：低于标准的 5 所全部补齐，也只由 0.600 到 0.599"
    assert line["raised"] == [] and not line["mended"]


def test_a_spread_above_the_threshold_is_said_to_be_one():
    part = raising(remedy("driver", "甲小学", outcome="not_by_raising", raised=None, lowest=0.6, needed=None, below=0))
    assert part.frame["way"].iloc[0] == "不能只靠补齐达到：各校都已达到标准，差异来自标准以上的部分"


def test_what_drives_a_spread_is_told_by_the_side_of_the_mean_it_is_on():
    said = [raising(remedy("driver", "甲小学", above=above)).frame["drives"].iloc[0] for above in (3, 1, 0)]
    assert said == ["3 所高于平均的学校", "3 所学校（1 所高于平均，2 所低于平均）", "3 所低于平均的学校"]


def test_of_several_breaches_those_that_can_be_mended_come_first():
    part = raising(
        remedy("driver", "甲小学", outcome="not_by_raising", raised=None, needed=None, now=0.9),
        remedy("driver", "乙小学", "丙区"),
        remedy("raise", "丁小学", "丙区"),
    )
    assert part.frame["district"].tolist() == ["丙区", "乙区"]
    assert part.title == "先提升哪些学校：补齐后可以达到上限的是丙区小学教学及辅助用房（2 所）；其余 1 个不能只靠补齐达到"


def test_without_a_breach_there_is_nothing_to_raise_and_that_is_good():
    part = raising()
    assert part.is_empty and part.good and part.empty == "没有差异系数超过上限，不需要为此补齐学校。"
