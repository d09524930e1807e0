"""The schools of the city: names, kinds, sizes, when they open, close, merge or change code."""

import numpy as np
import pandas as pd

from townbase.asking import tuples
from townbase.sample.draws import Draws
from townbase.sample.place import closing, lexicon, places
from townbase.sample.place.stories import Stories

FIRST_YEAR, LAST_YEAR = 2016, 2026
KIND_DIGIT = {"kindergarten": 1, "primary": 2, "teaching_point": 2, "junior": 3, "nine_year": 4, "other": 5}
STAGES_OF = {
    "kindergarten": ["preschool"],
    "primary": ["primary"],
    "junior": ["junior"],
    "nine_year": ["primary", "junior"],
}
RECODED_IN = 2023
SECOND_JUNIOR_OPENS = 2018
LARGE_TOWN = 1.5


def schools(townships: pd.DataFrame, stories: Stories, seed: int) -> pd.DataFrame:
    """One row per school that ever stood, with `s`, its position; years of roster from `opens` to `closes`."""
    # which schools stand is the same for every seed, as the townships are: an address of the sample stays good
    draws = Draws(0, "schools")
    rows: list[dict] = []
    for town in townships.itertuples():
        rows += _of_township(town, stories, draws)
    frame = pd.DataFrame(rows)
    frame["s"] = range(len(frame))
    number = frame.groupby(frame.kind.map(KIND_DIGIT)).cumcount() + 1
    frame["school_id"] = ["9999" + str(KIND_DIGIT[k]) + f"{n:05d}" for k, n in zip(frame.kind, number, strict=True)]
    frame["merged_into"] = -1
    frame["old_id"] = None
    _parents(frame)
    closing.close(frame, Draws(seed, "closing"))
    _recode(frame, stories)
    _mark_quality(frame, townships)
    frame["strength"] = Draws(seed, "strength").bell(len(frame))
    return frame


def _of_township(town, stories: Stories, draws: Draws) -> list[dict]:
    if town.counted:
        return _town_schools(town, stories, draws)
    return _urban_schools(town, draws)


def _town_schools(town, stories: Stories, draws: Draws) -> list[dict]:
    size, tiny = stories.size[town.t], town.t == stories.tiny
    prefix = town.name if town.kind == "镇" else town.stem
    generic = iter(draws.generator.permutation(lexicon.GENERIC))
    kindergartens = 1 if tiny else 2 + int(size * 4.4) + int(draws.whole(0, 1))
    villages = 0 if town.t in stories.single_primary else 1 + int(size * 2.6) + int(draws.whole(0, 1))
    points = 0 if town.t in stories.single_primary else int(draws.whole(0, 2))
    rows = [_school(town, "kindergarten", prefix + "中心幼儿园", 1.6, seat=True, code="210")]
    for i in range(kindergartens - 1):
        own = "public" if draws.unit() < 0.42 else "affordable_private" if draws.unit() < 0.8 else "other_private"
        label = f"第{lexicon.NUMERALS[i + 1]}" if own == "public" and i < 9 else str(next(generic))
        rows.append(_school(town, "kindergarten", prefix + label + "幼儿园", 0.5 + float(draws.unit()), ownership=own))
    rows.append(_school(town, "primary", prefix + "中心小学", 1.8 + float(draws.unit()), seat=True, code="210"))
    for i in range(villages):
        rows.append(_school(town, "primary", f"{prefix}第{lexicon.NUMERALS[i + 1]}小学", 0.35 + float(draws.unit())))
    for _ in range(points):
        rows.append(
            _school(town, "teaching_point", prefix + str(next(generic)) + "教学点", 0.05 + 0.1 * float(draws.unit()))
        )
    if town.t not in stories.no_junior:
        rows.append(_school(town, "junior", prefix + "第一初级中学", 2.0, seat=True, code="210"))
        if size > 1.0 and draws.unit() < 0.6:
            rows.append(_school(town, "junior", prefix + "第二初级中学", 0.7 + float(draws.unit())))
        if size > 0.7 and draws.unit() < 0.36 and town.t not in stories.single_primary:
            rows.append(
                _school(town, "nine_year", prefix + str(next(generic)) + "学校", 0.6 + 0.5 * float(draws.unit()))
            )
    if town.t in stories.county_seat:
        rows.append(_school(town, "other", prefix + "高级中学", 2.0, code="121"))
        rows.append(_school(town, "other", prefix + "特殊教育学校", 0.1, code="121"))
    elif size > LARGE_TOWN:
        rows.append(_school(town, "other", prefix + "高级中学", 1.2, code="121"))
    return rows


def _urban_schools(town, draws: Draws) -> list[dict]:
    generic = iter(draws.generator.permutation(lexicon.GENERIC))
    rows = []
    for i in range(int(draws.whole(7, 12))):
        own = "public" if draws.unit() < 0.5 else "affordable_private" if draws.unit() < 0.75 else "other_private"
        name = f"第{lexicon.NUMERALS[i]}" if own == "public" and i < 10 else str(next(generic))
        opens = 2017 + (town.t + i) % 4 if i > 3 and i % 3 == 0 and own == "public" else FIRST_YEAR
        rows.append(_urban(town, "kindergarten", town.stem + name + "幼儿园", 0.6 + float(draws.unit()), own, opens))
    for i in range(int(draws.whole(3, 5))):
        rows.append(
            _urban(town, "primary", f"{town.stem}第{lexicon.NUMERALS[i]}小学", 0.8 + float(draws.unit()), "public")
        )
    for i in range(int(draws.whole(1, 2))):
        opens = SECOND_JUNIOR_OPENS + town.t % 7 if i and town.t % 3 == 0 else FIRST_YEAR
        name = f"{town.stem}第{lexicon.NUMERALS[i]}中学"
        rows.append(_urban(town, "junior", name, 1.2 + float(draws.unit()), "public", opens))
    if draws.unit() < 0.5:
        own = "public" if draws.unit() < 0.7 else "other_private"
        opens = int(draws.whole(2018, 2023)) if draws.unit() < 0.5 else FIRST_YEAR
        rows.append(_urban(town, "nine_year", town.stem + str(next(generic)) + "学校", 0.9, own, opens))
    senior = float(draws.unit())
    if senior < 0.7:
        size = 1.5 + (float(draws.unit()) if senior < 0.4 else 0.3)
        rows.append(_school(town, "other", town.stem + "高级中学", size, code="111"))
    return rows


def _school(town, kind, name, size, *, seat=False, ownership="public", code="220", opens=FIRST_YEAR) -> dict:
    return {
        "t": town.t,
        "district_id": town.district_id,
        "kind": kind,
        "name": name,
        "size": size,
        "seat": seat,
        "system": "54" if town.district_id == places.SYSTEM_54 else "63",
        "urban_reference": False,
        "urban_quality": False,
        "ownership": ownership,
        "code": code,
        "opens": opens,
        "closes": LAST_YEAR,
    }


def _urban(town, kind, name, size, ownership, opens=FIRST_YEAR) -> dict:
    row = _school(town, kind, name, size, ownership=ownership, opens=opens, code="111" if town.t % 4 else "112")
    row["urban_reference"] = ownership == "public"
    return row


def _parents(frame: pd.DataFrame) -> None:
    """Teaching points and public village kindergartens belong to the school at the seat."""
    seat = {(row.t, row.kind): row.s for row in tuples(frame[frame.seat])}
    frame["parent"] = [
        seat.get((row.t, "primary"), -1)
        if row.kind == "teaching_point"
        else seat.get((row.t, "kindergarten"), -1)
        if row.kind == "kindergarten" and row.ownership == "public" and not row.seat
        else -1
        for row in tuples(frame)
    ]


def _recode(frame: pd.DataFrame, stories: Stories) -> None:
    """One junior school got a new code in 2023; its earlier rosters carry the old one."""
    row = frame[(frame.t == stories.recoded_school_in) & (frame.kind == "junior")].index[0]
    frame.loc[row, "old_id"] = "9999390001"


def _mark_quality(frame: pd.DataFrame, townships: pd.DataFrame) -> None:
    """Of the urban reference schools of the four old districts, every fourth is an urban quality school."""
    old = townships.district_id.isin([shape[0] for shape in places.SHAPE[:4]]).to_numpy()
    pupils = frame.kind.isin(["primary", "junior", "nine_year"]) & frame.urban_reference & old[frame.t]
    frame.loc[frame.index[pupils][::4], "urban_quality"] = True


def roster(frame: pd.DataFrame) -> pd.DataFrame:
    """School × school year, for the years a school stood: s, t, year and what the roster says of it."""
    years = np.arange(FIRST_YEAR, LAST_YEAR + 1)
    table = frame.loc[np.repeat(frame.index, len(years))].copy()
    table["year"] = np.tile(years, len(frame))
    return table[(table.year >= table.opens) & (table.year <= table.closes)].reset_index(drop=True)
