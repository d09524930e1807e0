"""How far a township's results lie under the urban quality schools', without a mean ever leaving the mart."""

import numpy as np
import pandas as pd
import pytest

from tests.support.draw_marts import indicator
from tests.support.hypothesis_setup import given, settings, st
from tests.support.mart_formulas import mart

ROW = indicator("difference_rate", form="difference_rate", numerator="mean", denominator=None, rule="below", threshold="0.15")
SCHOOLS = """
    school_id | school_year | township_id | name | kind    | urban_quality
    s1        | 2025        | t1          | 甲校 | primary |
    s2        | 2025        | t1          | 乙校 | primary |
    u1        | 2025        | c1          | 城校 | primary | true
"""


def city(make, *papers, schools=SCHOOLS, **more):
    return make(
        {
            "townships": "township_id | name | district_id | counted\n t1 | 谷雨镇 | d1 | true\n c1 | 城关 | d1 | false",
            "schools": schools,
            "assessment": "\n".join(["school_id | school_year | stage | grade | subject | kind | pupils | mean | sd | level3", *papers]),
        },
        *("progress", "difference_rate"),
        indicators=[ROW],
        **more,
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
    assert made.rows("select subject, round(value, 9) from difference_rate where township_id = 't1' and judged order by 2") == [
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
    made = city(make, *URBAN[:1], "s1 | 2025 | primary | 4 | 语文 | 校测 | 30 | 10 | |", "s1 | 2025 | primary | 5 | 语文 | 市测 | 30 | 10 | |")
    assert made.verdict(indicator_id="difference_rate") == ("no_data", "not_reported")


def test_a_better_township_has_a_rate_below_zero_and_is_met(make):
    made = city(make, *URBAN[:1], "s1 | 2025 | primary | 4 | 语文 | 市测 | 30 | 88 | |")
    assert made.row("round(value, 9), verdict, attainment", indicator_id="difference_rate") == (-0.1, "met", 1.0)


TWO = (
    "s1 | 2025 | primary | 4 | 语文 | 市测 | 30 | 72 | 8 |",
    "s2 | 2025 | primary | 4 | 语文 | 市测 | 10 | 64 | 6 |",
    "u1 | 2025 | primary | 4 | 语文 | 市测 | 100 | 80 | 7 |",
)
THREE = """
    school_id | school_year | township_id | name | kind    | urban_quality
    s1        | 2025        | t1          | 甲校 | primary |
    s2        | 2025        | t1          | 乙校 | primary |
    s3        | 2025        | t1          | 丙校 | primary |
    u1        | 2025        | c1          | 城校 | primary | true
"""


def test_each_formula_is_what_its_name_says(make):
    # t1 against 80: 30 pupils at 72, 10 at 64, 10 at 80 with sd 8, 6, 7
    made = city(make, *TWO, "s3 | 2025 | primary | 4 | 语文 | 市测 | 10 | 80 | 7 |", schools=THREE)
    mean = (30 * 72 + 10 * 64 + 10 * 80) / 50
    around = (30 * 8**2 + 10 * 16**2 + 10 * 0) / 50
    inside = (30 * 8**2 + 10 * 6**2 + 10 * 7**2) / 50
    wanted = {"mean_difference": (80 - mean) / 80, "mean_spread": around**0.5 / 80, "variance_share": around / (around + inside)}
    found = dict(made.rows("select formula, value from difference_rate where township_id = 't1'"))
    assert found == pytest.approx(wanted, abs=1e-12)
    assert dict(made.rows("select formula, met from difference_rate where township_id = 't1'")) == {
        "mean_difference": True, "mean_spread": True, "variance_share": False,
    }  # fmt: skip


def test_of_two_schools_only_the_judged_formula_keeps_its_number_and_the_others_their_word(make):
    made = city(make, *TWO)
    assert made.rows("select formula, value is null, met from difference_rate where township_id = 't1' order by 1") == [
        ("mean_difference", False, True),
        ("mean_spread", True, True),
        ("variance_share", True, False),
    ]


def test_without_standard_deviations_there_is_no_share_of_variance(make):
    made = city(make, TWO[2], TWO[0], "s2 | 2025 | primary | 4 | 语文 | 市测 | 10 | 64 | |")
    assert made.rows("select formula from difference_rate where township_id = 't1' order by 1") == [("mean_difference",), ("mean_spread",)]


def test_the_formula_that_is_judged_is_a_setting(make):
    low = [*TWO[:1], TWO[2], "s2 | 2025 | primary | 4 | 语文 | 市测 | 10 | 100 | 6 |"]
    for formula, rate in (("mean_difference", (80 - 79) / 80), ("mean_spread", ((30 * 64 + 10 * 400) / 40) ** 0.5 / 80)):
        made = city(make, *low, settings={"difference_formula": formula})
        assert made.row("value", indicator_id="difference_rate") == pytest.approx(rate, abs=1e-12)
        assert made.rows("select formula from difference_rate where judged and township_id = 't1'") == [(formula,)]


PUPILS, MEAN, SD = st.integers(0, 300), st.none() | st.integers(0, 120), st.none() | st.integers(0, 30)
PAPER = st.tuples(st.sampled_from(["s1", "s2", "s3", "v1", "u1", "u2"]), st.sampled_from(["4", "5"]), PUPILS, MEAN, SD)
TOWN = {"s1": "t1", "s2": "t1", "s3": "t1", "v1": "t2", "u1": "c1", "u2": "c1"}


@settings(max_examples=60, deadline=None)
@given(st.lists(PAPER, min_size=1, max_size=10, unique_by=lambda paper: paper[:2]))
def test_every_formula_agrees_with_pandas(papers):
    rows = [(school, 2025, "primary", grade, "语文", "市测", n, mean, sd) for school, grade, n, mean, sd in papers]
    frame = pd.DataFrame(rows, columns=["school_id", "school_year", "stage", "grade", "subject", "kind", "pupils", "mean", "sd"])
    frame = frame.astype({"mean": "Float64", "sd": "Float64"})
    roster = [(school, school, 2025, town, school.startswith("u")) for school, town in TOWN.items()]
    found = mart(
        "difference_rate",
        assessment=frame,
        roster=pd.DataFrame(roster, columns=["delivered_id", "school_id", "school_year", "township_id", "urban_quality"]),
        township=pd.DataFrame({"township_id": ["t1", "t2", "c1"]}),
        changed={"difference_formula": "mean_difference"},
        indicator_stage=pd.DataFrame([("primary", "difference_rate", 0.15)], columns=["stage", "form", "threshold_number"]),
    )["difference_rate"].set_index(["township_id", "formula"])
    wanted = reckon(frame)
    assert set(found.index) == set(wanted)
    for key, (value, schools) in wanted.items():
        row = found.loc[key]
        shown = key[1] == "mean_difference" or schools >= 3
        assert row.schools == schools
        assert row["value"] == pytest.approx(value, abs=1e-9) if shown else pd.isna(row["value"])
        assert abs(value - 0.15) < 1e-6 or bool(row.met) == (value < 0.15)


def reckon(frame):
    """{(township, formula): (rate, schools)} paper by paper."""
    sat = frame[(frame.pupils > 0) & frame["mean"].notna()].assign(town=lambda f: f.school_id.map(TOWN))
    parts, schools = [], {}
    for _, paper in sat.groupby("grade"):
        urban = paper[paper.school_id.str.startswith("u")]
        if urban.empty or (urban["mean"] * urban.pupils).sum() == 0:
            continue
        level = float((urban["mean"] * urban.pupils).sum() / urban.pupils.sum())
        for town, own in paper.groupby("town"):
            weight = (own.pupils / own.pupils.sum()).to_numpy(float)
            away = own["mean"].to_numpy(float) - level
            around, inside = float((weight * away**2).sum()), float((weight * own["sd"].to_numpy(float, na_value=np.nan) ** 2).sum())
            rates = {"mean_difference": -float((weight * away).sum()) / level, "mean_spread": around**0.5 / level}
            rates["variance_share"] = around / (around + inside) if around + inside else np.nan
            parts += [(town, formula, rate, own.pupils.sum()) for formula, rate in rates.items()]
            schools.setdefault(town, set()).update(own.school_id)
    every = pd.DataFrame(parts, columns=["town", "formula", "rate", "pupils"])
    return {
        key: (float((own.rate * own.pupils).sum() / own.pupils.sum()), len(schools[key[0]]))
        for key, own in every.groupby(["town", "formula"])
        if own.rate.notna().all()
    }
