"""What 学位够吗 says of frames drawn here."""

from dataclasses import replace

import pandas as pd
import pytest

from tests.support.retention_rows import CITY, TOWN
from townbase.selection import Selection
from townbase.views.retention.seats import base_year, forecast, small_schools, staff
from townbase.views.retention.seats import shortages as retention_seats
from townbase.views.retention.seats.forecast_file import gap_words, range_words


def seat(**more):
    row = {"township_id": "t1", "name": "小寒镇", "district_id": "d1", "district_name": "示例一区", "ahead": 1, "target_year": 2026, "pupils": 98,
           "expected": 100.0, "low": 95.0, "high": 105.0, "places": 100, "places_spare": 0.0, "word": "open", "backtested": True,
           "used_now": 0.98, "used": 1.0}  # fmt: skip
    return row | more


def ahead(**more):
    row = {"stage": "junior", "measure": "roll", "pupils": 100.0, "expected": 120.4, "low": 115.0, "high": 126.0, "expected_98": 130.0, "error": 0.05,
           "median_error": 0.02, "tests": 40, "years": 4, "backtested": True, "places": 110, "places_spare": -10.4, "word": "short",
           "classes": 3, "classes_needed": 4, "teachers": 10, "teachers_needed": 12.04, "townships": 1, "complete": True, "ahead": 1, "target_year": 2026, "came": None}  # fmt: skip
    return pd.DataFrame([row | more])


def returns(*rows):
    """(year, due, enrolled, registered, settled, reckoned)"""
    frame = pd.DataFrame(rows, columns=["school_year", "due", "enrolled", "registered", "settled", "reckoned"])
    parts = ("enrolled", "registered", "settled", "reckoned")
    return frame.assign(**{f"{part}_whole": frame[part] >= 0.95 * frame["due"] for part in parts})


def test_townships_stand_by_the_size_of_what_they_lack_in_the_year_that_lacks_most():
    rows = [
        seat(expected=130.0, places_spare=-30.0, word="short"),
        seat(target_year=2030, ahead=5, expected=150.0, low=None, high=None, places_spare=-50.0, word=None, backtested=False),
        seat(township_id="t2", name="大寒镇", expected=90.0, places_spare=10.0, word="spare"),
        seat(township_id="t2", name="大寒镇", target_year=2030, ahead=5, expected=170.4, low=None, high=None, places_spare=-70.4, word=None, backtested=False),
    ]
    part = retention_seats.seats(replace(CITY, kind="city"), pd.DataFrame(rows), Selection())
    assert part.title == "2030—2031学年初中学位预计不够的 2 个乡镇（街道），合计缺 120 个"
    assert part.frame[["name", "left", "since"]].values.tolist() == [["大寒镇", -70, 2030], ["小寒镇", -50, 2026]]
    assert "没有往年可以检验" in part.note


def test_where_places_are_left_over_the_most_stands_first_and_the_short_are_told():
    rows = [seat(expected=40.0, places_spare=60.0, word="spare", used=0.4), seat(township_id="t2", expected=105.0, places_spare=-5.0)]
    part = retention_seats.seats(CITY, pd.DataFrame(rows), Selection())
    assert part.title == "2026—2027学年初中学位：2 个乡镇（街道）合计富余 55 个"
    assert part.frame["left"].tolist() == [60, -5]
    assert "1 个乡镇（街道）预计缺，合计 5 个" in part.note


def test_teachers_over_in_primary_stand_beside_those_that_junior_schools_lack():
    rows = [
        {"area_kind": kind, "area_id": id_, "district_name": name, "stage": stage, "ahead": ahead, "target_year": 2025 + ahead,
         "teachers": 100, "teachers_needed": needed, "classes": 10, "classes_needed": 9}
        for kind, id_, name in (("city", "city", None), ("district", "d1", "示例一区"))
        for stage, ahead, needed in (("primary", 1, 95.0), ("primary", 2, 80.2), ("junior", 1, 101.0), ("junior", 2, 130.4))
    ]  # fmt: skip
    part = staff.staff(CITY, pd.DataFrame(rows), Selection())
    assert part.title == "2027—2028学年：小学教师富余 20 名，初中教师不足 30 名"
    assert part.frame[["primary_classes", "junior_classes"]].values.tolist() == [[1, 1], [1, 1]]
    assert part.frame[["name", "primary", "junior", "both"]].values.tolist() == [["示例一区", 20, -30, -10], ["全市", 20, -30, -10]]


@pytest.mark.parametrize(
    ("places", "low", "high", "word", "text"),
    [
        (100, 110, 120, "short", "缺口 10—20 个"), (100, 80, 90, "spare", "富余 10—20 个"),
        (100, 90, 105, "open", "缺口 5 个至富余 10 个"), (None, 90, 105, None, "核定学位未报齐"), (100, 110, 110, "short", "缺口 10 个"),
    ],
)  # fmt: skip
def test_places_against_the_range_in_words(places, low, high, word, text):
    assert gap_words(places, low, high, word) == text


def test_a_forecast_prints_its_past_errors():
    part = forecast.forecast(TOWN, ahead())
    assert part.title == "初中在校生预计到2026—2027学年增至 120 人，该学年核定学位有缺口"
    assert part.note.startswith("以2025—2026学年在校生为起点")
    assert "1 年后误差一半在 2.0% 以内，九成在 5.0% 以内（40 次）" in part.note
    assert "全部在 5.0% 以内（4 次）" in forecast.forecast(TOWN, ahead(tests=4)).note


@pytest.mark.parametrize(
    ("seats", "text"),
    [
        (("spare", "short", "short"), "，2027—2028学年起核定学位有缺口"), (("short", "spare", "spare"), "，2026—2027学年核定学位有缺口"),
        (("spare", "spare", "short"), "，该学年核定学位有缺口"), (("spare", "spare", "spare"), "，核定学位够用"),
    ],
)  # fmt: skip
def test_a_shortage_lasts_only_as_long_as_the_rows_say(seats, text):
    # the year named is the last: as many places are lacking in every year, or none
    left = {"short": -10.4, "spare": 5.0}
    rows = pd.concat([ahead(ahead=at, target_year=2025 + at, word=word, places_spare=left[word] - at / 100) for at, word in enumerate(seats, 1)])
    assert forecast.forecast(TOWN, rows).title.endswith(text)


def test_the_file_of_a_forecast_holds_all_that_the_screen_shows():
    intake = ahead(measure="intake", expected=41.2, low=39.6, high=43.4, expected_98=None, places=None, word=None)
    file = forecast.forecast(TOWN, pd.concat([ahead(came=118.0), intake])).table
    assert file["学年"].tolist() == ["2025—2026学年", "2026—2027学年"]
    assert file["实际在校生（人）"].tolist() == [100, 118]
    row = file.iloc[1]
    ends = ("下限", "上限")
    assert [row[f"区间{end}（人）"] for end in ends] == [115, 126]
    assert [row[f"首年级区间{end}（人）"] for end in ends] == [40, 43]
    # 缺口 5—16 个
    assert [row[f"学位余缺{end}（个）"] for end in ends] == [-16, -5]
    assert (row["本地就读率 98% 时在校生（人）"], row["本地就读率 98% 时学位余缺（个）"], row["学位"]) == (130, -20, "缺口")


def test_a_forecast_starts_from_the_newest_year_that_is_known_well_enough():
    rows = returns((2024, 100, 100, 100, 100, 100), (2025, 100, 100, 100, 96, 95), (2026, 100, 60, 100, 20, 20))
    assert base_year.base(rows, 2024, chosen=False) == base_year.Base(2025)
    # the reader's own year stays
    assert base_year.base(rows, 2024, chosen=True) == base_year.Base(2024)


@pytest.mark.parametrize(
    ("newer", "text"),
    [
        ((2026, 100, 99, 100, 41, 40), "但全市应报的 100 个乡镇（街道）中只有 41 个报了户籍学生去向，分不出本地户籍和外来就读的学生"),
        ((2026, 100, 99, 50, 99, 40), "但全市应报的 100 个乡镇（街道）中只有 50 个报了户籍儿童"),
        ((2026, 100, 99, 99, 99, 94), "但全市应报的 100 个乡镇（街道）中只有 94 个可以推算"),
    ],
)
def test_a_forecast_that_cannot_start_from_a_counted_year_says_what_is_lacking(newer, text):
    why = base_year.base(returns((2025, 100, 100, 100, 100, 100), newer), 2025, chosen=False).why
    assert why.startswith("全市统一从2025—2026学年起推算：2026—2027学年在校生已报齐，")
    assert text in why
    assert why in forecast.forecast(TOWN, ahead(), why).note


def test_the_range_of_a_very_small_township_is_called_what_it_is():
    assert "只供参考" in forecast.forecast(TOWN, ahead(pupils=74.0)).note
    assert "只供参考" not in forecast.forecast(TOWN, ahead()).note


def test_a_forecast_without_history_gives_no_range():
    part = forecast.forecast(TOWN, ahead(tests=None, error=None, low=None, high=None, word=None))
    assert "不给区间" in part.note
    assert range_words(None, None) == "—"


def test_without_children_the_forecast_says_what_it_waits_for():
    waiting = replace(TOWN, births=False)
    assert "children" in forecast.forecast(waiting, ahead().iloc[:0]).empty
    assert forecast.forecast(replace(TOWN, absent="本镇没有初中。"), ahead().iloc[:0]).empty == "本镇没有初中。不能推算。"


def test_the_readers_threshold_stands_in_the_title_and_in_the_links():
    rows = pd.DataFrame(
        [
            {
                "school_id": "s",
                "name": "甲校",
                "township_id": "t1",
                "township": "小寒镇",
                "district_id": "d1",
                "district_name": "示例一区",
                "pupils": 31,
                "expected_1": 29.0,
                "expected_2": 28.0,
                "expected_3": 27.0,
            }
        ]
    )
    part = small_schools.schools(TOWN, rows, Selection(under="30"))
    assert part.title == "1 所初中今后三年首年级可能少于 30 人"
    assert [text for text, _, on in small_schools.thresholds(Selection(under="30")) if on] == ["少于 30 人"]
