"""“还差 n” is the truth: n more turn the verdict, n - 1 do not. Rebuilt, not reckoned."""

import random

import pytest

from tests.support.draw_marts import indicator

PLACES = 60


def built(make, row, counts):
    """A city of many townships, one school each, with a drawn numerator and denominator; one urban school."""
    return make(
        {
            "townships": "township_id | name | district_id | counted\n c1 | 城关 | d1 | false\n"
            + "\n".join(f"t{n} | 镇{n} | d1 | true" for n in range(PLACES)),
            "schools": "school_id | school_year | township_id | name | kind | urban_reference\n u1 | 2025 | c1 | 城校 | primary | true\n"
            + "\n".join(f"s{n} | 2025 | t{n} | 校{n} | primary |" for n in range(PLACES)),
            "facilities": "school_id | school_year | stage | function_rooms | function_rooms_due\n u1 | 2025 | primary | 87 | 97\n"
            + "\n".join(f"s{n} | 2025 | primary | {have} | {due}" for n, (have, due) in enumerate(counts)),
        },
        "progress",
        indicators=[{**row, "numerator": "function_rooms", "denominator": "function_rooms_due"}],
    )


def answers(made):
    found = made.rows("select township_id, verdict, shortfall_units from progress where counted")
    return [(verdict, short) for _, verdict, short in sorted(found, key=lambda row: int(row[0][1:]))]


@pytest.mark.parametrize(
    "row",
    [
        indicator(rule="at_least", threshold="1"),
        indicator(rule="at_least", threshold="0.95"),
        indicator(rule="at_least", threshold="0.7"),
        indicator(rule="not_below_urban", threshold=None),
        indicator(rule="at_least", form="per_head", per=100, threshold="4.2"),
    ],
    ids=lambda row: f"{row['rule']}-{row['threshold']}",
)
def test_the_units_still_missing_turn_the_verdict_and_one_fewer_does_not(make, row):
    draw = random.Random(10)
    counts = [(draw.randint(0, due), due) for due in (draw.choice([10, 20, 40, 97, draw.randint(1, 3000)]) for _ in range(PLACES))]
    before = answers(built(make, row, counts))
    short = [n or 0 for _, n in before]
    assert any(n == 1 for n in short) or any(n > 1 for n in short)
    after = answers(built(make, row, [(have + n, due) for (have, due), n in zip(counts, short, strict=True)]))
    assert {verdict for verdict, _ in after} == {"met"}
    almost = answers(built(make, row, [(have + max(n - 1, 0), due) for (have, due), n in zip(counts, short, strict=True)]))
    for (was, _), n, (now, left) in zip(before, short, almost, strict=True):
        assert (now, left) == (("met", None) if was == "met" else ("not_met", 1)), n
