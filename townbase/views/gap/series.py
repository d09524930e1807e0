"""Every 不低于城区 indicator of one area over the years: what the small multiples show, and which one is opened."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

import pandas as pd

from townbase import words
from townbase.asking import Ask, Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.gap import gap_words as say
from townbase.views.shared import export_cells
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.row_words import row_title

MULTIPLES = Card(
    key="multiples",
    file="不低于城区指标历年差距",
    filters=("district", "stage", "urban"),
    follows_opened=False,
    body_is_table=False,
    definition="",
)

RULE = "not_below_urban"
ORDER = ("not_closing", "unknown", "closing", "base", "level", "missing")


def latest(rows: list[Row], year: int) -> list[Row]:
    """The rows of the year shown."""
    return [row for row in rows if row["school_year"] == year]


def judged(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row["rule"] == RULE]


def widest(rows: list[Row]) -> dict | None:
    """The row furthest behind the city by what the panels show; None where nothing is behind."""
    known = [row for row in rows if say.state(row) not in ("missing", "level")]
    return min(known, key=(lambda row: row["gap"]) if in_points(rows) else relative, default=None)


def in_points(rows: list[Row]) -> bool:
    """All are shares, so that points compare them; else only parts of the urban value do."""
    return all(say.is_share(row) for row in rows)


def relative(row: Mapping) -> float:
    return row["gap"] / row["urban"] if row["urban"] else 0.0


def choose(rows: list[Row], selection: Selection) -> dict | None:
    """The indicator and stage that stand open: the chosen ones, else what is furthest behind, else the first."""
    pool = [row for row in rows if row["indicator_id"] == selection.indicator] or judged(rows)
    own = [row for row in pool if row["stage"] == (selection.stage or selection.panel)] or pool
    return widest(own) or next(iter(own), None)


def multiples(rows: list[Row], year: int, chosen: Mapping | None, selection: Selection, area: str) -> CardContent:
    """One panel per indicator and stage: the gap of each year; all panels share one axis."""
    every = sorted(judged(rows), key=lambda row: (row["position"], row["school_year"]))
    groups = [list(group) for _, group in groupby(every, key=lambda row: row["position"])]
    groups = [group for group in groups if group[-1]["school_year"] == year]
    own_unit = in_points([group[0] for group in groups])
    frame = pd.DataFrame([_panel(group, own_unit, chosen, selection) for group in groups])
    now = [group[-1] for group in groups]
    return CardContent(
        MULTIPLES,
        title=_title(now, area),
        how=f"横线为{say.reference(now)}水平，线在横线下方为低于城区；各图同一纵轴"
        + ("（百分点）" if own_unit else "（与城区相差的百分比）")
        + f"。{_pooled(selection)}追平学年按基期以来的平均变化推算。点指标名看各{'区县' if selection.district is None else '乡镇'}。",
        frame=frame,
        table=_table(every, area, selection.urban),
        empty="没有可以与城区相比的数据。",
        note=say.lends(_borrowers(now, selection)) + _note(now, year),
    )


def others(rows: list[Row], selection: Selection) -> list[Row]:
    """Links to the indicators that are not held against the city but can be compared with it."""
    seen = {}
    for row in rows:
        if row["rule"] != RULE:
            seen.setdefault(row["indicator_id"], row["title"])
    return [
        {
            "label": title,
            "title": title,
            "href": selection.href("gap", indicator=indicator, panel=None),
            "current": indicator == selection.indicator,
        }
        for indicator, title in seen.items()
    ]


def tally(now: list[Row]) -> dict[str, int]:
    """How many rows stand in which state."""
    states = [say.state(row) for row in now]
    return {name: states.count(name) for name in ORDER}


def _panel(group: list[Row], own_unit: bool, chosen: Mapping | None, selection: Selection) -> dict:
    last, first = group[-1], group[0]
    points = [
        (row["school_year"], row["gap"] * 100 if own_unit else 100 * relative(row))
        for row in group
        if say.state(row) != "missing"
    ]
    missing = say.state(last) == "missing"
    now = say.amount(last["gap"], last, unit=False) if own_unit else words.difference(100 * relative(last), 1) + "%"
    return {
        "title": row_title(last),
        "years": (first["school_year"], last["school_year"]),
        "href": opens(last, selection),
        "current": chosen is not None and _key(chosen) == _key(last),
        "points": points,
        "text": words.MISSING if missing else now,
        "state": say.state(last),
        "when": say.when(last),
        "mark": say.BORROWED if say.is_borrowed(last, selection.urban) else "",
        "before": "" if first is last else f"{first['school_year']} 年 {say.amount(first['gap'], first, unit=False)}",
        "label": f"{row_title(last)}："
        + "，".join(f"{row['school_year']} 年 {say.amount(row['gap'], row)}" for row in group),
    }


def opens(row: Mapping, selection: Selection, **more: object) -> str:
    """The address with this indicator and stage open. The stage that the page is filtered by stays as the reader chose it."""
    return selection.href("gap", indicator=row["indicator_id"], panel=None if selection.stage else row["stage"], **more)


def _pooled(selection: Selection) -> str:
    """Against each district's own urban schools the city as a whole has no other than its own."""
    return (
        "各图为全市合计，与全市城区相比；各区县与本区县城区的比较见下图。"
        if selection.urban == "district" and selection.district is None
        else ""
    )


def _borrowers(now: list[Row], selection: Selection) -> str:
    """The indicators of a district that the city's value stands in for."""
    marked = [row_title(row) for row in now if say.is_borrowed(row, selection.urban)]
    return f"各项（{len(marked)} 项）" if marked and len(marked) == len(now) else words.listing(marked, 4, "项")


def _key(row: Mapping) -> tuple[str, str]:
    return row["indicator_id"], row["stage"]


def _title(now: list[Row], area: str) -> str:
    n = tally(now)
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


def _note(now: list[Row], year: int) -> str:
    dates = [row["closes_in"] for row in now if say.state(row) == "closing" and not is_missing(row["closes_in"])]
    late = [row_title(row) for row in now if say.state(row) == "not_closing"]
    parts = []
    if dates:
        parts.append(
            f"按基期以来的平均变化推算，仍低于城区而在缩小的 {len(dates)} 项，最晚到{words.year_label(max(dates))}追平。"
        )
    if late:
        parts.append(f"没有缩小的是{words.listing(late, 4, '项')}，按目前的变化不能追平。")
    missing = tally(now)["missing"]
    if missing:
        parts.append(f"另有 {missing} 项{words.year_label(year)}{words.UNREPORTED}齐，不作比较。")
    return "".join(parts)


def _table(every: list[Row], area: str, urban: str) -> pd.DataFrame:
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
        for row in every
    ]  # fmt: skip
    return pd.DataFrame(lines, columns=list(heads))


def read(ask: Ask, selection: Selection, year: int) -> list[Row]:
    """All rows of the area and stage that the address asks for."""
    kind, area = ("city", "city") if selection.district is None else ("district", selection.district)
    rows = records(ask("gap/series", area_kind=kind, area=area, against=selection.urban, year=year))
    return [row for row in rows if selection.stage in (None, row["stage"])]
