"""差异率: a township of one school gets a word and no number, and what is not reported is told from what does not apply."""

import pandas as pd

from tests.views.gap.drawn_rows import ALL
from townbase import words
from townbase.selection import Selection
from townbase.views.gap import difference_rate


def rates(*drawn):
    columns = ["township_id", "name", "stage", "subject", "formula", "value", "met", "judged", "schools"]
    frame = pd.DataFrame(drawn, columns=columns)
    return frame.assign(district_id="d1", district_name="示例一区", allowed=0.15).to_dict("records")


RATES = rates(
    ("t1", "谷雨镇", "primary", "语文", "mean_difference", 0.10, True, True, 3),
    ("t1", "谷雨镇", "primary", "语文", "variance_share", 0.30, False, False, 3),
    ("t2", "霜降镇", "primary", "语文", "mean_difference", None, False, True, 1),
    ("t2", "霜降镇", "primary", "语文", "variance_share", None, False, False, 1),
)


def test_a_township_with_one_school_gets_a_word_and_never_a_number():
    part = difference_rate.townships(RATES, [], "mean_difference", ALL, "")
    assert part.title == "差异率：2 个乡镇中 1 个有学科不低于 0.15"
    assert part.frame["cells"].tolist() == [[("met", "0.100")], [("not_met", "不低于 0.15")]]
    assert part.table.iloc[1].dropna().tolist() == ["示例一区", "霜降镇", "不低于 0.15"]


def without(township, name, verdict):
    return {"township_id": township, "name": name, "district_id": "d1", "district_name": "示例一区", "stage": "junior", "verdict": verdict, "reason": ""}


def test_what_is_not_reported_is_counted_apart_and_told_from_what_does_not_apply():
    tested = rates(
        ("t1", "谷雨镇", "primary", "语文", "mean_difference", 0.10, True, True, 3),
        ("t1", "谷雨镇", "junior", "语文", "mean_difference", 0.10, True, True, 3),
        ("t2", "霜降镇", "primary", "语文", "mean_difference", 0.11, True, True, 3),
        ("t3", "大雪镇", "primary", "语文", "mean_difference", 0.12, True, True, 3),
    )
    part = difference_rate.townships(
        tested, [without("t2", "霜降镇", "no_data"), without("t3", "大雪镇", "not_applicable"), without("t4", "小满镇", "no_data")], "mean_difference", ALL, ""
    )
    assert part.title == "差异率：3 个乡镇已报的学段、学科都低于 0.15，2 个未报齐"
    assert [cells[1] for cells in part.frame["cells"]] == [("met", "0.100"), ("no_data", "未报"), ("not_applicable", words.INAPPLICABLE), ("no_data", "未报")]
    assert part.frame["complete"].tolist() == [True, False, True, False]
    assert part.table["初中语文·判定"].tolist() == ["低于 0.15", "未报", words.INAPPLICABLE, "未报"]


def test_a_rate_that_cannot_be_computed_is_not_said_to_be_high_or_unreported():
    part = difference_rate.townships(
        rates(
            ("t1", "谷雨镇", "primary", "语文", "variance_share", None, None, False, 3),
            ("t2", "霜降镇", "primary", "语文", "variance_share", 0.1, True, False, 3),
        ),
        [],
        "variance_share",
        ALL,
        "",
    )
    assert part.frame["cells"].tolist() == [[("", "—")], [("met", "0.100")]]
    assert part.frame["high"].tolist() == [False, False]


def test_only_townships_whose_word_changes_depend_on_the_formula():
    part = difference_rate.dependent(RATES, ALL, "")
    assert part.frame["name"].tolist() == ["谷雨镇"]
    assert part.title == "换用其他算法，1 个乡镇的差异率判定会变"
    assert part.note == "换用校间方差占比 1 个。"


def test_the_address_chooses_the_formula_and_the_judged_one_needs_no_key():
    assert difference_rate.formula_of(RATES, ALL) == "mean_difference"
    assert difference_rate.formula_of(RATES, Selection(formula="variance_share")) == "variance_share"
    assert difference_rate.formula_of(RATES, Selection(formula="mean_spread")) == "mean_difference"
    assert [(chip["href"], chip["current"]) for chip in difference_rate.chips(RATES, "mean_difference", ALL)] == [
        ("gap", True),
        ("gap?formula=variance_share", False),
    ]
