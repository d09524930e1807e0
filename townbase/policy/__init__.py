"""The plan as rows: the published text cut into clauses, and what answers each of them.

The CSV files beside this one are edited by clerks; everything else in the house reads them through these two calls.
"""

from pathlib import Path

import pandas as pd

from townbase.findings import Finding
from townbase.policy.consistency import findings_of, known_measures
from townbase.policy.reading import TEXT_FILE, read_all, typed
from townbase.settings import POLICY, SQL


def tables(directory: Path = POLICY) -> dict[str, pd.DataFrame]:
    """goals, actions, clauses, tasks and indicators as frames, columns and order as in the files.

    Whole numbers are Int64, a deadline is a date, all else is text; an empty cell is None (NA in a number column).
    Raises ValueError, saying which file, row and column, when a file cannot be read or a cell is no number or date.
    """
    rows, findings = read_all(directory)
    if findings:
        raise ValueError("\n".join(finding.line() for finding in findings))
    return {name: typed(name, rows_of_file) for name, rows_of_file in rows.items()}


def problems(directory: Path = POLICY, contract: Path = SQL / "contract") -> list[Finding]:
    """Everything in the policy files that does not hold together, all at once; an empty list when all is well."""
    rows, findings = read_all(directory)
    try:
        text = (directory / TEXT_FILE).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        todo = "恢复政策原文，内容与发布时一字不差，编码为 UTF-8"
        return [*findings, Finding("error", TEXT_FILE, "", "政策原文读不出来", todo)]
    return findings + findings_of(rows, text, known_measures(contract))
