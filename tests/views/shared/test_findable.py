"""What the box in the masthead knows: names, codes, earlier codes, and where each leads."""

import pandas as pd

from townbase.views.shared.findable import LONGEST, findable


def ask(name):
    assert name == "shared/findable"
    return pd.DataFrame(
        [
            ("district", "d1", "示例一区", "", "d1"),
            ("township", "t1", "谷雨镇", "示例一区", "t1 t9"),
            ("action", "3", "教师队伍发展行动", "", "教师"),
            ("indicator", "backbone", "骨干教师比例", "", ""),
            ("clause", "G1", "长" * 99, "", "G1"),
        ],
        columns=["kind", "id", "name", "place", "also"],
    )


def test_each_thing_leads_to_its_page_and_an_earlier_code_finds_it():
    found = findable(ask)
    assert found[:4] == [
        ["示例一区", "区县", "./?district=d1", "d1"],
        ["谷雨镇", "乡镇（街道），示例一区", "township?township=t1", "t1 t9"],
        ["教师队伍发展行动", "行动", "actions?action=3", "教师"],
        ["骨干教师比例", "指标", "indicator?indicator=backbone", ""],
    ]
    assert found[4][2] == "policy?clause=G1" and len(found[4][0]) == LONGEST + 1


def test_pages_are_found_by_their_line_and_a_term_says_its_meaning_and_leads_nowhere():
    found = findable(ask)
    assert ["城乡差距", "页面", "gap", "看乡镇与城区差在哪里、是不是在缩小"] in found
    [(_, meaning, address, _)] = [entry for entry in found if entry[0] == "差异系数"]
    assert "离散程度" in meaning and address == ""
