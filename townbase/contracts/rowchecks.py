"""Conditions that rows must not meet, counted in one pass over a table and then shown row by row."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from townbase.findings import Finding, readable

SHOWN = 20
_VALUE = 40  # characters that a finding repeats of a value


@dataclass(frozen=True)
class RowCheck:
    """condition: SQL that is true for a bad row. what may hold {}, filled with the SQL expression `value`."""

    condition: str
    what: str
    todo: str
    value: str | None = None
    severity: str = "error"


def find_rows(
    con: duckdb.DuckDBPyConnection, table: str, file: str, key: Sequence[str], checks: Sequence[RowCheck]
) -> list[Finding]:
    """Every row of the table (which has source_row) that meets a condition; per condition 20 are shown, then the count."""
    if not checks:
        return []
    sums = ", ".join(f"count(*) filter (where {check.condition})" for check in checks)
    counts = con.execute(f"select {sums} from {table}").fetchall()[0]
    findings = []
    for check, count in zip(checks, counts, strict=True):
        if count:
            findings += _shown(con, table, file, key, check, count)
    return findings


def _shown(con, table: str, file: str, key: Sequence[str], check: RowCheck, count: int) -> list[Finding]:
    value = f"coalesce(cast({check.value} as varchar), '空')" if check.value else "''"
    rows = con.execute(
        f"select {row_key(key)}, {value} from {table} where {check.condition} order by source_row limit {SHOWN}"
    ).fetchall()
    findings = [
        Finding(check.severity, file, place, check.what.replace("{}", readable(shown, _VALUE)), check.todo)
        for place, shown in rows
    ]
    return findings + more(check.severity, file, count, check.what.replace("{}", "…"))


def more(severity: str, file: str, count: int, what: str) -> list[Finding]:
    """The line that says how many there are in all, where not all are shown."""
    if count <= SHOWN:
        return []
    return [
        Finding(
            severity,
            file,
            f"共 {count} 处",
            f"同类问题只列出前 {SHOWN} 处（{what}）",
            "请在来源处一并改正后重新导出",
            places=count - SHOWN,
        )
    ]


def row_key(key: Sequence[str]) -> str:
    """SQL text: 第 12 行（school_id=…，school_year=…）."""
    parts = ", ".join(f"""'{name}=' || coalesce(cast("{name}" as varchar), '空')""" for name in key)
    return "'第 ' || source_row || ' 行'" + (f" || '（' || concat_ws('，', {parts}) || '）'" if key else "")
