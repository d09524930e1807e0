"""What every row of a table is about, as columns of their own where the table does not say it: a CSV has no cover."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from townbase.words import STAGE

STAGES = tuple(STAGE[code] for code in ("preschool", "primary", "junior"))
STAGE_HEAD = "学段"


def with_subject(table: pd.DataFrame, subject: Iterable[tuple[str, str]]) -> pd.DataFrame:
    """The table and behind it a column for each (head, what every row is about) that no head of it says."""
    added = {head: value for head, value in subject if not _says(table, head)}
    return table.assign(**added) if added else table


def _says(table: pd.DataFrame, head: str) -> bool:
    """Under that head, or for the stage in the heads themselves: 小学（名）"""
    heads = [str(each) for each in table.columns]
    return head in heads or (head == STAGE_HEAD and any(stage in each for each in heads for stage in STAGES))
