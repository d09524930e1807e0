"""What fits every rule and still cannot well be: years copied, units mixed up, zeros for nothing, rows about one person."""

import re
from collections.abc import Iterator

import duckdb

from townbase.contracts.contract import Contract
from townbase.contracts.rowchecks import RowCheck, find_rows
from townbase.findings import Finding

_YEAR = "school_year"
_NUMBERS = ("INTEGER", "BIGINT", "DOUBLE")
_COPIED_ROWS, _COPIED_SHARE = 200, 0.95  # fewer rows may well stand still
_FACTORS = {10: "10 倍", 100: "100 倍", 10_000: "1 万倍（如把元和万元弄混）"}
_NEAR = 0.1  # a year's own change beside the factor
_LARGE = 100  # below this the larger of two counts may well be ten times the other
_FEW_ROWS, _ONCE = 10, 20  # rows from which a column, and people from which a row, tells something
_MAY_BE_NOTHING = ("funding",)  # a year without a grant is no gap

# The column that counts people: where it is 1 in nearly every row, the rows are people.
_PEOPLE = {
    "enrolment": ("pupils", "学生"),
    "assessment": ("pupils", "学生"),
    "residency": ("children", "儿童"),
    "children": ("children", "儿童"),
    "staffing": ("teachers", "教师"),
    "survey": ("answered", "答卷人"),
}
# Here single people are rare even without a key that repeats: a grade or a paper of one pupil.
_RARELY_ONE = ("enrolment", "assessment")
_PERSON_ROWS, _PERSON_SHARE = 20, 0.9


def find_implausible(
    con: duckdb.DuckDBPyConnection, contracts: dict[str, Contract], loaded: dict[str, set[str]]
) -> list[Finding]:
    """loaded: the extracts that could be read, with the columns each one really has. Compares a year with the one before."""
    findings: list[Finding] = []
    for name, columns in sorted(loaded.items()):
        contract = contracts[name]
        findings += _people(con, contract, columns)
        measures = _measures(contract, columns)
        if measures and _YEAR in contract.key and set(contract.key) <= columns:
            _pair_years(con, contract, measures)
            findings += _whole_years(con, contract, measures)
            findings += _single_rows(con, contract, measures)
            con.execute("drop table year_pair")
    return findings


def _people(con: duckdb.DuckDBPyConnection, contract: Contract, columns: set[str]) -> Iterator[Finding]:
    count, who = _PEOPLE.get(contract.name, (None, None))
    if count is None or not set(contract.key) <= columns:
        return
    ones = f"count(*) filter (where coalesce({count}, 1) = 1)" if count in columns else "count(*)"
    keys = ", ".join(contract.key)
    rows, single, different = con.execute(
        f"select count(*), {ones}, count(distinct ({keys})) from {contract.name}"
    ).fetchall()[0]
    repeats = different <= rows / 2
    if rows >= _PERSON_ROWS and single >= _PERSON_SHARE * rows and (repeats or contract.name in _RARELY_ONE):
        what = f"像是一行一名{who}：{rows:,} 行中有 {single:,} 行的{contract.column(count).label}是 1 或空，不得提交个人数据"
        yield Finding("error", f"{contract.name}.parquet", "", what, "请先汇总，每个主键只报一行合计数")


def _measures(contract: Contract, columns: set[str]) -> list[str]:
    """The columns that hold amounts; yes and no (1, 0) says nothing by standing still or by a factor."""
    flags = {names[0] for check, names in contract.checks if re.search(r"IN \(0, 1\)", check)}
    return [
        column.name
        for column in contract.columns
        if column.type in _NUMBERS and column.name in columns - flags - set(contract.key)
    ]


def _pair_years(con: duckdb.DuckDBPyConnection, contract: Contract, measures: list[str]) -> None:
    """Temporary table year_pair: each row with the same row of the year before, where there is one."""
    same = " and ".join(f"this.{name} = last.{name}" for name in contract.key if name != _YEAR)
    pairs = ", ".join(f'this."{name}" as "{name}", last."{name}" as "last_{name}"' for name in measures)
    keys = ", ".join(f"this.{name}" for name in contract.key)
    con.execute(
        f"create or replace temp table year_pair as select {keys}, this.source_row, {pairs}"
        f" from {contract.name} this join {contract.name} last on {same} and this.{_YEAR} = last.{_YEAR} + 1"
    )


def _whole_years(con: duckdb.DuckDBPyConnection, contract: Contract, measures: list[str]) -> Iterator[Finding]:
    """A whole year that was copied, a whole column in another unit or filled with zeros."""
    file = f"{contract.name}.parquet"
    some = " + ".join(f'coalesce("{name}", 0)' for name in measures) + f" >= {_ONCE}"
    equal = " and ".join(f'"{name}" is not distinct from "last_{name}"' for name in measures)
    asked = ", ".join(_sums(name) for name in measures)
    for year, rows, copied, *sums in con.execute(
        f"select {_YEAR}, count(*) filter (where {some}), count(*) filter (where {some} and {equal}), {asked}"
        f" from year_pair group by {_YEAR} order by {_YEAR}"
    ).fetchall():
        place = f"{year} 学年"
        if rows >= _COPIED_ROWS and copied >= _COPIED_SHARE * rows:
            what = f"{rows:,} 行中有 {copied:,} 行与上一学年完全相同，像是照抄了上一学年"
            yield Finding("warning", file, place, what, "请核对这一学年的数据是否重新统计过")
            continue
        for name, (now, before, zeros, many) in zip(measures, _fours(sums), strict=True):
            label = contract.column(name).label
            if many >= _FEW_ROWS and zeros == many:
                what = f"{label}全部是 0，而上一学年有 {many:,} 行大于 0，像是没有统计而填了 0"
                yield Finding("warning", file, place, what, "没有统计的请留空，不要填 0")
            elif many >= _FEW_ROWS and (factor := _factor(now, before)):
                what = f"{label}的合计与上一学年相差约 {_FACTORS[factor]}（{before:,.0f} → {now:,.0f}）"
                yield Finding("warning", file, place, what, "请核对单位和小数点")


def _sums(name: str) -> str:
    both = f'"{name}" is not null and "last_{name}" > 0'
    return (
        f'sum("{name}") filter (where {both}), sum("last_{name}") filter (where {both}),'
        f' count(*) filter (where {both} and "{name}" = 0), count(*) filter (where {both})'
    )


def _fours(values: list) -> Iterator[list]:
    return (values[place : place + 4] for place in range(0, len(values), 4))


def _factor(now: float, before: float) -> int | None:
    ratio = max(now, before) / min(now, before) if min(now, before) > 0 else 0
    return next((factor for factor in _FACTORS if abs(ratio / factor - 1) <= _NEAR), None)


def _single_rows(con: duckdb.DuckDBPyConnection, contract: Contract, measures: list[str]) -> list[Finding]:
    """Single rows that are zero throughout, or off by a factor, where the year as a whole is not."""
    checks = [_jump(contract, name) for name in measures]
    if len(measures) > 1 and contract.name not in _MAY_BE_NOTHING:
        checks.append(_nothing(measures))
    return find_rows(con, "year_pair", f"{contract.name}.parquet", contract.key, checks)


def _jump(contract: Contract, name: str) -> RowCheck:
    now, before = f'"{name}"', f'"last_{name}"'
    ratio = f"(greatest({now}, {before}) / nullif(least({now}, {before}), 0))"
    near = " or ".join(f"abs({ratio} / {factor} - 1) <= {_NEAR}" for factor in _FACTORS)
    return RowCheck(
        f"greatest({now}, {before}) >= {_LARGE} and least({now}, {before}) > 0 and ({near})",
        f"{contract.column(name).label}与上一学年相差 10 倍、100 倍或 1 万倍：{{}}",
        "请核对单位和小数点",
        f"{before} || ' → ' || {now}",
        "warning",
    )


def _nothing(measures: list[str]) -> RowCheck:
    zero = " and ".join(f'coalesce("{name}", 0) = 0' for name in measures)
    said = " + ".join(f'("{name}" is not null)::integer' for name in measures)
    before = " + ".join(f'coalesce("last_{name}", 0)' for name in measures)
    return RowCheck(
        f"{zero} and {said} > 1 and {before} >= {_ONCE}",
        "各项数量全部是 0，而上一学年不是，像是没有填报而填了 0",
        "没有统计的请留空，不要填 0；确实没有时不用改",
        severity="warning",
    )
