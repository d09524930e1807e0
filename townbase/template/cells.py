"""One cell as a clerk filled it, read as what the contract stores: exactly, or refused with what to do."""

import re
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

from townbase.convert.characters import tidy
from townbase.template.form import Field
from townbase.template.layout import normal

NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
SCHOOL_YEAR = re.compile(r"(\d{4})(?:[-—–~至/]+(\d{4}))?(?:学年)?")
DAY = re.compile(r"(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))")
LARGEST = {"INTEGER": 2**31 - 1, "BIGINT": 2**63 - 1}
# Full-width letters and digits only: the brackets and commas of a name are Chinese and stay.
PLAIN_SIGNS = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
BLANKS = {0x3000: " ", 0x00A0: " "}
SAME_AS = {"√": "是", "✓": "是", "✔": "是", "×": "否", "✗": "否", "✘": "否"}
LONGEST_EXACT = 15  # digits: a spreadsheet rounds longer numbers without a word


class Wrong(Exception):
    """A cell that cannot be read; what is wrong and what to do."""

    def __init__(self, what: str, todo: str) -> None:
        super().__init__(what)
        self.what, self.todo = what, todo


def read_cell(field: Field, value: Any, number_format: str = "General", *, error: bool = False) -> object:
    """The value to store, None for an empty cell. Raises Wrong.

    value: text, number, yes/no or date, as openpyxl gives it; number_format: how the cell shows a number.
    """
    if value is None or (isinstance(value, str) and not value.translate(BLANKS).strip()):
        return None
    if error:
        raise Wrong(f"是错误值“{shown(value)}”", "请改正公式，或改为实际数值；没有数据请留空")
    if field.choices and (chosen := _choice(field, value, number_format)) is not None:
        return chosen
    return _READERS[field.kind](field, value, number_format)


def shown(value: Any) -> str:
    """A cell's content in a sentence, cut where it is long."""
    text = value.isoformat(sep=" ") if isinstance(value, datetime) else str(value)
    if isinstance(value, float) and value.is_integer():
        text = str(int(value))
    return text if len(text) <= 40 else text[:39] + "…"


def _choice(field: Field, value: Any, number_format: str) -> object:
    """The stored value of a word or code of the field's list, None where it is neither."""
    words, codes = _lists(field)
    if isinstance(value, bool):
        return words.get("是" if value else "否")
    if isinstance(value, (int, float)) and "%" in number_format:
        return None
    text = normal(shown(value))
    text = SAME_AS.get(text, text)
    return words[text] if text in words else codes.get(text)


@lru_cache(maxsize=1024)
def _lists(field: Field) -> tuple[dict[str, Any], dict[str, Any]]:
    """The list by word and by code, both as text."""
    codes = {str(int(code) if isinstance(code, bool) else code): code for code in field.choices.values()}
    return {normal(word): code for word, code in field.choices.items()}, codes


def _not_listed(field: Field, value: Any, number_format: str) -> object:
    raise Wrong(f"“{shown(value)}”不在可选内容中", f"请从下拉列表中选：{'、'.join(field.choices)}")


def _whole(field: Field, value: Any, number_format: str) -> int:
    number = _number(value, number_format, "应填整数")
    if abs(number - round(number)) > 1e-9:
        raise Wrong(f"应为整数，现为“{shown(value)}”", "请填整数，不要填比例或平均数")
    if abs(number) > LARGEST.get(field.column.type, LARGEST["BIGINT"]):
        raise Wrong(f"“{shown(value)}”过大", "请核对单位和位数")
    return round(number)


def _real(field: Field, value: Any, number_format: str) -> float:
    return float(_number(value, number_format, f"应填以{field.column.unit}为单位的数值"))


def _share(field: Field, value: Any, number_format: str) -> float:
    """A share is stored within 0–1: 0.85 and 85% are it, 85 is not said clearly enough."""
    text = tidy(value) if isinstance(value, str) else ""
    number = _number(text.removesuffix("%").strip() or value, "General", "")
    number = Decimal(str(number)) / 100 if text.endswith("%") else number
    if not 0 <= number <= 1:
        raise Wrong(f"“{shown(value)}”不在 0 到 1 之间", "请填小数或带百分号的数，如 0.85 或 85%")
    return float(number)


def _number(value: Any, number_format: str, what_is_due: str) -> float | int:
    if isinstance(value, bool):
        raise Wrong(f"“{'TRUE' if value else 'FALSE'}”不是数字", "请填数字")
    if isinstance(value, (datetime, date, time)):
        raise Wrong(f"单元格成了日期格式（{shown(value)}）", "请把单元格格式改为数值，再重新填写")
    if isinstance(value, (int, float)):
        if "%" in number_format.split(";")[0]:
            raise Wrong("单元格是百分数格式", f"{what_is_due}，不填百分数；请把单元格格式改为数值，再重新填写")
        return value
    text = tidy(str(value)).replace("−", "-")
    if text.endswith("%"):
        raise Wrong(f"“{shown(value)}”是百分数", f"{what_is_due}，不填百分数")
    if not NUMBER.fullmatch(text):
        raise Wrong(f"“{shown(value)}”不是数字", "请只填数字，不带单位和文字；没有数据请留空，确实是 0 才填 0")
    plain = text.replace(",", "")
    return float(plain) if "." in plain else int(plain)


def _year(field: Field, value: Any, number_format: str) -> int:
    unclear = isinstance(value, (bool, date, time)) or "%" in number_format
    found = None if unclear else SCHOOL_YEAR.fullmatch(normal(shown(value)))
    if not found or (found[2] and int(found[2]) != int(found[1]) + 1):
        raise Wrong(f"“{shown(value)}”不是学年", "请填学年开始的年份：2025—2026学年填 2025")
    return int(found[1])


def _date(field: Field, value: Any, number_format: str) -> date:
    if isinstance(value, datetime):
        if value.time() != time():
            raise Wrong(f"“{shown(value)}”带有时刻", "请只填日期，如 2025-09-01")
        return value.date()
    if isinstance(value, date):
        return value
    found = DAY.fullmatch(normal(shown(value))) if not isinstance(value, (bool, time)) else None
    if found:
        year, *rest = (part for part in found.groups() if part)
        try:
            return date(int(year), *(int(part) for part in rest))
        except ValueError:
            pass
    raise Wrong(f"“{shown(value)}”不是日期", "请填年、月、日，如 2025-09-01")


def _code(field: Field, value: Any, number_format: str) -> str:
    """The code as text. A number has lost what zeros it began with, unless its format still shows them."""
    if isinstance(value, (bool, date, time)):
        raise Wrong(f"“{shown(value)}”不是代码（单元格成了日期或是否）", "请把单元格格式设为文本，再重新填写")
    if isinstance(value, (int, float)):
        if isinstance(value, float) and not value.is_integer() or value < 0:
            raise Wrong(f"“{shown(value)}”不是代码", "请把单元格格式设为文本，再重新填写")
        digits = str(int(value))
        if len(digits) > LONGEST_EXACT:
            raise Wrong(f"代码“{digits}”是数字格式，末几位可能已经改变", "请把单元格格式设为文本，再从来源处重新填写")
        return digits.zfill(len(number_format)) if re.fullmatch("0+", number_format) else digits
    text = tidy(str(value))
    if re.fullmatch(r"\d(\.\d+)?[Ee]\+?\d+", text):
        raise Wrong(f"代码成了科学计数法“{text}”，后几位已经丢失", "请把单元格格式设为文本，再从来源处重新填写")
    return text


def _text(field: Field, value: Any, number_format: str) -> str:
    if isinstance(value, (bool, date, time)):
        raise Wrong(f"文字成了日期或是否（{shown(value)}）", "请把单元格格式设为文本，再重新填写")
    if isinstance(value, (int, float)):
        return shown(value)
    return str(value).translate(PLAIN_SIGNS).translate(BLANKS).strip()


_READERS = {
    "choice": _not_listed,
    "whole": _whole,
    "real": _real,
    "share": _share,
    "year": _year,
    "date": _date,
    "code": _code,
    "text": _text,
}
