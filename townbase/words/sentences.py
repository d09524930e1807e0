"""Small phrases that several pages share."""

from __future__ import annotations

import re
from collections.abc import Iterable

from townbase.words.numbers import count
from townbase.words.rounding import whole

DIGITS = "零一二三四五六七八九"
NUMERALS = re.compile("[零一二三四五六七八九十]+")


def numeral(n: int) -> str:
    """1 -> 一, 10 -> 十, 12 -> 十二, 20 -> 二十 (1–99)"""
    tens, ones = divmod(int(n), 10)
    head = "" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十"
    return head + (DIGITS[ones] if ones or not tens else "")


def in_order(text: str) -> str:
    """A key that sorts 第二批 before 第三批 and 第十批 after both; Chinese numerals have no order of their own."""
    return NUMERALS.sub(lambda found: f"{_number(found[0]):03d}", text)


def _number(text: str) -> int:
    """二十三 -> 23 (1–99)"""
    tens, ten, ones = text.rpartition("十")
    high = (DIGITS.index(tens) if tens in DIGITS and tens else 1) * 10 if ten else 0
    return high + (DIGITS.index(ones[-1]) if ones else 0)


def goal_title(goal: int, title: str) -> str:
    """目标（三）科学调节师资配备"""
    return f"目标（{numeral(goal)}）{title}"


def action_title(action: int, title: str) -> str:
    """第（三）项 教师队伍发展行动; the unnamed tenth keeps its own words"""
    return title if title.startswith("第") else f"第（{numeral(action)}）项 {title}"


def listing(names: Iterable[str], most: int = 0, classifier: str = "个") -> str:
    """甲、乙、丙; with a limit: 甲、乙等 5 个"""
    names = list(names)
    if most and len(names) > most:
        return f"{'、'.join(names[:most])}等 {len(names)} {classifier}"
    return "、".join(names)


def quote(text: str) -> str:
    """“…”"""
    return f"“{text}”"


def still_missing(units: float, unit: str) -> str:
    """还差 16 名本科以上学历教师"""
    return f"还差 {count(units)} {unit}"


def more_or_fewer(n: float, unit: str = "名") -> str:
    """What a changed share comes to in whole ones: 多 3 名, 少 9 名, 不足 1 名; halves count up"""
    units = whole(abs(n))
    if not units:
        return f"不足 1 {unit}"
    return f"{'多' if n > 0 else '少'} {count(units)} {unit}"


def fewer(children: float) -> str:
    """What a year that did not rise amounts to: 少 37 名, 持平"""
    units = whole(abs(children))
    return f"少 {count(units)} 名" if units else "持平"
