"""Turns a school × year × grade table from elsewhere into a delivery that build takes."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from townbase.asking import tuples
from townbase.convert.balance import balance
from townbase.convert.changes import KEY, check_changes, read_changes
from townbase.convert.checks.codes import check_codes
from townbase.convert.checks.keys import check_keys, check_unique, check_years, title
from townbase.convert.checks.sums import check_sums
from townbase.convert.checks.totals import check_row_totals, reconcile
from townbase.convert.delivery import foreign_files, write_delivery
from townbase.convert.frames import Delivered, deliver
from townbase.convert.mapping import Mapping, read_mapping
from townbase.convert.table.reading import Reading, Say, read_table
from townbase.findings import Finding, Refused, errors


@dataclass(frozen=True)
class Converted:
    """What a conversion gave: first and last school year, counts, sentences on what was decided on the way,
    the account of what was read and left out (balance), and findings that are no errors (warnings)."""

    years: tuple[int, int]
    townships: int
    schools: int
    pupils_latest: int
    notes: tuple[str, ...]
    balance: tuple[str, ...]
    warnings: tuple[Finding, ...]


def convert(table: Path, mapping: Path, out: Path) -> Converted:
    """Write townships, schools, enrolment, code_changes where there are any, and delivery.toml to the folder `out`.

    `table` is a CSV or XLSX file with one row per school and school year and one column of pupils per grade;
    `mapping` is a TOML file: mappings/template.toml explains every line of it.
    Raises Refused with every finding at once; then nothing is written.
    """
    plan, findings = read_mapping(mapping)
    reading, more = read_table(table, plan)
    findings += more
    checked = None
    if reading and plan:
        checked, more = _check(reading, plan, table.name)
        findings += more
    findings += foreign_files(out)
    if errors(findings) or checked is None or reading is None or plan is None:
        raise Refused(findings)
    delivered = deliver(checked.rows, reading.figures, plan, checked.changes)
    write_delivery(delivered, plan, out)
    return _converted(delivered, reading, checked, tuple(findings))


@dataclass(frozen=True)
class _Checked:
    """Rows with their school year as a number, the changes of codes, and lines on what was held against what."""

    rows: pd.DataFrame
    changes: pd.DataFrame | None
    agreed: tuple[str, ...]
    notes: tuple[str, ...]


def _check(reading: Reading, mapping: Mapping, file: str) -> tuple[_Checked, list[Finding]]:
    say = Say(file)
    rows = check_keys(reading.keys, mapping, say)
    changes, findings = read_changes(mapping, Say)
    changed = {(KEY[row.kind], code) for row in _rows(changes) for code in (row.old_id, row.new_id)}
    check_unique(rows, reading.figures.counts, mapping, say)
    check_years(rows, mapping, say)
    check_codes(rows, mapping, changed, say)
    check_row_totals(reading, mapping, say)
    check_sums(reading, rows.school_year, mapping, say)
    agreed = _row_totals_line(reading, mapping) + reading.agreed + reconcile(reading, mapping, say)
    more, notes = check_changes(changes, rows, mapping.changes.get("file", ""), Say)
    if rows.school_year.notna().all():
        rows = rows.astype({"school_year": int})
    return _Checked(rows, changes, tuple(agreed), tuple(notes)), [*say.findings, *findings, *more]


def _rows(changes: pd.DataFrame | None) -> Iterable[Any]:
    return tuples(changes) if changes is not None else ()


def _row_totals_line(reading: Reading, mapping: Mapping) -> list[str]:
    known = reading.figures.total.notna()
    marks = int((known & reading.figures.withheld.any(axis=1)).sum())
    note = f"，{marks:,} 行有不公开的格，各年级之和不大于它" if marks else ""
    agreed = int(known.sum()) - marks
    return [f"“{title(mapping, 'total')}”列：{agreed:,} 行与各年级之和相符{note}"] if known.any() else []


def _converted(delivered: Delivered, reading: Reading, checked: _Checked, warnings: tuple[Finding, ...]) -> Converted:
    schools, enrolment = delivered.schools, delivered.enrolment
    pupils = enrolment.groupby("school_year").pupils.sum()
    latest = int(schools.school_year.max())
    return Converted(
        years=(int(schools.school_year.min()), latest),
        townships=len(delivered.townships),
        schools=schools.school_id.nunique(),
        pupils_latest=int(pupils.get(latest, 0)),
        notes=(*delivered.notes, *checked.notes, *reading.notes),
        balance=balance(
            reading.lines,
            reading.left_out,
            len(reading.keys),
            pupils,
            schools.groupby("school_year").size(),
            enrolment.pupils.isna().groupby(enrolment.school_year).sum(),
            list(checked.agreed),
        ),
        warnings=warnings,
    )
