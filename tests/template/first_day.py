"""A bureau's first day, played: the workbooks are made, filled as a clerk would, and become a published city.

    day = first_day(tmp_path)          # the filled set in day.forms, without a mistake
    published = publish(day)           # the folder in which the city is published

The city is 谷雨市 with three townships and no trace of the sample; what it does not fill in is 数据未报.
"""

from dataclasses import dataclass
from pathlib import Path

from tests.template.clerk import complete, fill, fill_info, table
from townbase.build import build
from townbase.template import convert_folder, write_templates

CITY = "谷雨市"
COUNTED = "是否纳入 80% 的分母"
ROSTER = """district_code,district_name,township_code,township_name,kind
990301,芒种区,990301001,清明镇,镇
990301,芒种区,990301002,立夏镇,镇
990302,白露区,990302001,寒露镇,镇
990302,白露区,990302002,霜降街道,街道
"""
SCHOOLS = table("""
    学校（园）标识码 | 学年 | 乡镇（街道）代码 | 学校（园）名称   | 类型       | 学制   | 是否镇驻地学校 | 是否城区对照学校
    9993100001       | 2025 | 990301001        | 清明镇中心幼儿园 | 幼儿园     |        | 是             | 否
    9993200001       | 2025 | 990301001        | 清明镇中心小学   | 小学       | 六三制 | 是             | 否
    9993200002       | 2025 | 990301002        | 立夏镇中心小学   | 小学       | 六三制 | 是             | 否
    9993200003       | 2025 | 990302001        | 寒露镇中心小学   | 小学       | 六三制 | 是             | 否
    9993300001       | 2025 | 990301001        | 清明镇初级中学   | 初中       | 六三制 | 是             | 否
    9993400001       | 2025 | 990302001        | 寒露镇九年制学校 | 九年一贯制 | 六三制 | 是             | 否
    9993200004       | 2025 | 990302002        | 霜降第一小学     | 小学       | 六三制 | 否             | 是
    9993300002       | 2025 | 990302002        | 霜降第一中学     | 初中       | 六三制 | 否             | 是
""")
STAFFING = table("""
    学校（园）标识码 | 学年 | 学段 | 在岗专任教师数 | 应配专任教师数 | 本科及以上学历专任教师数 | 专科及以上学历专任教师数 | 各学科师资齐全
    9993100001       | 2025 | 学前 | 12             | 12             | 5                        | 11                       | 是
    9993200001       | 2025 | 小学 | 30             | 31             | 24                       | 29                       | 是
    9993200002       | 2025 | 小学 | 21             | 21             | 15                       | 20                       | 是
    9993200003       | 2025 | 小学 | 18             | 20             | 12                       | 17                       | 否
    9993300001       | 2025 | 初中 | 41             | 40             | 38                       | 41                       | 是
    9993400001       | 2025 | 小学 | 15             | 16             | 11                       | 15                       | 是
    9993400001       | 2025 | 初中 | 19             | 19             | 17                       | 19                       | 是
    9993200004       | 2025 | 小学 | 60             | 58             | 54                       | 60                       | 是
    9993300002       | 2025 | 初中 | 72             | 70             | 70                       | 72                       | 是
""")
PRIMARY = ("一年级", "二年级", "三年级", "四年级", "五年级", "六年级")
JUNIOR = ("七年级", "八年级", "九年级")
GRADES = {
    "9993100001": ("学前", ("小班", "中班", "大班"), (28, 31, 33)),
    "9993200001": ("小学", PRIMARY, (70, 74, 81, 85, 88, 90)),
    "9993200002": ("小学", PRIMARY, (41, 44, 46, 47, 52, 55)),
    "9993200003": ("小学", PRIMARY, (33, 36, 35, 38, 40, 41)),
    "9993300001": ("初中", JUNIOR, (121, 126, 130)),
    "9993400001": ("小学", PRIMARY, (26, 25, 29, 31, 30, 33)),
    "9993200004": ("小学", PRIMARY, (160, 166, 171, 180, 182, 185)),
    "9993300002": ("初中", JUNIOR, (240, 251, 256)),
}
ENROLMENT = [
    {"学校（园）标识码": school, "学年": 2025, "学段": stage, "年级": grade, "在校（园）学生数": pupils, "班数": -(-pupils // 45)}
    for school, (stage, grades, counts) in GRADES.items()
    for grade, pupils in zip(grades, counts, strict=True)
]
FUNDING = table("""
    乡镇（街道）代码 | 学年 | 资金来源   | 本年度计划资金 | 本年度已到位资金
    990301001        | 2025 | 中央补助   | 980000         | 974000
    990302001        | 2025 | 区县级资金 | 520000         | 500000
""")
FILLED = {"schools": SCHOOLS, "enrolment": ENROLMENT, "staffing": STAFFING, "funding": FUNDING}


@dataclass(frozen=True)
class Day:
    forms: Path
    delivery: Path
    published: Path


def first_day(folder: Path) -> Day:
    """The set of workbooks, filled without a mistake."""
    folder.mkdir(parents=True, exist_ok=True)
    roster = folder / "名录.csv"
    roster.write_text(ROSTER, encoding="utf-8")
    day = Day(folder / "填报", folder / "交付", folder / "发布")
    write_templates(day.forms, [str(roster)])
    complete(day.forms, "townships", **{"城区或乡镇": ["乡镇", "乡镇", "乡镇", "城区"], COUNTED: ["是", "是", "是", "否"]})
    for extract, rows in FILLED.items():
        fill(day.forms, extract, rows)
    fill_info(day.forms, ["townships", *FILLED], 城市名称=CITY, 代码规则="全国统一代码")
    return day


def publish(day: Day) -> Path:
    """Read the filled set back and publish it; the folder that a dashboard is served from."""
    outcome = convert_folder(day.forms, day.delivery)
    assert outcome.done, [finding.line() for finding in outcome.findings]
    build(day.delivery, day.published)
    return day.published
