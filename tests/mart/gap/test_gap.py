"""Town against city, year by year: signs, closing, the year of catching up, and a change in parts that add up."""

import math

import pandas as pd
import pytest

from tests.support.draw_marts import indicator
from tests.support.hypothesis_setup import given, settings, st
from tests.support.mart_formulas import mart

YEARS = (2021, 2022, 2023)
KINDS = {
    "share": {"form": "share", "denominator": "teachers", "rule": "not_below_urban", "per": 1.0},
    "per_pupil": {"form": "per_head", "denominator": "pupils", "rule": "not_below_urban", "per": 100.0},
    "lower": {"form": "share", "denominator": "teachers", "rule": "at_most", "per": 1.0},
}


def made(kind, values, urban, setting="city"):
    """`values` and `urban`: {(area_kind, area_id, year): (numerator, denominator)}; a blank denominator = not returned."""
    row = KINDS[kind]
    stage = {"indicator_id": "x", "stage": "primary", "origin": "school", "scope": "all", "level": "township", "base_year": 2021, **row}
    town = [_value(area, year, cell, row["per"]) for area, year, cell in _flat(values)]
    city = [_value(area, year, cell, row["per"]) | {"scope": "urban"} for area, year, cell in _flat(urban)]
    types = {"numerator": "float", "denominator": "float", "value": "Float64", "coverage": "float", "covered": "boolean", "school_year": "int32"}
    empty = {"area_kind": "str", "area_id": "str", "indicator_id": "str", "stage": "str"}
    return mart(
        "gap_against", "gap",
        indicator_stage=pd.DataFrame([stage]),
        scoped_value=pd.DataFrame(town, columns=[*empty, *types]).astype(types | empty),
        indicator_value=pd.DataFrame(city, columns=[*empty, *types, "scope"]).astype(types | empty | {"scope": "str"}),
        township=pd.DataFrame([("t1", "d1", True), ("t2", "d2", True)], columns=["township_id", "district_id", "counted"]),
        changed={"urban_level": setting},
    )  # fmt: skip


def _flat(drawn):
    return [((kind, area), year, cell) for (kind, area, year), cell in drawn.items()]


def _value(area, year, cell, per):
    numerator, denominator = cell
    value = per * numerator / denominator if denominator else None
    return {
        "area_kind": area[0], "area_id": area[1], "indicator_id": "x", "stage": "primary", "school_year": year,
        "numerator": float(numerator), "denominator": float(denominator), "value": value, "coverage": 1.0, "covered": True,
    }  # fmt: skip


def series(town, urban, kind="share"):
    """One city whose town and urban pools are given by year."""
    areas = {("city", "city", year): cell for year, cell in zip(YEARS, town, strict=False)}
    return made(kind, areas, {("city", "city", year): cell for year, cell in zip(YEARS, urban, strict=False)})["gap"].set_index("school_year")


def test_a_gap_is_town_minus_city_and_closes_on_a_straight_line():
    found = series([(60, 100), (66, 100), (72, 100)], [(80, 100), (82, 100), (84, 100)])
    assert found.gap.tolist() == pytest.approx([-0.20, -0.16, -0.12])
    assert found.closing.tolist()[1:] == [True, True] and pd.isna(found.closing.iloc[0])
    # 0.04 a year from 2021 on: 0.12 are left in 2023, three years more
    assert [pd.isna(found.closes_in.loc[2021]), found.closes_in.loc[2022], found.closes_in.loc[2023]] == [True, 2026, 2026]


def test_a_gap_that_does_not_close_has_no_year():
    found = series([(60, 100), (60, 100), (61, 100)], [(80, 100), (80, 100), (82, 100)])
    assert found.closing.tolist()[1:] == [False, False]
    assert found.closes_in.isna().all()


def test_where_lower_is_better_the_sign_is_turned():
    found = series([(30, 100)], [(20, 100)], kind="lower")
    assert found.gap.iloc[0] == pytest.approx(-0.10)


def test_fewer_pupils_are_a_part_of_their_own_only_where_a_value_is_per_pupil():
    # as many books, a fifth fewer pupils in the towns; the city as it was
    found = series([(100, 100), (100, 80)], [(150, 100), (150, 100)], kind="per_pupil").loc[2022]
    assert (found.change_town, found.change_urban, found.change_pupils) == pytest.approx((0, 0, 25))
    share = series([(60, 100), (60, 80)], [(80, 100), (80, 100)]).loc[2022]
    assert pd.isna(share.change_pupils) and share.change_town == pytest.approx(0.15)


def test_a_district_without_urban_schools_borrows_the_citys_and_says_so():
    values = {("district", "d1", 2021): (60, 100), ("district", "d2", 2021): (70, 100)}
    urban = {("city", "city", 2021): (80, 100), ("district", "d1", 2021): (90, 100)}
    found = made("share", values, urban)
    own = found["gap_against"].query("against == 'district'").set_index("area_id")
    assert own.urban_from.to_dict() == {"d1": "district", "d2": "city"}
    assert own.gap.to_dict() == pytest.approx({"d1": -0.30, "d2": -0.10})
    gap = found["gap"].set_index("area_id")
    assert gap.own_urban.loc["d1"] == pytest.approx(0.9) and pd.isna(gap.own_urban.loc["d2"])
    assert gap.gap.to_dict() == pytest.approx({"d1": -0.20, "d2": -0.10})
    judged = made("share", values, urban, setting="district")["gap"].set_index("area_id")
    assert judged.gap.to_dict() == pytest.approx({"d1": -0.30, "d2": -0.10})


def test_a_change_is_not_told_against_other_schools_than_in_the_base_year():
    values = {("district", "d1", year): (60, 100) for year in (2021, 2022)}
    urban = {("city", "city", 2021): (80, 100), ("city", "city", 2022): (80, 100), ("district", "d1", 2022): (90, 100)}
    row = made("share", values, urban)["gap_against"].query("against == 'district' and school_year == 2022").iloc[0]
    assert pd.isna(row.base_gap) and pd.isna(row.change_town) and pd.isna(row.closing)


AREAS = [("city", "city"), ("district", "d1"), ("district", "d2"), ("township", "t1"), ("township", "t2")]
CELL = st.tuples(st.integers(0, 500), st.integers(0, 400))


@settings(max_examples=60, deadline=None)
@given(
    kind=st.sampled_from(sorted(KINDS)),
    values=st.dictionaries(st.tuples(st.sampled_from(AREAS), st.sampled_from(YEARS)), CELL, min_size=1, max_size=15),
    urban=st.dictionaries(st.tuples(st.sampled_from(AREAS[:3]), st.sampled_from(YEARS)), CELL, max_size=9),
)
def test_every_row_agrees_with_a_second_reckoning(kind, values, urban):
    town = {(*area, year): cell for (area, year), cell in values.items()}
    city = {(*area, year): cell for (area, year), cell in urban.items()}
    found = made(kind, town, city)["gap_against"].set_index(["area_kind", "area_id", "school_year", "against"])
    wanted = {(*key, against): answer for key in town for against in ("city", "district") if (answer := reckon(kind, town, city, key, against))}
    assert set(found.index) == set(wanted)
    for key, answer in wanted.items():
        row = found.loc[key]
        for name, value in answer.items():
            assert (value is None and pd.isna(row[name])) or row[name] == pytest.approx(value, abs=1e-9), (key, name)
        if answer["base_gap"] is not None:
            parts = row.change_town + row.change_urban + (0 if pd.isna(row.change_pupils) else row.change_pupils)
            assert parts == pytest.approx(row.gap - row.base_gap, abs=1e-9 * (1 + abs(row.gap) + abs(row.base_gap)))


def reckon(kind, town, city, key, against):
    """The row in plain Python: each Shapley part as the mean over both orders of changing numerator and pupils."""
    per = KINDS[kind]["per"]
    sign = -1 if kind == "lower" else 1
    now = pair(town, city, key, against, per)
    if now is None:
        return None
    answer = {"gap": sign * (now["town"] - now["urban"]), "town": now["town"], "urban": now["urban"]} | dict.fromkeys(
        ("base_gap", "change_town", "change_urban", "change_pupils")
    )
    base = pair(town, city, (*key[:2], 2021), against, per)
    if base is None or base["from"] != now["from"]:
        return answer
    answer["base_gap"] = sign * (base["town"] - base["urban"])
    if kind != "per_pupil":
        return answer | {"change_town": sign * (now["town"] - base["town"]), "change_urban": -sign * (now["urban"] - base["urban"])}
    made = {side: shapley(base[f"{side}_cell"], now[f"{side}_cell"], per) for side in ("town", "urban")}
    return answer | {
        "change_town": made["town"][0], "change_urban": -made["urban"][0], "change_pupils": made["town"][1] - made["urban"][1],
    }  # fmt: skip


def pair(town, city, key, against, per):
    cell = town.get(key)
    if cell is None or not cell[1]:
        return None
    kind, area, year = key
    district = {"t1": "d1", "t2": "d2"}.get(area, area) if kind != "city" else None
    own = city.get(("district", district, year)) if against == "district" and district else None
    chosen, said = (own, "district") if own and own[1] else (city.get(("city", "city", year)), "city")
    if not chosen or not chosen[1]:
        return None
    return {"town": per * cell[0] / cell[1], "urban": per * chosen[0] / chosen[1], "from": said, "town_cell": cell, "urban_cell": chosen}


def shapley(base, now, per):
    """(what the numerator did, what the pupils did) to numerator ÷ pupils."""
    value = lambda n, p: per * n / p  # noqa: E731
    (n0, p0), (n1, p1) = base, now
    numerator = math.fsum([value(n1, p0) - value(n0, p0), value(n1, p1) - value(n0, p1)]) / 2
    pupils = math.fsum([value(n0, p1) - value(n0, p0), value(n1, p1) - value(n1, p0)]) / 2
    return numerator, pupils


# One district on paper. Two towns' schools s1, s2 and one urban school u1, books in 2021 and 2022:
#   2021: s1 60 books for 100 pupils, s2 40 for 100 -> towns 100/200 = 0.50; u1 80/100 = 0.80; gap -0.30
#   2022: s1 60 for 60 pupils, s2 60 for 100        -> towns 120/160 = 0.75; u1 90/100 = 0.90; gap -0.15
# Towns: books +20 at the mean of 1/200 and 1/160 = 0.005625 -> +0.1125; pupils: 110 x (1/160 - 1/200) = +0.1375.
# City: books +10 at 1/100 -> -0.10. Together 0.1125 + 0.1375 - 0.10 = 0.15 = the change of the gap.
# 0.15 a year: level with the city in 2023.
# Floor of 2022: s1 300 m2 for 60 = 5, s2 400 for 100 = 4, u1 500 for 100 = 5; all 1200/260 = 60/13.
# 差异系数: variance = (60 x (5/13)^2 + 100 x (8/13)^2 + 100 x (5/13)^2) / 260 = (1500 + 6400 + 2500) / 169 / 260 = 10400/43940
#   = 40/169, root = sqrt(40)/13, over 60/13 = sqrt(40)/60 = 0.10541.
# s2's share = 6400/10400 = 8/13. Raised to 4.5 (450 m2): mean 1250/260 = 125/26, deviations 5/26, -8/26, 5/26:
#   variance = (60 x 25 + 100 x 64 + 100 x 25) / 676 / 260 = 10400/175760, root = sqrt(10400/260)/26 = sqrt(40)/26, over 125/26.
PAPER = {
    "townships": "township_id | name | district_id | counted\n t1 | 谷雨镇 | d1 | true\n t2 | 霜降镇 | d1 | true\n c1 | 城关街道 | d1 | false",
    "schools": "school_id | school_year | township_id | name | kind | urban_reference\n"
    + "\n".join(
        f"{school} | {year} | {town} | {school} | primary | {urban}"
        for year in (2021, 2022)
        for school, town, urban in (("s1", "t1", ""), ("s2", "t2", ""), ("u1", "c1", "true"))
    ),
    "enrolment": """
        school_id | school_year | stage   | grade | pupils | classes
        s1        | 2021        | primary | 1     | 100    | 3
        s2        | 2021        | primary | 1     | 100    | 3
        u1        | 2021        | primary | 1     | 100    | 3
        s1        | 2022        | primary | 1     | 60     | 2
        s2        | 2022        | primary | 1     | 100    | 3
        u1        | 2022        | primary | 1     | 100    | 3
    """,
    "facilities": """
        school_id | school_year | stage   | new_books | floor_area
        s1        | 2021        | primary | 60        |
        s2        | 2021        | primary | 40        |
        u1        | 2021        | primary | 80        |
        s1        | 2022        | primary | 60        | 300
        s2        | 2022        | primary | 60        | 400
        u1        | 2022        | primary | 90        | 500
    """,
}
BOOKS = indicator("books", form="per_head", numerator="new_books", denominator="pupils", rule="not_below_urban", threshold=None, value_unit="册/生")


def test_one_district_comes_out_as_on_paper(make):
    found = make(PAPER, "gap", "dispersion_school", "theil", indicators=[BOOKS])
    row = found.one(
        "select town, urban, gap, base_gap, closing, closes_in, change_town, change_urban, change_pupils, own_gap from gap"
        " where area_id = 'd1' and school_year = 2022"
    )
    assert row == pytest.approx((0.75, 0.90, -0.15, -0.30, True, 2023, 0.1125, -0.10, 0.1375, -0.15), abs=1e-12)
    [value] = found.one("select coefficient_of_variation from dispersion where variant = 'weighted' and resource = 'L4' and school_year = 2022")
    assert value == pytest.approx(math.sqrt(40) / 60, abs=1e-12)
    share, raised, lacking = found.one(
        "select share_of_spread, coefficient_raised, lacking from dispersion_school where delivered_id = 's2' and resource = 'L4'"
    )
    assert (share, raised, lacking) == pytest.approx((8 / 13, math.sqrt(40) / 125, 50), abs=1e-12)
    # of 1,200 m2 the towns have 700 for 160 pupils, the city 500 for 100; within the towns 300 for 60 and 400 for 100
    town, city = 700 / 1200 * math.log(700 / 1200 / (160 / 260)), 500 / 1200 * math.log(500 / 1200 / (100 / 260))
    inside = 700 / 1200 * (3 / 7 * math.log(3 / 7 / (6 / 16)) + 4 / 7 * math.log(4 / 7 / (10 / 16)))
    parts = found.one("select between_districts, sides_in_districts, rest from theil where resource = 'L4' and school_year = 2022")
    assert parts == pytest.approx((0, town + city, inside), abs=1e-12)
