"""School years that cannot well be: later than the day the figures were taken, or a newest year of a few stray rows."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from townbase.template.fault import Fault
from townbase.template.table import Table

YEAR = "school_year"
# What may speak of years to come: codes that will change, tasks that are planned, money that is promised.
MAY_BE_AHEAD = ("code_changes", "delivery", "funding")
MANY, STRAY = 100, 0.01  # rows of the year before, and the share of them that a newest year must pass


def strange_years(table: Table, as_of: object) -> Iterator[Fault]:
    """One fault a year, at its first row. as_of: of the table, None where it was not filled in."""
    if YEAR not in table.form.key or table.form.name in MAY_BE_AHEAD:
        return
    rows: Counter[Any] = Counter(row.values[YEAR] for row in table.kept)
    late = {year for year in rows if isinstance(as_of, date) and year > as_of.year}
    for year in sorted(late):
        what = f"学年 {year} 晚于数据时点 {as_of}（共 {rows[year]:,} 行）"
        yield _at(table, year, what, "请核对学年，或填报信息中这张表的数据时点")
    newest, *earlier = sorted(rows, reverse=True) or [0]
    if earlier and newest not in late and rows[earlier[0]] >= MANY and rows[newest] < STRAY * rows[earlier[0]]:
        what = f"学年 {newest} 只有 {rows[newest]:,} 行，学年 {earlier[0]} 有 {rows[earlier[0]]:,} 行，像是学年填错了"
        yield _at(table, newest, what, "请核对学年；新学年刚开始填报的，等更多学校报齐后再转换")


def _at(table: Table, year: object, what: str, todo: str) -> Fault:
    first = next(row for row in table.kept if row.values[YEAR] == year)
    return Fault(first.place(table.form, YEAR), what, todo)
