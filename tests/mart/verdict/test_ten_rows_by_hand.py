"""Ten rows worked by hand: what was counted, what it is held against, and the verdict, each on a line of a table."""

import pytest

from tests.support.draw_delivery import cells
from tests.support.draw_marts import indicator

# have of (or per) `of`, held against a threshold or against the urban schools; how it was worked stands at the end
HELD = """
    rule            | threshold | form     | per | have | of   | urban | value  | target | state          | short | worked
    at_least        | 0.9       | share    | 1   | 17   | 20   |       | 0.85   | 0.9    | not_met        | 1     | 90 % of 20 is 18, one more than 17
    at_least        | 4.2       | per_head | 100 | 40   | 1000 |       | 4      | 4.2    | not_met        | 2     | 4.2 a hundred of 1000 are 42
    below           | 0.15      | share    | 1   | 3    | 20   |       | 0.15   | 0.15   | not_met        |       | 15 % is not below 15 %; no more of it would help
    not_below_urban |           | share    | 1   | 40   | 100  | 8/20  | 0.4    | 0.4    | met            |       | level with 8 of 20
    not_below_urban |           | share    | 1   | 19   | 49   | 8/20  | 0.3878 | 0.4    | slightly_below |       | 40 % of 49 is 19.6: 0.6 of a teacher and 1.2 points short
    not_below_urban |           | share    | 1   | 7    | 19   | 8/20  | 0.3684 | 0.4    | not_met        | 1     | 0.6 of a teacher short, but 3.2 points
    not_below_urban |           | share    | 1   | 36   | 100  | 8/20  | 0.36   | 0.4    | not_met        | 4     | four short: with three more one whole teacher would still be missing
"""
# local of 100 found, in 2023, 2024 and 2025; 2023 is the base year
RISING = """
    shares     | verdict | reason    | worked
    60 61 62   | met     | each_year | above the year before, twice
    60 70 65   | not_met | overall   | above 60, but 65 is not above 70
    99 98 98   | met     | high      | did not rise; 98 % in both of the last two years
"""
PLACES = "township_id | name | district_id | counted\n t1 | 谷雨镇 | d1 | true\n c1 | 城关 | d1 | false"


@pytest.mark.parametrize("row", cells(HELD)[1], ids=lambda row: row[-1])
def test_a_row_held_against_a_number_or_the_city(make, row):
    rule, threshold, form, per, have, of, urban, value, target, state, short, _ = row
    lines = [f"s1 | 2025 | primary | {have} | {of}"]
    if urban:
        lines.append(f"u1 | 2025 | primary | {' | '.join(urban.split('/'))}")
    made = make(
        {
            "townships": PLACES,
            "schools": "school_id | school_year | township_id | name | kind | urban_reference\n s1 | 2025 | t1 | 甲校 | primary |\n u1 | 2025 | c1 | 城校 | primary | true",
            "staffing": "\n".join(["school_id | school_year | stage | backbone_teachers | teachers", *lines]),
        },
        "progress",
        indicators=[indicator(numerator="backbone_teachers", denominator="teachers", rule=rule, threshold=threshold, form=form, per=int(per))],
    )
    assert made.row("round(value, 4), target, state, shortfall_units") == (float(value), float(target), state, int(short) if short else None)


@pytest.mark.parametrize("row", cells(RISING)[1], ids=lambda row: row[-1])
def test_a_row_that_must_rise(make, row):
    shares, verdict, reason, _ = row
    years = dict(zip((2023, 2024, 2025), shares.split(), strict=True))
    residency = [f"t1 | {year} | primary | t1 | {n}\n t1 | {year} | primary | other_city | {100 - int(n)}" for year, n in years.items()]
    made = make(
        {
            "townships": PLACES,
            "schools": "school_id | school_year | township_id | name | kind\n" + "\n".join(f"s1 | {year} | t1 | 甲校 | primary" for year in years),
            "residency": "\n".join(["township_id | school_year | stage | destination | children", *residency]),
        },
        "progress",
        indicators=[indicator(numerator="local", denominator="found", rule="rising", threshold="each_year")],
        goals={"base_year": 2023},
    )
    assert made.row("verdict, reason") == (verdict, reason)
