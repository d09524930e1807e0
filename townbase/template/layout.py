"""Where things stand in a form's sheet, for the hand that writes it and the one that reads it back.

1  表名：学校名录（schools）
2  a line on how to fill it
3  行别 | the heads
4  单位 | unit, and whether it must be filled
5  填法 | what the column means
6  示例 | an example that is never read
7       | the data
"""

import re
from functools import lru_cache

from townbase.convert.characters import label, visible
from townbase.template.form import Field, Form

TITLE, NOTE, HEADS, UNITS, MEANINGS, EXAMPLE, FIRST_ROW = range(1, 8)
ROW_KIND = "行别"
UNIT_ROW, MEANING_ROW, EXAMPLE_ROW = "单位", "填法", "示例"
FURNITURE = (UNIT_ROW, MEANING_ROW, EXAMPLE_ROW)

# A1 of the other sheets: they are part of the workbook and hold nothing to read.
GUIDE, CHOICES, PROBLEMS = "填写说明", "可选内容", "问题清单"
NEVER_READ = (GUIDE, CHOICES, PROBLEMS)
INFO = "填报信息"

HOW_TO_FILL = f"从第 {FIRST_ROW} 行起填写。灰色的示例行不读入，请勿改写。没有数据请留空，确实是 0 才填 0。不要插入合计行，不要合并单元格。"


def title(form: Form) -> str:
    return f"表名：{form.title}（{form.name}）"


def unit(field: Field) -> str:
    """必填 · 代码, 名, 是或否 …: what stands under the head."""
    word = {"choice": "从列表选", "year": "年份", "date": "日期", "share": "0—1 的小数或百分数"}.get(field.kind)
    return ("必填 · " if field.required else "") + (word or field.column.unit)


def meaning(field: Field) -> str:
    """The contract's own words, then what may stand in the cell."""
    if field.kind == "choice" or field.choices:
        asked = re.sub(" ?[a-z_]{3,} ?", "", field.column.meaning.split("：")[0])  # a clerk chooses words, not codes
        return f"{asked}：{'、'.join(field.choices)}"
    if field.kind == "year":
        return "学年开始的年份：2025—2026学年填 2025"
    if field.kind == "date":
        return f"{field.column.meaning}，如 2025-09-01"
    return field.column.meaning.replace("cn 为", "全国统一代码为")


@lru_cache(maxsize=65_536, typed=True)
def normal(text: object) -> str:
    """How heads and words are compared: half-width, no blanks, nothing invisible."""
    return label(visible("" if text is None else str(text)))
