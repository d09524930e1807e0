"""What must be returned before the goals of a township can be judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.shared import row_words as say
from townbase.views.township import indicator_rows


@dataclass(frozen=True)
class Report:
    """A core row that waits for data: `line` says what is due, `schools` (name, address) have not returned it."""

    title: str
    line: str
    schools: tuple[tuple[str, str], ...]
    href: str


def reports(rows: Iterable[Row], where: pd.DataFrame, selection: Selection) -> tuple[Report, ...]:
    """Core rows without data whose return is due."""
    waiting = [row for row in rows if row["role"] == "core" and row["reason"] in ("not_reported", "low_coverage")]
    return tuple(_report(row, where, selection) for row in waiting if row["verdict"] == "no_data")


def _report(row: Mapping, where: pd.DataFrame, selection: Selection) -> Report:
    own = where[(where["indicator_id"] == row["indicator_id"]) & (where["stage"] == row["stage"])]
    silent = own[own["value"].isna()] if row["stage"] != "none" and not indicator_rows.is_academic(row) else own.head(0)
    many = row["stage"] != "none" and not is_missing(row["due"]) and row["due"] > 1
    line = f"应报 {words.count(row['due'])} 所，已报 {words.count(row['reported'])} 所" if many else "本学年未报"
    return Report(
        say.row_title(row),
        line,
        tuple(
            (school["name"], selection.href("township", school=school["school_id"], indicator=None, stage=None))
            for school in records(silent)
        ),
        indicator_rows.row_href(row, selection),
    )
