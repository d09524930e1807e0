"""Whole counts that add up: sums by group, shares dealt out to schools, totals that fit a verdict."""

import numpy as np

EPSILON = 1e-6


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


def least_met(target: np.ndarray, denominator: np.ndarray, *, whole_unit: bool) -> np.ndarray:
    """Smallest numerator that meets the target: short of it by less than one unit, or not at all."""
    exact = target * denominator
    if whole_unit:
        return np.maximum(np.floor(exact - 1 + EPSILON) + 1, 0).astype(np.int64)
    return np.ceil(exact - EPSILON).astype(np.int64)


def fit(target, denominator, met, gap, extra, *, whole_unit: bool) -> np.ndarray:
    """Numerators that carry the planned verdicts, per group.

    Met: the smallest that meets, plus `extra` (a share of the denominator), never above the denominator.
    Not met: `gap` (a share) below the target and always below the smallest that meets.
    """
    least = least_met(target, denominator, whole_unit=whole_unit)
    above = np.minimum(least + np.floor(extra * denominator).astype(np.int64), denominator.astype(np.int64))
    below = np.minimum(np.floor((target - gap) * denominator + 0.5).astype(np.int64), least - 1)
    return np.maximum(np.where(met, np.maximum(above, least), below), 0)
