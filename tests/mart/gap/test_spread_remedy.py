"""Which schools, raised together, bring a district's spread under its limit: the fewest, or said that none do."""

import itertools
import random

import pytest

from townbase.settings import SQL
from townbase.sqlfiles import read_room, select_of

LIMIT, THRESHOLD = 0.45, 6.0


def remedied(alone, schools, limit):
    """The marts over one district's schools as (pupils, value)."""
    total = sum(n for n, _ in schools)
    mean = sum(n * v for n, v in schools) / total
    variance = sum(n * (v - mean) ** 2 for n, v in schools) / total
    rows = [
        f"s{at} | s{at} | t{at} | d1 | 2025 | junior | L4 | {n} | {v!r} | {THRESHOLD} | {str(v >= THRESHOLD).lower()} | {n * (v - mean) ** 2 / total / (variance or 1)!r} | 1.5"
        for at, (n, v) in enumerate(schools)
    ]
    coefficient = variance**0.5 / mean
    con = alone(
        "spread_raise",
        dispersion="district_id | stage | resource | school_year | variant | mean | coefficient_of_variation | allowed | within_limit | covered\n"
        f" d1 | junior | L4 | 2025 | weighted | {mean!r} | {coefficient!r} | {limit} | {str(coefficient <= limit).lower()} | true",
        dispersion_school="\n".join(
            [
                "delivered_id | school_id | township_id | district_id | school_year | stage | resource | pupils:double | value:double | threshold:double | met | share_of_spread:double | lacking:double",
                *rows,
            ]
        ),
    ).con
    for mart in ("spread_remedy", "spread_remedy_school"):
        con.execute(f"create table {mart} as {select_of(read_room('mart')[mart])}")
    return con


def remedy(alone, schools, limit=LIMIT):
    """What the marts say of one district: its row of spread_remedy, and the schools to raise."""
    con = remedied(alone, schools, limit)
    found = con.execute("select outcome, schools_needed, coefficient_raised, lowest_reached, share_of_three, three_above_mean from spread_remedy").fetchall()
    listed = con.execute("select delivered_id from spread_remedy_school order by place").fetchall()
    return (found[0] if found else None), [name for (name,) in listed]


def coefficient(schools, raised=()):
    values = [(n, max(v, THRESHOLD) if at in raised else v) for at, (n, v) in enumerate(schools)]
    total = sum(n for n, _ in values)
    mean = sum(n * v for n, v in values) / total
    return (sum(n * (v - mean) ** 2 for n, v in values) / total) ** 0.5 / mean


def fewest(schools, limit=LIMIT):
    """Every set tried: the size of the smallest that brings the coefficient under the limit, or None."""
    low = [at for at, (_, v) in enumerate(schools) if v < THRESHOLD]
    for size in range(1, len(low) + 1):
        if any(coefficient(schools, raised) <= limit + 1e-9 for raised in itertools.combinations(low, size)):
            return size
    return None


@pytest.mark.parametrize("seed", range(12))
def test_no_smaller_set_would_do_whatever_is_tried(alone, seed):
    draw = random.Random(seed)
    schools = [(draw.choice([60, 200, 500, 1200]), round(draw.choice([1.0, 2.0, 4.0, 5.5, 6.5, 9.0, 14.0]) * draw.uniform(0.9, 1.1), 3)) for _ in range(9)]
    found, listed = remedy(alone, schools)
    if coefficient(schools) <= LIMIT:
        assert found is None
        return
    outcome, needed, reached, *_ = found
    assert needed == fewest(schools)
    assert outcome == ("not_by_raising" if needed is None else "by_raising")
    if needed:
        assert len(listed) == needed
        assert reached == pytest.approx(coefficient(schools, [int(name[1:]) for name in listed]))


def test_where_few_well_equipped_schools_make_the_spread_raising_the_poor_does_not_mend_it(alone):
    # three small schools far above all others, five a little below the threshold
    schools = [(40, 60.0), (40, 62.0), (50, 64.0)] + [(600, 5.8)] * 5 + [(600, 6.4)] * 8
    (outcome, needed, _, lowest, share, above), listed = remedy(alone, schools)
    assert (outcome, needed, listed, above) == ("not_by_raising", None, [], 3)
    assert share > 0.9 and lowest > LIMIT


def test_one_large_school_can_be_enough(alone):
    schools = [(3000, 1.0), (100, 5.9), (1000, 6.2), (1000, 6.4), (900, 6.1)]
    (outcome, needed, reached, *_), listed = remedy(alone, schools)
    assert (outcome, needed, listed) == ("by_raising", 1, ["s0"]) and reached <= LIMIT


def test_the_query_names_what_drives_the_spread_and_whom_to_raise(alone):
    con = remedied(alone, [(3000, 1.0), (100, 5.9), (1000, 6.2), (1000, 6.4), (900, 6.1)], LIMIT)
    con.execute("create table school as select 's' || i as school_id, 2025 as school_year, '校' || i as name from range(5) as r(i)")
    con.execute(
        "create table township as select 't' || i as township_id, '镇' || i as name, 'd1' as district_id, '甲区' as district_name from range(5) as r(i)"
    )
    rows = con.execute(
        (SQL / "query" / "gap" / "remedy.sql").read_text(encoding="utf-8"), {"year": 2025, "stage": None, "district": None, "districts": ["d1"]}
    ).fetchall()
    assert [(row[4], row[7], row[12 + 4], row[17]) for row in rows] == [
        ("driver", "校0", "by_raising", 1), ("driver", "校3", "by_raising", 1), ("driver", "校2", "by_raising", 1), ("raise", "校0", "by_raising", 1),
    ]  # fmt: skip
