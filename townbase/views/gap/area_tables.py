"""One indicator, area by area, as rows to take away; the units stand beside the numbers, since they are another indicator's tomorrow."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.asking import Row
from townbase.views.gap import gap_words as say
from townbase.views.shared import export_cells


def values(rows: list[Row], urban: str) -> pd.DataFrame:
    """One row an area: both values, what the town's is held against, and the difference."""
    heads = (
        "范围",
        "学年",
        "乡镇",
        "城区对照",
        "对照",
        "本区县城区",
        "单位",
        "差值",
        "差值单位",
        "数据完整度（%）",
        "状态",
    )
    lines = [
        (
            row["name"], words.year_label(row["school_year"]), export_cells.value(row["town"], row), export_cells.value(row["urban"], row),
            say.against(row, urban), export_cells.value(row["own_urban"], row), export_cells.unit(row), say.gap_figure(row["gap"], row),
            export_cells.change_unit(row), words.percent(row["town_coverage"]), say.when(row),
        )
        for row in rows
    ]  # fmt: skip
    return pd.DataFrame(lines, columns=list(heads))


def years(rows: list[Row], area: str, urban: str) -> pd.DataFrame:
    """One row a year of one area."""
    heads = ("范围", "学年", "乡镇", "城区", "对照", "单位", "差值", "差值单位", "数据完整度（%）", "状态")
    lines = [
        (
            area, words.year_label(row["school_year"]), export_cells.value(row["town"], row), export_cells.value(row["urban"], row),
            say.against(row, urban), export_cells.unit(row), say.gap_figure(row["gap"], row), export_cells.change_unit(row),
            words.percent(row["town_coverage"]), say.when(row),
        )
        for row in rows
    ]  # fmt: skip
    return pd.DataFrame(lines, columns=list(heads))


def parts(rows: list[Row], named: Mapping[str, tuple[str, int]], urban: str) -> pd.DataFrame:
    """One row an area: what its difference did since the base year, and the parts of that. named: part -> (its head, its sign)."""
    heads = ["范围", "对照", "差值变化", *(head for head, _ in named.values()), "单位"]
    lines = [
        (
            row["name"],
            say.against(row, urban),
            say.gap_figure(row["gap"] - row["base_gap"], row),
            *(say.gap_figure(row[key] * sign, row) for key, (_, sign) in named.items()),
            export_cells.change_unit(row),
        )
        for row in rows
    ]
    return pd.DataFrame(lines, columns=heads)
