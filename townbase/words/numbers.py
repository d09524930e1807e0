"""How a number is said. Shares come in as 0–1; a missing number is — and never 0."""

from __future__ import annotations

from decimal import Decimal

from townbase.text import is_missing
from townbase.words.rounding import exact, is_all, rounded, rounded_to
from townbase.words.terms import APART

MINUS = "\u2212"
MISSING = "—"


def share(fraction: float | None) -> str:
    """0.636 -> 63.6%; what is short of everything never reads 100.0%, what is more than nothing never 0.0%"""
    if is_missing(fraction):
        return MISSING
    return _percent(fraction, 1)


def whole_share(fraction: float | None) -> str:
    """A share where there is no room for a decimal: 0.636 -> 64%; >99% short of everything, <1% above nothing"""
    return MISSING if is_missing(fraction) else _percent(fraction, 0)


def _percent(fraction: float, decimals: int) -> str:
    percent, least = rounded(exact(fraction, 100), decimals), 10**-decimals
    if fraction > 0 and percent == 0:
        return f"<{least:.{decimals}f}%"
    if fraction < 1 and percent == 100 and not is_all(fraction):
        return f">{100 - least:.{decimals}f}%"
    return _signed(percent, decimals) + "%"


def round_share(fraction: float | None) -> str:
    """A target: 0.8 -> 80%, 0.955 -> 95.5%"""
    if is_missing(fraction):
        return MISSING
    percent = exact(fraction, 100)
    return f"{percent:.0f}%" if percent == int(percent) else share(fraction)


def points(difference_of_shares: float | None, *, unit: bool = True) -> str:
    """-0.054 -> −5.4 个百分点; without the unit just −5.4; a plus is printed too"""
    if is_missing(difference_of_shares):
        return MISSING
    text = difference(difference_of_shares * 100, 1)
    return f"{text} 个百分点" if unit else text


def difference(amount: float | None, decimals: int = 0) -> str:
    """A signed difference: +3, −12, 0"""
    if is_missing(amount):
        return MISSING
    text = _signed(amount, decimals)
    return "+" + text if amount > 0 and float(text.replace(",", "")) > 0 else text


def count(n: float | None, unit: str = "") -> str:
    """People, schools, books: 1246 -> 1,246; with a unit 1,246 人"""
    return number(n, 0, unit)


def number(n: float | None, decimals: int = 1, unit: str = "") -> str:
    """A plain number with commas: 2.3 -> 2.3"""
    if is_missing(n):
        return MISSING
    text = _signed(n, decimals)
    return f"{text} {unit}" if unit else text


def ratio(n: float | None, decimals: int = 3) -> str:
    """差异率 0.175 (three decimals), 差异系数 0.52 (two)"""
    return number(n, decimals)


def money(yuan: float | None) -> str:
    """345000 -> 34.5 万元; under ten thousand whole: 2173 -> 2,173 元"""
    if is_missing(yuan):
        return MISSING
    return number(yuan / 10_000, 1, "万元") if abs(yuan) >= 10_000 else number(yuan, 0, "元")


def shares_apart(first: float | None, second: float | None) -> bool:
    """The two shares as printed do not subtract to their difference as printed: 24.6% and 25.6%, −1.1."""
    if is_missing(first) or is_missing(second):
        return False
    return rounded_to(rounded_to(first, 3) - rounded_to(second, 3) - rounded_to(first - second, 3), 3) != 0


def wan(n: float | None, unit: str = "") -> str:
    """Only for totals of the city: 412345 -> 41.2 万"""
    if is_missing(n):
        return MISSING
    return f"{_signed(n / 10_000, 1)} 万{unit}" if abs(n) >= 10_000 else count(n, unit)


def classifier(unit: str) -> str:
    """名县级以上骨干教师 -> 名, 个开齐开足课程的班 -> 个班"""
    return "个班" if unit.startswith("个") and unit.endswith("班") else unit[:1]


def each(numerator: float | None, denominator: float | None, classifier: str = "个") -> str:
    """3 所中 2 所"""
    if is_missing(numerator) or is_missing(denominator):
        return MISSING
    return f"{count(denominator)} {classifier}中 {count(numerator)} {classifier}"


def value(
    amount: float | None,
    form: str = "share",
    value_unit: str = "%",
    *,
    numerator: float | None = None,
    denominator: float | None = None,
    unit: str = "",
    with_unit: bool = True,
) -> str:
    """The value of an indicator row, by its form (share, per_head, difference_rate) and value_unit.

    A share over fewer than ten things is said in whole things, where the row says of what:
    `unit` is the indicator's unit, whose first character is the classifier (所学校… -> 所).
    """
    if is_missing(amount):
        return MISSING
    if value_unit == "个百分点":
        return points(amount, unit=with_unit)
    if form == "share" and value_unit == "%":
        if unit and not is_missing(denominator) and 0 < denominator < APART:
            whole = amount * denominator if is_missing(numerator) else numerator
            return each(whole, denominator, classifier(unit))
        return share(amount)
    if form == "difference_rate":
        return ratio(amount)
    decimals = 2 if abs(amount) < 10 else 1
    return number(amount, decimals, value_unit if with_unit else "")


def target(amount: float | None, rule: str, form: str = "share", value_unit: str = "%") -> str:
    """The target beside a value: ≥95%, <0.15, 不低于城区 91.2%, 逐年提升, —"""
    if rule == "rising":
        return "逐年提升"
    if rule == "tracked" or is_missing(amount):
        return MISSING
    text = round_share(amount) if form == "share" and value_unit == "%" else _plain(amount, form, value_unit)
    return {"at_least": "≥", "at_most": "≤", "below": "<", "not_below_urban": "城区 "}[rule] + text


def change(amount: float | None, form: str = "share", value_unit: str = "%") -> str:
    """Against the year before, as a phrase: 比上年提高 2.0 个百分点, 比上年下降 0.3, 与上年持平"""
    if is_missing(amount):
        return ""
    as_points = value_unit in ("%", "个百分点")
    text = _signed(abs(amount) * 100, 1) if as_points else _signed(abs(amount), 3 if form == "difference_rate" else 2)
    if not float(text.replace(",", "")):
        return "与上年持平"
    word = "提高" if amount > 0 else "下降"
    return f"比上年{word} {text} 个百分点" if as_points else f"比上年{word} {text}"


def interval(low: float | None, high: float | None) -> str:
    """The sampling interval of a share: 区间 92.9%—97.4%"""
    return "" if is_missing(low) or is_missing(high) else f"区间 {share(low)}—{share(high)}"


def trimmed(amount: float | None, decimals: int) -> str:
    """With as many decimals as it has, at most so many: 0.150 -> 0.15, 12.0 -> 12"""
    text = number(amount, decimals)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _plain(amount: float, form: str, value_unit: str) -> str:
    text = trimmed(amount, 3 if form == "difference_rate" else 2)
    return f"{text} {value_unit}" if value_unit else text


def _signed(amount: float | Decimal, decimals: int) -> str:
    """U+2212 before a negative, and no −0.0."""
    figure = rounded(amount, decimals)
    return (MINUS if figure < 0 else "") + f"{abs(figure):,.{decimals}f}"
