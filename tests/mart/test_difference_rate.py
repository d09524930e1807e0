"""How far a township's results lie under the urban quality schools', without a mean ever leaving the mart."""

from tests.mart.drawing import indicator

ROW = indicator("difference_rate", form="difference_rate", numerator="mean", denominator=None, rule="below", threshold="0.15")
SCHOOLS = """
    school_id | school_year | township_id | name | kind    | urban_quality
    s1        | 2025        | t1          | 甲校 | primary |
    s2        | 2025        | t1          | 乙校 | primary |
    u1        | 2025        | c1          | 城校 | primary | true
"""


def city(make, *papers):
    return make(
        {
            "townships": "township_id | name | district_id | counted\n t1 | 谷雨镇 | d1 | true\n c1 | 城关 | d1 | false",
            "schools": SCHOOLS,
            "assessment": "\n".join(["school_id | school_year | stage | grade | subject | kind | pupils | mean | sd | level3", *papers]),
        },
        *("progress", "difference_rate"),
        indicators=[ROW],
    )


URBAN = ("u1 | 2025 | primary | 4 | 语文 | 市测 | 100 | 80 | |", "u1 | 2025 | primary | 4 | 数学 | 市测 | 100 | 80 | |")


def test_the_worst_subject_decides_and_parts_stay_empty(make):
    made = city(
        make,
        *URBAN,
        "s1 | 2025 | primary | 4 | 语文 | 市测 | 30 | 72 | |",
        "s2 | 2025 | primary | 4 | 语文 | 市测 | 10 | 64 | |",
        "s1 | 2025 | primary | 4 | 数学 | 市测 | 30 | 60 | |",
    )
    assert made.rows("select subject, round(value, 9) from difference_rate where township_id = 't1' order by 2") == [
        ("语文", 0.125),
        ("数学", 0.25),
    ]
    assert made.row("value, verdict, numerator, denominator", indicator_id="difference_rate") == (0.25, "not_met", None, None)


def test_a_rate_of_exactly_the_limit_is_not_below_it(make):
    made = city(make, *URBAN[:1], "s1 | 2025 | primary | 4 | 语文 | 市测 | 30 | 68 | |")
    assert made.verdict(indicator_id="difference_rate")[0] == "not_met"
    made = city(make, *URBAN[:1], "s1 | 2025 | primary | 4 | 语文 | 市测 | 30 | 68.1 | |")
    assert made.verdict(indicator_id="difference_rate") == ("met", "point")


def test_only_equal_papers_are_compared(make):
    made = city(
        make, *URBAN[:1], "s1 | 2025 | primary | 4 | 语文 | 校测 | 30 | 10 | |", "s1 | 2025 | primary | 5 | 语文 | 市测 | 30 | 10 | |"
    )
    assert made.verdict(indicator_id="difference_rate") == ("no_data", "not_reported")


def test_a_better_township_has_a_rate_below_zero_and_is_met(make):
    made = city(make, *URBAN[:1], "s1 | 2025 | primary | 4 | 语文 | 市测 | 30 | 88 | |")
    assert made.row("round(value, 9), verdict, attainment", indicator_id="difference_rate") == (-0.1, "met", 1.0)
