"""One cell of pupils: a whole number, a mark that says it is withheld, nothing, or a fault with its reason."""

import re
from dataclasses import dataclass
from typing import Literal

from townbase.convert.characters import label

DIGITS = 7  # a school, and a city, has fewer than ten million pupils
_NUMBER = re.compile(r"[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+")
_WHOLE_DECIMAL = re.compile(r"([0-9]+)\.00?")  # as a data frame or a number format writes 30
_STARS = re.compile(r"\*{1,5}")
_FEWER = re.compile(r"(?:<|≤|<=|≦|少于|不足|小于)([0-9]{1,3})人?|([0-9]{1,3})人?(?:以下|及以下)")
NO_NUMBER = ("-", "--", "—", "——", "–", "−", "―", "…", "……", "..", "...", "....", "/", "\\", ".", "x", "X", "#", "?")
NO_NUMBER_WORDS = (
    "n/a",
    "na",
    "null",
    "none",
    "nan",
    "nil",
    "缺",
    "缺失",
    "暂缺",
    "无",
    "不详",
    "未报",
    "未统计",
    "空",
)


@dataclass(frozen=True)
class Count:
    """kind number carries a value; withheld a mark, with the most that can stand behind it where the mark says it."""

    kind: Literal["number", "withheld", "empty", "fault"]
    value: int | None = None
    at_most: int | None = None
    fault: str = ""
    todo: str = ""


def read_count(text: str, withheld: frozenset[str], zero: frozenset[str]) -> Count:
    """`text` is tidy; `withheld` and `zero` are the marks that the mapping names, as labels."""
    plain = label(text)
    if not plain:
        return Count("empty")
    if plain in withheld:
        return Count("withheld", at_most=_below(plain))
    if plain in zero:
        return Count("number", 0)
    if _NUMBER.fullmatch(text):
        return _number(text.replace(",", ""))
    if decimal := _WHOLE_DECIMAL.fullmatch(text):
        return _number(decimal[1])
    if _STARS.fullmatch(plain) or _FEWER.fullmatch(plain):
        return Count("withheld", at_most=_below(plain))
    return Count("fault", fault="不是整数人数", todo=_advice(plain))


def _number(digits: str) -> Count:
    if len(digits.lstrip("0")) > DIGITS:
        return Count(
            "fault", fault=f"人数超过 {DIGITS} 位", todo=f"一格最多 {DIGITS} 位数；请核对这是不是合计或别的单位"
        )
    return Count("number", int(digits))


def _below(plain: str) -> int | None:
    fewer = _FEWER.fullmatch(plain)
    if not fewer:
        return None
    includes = plain.startswith(("≤", "<=", "≦")) or fewer[2] is not None
    return int(fewer[1] or fewer[2]) - (0 if includes else 1)


def _advice(plain: str) -> str:
    if plain in NO_NUMBER or plain.lower() in NO_NUMBER_WORDS:
        return f'是不公开或缺数的，在映射的 [table] 写 withheld = ["{plain}"]；是没有学生的，写 zero = ["{plain}"]'
    if re.fullmatch(r"[-−–(].*[0-9]\)?", plain):
        return "人数不能是负数，请核对"
    if re.fullmatch(r"[0-9]*\.[0-9]+", plain):
        return "人数不能有小数，请核对是不是单位为千人、万人或比例"
    if plain.endswith("%"):
        return "这是百分比，请填人数"
    if re.fullmatch(r"[0-9.]+e\+?[0-9]+", plain, re.IGNORECASE):
        return "表格软件改成了科学计数法，请把单元格改成常规格式后填回原数"
    if plain.startswith("#"):
        return "这是公式的出错提示，请改好公式或直接填数"
    return "应为 0 或正整数，千位可用逗号隔开，不带小数、单位和文字"
