"""The guide docs/mapping.md is true: each of its five tables is read by the mapping that it prints, to the pupil."""

import re
import tomllib

import pandas as pd
import pytest

from tests.convert import shapes
from townbase.convert import convert
from townbase.convert.mapping import read_mapping
from townbase.findings import Refused
from townbase.settings import ROOT

GUIDE = (ROOT / "docs" / "mapping.md").read_text(encoding="utf-8")
TABLES = dict(re.findall(r"<!-- table: (\w+) -->\n```toml\n(.*?)```", GUIDE, re.DOTALL))
FRAGMENTS = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
AROUND = """
[delivery]
city = "示例市"
source = "试验表"
source_kind = "统计报表"
reviewed = false
as_of = 2025-10-01
delivered_on = 2025-12-05
code_system = "{codes}"

{guide}

[[kinds]]
kind = "nine_year"
stages = ["primary", "junior"]

[[kinds]]
kind = "other"
stages = []
"""


def run(name, tmp_path, lines=None):
    """(what convert gave, pupils by year and school) of one table of the guide; lines: another mapping than the guide's."""
    plan = tmp_path / "m.toml"
    codes = "other" if name == "state_workbook" else "cn"
    plan.write_text(AROUND.format(codes=codes, guide=TABLES[name] if lines is None else lines), encoding="utf-8")
    result = convert(getattr(shapes, name)(tmp_path), plan, tmp_path / "out")
    enrolment = pd.read_parquet(tmp_path / "out" / "enrolment.parquet")
    sums = enrolment.groupby(["school_year", "school_id"]).pupils.sum()
    return result, {int(year): sums[year].tolist() for year in enrolment.school_year.unique()}


@pytest.mark.parametrize(
    ("name", "pupils"),
    [
        ("exported", {2024: [58, 38, 81, 27], 2025: [58, 38, 81, 27]}),
        ("yearbook", {2025: [58, 38, 81, 27]}),
        ("sheet_a_year", {2024: [58, 38, 81], 2025: [58, 38, 81]}),
        ("by_stage", {2025: [58, 38, 81, 15]}),
        ("state_workbook", {2025: [58, 38, 81, 27]}),
    ],
)
def test_each_table_of_the_guide_is_read_by_the_mapping_it_prints(name, pupils, tmp_path):
    assert run(name, tmp_path)[1] == pupils


def test_the_printed_table_reconciles_its_subtotals_and_leaves_out_the_rest(tmp_path):
    result, _ = run("yearbook", tmp_path)
    assert "合计行“总 计”（第 7 行）204 人，与所合计的 4 行相符" in result.balance
    assert "合计行“小 计”2 行，都与所合计的行相符" in result.balance
    assert any("列号行 1 行（第 6 行），合计行 3 行（第 7、11、13 行），表注 2 行（第 14、15 行）" in line for line in result.balance)


def test_a_withheld_figure_is_unknown_and_never_nought(tmp_path):
    result, _ = run("by_stage", tmp_path)
    enrolment = pd.read_parquet(tmp_path / "out" / "enrolment.parquet")
    [unknown] = enrolment[enrolment.pupils.isna()].itertuples(index=False)
    assert (unknown.school_id, unknown.stage, unknown.grade) == ("3701020001", "primary", "2")
    assert any("另有 1 格不公开（人数不详，没有当作 0）" in line for line in result.balance)


def test_a_subtotal_that_is_49_above_its_rows_is_told_so(tmp_path):
    with pytest.raises(Refused) as refused:
        run("state_workbook", tmp_path, TABLES["state_workbook"].replace('"8" = 49', ""))
    [finding] = refused.value.findings
    assert "第 8 行" in finding.line()
    assert "加起来是 177 人，多 49 人" in finding.line()


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_every_line_of_the_guide_is_one_that_a_mapping_knows(fragment, tmp_path):
    tomllib.loads(fragment)
    plan = tmp_path / "m.toml"
    plan.write_text(AROUND.format(codes="cn", guide=fragment), encoding="utf-8")
    unknown = [finding.line() for finding in read_mapping(plan)[1] if "没有这一" in finding.what or "类型" in finding.what]
    assert unknown == []
