"""The whole data page says what was delivered, how complete it is, what was found, and where certification differs.

Held here too: townbase.views.data.certified, townbase.views.data.coverage, townbase.views.data.delivery_sources,
townbase.views.data.findings, townbase.views.data.indicators, townbase.views.shared.indicator_definition,
townbase.views.shared.measure_source.
"""

import hashlib
import re

import pandas as pd
import pytest

from tests.support.views_delivery import TABLES, published
from townbase import policy, words
from townbase.selection import Selection
from townbase.settings import policy_dir
from townbase.views.data.data import data_view
from townbase.views.data.export_columns import take

YEAR = 2025


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    return published(tmp_path_factory.mktemp("city"))


@pytest.fixture(scope="module")
def ask(city):
    return city[0]


def view(ask, **chosen):
    return data_view(ask, Selection(**chosen), YEAR, YEAR)


def grid(part, name):
    """(reported, due) by extract of one row of a coverage grid."""
    [row] = [row for row in part.frame.to_dict("records") if row["name"] == name]
    return {key: cell for key, cell in row.items() if key not in ("name", "href", "current")}


def test_the_headline_says_what_never_came_before_what_is_complete(ask):
    found = view(ask)
    assert found.title == "数据说明：收到 12 类数据文件，缺 3 类"
    assert found.line == "2025—2026学年已开始报送的 8 类数据中 8 类未报齐，共缺 23 份。"


def test_the_delivery_says_that_it_is_invented_and_with_what_settings_it_was_built(ask):
    text = dict(view(ask).delivery.frame.itertuples(index=False))
    assert text["是否演示数据"].startswith("是") and text["城市"] == "示例市" and text["报送日期"] == "2025年12月5日"
    assert text["城区对照"] == "全市城区" and text["差异率算法"] == "平均水平之差"


def test_a_real_delivery_is_not_called_a_demonstration(tmp_path):
    ask, _ = published(tmp_path, {name: TABLES[name] for name in ("townships", "schools")}, synthetic=False)
    found = view(ask)
    assert dict(found.delivery.frame.itertuples(index=False))["是否演示数据"] == "否"
    assert "演示" not in found.delivery.title and set(found.files.table["演示数据"]) == {"否", ""}


def test_every_file_has_its_rows_day_kind_review_and_the_hash_of_its_bytes(city):
    ask, extracts = city
    rows = {row["文件"]: row for row in view(ask).files.table.to_dict("records") if row["文件"]}
    assert set(rows) == {path.name for path in extracts.glob("*.parquet")}
    for path in extracts.glob("*.parquet"):
        assert rows[path.name]["SHA-256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert [rows["staffing.parquet"][key] for key in ("行数（行）", "数据时点", "来源", "审核", "演示数据")] == [
        8,
        "2025-09-01",
        "教育事业统计报表",
        "已审",
        "是",
    ]
    assert [rows["funding.parquet"][key] for key in ("数据时点", "来源", "审核")] == ["2025-11-30", "业务系统导出", "待审"]
    assert view(ask).files.title == "收到 12 类数据文件，缺 3 类；1 类待审：经费"


def test_what_did_not_come_says_what_it_would_bring_and_has_no_number(ask):
    absent = view(ask).files.table.query("审核 == '未提供'")
    assert list(absent["数据"]) == ["督导与核验", "户籍儿童", "任务台账"]
    assert absent["行数（行）"].isna().all() and (absent["提供后可以看到"] != "").all() and (absent["SHA-256"] == "").all()


def test_coverage_counts_schools_and_townships_by_what_they_owe(ask):
    cells = grid(view(ask).years, "2025—2026学年")
    # eight schools; p2 returned no staff, p2 alone besides p1 and u1 its rooms; o3 and v1 no pupils
    assert cells["staffing"] == (7, 8) and cells["facilities"] == (3, 8) and cells["enrolment"] == (6, 8)
    # four townships, one question; two of them asked parents
    assert cells["survey"] == (2, 4) and cells["residency"] == (2, 4)
    # only the three counted townships owe funds
    assert cells["funding"] == (1, 3)


def test_where_nothing_is_owed_stands_no_nought(ask):
    cells = grid(view(ask, district="d2").areas, "角宿街道")
    assert cells["funding"] is None and cells["staffing"] == (2, 2)


def test_districts_add_up_to_the_city_and_townships_to_their_district(ask):
    whole = view(ask).years.table.query("学年 == '2025—2026学年'").set_index("数据")
    districts = view(ask).areas.table.groupby("数据")[["应报（份）", "已报（份）", "未报（份）"]].sum()
    assert districts.to_dict("index") == whole[["应报（份）", "已报（份）", "未报（份）"]].to_dict("index")
    own = view(ask, district="d1")
    assert (
        own.areas.table.groupby("数据")["应报（份）"].sum().to_dict()
        == own.years.table.query("学年 == '2025—2026学年'").set_index("数据")["应报（份）"].to_dict()
    )


def test_a_district_names_itself_and_leads_back_to_the_city(ask):
    found = data_view(ask, Selection(district="d1"), YEAR, YEAR, "示例一区")
    assert found.years.title.startswith("2025—2026学年示例一区") and found.crumbs == (("全市数据说明", "data"),)
    assert list(found.areas.frame["name"]) == ["谷雨镇", "霜降镇"]
    assert set(found.certified.frame["name"]) == {"谷雨镇", "霜降镇（原代码 x2）"}


def test_a_year_after_the_one_shown_first_is_still_being_filled_in(ask):
    found = data_view(ask, Selection(), 2024, 2024)
    assert list(found.years.frame["name"]) == ["2025—2026学年（填报中）", "2024—2025学年"]
    assert list(found.years.frame["href"]) == ["data?year=2025", "data"]


def test_while_a_year_is_being_filled_in_nobody_is_said_to_be_short(ask):
    found = data_view(ask, Selection(year=2025), 2025, 2024)
    assert "2025—2026学年（填报中）已开始报送的 8 类数据中 0 类已报齐，8 类在报，还有 23 份未到" in found.line
    assert found.areas.title == "2025—2026学年（填报中） 2 个区县中 2 个还在报" and not re.search(
        "未报齐|缺 23", found.line + found.years.title + found.areas.title
    )


def test_a_finding_says_where_what_and_what_to_do(ask):
    [row] = view(ask).findings.table.to_dict("records")
    assert row["级别"] == "提醒" and row["文件"] == "staffing.parquet" and "gone" in row["位置"] and "名录" in row["问题"] and row["处理"]


def test_no_finding_is_good_news(tmp_path):
    ask, _ = published(tmp_path, {name: TABLES[name] for name in ("townships", "schools")})
    found = view(ask).findings
    assert found.is_empty and found.good and found.title == "数据检查提醒：没有"


def test_certified_and_computed_stand_side_by_side_with_what_the_computation_rests_on(ask):
    found = view(ask).certified
    rows = {row["乡镇（街道）"]: row for row in found.table.to_dict("records")}
    assert found.title == "督导认定 3 项目标（3 个乡镇）：与测算一致 0 项，测算不能判定 3 项"
    assert (rows["谷雨镇"]["测算"], rows["谷雨镇"]["认定"]) == (words.UNDECIDED, "达标")
    # followed to the code of today, with the code that was certified beside it
    assert rows["霜降镇（原代码 x2）"]["认定"] == words.UNMET
    assert [rows["霜降镇（原代码 x2）"][key] for key in ("认定日期", "认定单位", "来源文件", "来源行")] == [
        "2026-03-20",
        "示例市督导室",
        "certification.parquet",
        2,
    ]


def test_a_decision_is_held_against_its_own_school_year(ask):
    """March 2024 lies in the school year 2023, of which nothing is computed."""
    [row] = [row for row in view(ask).certified.table.to_dict("records") if row["乡镇（街道）"] == "大寒镇"]
    assert (row["学年"], row["测算"]) == ("2023—2024学年", "没有测算") and pd.isna(row["核心指标达标（项）"])


def test_without_certification_the_card_says_who_would_bring_it(tmp_path):
    ask, _ = published(tmp_path, {name: TABLES[name] for name in ("townships", "schools")})
    assert view(ask).certified.is_empty and "由督导部门提供" in view(ask).certified.empty and not view(ask).certified.good


def test_the_indicators_are_the_rows_of_the_policy_one_for_one(ask):
    table = view(ask).indicators.table
    rows = policy.tables(policy_dir())["indicators"]
    assert sorted(table["指标编号"]) == sorted(rows["indicator_id"]) and len(table) == len(rows)
    for shown, row in zip(table.sort_values("指标编号").to_dict("records"), rows.sort_values("indicator_id").to_dict("records"), strict=True):
        assert shown["指标"] == row["title"] and shown["性质"] == words.ROLE[row["role"]]
        assert shown["依据"].startswith(words.BASIS[row["basis"]])
        assert shown["算法"] and shown["目标值"] and shown["数据"]


def test_clauses_are_quoted_word_for_word_inside_their_sentence(ask):
    text = {row.clause_id: row.text for row in policy.tables(policy_dir())["clauses"].itertuples()}
    whole = "".join(text.values())
    for row in view(ask).indicators.frame.to_dict("records"):
        ids = row["clause_ids"].split("、")
        assert ids and [one.clause for one in row["cited"]] == [text[key].strip() for key in ids]
        for one in row["cited"]:
            assert one.sentence in whole


@pytest.mark.parametrize("find", ["教师", "教师 驻地", "  教师  ", "BACKBONE", "泉引桥"])
def test_what_is_looked_for_stands_in_every_row_that_stays_and_in_none_that_goes(ask, find):
    kept, every = view(ask, find=find).indicators, view(ask).indicators
    assert 0 < len(kept.frame) < len(every.frame)
    for row in every.frame.to_dict("records"):
        there = all(word in row["text"] for word in find.casefold().split())
        assert there == (row["id"] in set(kept.frame["id"]))
    assert kept.title.startswith(f"{len(every.frame)} 个指标中 {len(kept.frame)} 个含")


def test_a_search_also_narrows_the_findings_and_says_when_nothing_is_found(ask):
    assert len(view(ask, find="gone").findings.frame) == 1 and view(ask, find="gone").indicators.is_empty
    nothing = view(ask, find="火星")
    assert nothing.indicators.is_empty and nothing.findings.is_empty and not nothing.findings.good
    assert "请换一个词" in nothing.indicators.empty and "请换一个词" in nothing.findings.empty


@pytest.mark.parametrize("part", ["delivery", "files", "years", "areas", "findings", "certified", "indicators"])
def test_what_is_taken_away_is_the_rows_of_the_card_under_chinese_heads(ask, part):
    text = getattr(view(ask), part)
    assert len(text.table) and all(any("\u4e00" <= sign <= "\u9fff" for sign in head) or head == "SHA-256" for head in text.table.columns)
    assert not text.table.map(lambda cell: isinstance(cell, (tuple, list, dict, bool))).any().any()


def test_numbers_are_taken_away_as_numbers_whatever_they_hold():
    frame = pd.DataFrame({"a": [54, None], "b": [1.5, 2], "c": [None, None], "d": ["甲", "乙"]})
    taken = take(frame, {"a": "甲（名）", "b": "乙（㎡）", "c": "丙（所）", "d": "丁"}, numbers=("a", "b", "c"))
    assert [str(kind) for kind in taken.dtypes[:3]] == ["Int64", "float64", "Int64"] and list(taken.columns) == ["甲（名）", "乙（㎡）", "丙（所）", "丁"]
    assert taken["甲（名）"][0] == 54 and pd.isna(taken["甲（名）"][1])
