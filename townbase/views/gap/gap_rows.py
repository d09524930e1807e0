"""Every 不低于城区 row of one area on one axis: the gap of now, of the year before and of the base year."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

import pandas as pd

from townbase import words
from townbase.asking import Ask, Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.gap import definitions, series
from townbase.views.gap import gap_words as say
from townbase.views.shared import export_cells
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.row_words import row_title

ROWS = Card(
    key="rows",
    file="不低于城区指标历年差距",
    filters=("district", "stage", "urban"),
    follows_opened=False,
    body_is_table=False,
    definition=definitions.ROWS,
)
NOTHING = "没有可以与城区相比的数据。"
Counts = Mapping[tuple[str, str, str], Row]  # area, indicator, stage -> a row of gap/judged


def counted(ask: Ask, selection: Selection, year: int) -> Counts:
    """How many townships of the city and of each district are met, slightly below and not met."""
    found = records(ask("gap/judged", against=selection.urban, year=year))
    return {(row["area_id"], *series.key_of(row)): row for row in found}


def every(
    rows: list[Row], year: int, chosen: Mapping | None, selection: Selection, area: str, counts: Counts
) -> CardContent:
    """One line per indicator and stage, furthest behind first; all stand on one axis."""
    groups = grouped(rows, year)
    now = [group[-1] for group in groups]
    in_points = series.in_points(now)
    groups.sort(key=lambda group: _place(group[-1], in_points))
    lines = [_line(group, in_points, chosen, selection, counts) for group in groups]
    return CardContent(
        ROWS,
        title=title(now, area),
        how="点指标名看各区县和历年。" if selection.district is None else "点指标名看各乡镇和历年。",
        frame=pd.DataFrame(lines),
        table=_table([row for group in groups for row in group], area, selection.urban),
        empty=NOTHING,
        note=_pooled(selection) + lends(now, selection) + note(now, year),
    )


def grouped(rows: list[Row], year: int) -> list[list[Row]]:
    """The years of each judged indicator and stage, in the policy's order; those without a row of the year shown are left out."""
    known = sorted(series.judged(rows), key=lambda row: (row["position"], row["school_year"]))
    groups = [list(group) for _, group in groupby(known, key=lambda row: row["position"])]
    return [group for group in groups if group[-1]["school_year"] == year]


def title(now: list[Row], area: str) -> str:
    n = series.tally(now)
    known = len(now) - n["missing"]
    if not known:
        return "“不低于城区”的指标本学年还没有可比的数据"
    parts = [
        (n["level"], "项乡镇不低于城区"),
        (n["closing"], "项在缩小"),
        (n["not_closing"], "项没有缩小"),
        (n["base"] + n["unknown"], "项低于城区"),
    ]
    return f"各项“不低于城区”指标（分学段，{area}对照{say.reference(now)}）：" + "，".join(
        f"{count} {text}" for count, text in parts if count
    )


def note(now: list[Row], year: int) -> str:
    dates = [row["closes_in"] for row in now if say.state(row) == "closing" and not is_missing(row["closes_in"])]
    late = [row_title(row) for row in now if say.state(row) == "not_closing"]
    parts = []
    if dates:
        parts.append(
            f"按近年速度，仍低于城区而在缩小的 {len(dates)} 项，预计最晚到{words.year_label(max(dates))}持平。"
        )
    if late:
        parts.append(f"没有缩小的是{words.listing(late, 4, '项')}，按目前的变化不能持平。")
    missing = series.tally(now)["missing"]
    if missing:
        parts.append(f"另有 {missing} 项{words.year_label(year)}{words.UNREPORTED}齐，不作比较。")
    return "".join(parts)


def _place(row: Mapping, in_points: bool) -> float:
    """Where the line stands: by the gap; what cannot be compared comes last."""
    if say.state(row) == "missing":
        return float("inf")
    return row["gap"] if in_points else series.relative(row)


def _line(
    group: list[Row], in_points: bool, chosen: Mapping | None, selection: Selection, counts: Counts
) -> dict[str, object]:
    row = group[-1]
    at = {each["school_year"]: each for each in group if say.state(each) != "missing"}
    now, last, base = (at.get(year) for year in (row["school_year"], row["school_year"] - 1, row["base_year"]))
    count = counts.get((row["area_id"], *series.key_of(row)), {})
    return {
        "title": row["title"],
        "stage": words.STAGE[row["stage"]],
        "href": series.opens(row, selection),
        "current": chosen is not None and series.key_of(chosen) == series.key_of(row),
        "state": say.state(row),
        "when": say.when(row),
        "mark": say.BORROWED if say.is_borrowed(row, selection.urban) else "",
        "years": (row["base_year"], row["school_year"] - 1, row["school_year"]),
        "places": tuple(None if each is None else _amount(each, in_points) for each in (base, last, now)),
        "town": say.value(row) if now else words.MISSING,
        "urban": say.value(row, "urban"),
        "gap": say.amount(row["gap"], row, unit=False) if now else words.MISSING,
        "since_last": _moved(last, now),
        "since_base": _moved(base, now),
        "unmet": count.get("unmet"),
        "met": count.get("met"),
        "near": count.get("near"),
        "list": selection.href("indicator", indicator=row["indicator_id"], stage=row["stage"]),
        "said": _said(row_title(row), base, last, now),
    }


def _amount(row: Mapping, in_points: bool) -> float:
    return 100 * (row["gap"] if in_points else series.relative(row))


def _moved(before: Row | None, now: Row | None) -> str:
    if before is None or now is None or before is now:
        return words.MISSING
    return say.amount(now["gap"] - before["gap"], now, unit=False)


def _said(name: str, base: Row | None, last: Row | None, now: Row | None) -> str:
    """What the track shows, in words: for the pointer and for who cannot see it."""
    years = {row["school_year"]: row for row in (base, last, now) if row is not None}
    parts = [f"{year} 年 {say.amount(row['gap'], row)}" for year, row in years.items()]
    return f"{name}：" + "，".join(parts)


def _pooled(selection: Selection) -> str:
    """Against each district's own urban schools the city as a whole has no other than its own."""
    return (
        "各行为全市合计，与全市城区相比；各区县与本区县城区的比较见旁边各区县图。"
        if selection.urban == "district" and selection.district is None
        else ""
    )


def lends(now: list[Row], selection: Selection) -> str:
    """The indicators of a district that the city's value stands in for, and what that means."""
    marked = [row_title(row) for row in now if say.is_borrowed(row, selection.urban)]
    every = bool(marked) and len(marked) == len(now)
    return say.lends(f"各项（{len(marked)} 项）" if every else words.listing(marked, 4, "项"))


def _table(rows: list[Row], area: str, urban: str) -> pd.DataFrame:
    heads = (
        "范围",
        "指标",
        "学段",
        "学年",
        "乡镇",
        "城区",
        "对照",
        "单位",
        "差值",
        "差值单位",
        "数据完整度（%）",
        "状态",
    )
    lines = [
        (
            area, row["title"], words.STAGE[row["stage"]], words.year_label(row["school_year"]), export_cells.value(row["town"], row),
            export_cells.value(row["urban"], row), say.against(row, urban), export_cells.unit(row),
            say.gap_figure(row["gap"], row), export_cells.change_unit(row),
            words.percent(row["town_coverage"]), say.when(row),
        )
        for row in rows
    ]  # fmt: skip
    return pd.DataFrame(lines, columns=list(heads))
