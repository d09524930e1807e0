"""A small table of two years, how it is written, and what convert makes of it."""

import openpyxl
import pandas as pd
import pytest

from townbase.convert import convert
from townbase.findings import Refused

HEADER = ["学年", "区县代码", "区县名称", "乡镇代码", "乡镇名称", "学校标识码", "学校名称", "一年级", "二年级", "在校生合计"]
SCHOOLS = [
    ["D1", "甲区", "T1", "东山镇", "S1", "东山镇中心小学", 30, 28, 58],
    ["D1", "甲区", "T1", "东山镇", "S2", "东山镇第二小学", 20, 18, 38],
    ["D1", "甲区", "T2", "西河镇", "S3", "西河镇中心小学", 40, 41, 81],
    ["D2", "乙县", "T3", "南岭乡", "S4", "南岭乡中心小学", 15, 12, 27],
]
MAPPING = """
[delivery]
city = "试验市"
source = "试验表"
source_kind = "统计报表"
reviewed = false
as_of = 2025-09-01
delivered_on = 2025-12-05

[columns]
school_year = "学年"
district_id = "区县代码"
district_name = "区县名称"
township_id = "乡镇代码"
township_name = "乡镇名称"
school_id = "学校标识码"
school_name = "学校名称"
total = "在校生合计"

[grades]
"一年级" = ["primary", "1"]
"二年级" = ["primary", "2"]

[[kinds]]
kind = "primary"
stages = ["primary"]

[[kinds]]
kind = "other"
stages = []
"""
NAMED = '\n[rows]\ntotal = ["合计", "小计"]\n'


def grid() -> list[list]:
    return [HEADER, *([year, *school] for year in (2024, 2025) for school in SCHOOLS)]


def text_table(folder, rows, ending="csv"):
    path = folder / f"t.{ending}"
    path.write_text("\n".join(",".join(map(str, row)) for row in rows) + "\n", encoding="utf-8")
    return path


def book_table(folder, rows, change=lambda book, sheet: None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    change(book, book.active)
    book.save(folder / "t.xlsx")
    return folder / "t.xlsx"


def run(table, more="", mapping=MAPPING):
    """(what convert gave, pupils of each year)."""
    plan, out = table.with_name("m.toml"), table.with_name("out")
    plan.write_text(mapping + more, encoding="utf-8")
    result = convert(table, plan, out)
    return result, pd.read_parquet(out / "enrolment.parquet").groupby("school_year").pupils.sum().to_dict()


def refused(table, more="", mapping=MAPPING) -> list[str]:
    with pytest.raises(Refused) as caught:
        run(table, more, mapping)
    return [finding.line() for finding in caught.value.findings if finding.severity == "error"]


BOTH = {2024: 204, 2025: 204}
