"""The one way to round a figure that a reader sees, on a page and in every file: half away from zero, in decimals.

A double is read as the shortest decimal that gives it (0.5625, not the binary number beside it), what arithmetic leaves beyond
the twelfth place is dropped (0.6345 − 0.6 is 0.0345), and the half goes up as people round: 9/16 is 56.3%.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

NOISE = 12  # places of a double that still mean something, for numbers of the size of shares
WIDE = Context(prec=400, rounding=ROUND_HALF_UP)  # any finite double has room
MOST_DECIMALS = 6
PLACE = tuple(Decimal(1).scaleb(-decimals) for decimals in range(NOISE + 1))  # 1, 0.1, 0.01 …


def exact(amount: float | Decimal, times: int = 1) -> Decimal:
    """The decimal that the number means, times a power of ten."""
    if isinstance(amount, Decimal):
        return amount * times
    return WIDE.quantize(Decimal(repr(float(amount))), PLACE[NOISE]) * times


def rounded(amount: float | Decimal, decimals: int) -> Decimal:
    """Half away from zero; never −0."""
    return WIDE.quantize(exact(amount), PLACE[decimals]) + 0


def rounded_to(amount: float | Decimal, decimals: int) -> float:
    """The same as a number for a cell of a file."""
    return float(rounded(amount, decimals))


def whole(amount: float | Decimal) -> int:
    """People, schools, places: 12.5 -> 13, −12.5 -> −13"""
    return int(rounded(amount, 0))


def digits(amount: float) -> str:
    """All the decimals it has, at most six, and no separators: 1234.50 -> 1234.5"""
    return f"{rounded(amount, decimals_of(amount)):f}"


def decimals_of(amount: float) -> int:
    """How many decimals the number has, at most six: 63.6 -> 1, 2.0 -> 0"""
    printed = rounded(amount, MOST_DECIMALS)
    if printed != exact(amount):
        return MOST_DECIMALS
    exponent = printed.normalize(WIDE).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def is_all(fraction: float) -> bool:
    """Everything, or so near to it that only arithmetic keeps it apart (one of a hundred thousand million)."""
    return fraction >= 1 - 1e-11
