"""Changing the rules is editing rows: a clerk edits a cell, the city is built again, and everything follows.

The eight townships (tests/eight.py) make every answer one that can be reckoned by hand.
"""

import re

import duckdb

from tests.rules.conftest import change
from townbase import words

ONE, TWO = ("not_met", 1), ("not_met", 2)
MET = ("met", None)
YEAR = words.year_label(2025)
GOALS = ("办学条件", "育人质量", "师资配备", "温馨校园", "联动帮扶", "社会满意")


def test_as_the_rules_are(before):
    assert before.headline() == (8, 4, 2, 2, 7, 3)


def test_a_threshold_changes(before, rebuild):
    # 290 of 300 pupils are fit in every school: 96.7 %, where the rule asks 95 %
    assert set(before.verdicts("fitness_pass").values()) == {MET, ("not_applicable", None)}
    after = rebuild(change("indicators.csv", "fitness_pass", threshold="0.97"))
    found = after.verdicts("fitness_pass")
    # 582 of the 600 of two primary schools, 291 of the 300 of one
    assert found["t1", "primary"] == TWO and found["t8", "primary"] == ONE
    assert found["t1", "junior"] == ONE and found["t4", "junior"] == ("not_applicable", None)
    assert all(2 in after.goals_not_met(f"t{n}") for n in range(1, 9))
    assert after.headline() == (8, 0, 8, 0, 7, 7)
    assert "8 个乡镇中还没有一个六项目标全部达标" in after.page("app.py")
    township = after.page("pages/2_township.py", township="t8")
    assert f"小满镇：{YEAR}六项目标达标 4 项，{words.UNMET} 1 项" in township
    assert [goal for goal in GOALS if re.search(rf"{goal}(<[^>]*>|\s)*2 项", township)] == ["育人质量"]
    assert "≥97%" in township and "还差 1 名体质健康合格的学生" in township


NEW = {
    "action": "3", "goal": "3", "role": "core", "title": "初中教师本科底线", "stages": "junior", "scope": "all",
    "level": "township", "form": "share", "numerator": "bachelor_teachers", "denominator": "teachers", "per": "1",
    "unit": "名本科以上学历教师", "value_unit": "%", "rule": "at_least", "threshold": "0.92", "basis": "project reading",
    "source": "本市另行规定", "clause_id": "G3-6", "owner_level": "district",
}  # fmt: skip


def test_an_indicator_on_measures_that_are_delivered_is_one_row(before, rebuild):
    after = rebuild(change("indicators.csv", "bachelor_floor", **NEW))
    found = after.verdicts("bachelor_floor")
    # 18 of 20 is 90 %; 46 of the 49 of 惊蛰镇 is 93.9 %; 春分镇 has no junior school
    short = {"t1", "t2", "t5", "t6", "t7", "t8"}
    assert found == {(t, "junior"): ONE for t in short} | {("t3", "junior"): MET, ("t4", "junior"): ("not_applicable", None)}
    assert after.headline() == (8, 2, 6, 0, 7, 5)
    judged = "select judged from action_progress where action = 3 and school_year = 2025 and township_id = 't1'"
    assert after.one(judged)[0] == before.one(judged)[0] + 1
    for opened in ({"goal": 3}, {"tab": "nearly"}):  # the page of its goal, and the townships that lack little else
        assert "初中初中教师本科底线" in after.page("app.py", **opened)
    assert "初中教师本科底线" in after.page("pages/1_actions.py", action=3)
    township = after.page("pages/2_township.py", township="t1")
    assert "还差 1 名本科以上学历教师" in township and "≥92%" in township


def test_the_tenth_action_gets_its_name(before, rebuild):
    named = "家校社协同共育行动"
    after = rebuild(change("actions.csv", "10", title=named, short="共育"))
    assert after.rows("select title from actions where action = 10") == [(named,)]
    assert after.headline() == before.headline()
    front = after.page("app.py")
    assert ">共育<" in front and ">第十<" not in front and ">第十项<" not in front
    assert f"第（十）项 {named}" in after.page("pages/1_actions.py", action=10)
    township = after.page("pages/2_township.py", township="t1")
    assert re.search(rf"十(<[^>]*>|\s)*{named}", township) and "未列名" not in township


def test_a_township_leaves_the_80_percent(before, rebuild):
    def uncount(folder):
        path = (folder / "townships.parquet").as_posix()
        with duckdb.connect() as con:
            con.execute(f"create table t as from '{path}'")
            con.execute("update t set counted = false where township_id = 't1'")
            con.execute(f"copy t to '{path}' (format parquet)")

    after = rebuild(extracts=uncount)
    assert after.headline() == (7, 3, 2, 2, 6, 3)
    assert {after.verdicts("backbone")["t1", stage] for stage in ("primary", "junior")} == {(None, None)}
    assert after.rows("from township_status where township_id = 't1'") == []
    # its values stay, and its schools still serve the children of 春分镇
    value = "select value from progress where township_id = 't1' and indicator_id = 'backbone' and stage = 'junior' and school_year = 2025"
    assert after.one(value) == before.one(value)
    assert after.verdicts("local_enrolment")["t4", "junior"] == MET
    assert "7 个乡镇中 3 个六项目标全部达标" in after.page("app.py")
    township = after.page("pages/2_township.py", township="t1")
    assert "立春镇：未纳入 80% 的分母，只列数值，不作判定" in township


def test_a_rule_ends(before, rebuild):
    after = rebuild(change("indicators.csv", "backbone", valid_to="2024"))
    assert after.verdicts("backbone") == {}
    assert after.verdicts("backbone", 2024) == before.verdicts("backbone", 2024) != {}
    # 雨水镇 lacked nothing else; 谷雨镇 lacks college teachers as before
    assert (after.goals_not_met("t2"), after.goals_not_met("t6")) == ([], [3])
    assert after.headline() == (8, 5, 1, 2, 7, 2)
    moved = "select township_id, kind from status_change where school_year = 2025 order by 1"
    assert after.rows(moved) == [("t2", "newly_met"), ("t6", "fell_back")]
    township = after.page("pages/2_township.py", township="t2")
    assert f"雨水镇：{YEAR}六项目标全部达标" in township and "骨干教师比例还差" not in township
