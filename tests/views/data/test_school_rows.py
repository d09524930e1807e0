"""Behind one figure: the delivered rows of a school, the parts of a township, and where a drill must end.

Held here too: townbase.views.data.defined_indicator, townbase.views.data.drill_limits.
"""

import pandas as pd
import pytest

from tests.support.draw_delivery import cells
from tests.support.views_delivery import TABLES, published
from townbase import words
from townbase.selection import Selection
from townbase.views.data.school_rows import school_rows
from townbase.views.data.township_rows import township_rows

YEAR = 2025


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    return published(tmp_path_factory.mktemp("city"))[0]


def school(ask, **chosen):
    return school_rows(ask, Selection(**chosen), YEAR)


def township(ask, **chosen):
    return township_rows(ask, Selection(**chosen), YEAR)


def amounts(part):
    """(use, value, file, row, note) of every line."""
    return [
        (row["用途"], None if pd.isna(row["数值"]) else row["数值"], row["文件"], None if pd.isna(row["行"]) else row["行"], row["说明"])
        for row in part.table.to_dict("records")
    ]


def test_numerator_and_denominator_stand_with_file_and_row(ask):
    found = school(ask, school="p1", indicator="backbone")
    assert found.figures == ("2025—2026学年小学：25.0%＝分子 10 名 ÷ 分母 40 名",)
    assert amounts(found.rows) == [("分子", 10, "staffing.parquet", 3, ""), ("分母", 40, "staffing.parquet", 3, "")]
    assert found.rows.title == "2 个数，来自 1 个文件的 1 行：staffing.parquet"
    [(*_, sha256)] = set(found.rows.table[["数据时点", "来源", "审核", "SHA-256"]].itertuples(index=False))
    assert len(sha256) == 64


def test_every_row_named_is_the_row_of_the_file_that_holds_the_value(ask):
    header, drawn = cells(TABLES["staffing"])
    for at, row in enumerate(drawn, start=1):
        text = dict(zip(header, row, strict=True))
        if text["school_id"] in ("o3", "gone"):
            continue
        table = school(ask, school=text["school_id"], indicator="backbone").rows.table
        own = table[table["报送代码"] == text["school_id"]]
        assert set(own["行"]) == {at}
        assert dict(zip(own["用途"], own["数值"], strict=True)) == {"分子": int(text["backbone_teachers"]), "分母": int(text["teachers"])}


def test_a_school_that_returned_nothing_has_no_nought_but_says_where_it_is_missing(ask):
    found = school(ask, school="p2", indicator="backbone", stage="primary")
    assert amounts(found.rows) == [("分子", None, "", None, words.UNREPORTED), ("分母", None, "", None, words.UNREPORTED)]
    assert set(found.rows.table["数据"]) == {"教师"} and found.figures == ("2025—2026学年小学：没有数值，分子或分母未报",)


def test_of_a_merged_school_each_old_code_shows_its_own_row_and_says_when_it_does_not_count(ask):
    found = school(ask, school="p3", indicator="backbone")
    assert amounts(found.rows) == [
        ("分子", 3, "staffing.parquet", 5, ""),
        ("分母", 9, "staffing.parquet", 6, "分子未报，不计入"),
        ("分母", 11, "staffing.parquet", 5, ""),
    ]
    assert "分子 3 名 ÷ 分母 11 名" in found.figures[0]


def test_a_school_that_is_or_is_not_something_says_yes_or_no(ask):
    yes, no = (school(ask, school=code, indicator="equipment") for code in ("p1", "p2"))
    assert "：是（" in yes.figures[0] and "不计入分子" in no.figures[0]
    assert [row["text"] for row in no.rows.frame.to_dict("records")] == ["否", "1 所"]
    assert amounts(no.rows)[0] == ("分子", 0, "facilities.parquet", 2, "") and no.rows.table["单位"][0] == "1 是，0 否"
    # the school itself stands in the roster
    assert amounts(no.rows)[1] == ("分母", 1, "schools.parquet", 3, "")


def test_pupils_and_classes_are_the_rows_of_the_grades_that_add_up_to_them(ask):
    found = school(ask, school="p1", indicator="course_complete")
    assert amounts(found.rows) == [
        ("分子", None, "", None, words.UNREPORTED),
        ("分母", 3, "enrolment.parquet", 1, ""),
        ("分母", 2, "enrolment.parquet", 2, ""),
    ]
    assert found.figures == ("2025—2026学年小学：没有数值，分子或分母未报",)


def test_the_seven_resources_are_reckoned_from_rows_that_stand_under_them(ask):
    found = school(ask, school="p1", indicator="seven_resource").rows.table
    reckoned = found[found["文件"] == "算出"]
    assert list(reckoned["用途"]) == [f"分子：资源{n}" for n in "一二三四五六七"] and reckoned["行"].isna().all()
    # 39 of 200 pupils, in a hundred; 1000.5 ㎡ over 200 pupils
    assert reckoned["数值"].iloc[0] == 19.5 and reckoned["数值"].iloc[3] == 5.0025 and set(reckoned["说明"]) == {"达到"}
    under = found[(found["文件"] != "算出") & found["用途"].str.startswith("分子：资源")]
    assert list(under["数值"]) == [39, 10, 4, 1000.5, 2000, 500000, 8]
    assert found[found["用途"] == "分子：学生数"]["数值"].sum() == 200


def test_a_lead_school_at_the_seat_rests_on_two_files(ask):
    found = school(ask, school="p1", indicator="bridge_seat_share")
    assert [line[:4] for line in amounts(found.rows)] == [
        ("分子", 1, "teaching.parquet", 1), ("分子", 1, "schools.parquet", 2), ("分母", 1, "teaching.parquet", 1)
    ]  # fmt: skip


@pytest.mark.parametrize("indicator", ["difference_rate", "level3_share"])
def test_an_academic_result_ends_at_pupils_counted_and_the_file(ask, indicator):
    found = school(ask, school="p1", indicator=indicator, stage="primary")
    assert found.rows.is_empty and found.figures == () and found.rows.table.empty
    assert "参加监测学生 119 人次" in found.rows.empty and "assessment.parquet" in found.rows.empty
    own = township(ask, township="t1", indicator=indicator)
    assert [(row["学段"], row["数值"], row["单位"], row["文件"]) for row in own.rows.table.to_dict("records")] == [
        ("小学", 119, "人次", "assessment.parquet"), ("初中", 97, "人次", "assessment.parquet"),
    ]  # fmt: skip
    assert own.schools is None
    text = " ".join((*own.figures, own.rows.table.drop(columns="SHA-256").to_csv()))
    # neither a mean nor how many pupils of a school reached a level
    assert not any(number in text for number in ("71.5", "63.5", "68.5", "分子", "60 ", "11 "))


def test_where_one_school_wrote_the_paper_the_township_has_a_verdict_and_no_number(ask):
    primary, junior = township(ask, township="t1", indicator="difference_rate").figures
    assert primary == "2025—2026学年小学：0.078，达标" and junior == "2025—2026学年初中：只有一所学校，不列数值，达标"
    [own] = [figure for figure in township(ask, township="t1", indicator="level3_share").figures if "初中" in figure]
    assert own == "2025—2026学年初中：只有一所学校，不列数值，首次监测（没有上年数据可比）"


@pytest.mark.parametrize("indicator", ["parent_satisfaction", "local_enrolment", "outside_intake", "upgrade_fund"])
def test_what_townships_return_is_not_told_by_school(ask, indicator):
    found = school(ask, school="p1", indicator=indicator)
    assert found.rows.is_empty and found.figures == () and "按乡镇统计" in found.rows.empty


def test_a_survey_shows_its_counts_its_organiser_and_its_file(ask):
    found = township(ask, township="t1", indicator="parent_satisfaction")
    assert found.figures == ("2025—2026学年：96.0%＝分子 144 份 ÷ 分母 150 份，达标（临界）",)
    # of two that asked, the third party stands
    assert found.rows.table[["用途", "数值", "单位", "组织方", "文件"]].values.tolist() == [
        ["分子", 144, "份", "第三方", "survey.parquet"], ["分母", 150, "份", "第三方", "survey.parquet"],
    ]  # fmt: skip


def test_under_ten_answers_or_children_no_number_is_shown(ask):
    answers, children = township(ask, township="t2", indicator="parent_satisfaction"), township(ask, township="t3", indicator="local_enrolment")
    for found, word in ((answers, "少于 10 份"), (children, "少于 10 名")):
        assert found.rows.table["数值"].isna().all() and set(found.rows.table["说明"]) == {word}
        assert not any("分子" in figure for figure in found.figures)


def test_an_account_of_children_shows_its_sums_and_no_destination(ask):
    found = township(ask, township="t1", indicator="local_enrolment", stage="primary")
    assert list(found.rows.table["数值"]) == [180, 200] and "角宿街道" not in found.rows.table.to_csv()
    assert found.figures == ("2025—2026学年小学：90.0%＝分子 180 名 ÷ 分母 200 名，首次监测（没有上年数据可比）",)


def test_funds_are_the_sum_of_their_sources_in_yuan(ask):
    found = township(ask, township="t1", indicator="upgrade_fund")
    assert list(found.rows.table["数值"]) == [345000, 1000000] and set(found.rows.table["单位"]) == {"元"}
    assert set(found.rows.table["审核"]) == {"待审"}


def test_an_amount_from_two_files_names_both(ask):
    table = township(ask, township="t1", indicator="outside_intake").rows.table
    assert list(table["文件"]) == ["enrolment.parquet", "residency.parquet", "enrolment.parquet"]
    assert list(table["学段"].unique()) == ["初中"]  # the stages of the indicator and no other


def test_the_schools_of_a_township_add_up_to_its_figure(ask):
    found = township(ask, township="t1", indicator="equipment", stage="primary")
    table = found.schools.table
    assert table["分子（所）"].sum() == 1 and table["分母（所）"].sum() == 2
    assert found.figures == (f"2025—2026学年小学：2 所中 1 所＝分子 1 所 ÷ 分母 2 所，{words.UNMET}",)
    assert list(found.schools.frame["href"]) == [f"data?school={code}&indicator=equipment&stage=primary" for code in ("p1", "p2")]


def test_a_silent_school_is_in_the_list_and_counted_as_missing(ask):
    found = township(ask, township="t1", indicator="backbone").schools
    assert found.title == f"各校 3 行，1 行{words.UNREPORTED}"
    silent = found.table[found.table["说明"] == words.UNREPORTED]
    assert list(silent["学校"]) == ["谷雨二小"] and silent[["现值（%）", "分子（名）", "分母（名）"]].isna().all().all()


def test_seat_minus_other_does_not_claim_that_the_schools_add_up(ask):
    how = township(ask, township="t1", indicator="seat_other_gap").schools.how
    assert "相减" in how and "之和" not in how


def test_crumbs_lead_back_to_indicator_township_and_school(ask):
    found = school(ask, school="p1", indicator="backbone", stage="primary")
    assert [href for _, href in found.crumbs] == [
        "data", "indicator?indicator=backbone&stage=primary", "township?township=t1&indicator=backbone&stage=primary", "township?township=t1&school=p1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "chosen", [{"school": "nobody", "indicator": "backbone"}, {"school": "gone", "indicator": "backbone"}, {"school": "p1", "indicator": "strange"}]
)
def test_what_the_year_does_not_hold_is_none(ask, chosen):
    assert school(ask, **chosen) is None


def test_the_definition_is_a_table_too(ask):
    found = school(ask, school="p1", indicator="backbone").defined
    text = dict(found.part.table.itertuples(index=False))
    assert text["性质"] == "核心指标" and "÷" in text["算法"] and text["条款"] == found.cited[0].clause
