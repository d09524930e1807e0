"""The shipped policy rows hold together, and each promise can be seen to break."""

import csv
import datetime
import io
import shutil

import duckdb
import pandas as pd
import pytest

from townbase import policy
from townbase.settings import POLICY, SQL


@pytest.fixture
def folder(tmp_path):
    """A copy of the shipped policy files that a test may spoil."""
    return shutil.copytree(POLICY, tmp_path / "policy", ignore=shutil.ignore_patterns("__pycache__", "*.py"))


def change(folder, name, spoil):
    """Rewrite one file: spoil gets its rows (dictionaries) and changes the list in place."""
    path = folder / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = list(rows[0])
    spoil(rows)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(out.getvalue().encode("utf-8"))


def set_cell(folder, name, key, column, value):
    """Put a value into the one row whose first column is key."""

    def spoil(rows):
        (row,) = [row for row in rows if next(iter(row.values())) == key]
        row[column] = value

    change(folder, name, spoil)


def lines(folder):
    return [finding.line() for finding in policy.problems(folder)]


def answered(tables):
    rows = pd.concat([tables["indicators"], tables["tasks"]])
    return set(rows["clause_id"]) | set(rows["clause_2"].dropna())


def test_the_shipped_rows_have_no_problem():
    assert policy.problems() == []


def test_clauses_joined_are_the_five_published_sections_to_the_last_line_break():
    text = (POLICY / "interpretation.zh.txt").read_text(encoding="utf-8")
    joined = "".join(policy.tables()["clauses"]["text"])
    assert joined == text[text.index("一、《实施方案》制定背景") : text.index("【打印本页】")]
    assert joined.count("\n") > 100


def test_every_demand_is_answered_by_an_indicator_or_a_task():
    tables = policy.tables()
    clauses = tables["clauses"]
    demands = set(clauses.loc[clauses["kind"] == "demand", "clause_id"])
    assert len(demands) > 100
    assert demands == answered(tables)


def test_every_goal_has_a_core_row_that_counts_in_a_township():
    rows = policy.tables()["indicators"].query("role == 'core' and level == 'township'")
    assert set(rows["goal"]) == {1, 2, 3, 4, 5, 6}


def test_every_delivered_measure_a_row_counts_is_a_column_of_a_contract():
    with duckdb.connect() as con:
        for path in sorted((SQL / "contract").glob("*.sql")):
            con.execute(path.read_text(encoding="utf-8"))
        columns = {name for (name,) in con.execute("select column_name from duckdb_columns() where not internal").fetchall()}
    rows = policy.tables()["indicators"]
    derived = {
        *(
            "schools",
            "classes",
            "pupils",
            "seven_resource_pass",
            "bridge_lead_seat",
            "outside_intake",
            "local",
            "found",
        ),
        *("satisfied_parent", "answered_parent", "satisfied_pupil", "answered_pupil", "satisfied_teacher"),
        *("answered_teacher", "satisfied_belonging", "answered_belonging", "tested", "received_higher"),
    }
    used = set(rows["numerator"]) | set(rows["denominator"].dropna())
    assert used - columns - derived == set()


def test_the_tenth_action_has_no_heading_and_carries_goals_five_and_six():
    tables = policy.tables()
    tenth = tables["actions"].set_index("action").loc[10]
    assert tenth["clause_id"] is None
    carried = tables["clauses"].query("action == 10")
    assert set(carried["goal"]) == {5, 6}


def test_tables_have_whole_numbers_dates_text_and_none_where_empty():
    tables = policy.tables()
    indicators = tables["indicators"].set_index("indicator_id")
    assert indicators.loc["fitness_pass", "threshold"] == "0.95"
    assert indicators.loc["local_enrolment", "threshold"] == "each_year"
    assert indicators.loc["backbone", "threshold"] is None
    assert indicators["per"].dtype == "Int64"
    assert tables["goals"]["deadline"].tolist() == [datetime.date(2025, 12, 31)] * 6
    assert tables["goals"]["judged_year"].tolist() == [2025] * 6


def test_what_excel_leaves_behind_does_no_harm(folder):
    """A BOM, CRLF, trailing blanks, an empty column and an empty row, a date with slashes."""
    for name in ("goals", "indicators", "tasks", "actions", "clauses"):
        path = folder / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        rows = [[cell.replace("2025-12-31", "2025/12/31") + "  " for cell in row] + [""] for row in rows] + [[""] * 3]
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\r\n").writerows(rows)
        path.write_bytes(b"\xef\xbb\xbf" + out.getvalue().encode("utf-8"))
    assert policy.problems(folder) == []
    for name, frame in policy.tables(folder).items():
        pd.testing.assert_frame_equal(frame, policy.tables()[name])


def test_a_file_in_another_encoding_is_a_finding_and_not_a_crash(folder):
    path = folder / "tasks.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    assert any("tasks.csv" in line and "UTF-8" in line for line in lines(folder))
    with pytest.raises(ValueError, match="UTF-8"):
        policy.tables(folder)


def test_a_missing_file_and_a_missing_column_are_findings(folder):
    (folder / "goals.csv").unlink()
    text = (folder / "actions.csv").read_text(encoding="utf-8")
    (folder / "actions.csv").write_text(text.replace("short", "shrt", 1), encoding="utf-8")
    found = lines(folder)
    assert any("goals.csv" in line and "没有这个文件" in line for line in found)
    assert any("actions.csv" in line and "缺少列：short" in line for line in found)
    assert any("actions.csv" in line and "有不认识的列：shrt" in line for line in found)


def test_a_text_that_cannot_be_read_is_a_finding(folder):
    (folder / "interpretation.zh.txt").unlink()
    assert any("政策原文读不出来" in line for line in lines(folder))


# what is spoiled: file, key of the row, column, value -> what a clerk is told
SPOILED = [
    ("clauses", "G1-3", "text", "教学仪器、", "G1-3：与原文接不上"),
    ("clauses", "G2-6", "text", "劳动教育深入实施,", "G2-6：与原文接不上"),
    ("clauses", "A9-6", "text", "构建具有学校特色的高质量教育评价体系。", "原文没有切完"),
    ("clauses", "G1-1", "kind", "wish", "kind 列不认识“wish”"),
    ("clauses", "G1-1", "section", "6", "section 列不认识“6”"),
    ("clauses", "G1-2", "clause_id", "G1-3", "G1-3：clause_id 重复"),
    ("goals", "1", "clause_id", "G1-1", "“G1-1”不是它的标题条款"),
    ("goals", "1", "clause_id", "G2", "“G2”不是它的标题条款"),
    ("goals", "1", "deadline", "年底", "deadline 列“年底”不是日期"),
    ("goals", "1", "deadline", "2025-13-31", "deadline 列“2025-13-31”不是日期"),
    ("goals", "1", "base_year", "2021.5", "base_year 列“2021.5”不是整数"),
    ("actions", "9", "title", "", "title 列为空"),
    ("indicators", "backbone", "clause_id", "G3-99", "没有条款“G3-99”"),
    ("indicators", "backbone", "clause_id", "G3", "条款“G3”不是一项要求"),
    ("indicators", "backbone", "clause_id", "A4-1", "条款“A4-1”属于别的目标或行动"),
    ("indicators", "backbone", "clause_2", "G1-1", "条款“G1-1”属于别的目标或行动"),
    ("indicators", "backbone", "action", "11", "没有目标 3 或行动 11"),
    ("indicators", "backbone", "numerator", "backbone", "numerator“backbone”在任何数据表和推算量中都没有"),
    ("indicators", "backbone", "denominator", "", "denominator“”在任何数据表和推算量中都没有"),
    ("indicators", "backbone", "stages", "all", "stages 列不认识“all”"),
    ("indicators", "backbone", "stages", "primary primary", "stages 列不认识“primary primary”"),
    ("indicators", "backbone", "stages", "none primary", "stages 列不认识“none primary”"),
    ("indicators", "backbone", "rule", "not_under", "rule 列不认识“not_under”"),
    ("indicators", "backbone", "role", "main", "role 列不认识“main”"),
    ("indicators", "backbone", "basis", "law", "basis 列不认识“law”"),
    ("indicators", "backbone", "scope", "village", "scope 列不认识“village”"),
    ("indicators", "backbone", "threshold", "0.2", "规则 not_below_urban 不用 threshold"),
    ("indicators", "backbone", "role", "monitor", "角色 monitor 与规则 not_below_urban 不配"),
    ("indicators", "backbone", "role", "reference", "参考指标（reference）的依据不能是 policy"),
    ("indicators", "backbone", "scope", "seat_vs_other", "seat_vs_other 是两数之差"),
    ("indicators", "backbone", "per", "0", "per“0”不是正整数"),
    ("indicators", "backbone", "unit", "", "unit 列为空"),
    ("indicators", "fitness_pass", "threshold", "", "规则 at_least 的 threshold“”不是数字"),
    ("indicators", "fitness_pass", "threshold", "95%", "规则 at_least 的 threshold“95%”不是数字"),
    ("indicators", "difference_rate", "threshold", "", "规则 below 的 threshold“”不是数字"),
    ("indicators", "difference_rate", "numerator", "sd", "差异率的分子应为 mean"),
    ("indicators", "local_enrolment", "threshold", "0.9", "规则 rising 的 threshold“0.9”不对"),
    ("indicators", "paired_support", "role", "reference", "goals.csv，5：没有核心指标"),
    ("indicators", "paired_support", "level", "city", "goals.csv，5：没有核心指标"),
    ("indicators", "subject_teacher_full", "source", "“配强配齐”取全部学校", "引文“配强配齐”不在政策原文中"),
    ("indicators", "seat_backbone", "source", "“加大配备力度”取高于基期", "引文“加大配备力度”不在政策原文中"),
    ("tasks", "T2-1", "title", "制定“一校一镇”实施方案", "引文“一校一镇”不在政策原文中"),
    ("tasks", "T2-1", "unit", "village", "unit 列不认识“village”"),
    ("tasks", "T2-1", "clause_id", "", "A2-1：“根据乡镇学校特点"),
    ("tasks", "T2-2", "task_id", "T2-1", "T2-1：task_id 重复"),
    ("tasks", "T2-2", "done_means", "", "done_means 列为空"),
]


@pytest.mark.parametrize(("name", "key", "column", "value", "told"), SPOILED)
def test_a_spoiled_cell_is_told(folder, name, key, column, value, told):
    set_cell(folder, name, key, column, value)
    found = lines(folder)
    assert any(told in line for line in found), found


def test_an_indicator_that_ends_before_it_begins_is_told(folder):
    set_cell(folder, "indicators", "backbone", "valid_from", "2024")
    set_cell(folder, "indicators", "backbone", "valid_to", "2023")
    assert lines(folder) == ["【错误】indicators.csv，backbone：valid_from 2024 晚于 valid_to 2023。改正起止学年。"]


def test_quoted_words_may_leave_some_out(folder):
    set_cell(folder, "indicators", "seat_backbone", "source", "“加大……配备力度”取高于基期")
    assert lines(folder) == []


@pytest.mark.parametrize("name", ["indicators", "tasks"])
def test_a_demand_loses_its_answer_when_its_row_goes(folder, name):
    """Every row that alone answers a demand is missed, whichever it is."""
    tables = policy.tables()
    for position, row in enumerate(tables[name].itertuples()):
        rest = {**tables, name: tables[name].drop(index=position)}
        lost = answered(tables) - answered(rest)
        if lost:
            change(folder, name, lambda rows, at=position: rows.pop(at))
            assert {finding.key for finding in policy.problems(folder) if "来回答" in finding.what} == lost, row
            shutil.copy(POLICY / f"{name}.csv", folder / f"{name}.csv")


def test_a_clause_that_is_left_out_breaks_the_cut(folder):
    change(folder, "clauses", lambda rows: rows.pop(20))
    assert any("与原文接不上" in line for line in lines(folder))


def test_all_findings_come_at_once(folder):
    set_cell(folder, "indicators", "backbone", "numerator", "nothing")
    set_cell(folder, "indicators", "bachelor", "stages", "all")
    set_cell(folder, "tasks", "T2-1", "clause_id", "X1")
    told = "\n".join(lines(folder))
    assert "nothing" in told and "all" in told and "X1" in told
