"""The city has the shape of a real one and the names of none."""

import re

import pytest

from townbase.sample.place import lexicon, places

STEMS = lexicon.TOWN_STEMS + lexicon.SUBDISTRICT_STEMS
KINDS = "中心幼儿园|幼儿园|中心小学|小学|教学点|初级中学|中学|学校|高级中学|特殊教育学校"
# terms of the same families that some real township carries
TAKEN = {"甲子", "丁卯", "小满", "白露", "清明", "大有", "羽林", "昭阳", "上元", "开阳", "黄钟", "大吕", "南吕", "文昌", "玉井"}


def test_every_township_is_named_from_the_lexicon(city):
    towns = city["townships"]
    assert set(towns.name.str.replace("(镇|街道)$", "", regex=True)) <= set(STEMS)
    assert towns.name.is_unique
    assert set(towns.district_name) == set(lexicon.DISTRICTS)


def test_every_school_is_named_from_its_township_and_plain_words(city):
    middle = "|".join([*lexicon.GENERIC, *(f"第{n}" for n in lexicon.NUMERALS)])
    form = re.compile(f"({'|'.join(STEMS)})(镇)?({middle})?({KINDS})")
    strange = [name for name in set(city["schools"].name) if not form.fullmatch(name)]
    assert strange == []


def test_no_stem_is_one_that_a_real_township_carries():
    assert TAKEN.isdisjoint(STEMS)
    assert len(set(STEMS)) == len(STEMS)


def test_no_real_district_of_the_roster_shape_is_named(city):
    text = "".join(city["schools"].name) + "".join(city["townships"].name) + "".join(city["townships"].managing_body)
    for word in ("济南", "山东", "历下", "历城", "莱芜", "章丘", "长清", "商河", "平阴", "槐荫", "天桥"):
        assert word not in text


@pytest.mark.parametrize(
    ("extract", "column"),
    [
        ("townships", "township_id"),
        ("townships", "district_id"),
        ("schools", "school_id"),
        ("schools", "township_id"),
        ("code_changes", "old_id"),
        ("code_changes", "new_id"),
        ("enrolment", "school_id"),
        ("survey", "township_id"),
        ("residency", "township_id"),
        ("delivery", "unit_id"),
        ("certification", "township_id"),
    ],
)
def test_every_code_begins_with_the_unassigned_prefix(city, extract, column):
    assert city[extract][column].str.startswith("99").all()


def test_the_shape_is_that_of_a_city_of_161_townships(city):
    towns = city["townships"]
    assert len(towns) == 161
    assert towns.district_id.nunique() == 13
    assert towns.counted.sum() == 99
    assert 2000 <= (city["schools"].school_year == 2025).sum() <= 2450


def test_no_two_townships_share_a_tile_and_no_district_falls_apart():
    towns = places.townships()
    assert not towns.duplicated(["tile_x", "tile_y"]).any()
    for _, district in towns.groupby("district_id"):
        cells = set(zip(district.tile_x, district.tile_y, strict=True))
        reached, open_ = set(), [min(cells)]
        while open_:
            x, y = open_.pop()
            if (x, y) in cells - reached:
                reached.add((x, y))
                open_ += [(x + i, y + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        assert reached == cells


def test_no_coordinates_stand_beside_invented_places(city):
    assert city["townships"][["longitude", "latitude"]].isna().all().all()
