"""Totals that nobody called so: rows and columns that are exactly the sum of their neighbours."""

import math

import numpy as np
import pandas as pd

from townbase.convert.characters import label
from townbase.convert.mapping import Mapping
from townbase.convert.table.reading import Reading

FARTHEST = 2000  # rows that one total may add up


def check_sums(reading: Reading, years: pd.Series, mapping: Mapping, say) -> None:
    """Rows that are sums of others of their year, and columns that are sums of others."""
    accepted = reading.keys.school_id.map(label).isin(mapping.accepted("totals"))
    whole = ~reading.figures.withheld.any(axis=1) & reading.figures.counts.notna().all(axis=1)
    usable = whole & ~accepted & years.notna()
    counts = reading.figures.counts[usable].astype("int64")
    keys = reading.keys[usable]
    found = pd.Series(False, index=reading.keys.index)
    found[counts.index[_runs(counts.to_numpy())]] = True
    for _, rows in counts.groupby(years[usable].to_numpy()):
        found[rows.index[_sum_rows(rows.to_numpy(), keys.loc[rows.index])]] = True
    todo = '像是没有写明的合计行：请删去，或在映射写 [rows] total = ["它的名称"]；确是学校的，把它的代码写进 [accept] totals'
    say(found, "各年级人数恰好等于同一学年相邻几行之和", todo, reading.keys.school_name)
    _tell_alike(reading, years, counts, found, say)
    _check_columns(counts, say)


def _tell_alike(reading: Reading, years: pd.Series, counts: pd.DataFrame, found: pd.Series, say) -> None:
    """The same figures in two rows of one township: a subtotal over one school, or a row copied and not filled."""
    keys = reading.keys.loc[counts.index].assign(year=years)
    same = (counts == counts.shift()).all(axis=1) & ((counts > 0).sum(axis=1) > 1)
    same &= (keys[["year", "township_id"]] == keys[["year", "township_id"]].shift()).all(axis=1)
    same &= keys.school_id != keys.school_id.shift()  # the same school twice is told as such
    same |= _alike_apart(counts, keys)
    same = same.reindex(found.index, fill_value=False) & ~found
    todo = "请核对是不是合计行，或复制后没有改"
    say(same, "各年级人数与同一乡镇的另一行完全一样", todo, reading.keys.school_name, severity="warning")


def _alike_apart(counts: pd.DataFrame, keys: pd.DataFrame) -> pd.Series:
    """Rows whose figures another school of the township has too, further up, where they are too large to meet by chance."""
    place = keys.reindex(counts.index)
    every = counts.assign(_year=place.year, _town=place.township_id)
    again = every.duplicated(keep="first") & ~every.assign(_school=place.school_id).duplicated(keep="first")
    large = [
        bool(twice) and (row > 0).sum() > 1 and _is_no_chance(row, 1, len(counts))
        for twice, row in zip(again.tolist(), counts.to_numpy(), strict=True)
    ]
    return pd.Series(large, index=counts.index, dtype=bool)


def _sum_rows(values: np.ndarray, keys: pd.DataFrame) -> list[int]:
    """Positions of rows that are the sum of two or more rows next to them, or of all others of their place."""
    sums = _runs(values)
    groups = [np.zeros(len(values), dtype=int), keys.district_id.to_numpy(), keys.township_id.to_numpy()]
    for group in groups:
        frame = pd.DataFrame(values).groupby(pd.Series(group))
        rest = frame.transform("sum").to_numpy() - values
        others = (pd.DataFrame(values).any(axis=1).groupby(pd.Series(group)).transform("sum")).to_numpy()
        alike = (rest == values).all(axis=1) & values.any(axis=1) & (others > 2)
        sums += [
            int(row) for row in np.flatnonzero(alike) if _is_no_chance(values[row], int(others[row]) - 1, len(values))
        ]
    return sorted(set(sums))


def _runs(values: np.ndarray) -> list[int]:
    return [row for row in range(len(values)) if values[row].any() and (_run(values, row, -1) or _run(values, row, 1))]


def _run(values: np.ndarray, row: int, step: int) -> bool:
    """Whether going from `row` in one direction the rows add up to it exactly."""
    target = values[row]
    rest = target.copy()
    addends = 0
    for at in range(row + step, max(row - FARTHEST, -1) if step < 0 else min(row + FARTHEST, len(values)), step):
        rest = rest - values[at]
        if (rest < 0).any():
            return False
        addends += bool(values[at].any())
        if not rest.any():
            return addends > 1 and _is_no_chance(target, addends, len(values))
    return False


def _is_no_chance(target: np.ndarray, addends: int, rows: int) -> bool:
    """Small figures meet by chance. A run of rows passes through a given number about once in the mean of its steps."""
    filled = target[target > 0]
    score = float(np.log(1 + filled / addends).sum())
    return score > math.log(rows) + 1


def _check_columns(counts: pd.DataFrame, say) -> None:
    """A column of sums among the grades counts everybody twice."""
    names, values = list(counts.columns), counts.to_numpy()
    if len(names) < 3 or len(values) < 2:
        return
    for at, name in enumerate(names):
        for start, end in [
            (0, at),
            *((start, at) for start in range(1, at - 1)),
            *((at + 1, end) for end in range(at + 3, len(names) + 1)),
        ]:
            parts = values[:, start:end]
            if end - start > 1 and (parts > 0).any(axis=0).sum() > 1 and (parts.sum(axis=1) == values[:, at]).all():
                shown = "、".join(names[start:end])
                say.at("", f"“{name}”列恰好等于{shown}之和", "合计列不能写进 [grades]，请写成 [columns] total 或去掉")
                return
