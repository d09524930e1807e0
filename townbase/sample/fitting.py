"""Whole counts that add up: sums by group, shares dealt out to schools, totals that fit a verdict."""

import numpy as np

EPSILON = 1e-6
SLACK = 0.02
"""How far below the city a value may lie that lacks less than one whole unit."""


def total(values: np.ndarray, group: np.ndarray, groups: int) -> np.ndarray:
    """Sum of `values` per group; bincount adds in order, so it is the same on every machine."""
    return np.bincount(group, weights=values, minlength=groups)


def apportion(amount: np.ndarray, weight: np.ndarray, group: np.ndarray, cap: np.ndarray | None = None) -> np.ndarray:
    """Deal `amount[group]` out to the members of each group by `weight`, in whole numbers that sum exactly.

    Largest remainders take the rest. No member gets more than its `cap`; what no member can take is dropped.
    """
    groups, amount = len(amount), np.asarray(amount, dtype=np.int64)
    room = np.full(len(group), 2**40) if cap is None else np.asarray(cap, dtype=np.int64).copy()
    out = np.zeros(len(group), dtype=np.int64)
    part = np.zeros(len(group))
    for _ in range(60):  # members whose part is more than their cap take the cap; the rest is divided anew
        left = amount - total(out, group, groups).astype(np.int64)
        live = np.where(room - out > 0, weight, 0.0)
        base = total(live, group, groups)
        part = np.divide(left[group] * live, base[group], out=np.zeros(len(group)), where=base[group] > 0)
        full = (live > 0) & (part >= room - out)
        if not full.any():
            break
        out = np.where(full, room, out)
    step = np.floor(part + EPSILON).astype(np.int64)
    out += np.minimum(step, room - out)
    for _ in range(60):
        left = amount - total(out, group, groups).astype(np.int64)
        open_ = (room - out > 0) & (weight > 0)
        extra = (_place(step - part, ~open_, group) < left[group]) & open_
        if not extra.any():
            break
        out += extra
    return out


def _place(key: np.ndarray, last: np.ndarray, group: np.ndarray) -> np.ndarray:
    """Rank of every member inside its group by key (ties by position), members marked `last` behind all others."""
    order = np.lexsort((np.arange(len(group)), np.round(key * 1e6).astype(np.int64), last, group))
    sorted_group = group[order]
    start = np.r_[0, np.flatnonzero(np.diff(sorted_group)) + 1]
    first = np.repeat(start, np.diff(np.r_[start, len(group)]))
    rank = np.empty(len(group), dtype=np.int64)
    rank[order] = np.arange(len(group)) - first
    return rank


def least_met(target: np.ndarray, denominator: np.ndarray, *, whole_unit: bool, slack: float = SLACK) -> np.ndarray:
    """Smallest numerator that meets the target.

    With whole_unit also the one just below it: short by less than one unit and by less than `slack` of the share.
    """
    exact = target * denominator
    full = np.ceil(exact - EPSILON).astype(np.int64)
    if not whole_unit:
        return full
    below = full - 1
    near = (exact - below < 1 - EPSILON) & (exact - below < slack * denominator - EPSILON) & (below >= 0)
    return np.where(near, below, full)


def fit(target, denominator, met, gap, extra, slight=None) -> np.ndarray:
    """Numerators that carry the planned verdicts, per group.

    Met: `extra` (a share of the denominator) above the target, never above the denominator; where `slight` says so, the
    whole unit below the target that still counts as met. Not met: `gap` (a share) below the target, and always below
    what counts as met.
    """
    full = least_met(target, denominator, whole_unit=False)
    least = full if slight is None else least_met(target, denominator, whole_unit=True)
    above = np.minimum(full + np.floor(extra * denominator).astype(np.int64), denominator.astype(np.int64))
    above = np.maximum(above, full) if slight is None else np.where(slight, least, np.maximum(above, full))
    below = np.minimum(np.floor((target - gap) * denominator + 0.5).astype(np.int64), least - 1)
    return np.maximum(np.where(met, above, below), 0)
