"""The account of a conversion: what was read, what was left out and why, pupils by year, against the table's own totals."""

from collections import Counter
from typing import NamedTuple

import pandas as pd

from townbase.convert.table.sheet import Place, row_list
from townbase.convert.table.years import year_words

_WHY = {
    "blank": "空行",
    "header": "重复的表头",
    "total": "合计行",
    "part": "“其中”行",
    "note": "表注",
    "numbering": "列号行",
}


class LeftOut(NamedTuple):
    """A row that was not read as a school."""

    place: Place
    why: str
    words: str


def balance(
    lines: list[str],
    left_out: list[LeftOut],
    schools: int,
    pupils: pd.Series,
    schools_by_year: pd.Series,
    withheld: pd.Series,
    checked: list[str],
) -> tuple[str, ...]:
    """Lines of the account; pupils, schools and withheld cells are by school year."""
    return (
        *lines,
        _rows_line(left_out, schools),
        *(_year_line(year, pupils, schools_by_year, withheld) for year in sorted(schools_by_year.index)),
        *(checked or ["表里没有合计列或合计行可以核对"]),
    )


def _rows_line(left_out: list[LeftOut], schools: int) -> str:
    counted = Counter(row.why for row in left_out)
    left = [
        f"{_WHY.get(why, why)} {number:,} 行（{row_list([row.place for row in left_out if row.why == why], 10)}）"
        for why, number in counted.items()
    ]
    return f"表头以下共 {schools + len(left_out):,} 行：读入学校 {schools:,} 行" + (
        f"，没有读 {'，'.join(left)}" if left else ""
    )


def _year_line(year: int, pupils: pd.Series, schools: pd.Series, withheld: pd.Series) -> str:
    marks = int(withheld.get(year, 0))
    note = f"，另有 {marks:,} 格不公开（人数不详，没有当作 0）" if marks else ""
    return f"{year_words(int(year))}：{int(schools[year]):,} 所学校，{int(pupils.get(year, 0)):,} 人{note}"
