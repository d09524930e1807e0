"""The page 本地就读 in a drawn city of awkward townships: right words, no zero, no crash, history unbroken."""

import re

import pytest

from tests.support.open_page import open_page, page_text, serving
from townbase import words

YEARS = (2023, 2024, 2025)
TOWNSHIPS = """
    township_id | name     | district_id | district_name | kind | area  | counted | junior_served_by
    big         | 谷雨镇   | d1          | 示例一区      | 镇   | town  | true    |
    nojunior    | 霜降镇   | d1          | 示例一区      | 镇   | town  | true    | big
    unserved    | 小寒镇   | d1          | 示例一区      | 镇   | town  | true    |
    tiny        | 大寒镇   | d1          | 示例一区      | 镇   | town  | true    |
    few         | 白露镇   | d1          | 示例一区      | 镇   | town  | true    |
    closed      | 立秋镇   | d1          | 示例一区      | 镇   | town  | true    | big
    left        | 寒露乡   | d1          | 示例一区      | 乡   | town  | true    |
    none        | 夏至镇   | d1          | 示例一区      | 镇   | town  | true    |
    street      | 角宿街道 | d1          | 示例一区      | 街道 | urban | false   |
    oldtown     | 角宿镇   | d1          | 示例一区      | 镇   | urban | false   |
"""
CODES = """
    kind     | old_id  | school_year | new_id
    township | oldtown | 2025        | street
    school   | m1      | 2024        | m2
    school   | s1      | 2025        | s2
"""


def tables():
    schools, pupils, moves = ["school_id | school_year | township_id | name | kind | system"], ["school_id | school_year | stage | grade | pupils"], [
        "township_id | school_year | stage | destination | children"
    ]  # fmt: skip

    def school(code, year, town, kind, grades, size):
        schools.append(f"{code} | {year} | {town} | 校{code} | {kind} | 63")
        pupils.extend(f"{code} | {year} | {'primary' if g <= 6 else 'junior'} | {g} | {size}" for g in grades)

    for year in YEARS:
        school("b", year, "big", "nine_year", range(1, 10), 60)
        # two schools of the township without juniors are merged in 2024
        for code, size in (("m1", 12), ("m2", 18)) if year < 2024 else (("m2", 30),):
            school(code, year, "nojunior", "primary", range(1, 7), size)
        school("u", year, "unserved", "primary", range(1, 7), 20)
        school("t", year, "tiny", "primary", range(1, 7), 1)
        school("f", year, "few", "primary", range(1, 7), 4)
        # a junior school closes in 2024; another township is forgotten in the roster of 2025
        school("c", year, "closed", "nine_year" if year < 2024 else "primary", range(1, 10 if year < 2024 else 7), 20)
        if year < 2025:
            school("l", year, "left", "primary", range(1, 7), 20)
        # a town becomes a street and its school gets a new code
        school("s1" if year < 2025 else "s2", year, "oldtown" if year < 2025 else "street", "nine_year", range(1, 10), 90)
        home = "oldtown" if year < 2025 else "street"
        moves += [
            f"big | {year} | primary | big | {300 + year - 2023}", f"big | {year} | primary | {home} | 40", f"big | {year} | junior | big | 150",
            f"nojunior | {year} | primary | nojunior | 150", f"nojunior | {year} | junior | big | 70", f"nojunior | {year} | junior | {home} | 12",
            f"unserved | {year} | primary | unserved | 100", f"unserved | {year} | junior | {home} | 45",
            f"closed | {year} | primary | closed | 118", f"closed | {year} | junior | {'closed' if year < 2024 else 'big'} | 55", f"left | {year} | primary | left | 110",
            f"tiny | {year} | primary | tiny | 7", f"few | {year} | primary | few | {22 - (year == 2025)}", f"few | {year} | primary | big | 3",
            f"{home} | {year} | primary | {home} | {400 + 10 * (year - 2023)}", f"{home} | {year} | primary | big | 20",
        ]  # fmt: skip
    return {"townships": TOWNSHIPS, "code_changes": CODES, "schools": "\n".join(schools), "enrolment": "\n".join(pupils), "residency": "\n".join(moves)}


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with serving(tables(), tmp_path_factory) as db:
        yield db


def opened(**query) -> str:
    return page_text(open_page("4_retention.py", **query))


def headline(page: str) -> str:
    return re.search(r'<h1 class="tb-headline">(.*?)</h1>', page)[1]


def triangle(page: str) -> str:
    return re.search(r'<table class="tb-t tb-tri">.*?</table>', page, re.S)[0]


@pytest.mark.parametrize(
    "place", [{}, {"district": "d1"}, *({"township": t} for t in ("big", "nojunior", "unserved", "tiny", "few", "none", "closed", "left", "street"))]
)
@pytest.mark.parametrize("stage", ["preschool", "primary", "junior"])
def test_no_place_breaks_the_page(served, place, stage):
    for tab in ({}, {"tab": "went"}, {"tab": "seats"}):
        assert "tb-headline" in opened(**place, **tab, stage=stage)


def test_children_zoned_to_a_neighbour_are_local(served):
    page = opened(township="nojunior", stage="junior")
    assert headline(page).startswith("霜降镇初中本地就读率 85.4%")
    assert "含对口服务的谷雨镇" in page
    assert "没有初中学校，学生到谷雨镇就读，所以没有小学升初中的保留率" in page
    assert "霜降镇 <small>对口服务" not in opened(township="big", stage="primary", tab="went")
    assert re.search(r"霜降镇</a> <small>对口服务", opened(township="big", stage="junior", tab="went"))


def test_nobody_serves_a_township_and_the_rate_does_not_apply(served):
    text = headline(opened(township="unserved", stage="junior"))
    assert words.INAPPLICABLE in text and "45 名在外就读" in text
    assert "0.0%" not in text


def test_under_ten_children_are_not_shown(served):
    page = opened(township="tiny", stage="primary")
    assert "少于 10 人，为保护个人信息不予显示" in headline(page)
    assert "1 个乡镇（街道）户籍学生少于 10 人，未计入" in opened(stage="primary", tab="went")


def test_under_thirty_children_have_a_rate_and_no_verdict(served):
    page = opened(township="few", stage="primary", year="2025")  # its roster has lost a township: it does not open by itself
    assert "87.5%" in headline(page)
    assert "人数少，不作判定" in opened(district="d1", stage="primary")
    assert "不分去向" in opened(township="few", stage="primary", tab="went")


def test_a_place_without_anything_says_what_is_missing(served):
    page = opened(township="none", stage="primary")
    assert f"去向{words.UNREPORTED}" in headline(page)
    assert "0%" not in headline(page)


def test_a_town_that_became_a_street_and_a_school_with_a_new_code_keep_their_history(served):
    page = opened(township="street", stage="primary")
    assert "曾用代码 oldtown" in page
    assert "比上年" in headline(page)
    assert "一年级学年" in triangle(page) and "2023—2024学年</th>" in triangle(page)
    assert "100%</b><small>90人" in triangle(page)


def test_two_schools_merged_midway_are_one_cohort(served):
    assert '<b>100%</b><small>30人</small></td><td class="tb-q1"><b>100%</b><small>30人' in triangle(opened(township="nojunior", stage="primary"))


def test_a_closed_school_and_a_forgotten_roster_name_the_year_they_were_last_seen(served):
    closed = opened(township="closed", stage="junior", tab="went")
    assert "本镇本学年没有初中，最后一次列入是2023—2024学年。" in closed
    assert headline(opened(township="closed", stage="junior")).startswith("立秋镇初中本地就读率 100.0%")
    left = opened(township="left", stage="primary", tab="went", year="2025")
    assert "本学年学校名录中没有本乡的学校，最后一次列入是2024—2025学年。请核对学校名录。" in left
    assert "本镇没有幼儿园。" in opened(township="few", stage="preschool", tab="went")


def test_a_township_leads_down_to_its_indicators_and_to_what_its_rate_is_made_of(served):
    page = opened(township="big", stage="junior")
    assert 'href="township?township=big"' in page
    assert 'href="data?township=big&amp;indicator=local_enrolment&amp;stage=junior"' in page


def test_without_the_registers_of_birth_there_is_no_forecast_and_it_says_why(served):
    page = opened(township="big", stage="primary", tab="seats")
    assert "没有“户籍儿童”（children）" in page and "不能推算" in page
