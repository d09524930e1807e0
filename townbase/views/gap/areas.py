"""One indicator, area by area: who is how far from the city, does it close, and what made it change."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.asking import Ask, Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.gap import area_tables, definitions, series
from townbase.views.gap import gap_words as say
from townbase.views.gap.area_sentences import (
    PARTS,
    behind,
    borrowers,
    changed,
    held,
    lends,
    otherwise,
    since_base,
    split_sentence,
    state,
)
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import ONE
from townbase.views.shared.row_words import row_title, verdict_text

DUMBBELL = Card(
    key="dumbbell",
    file="乡镇与城区",
    filters=("district", *ONE, "urban"),
    follows_opened=True,
    body_is_table=False,
    definition=definitions.DUMBBELL,
)
SLOPE = Card(
    key="slope",
    file="基期以来的差距",
    filters=("district", *ONE, "urban"),
    follows_opened=True,
    body_is_table=False,
    definition=definitions.SLOPE,
)
SPLIT = Card(
    key="split",
    file="差距变化的构成",
    filters=("district", *ONE, "urban"),
    follows_opened=True,
    body_is_table=False,
    definition=definitions.SPLIT,
)

SLOPES = 14  # more lines than this cannot be told apart


def read(ask: Ask, selection: Selection, year: int, chosen: Mapping) -> list[Row]:
    """City and districts, or with a district the city's place taken by it and its townships; every year up to now."""
    which = {"indicator": chosen["indicator_id"], "stage": chosen["stage"], "against": selection.urban, "year": year}
    rows = records(ask("gap/districts", **which))
    if selection.district is not None:
        rows = [row for row in rows if row["area_id"] == selection.district]
        rows += records(ask("gap/townships", **which, district=selection.district))
    texts = {
        key: chosen[key]
        for key in ("title", "form", "unit", "value_unit", "base_year", "rule", "indicator_id", "stage")
    }
    return [row | texts for row in rows]


def dumbbell(rows: list[Row], year: int, chosen: Mapping, selection: Selection) -> CardContent:
    """Town and urban value of each area as two dots; the whole on top, districts by need, townships in official order."""
    now = [row for row in rows if row["school_year"] == year]
    whole, areas = split_off(now, selection)
    areas = [row for row in areas if state(row) != "missing"]
    missing = sum(say.state(row) == "missing" for row in split_off(now, selection)[1])
    if selection.district is None:
        areas.sort(key=lambda row: (row["gap"], row["area_id"]))
    shown = [row for row in whole if say.state(row) != "missing"] + areas
    return CardContent(
        DUMBBELL,
        title=behind(areas, chosen, selection),
        how=f"差值为乡镇减{held(areas, selection)}（{say.unit_of(chosen)}）；{'差距大的在前' if selection.district is None else '按行政区划顺序'}；"
        + f"红线和三角为基期以来没有缩小。{f'{say.UNROUNDED}。' * any(map(say.rounds_apart, shown))}",
        frame=pd.DataFrame([_dot(row, chosen, selection) for row in shown]) if areas or whole else pd.DataFrame(),
        table=area_tables.values(shown, selection.urban),
        empty="本学年没有可以与城区相比的数据。",
        note="".join(
            [
                otherwise(whole, areas, selection),
                lends(areas, selection),
                f"另有 {missing} 个{words.UNREPORTED}齐，不作比较。" if missing else "",
            ]
        ),
    )


def slope(rows: list[Row], year: int, chosen: Mapping, selection: Selection) -> CardContent:
    """The gap of the base year and of now as two ends of a line, one line an area."""
    now = [
        row
        for row in rows
        if row["school_year"] == year and not is_missing(row["base_gap"]) and say.state(row) != "missing"
    ]
    base = chosen["base_year"]
    whole, areas = split_off(now, selection)
    kept = sorted(areas, key=lambda row: -abs(row["gap"]))[:SLOPES]
    shown = whole + sorted(kept, key=lambda row: row["area_id"])
    if year <= base:
        shown = []
    left_out = len(areas) - len(kept)
    return CardContent(
        SLOPE,
        title=since_base(areas, base, selection) if shown else "基期以来的变化",
        how=f"左为 {base} 年、右为 {year} 年乡镇与{held(areas, selection)}之差（{say.unit_of(chosen)}）；虚线为与城区持平，向上为缩小。",
        frame=pd.DataFrame([_line(row, selection) for row in shown]),
        table=area_tables.ends(whole + areas, selection.urban),
        empty=f"{words.year_label(base)}是基期，从下一学年起可以看变化。"
        if year <= base
        else "没有基期数据，不能看变化。",
        note=borrowers(areas, selection)
        + (f"为看得清，只画差距最大的 {SLOPES} 个，其余 {left_out} 个见数据表。" if left_out else ""),
    )


def split(rows: list[Row], year: int, chosen: Mapping, selection: Selection) -> CardContent:
    """The change of each gap since the base year in parts that add up."""
    now = [row for row in rows if row["school_year"] == year > row["base_year"] and not is_missing(row["base_gap"])]
    now = [row for row in now if say.state(row) != "missing"]
    parts = [key for key in PARTS if any(not is_missing(row[key]) for row in now)]
    whole, areas = split_off(now, selection)
    frame = pd.DataFrame([_parts(row, parts, selection) for row in whole + areas])
    return CardContent(
        SPLIT,
        title=f"{row_title(chosen)}（对照{say.reference(whole)}）：{split_sentence(whole[0], parts)}"
        if whole
        else "差距的变化由什么构成",
        how=f"正数对乡镇有利，负数相反（{say.unit_of(chosen)}，{chosen['base_year']} 年至 {year} 年）；各部分之和等于差值变化（按未四舍五入的数）。",
        frame=frame,
        table=area_tables.parts(whole + areas, {key: PARTS[key] for key in parts}, selection.urban),
        empty=f"{words.year_label(chosen['base_year'])}是基期，从下一学年起可以看变化。"
        if year <= chosen["base_year"]
        else "没有基期数据，不能分解。",
        note=changed(areas, selection) if len(frame) else "",
    )


def split_off(rows: list[Row], selection: Selection) -> tuple[list[Row], list[Row]]:
    """The whole (the city, or the district above its townships) and its parts."""
    top = "city" if selection.district is None else "district"
    return [row for row in rows if row["area_kind"] == top], [row for row in rows if row["area_kind"] != top]


def _dot(row: Row, chosen: Mapping, selection: Selection) -> dict:
    return {
        "name": row["name"],
        "mark": say.BORROWED if say.is_borrowed(row, selection.urban) else "",
        "href": _href(row, selection),
        "whole": row["area_kind"] == ("city" if selection.district is None else "district"),
        "town": row["town"],
        "urban": row["urban"],
        "own_urban": row["own_urban"] if selection.urban == "city" and row["area_kind"] != "city" else None,
        "town_said": say.value(row),
        "urban_said": say.value(row, "urban"),
        "own_said": say.value(row, "own_urban"),
        "gap_said": say.amount(row["gap"], row, unit=False),
        "state": state(row),
        "when": "" if state(row) != say.state(row) else say.when(row),
        "verdict": verdict_text(row | {"borderline": False}) if row.get("verdict") in ("met", "not_met") else "",
        "code": row.get("verdict") or "",
    }


def _line(row: Mapping, selection: Selection) -> dict:
    scale = 100 if say.is_share(row) else 1
    return {
        "name": row["name"],
        "href": _href(row, selection),
        "whole": row["area_kind"] == ("city" if selection.district is None else "district"),
        "start": row["base_gap"] * scale,
        "end": row["gap"] * scale,
        "start_said": say.amount(row["base_gap"], row, unit=False),
        "end_said": say.amount(row["gap"], row, unit=False),
        "state": state(row),
    }


def _parts(row: Mapping, parts: list[str], selection: Selection) -> dict:
    change = row["gap"] - row["base_gap"]
    cells = [(say.amount(row[key], row, unit=False), row[key]) for key in parts]
    return {
        "name": row["name"],
        "href": _href(row, selection),
        "change": (say.amount(change, row, unit=False), change),
        "parts": cells,
        "heads": [PARTS[key] for key in parts],
    }


def _href(row: Mapping, selection: Selection) -> str:
    if row["area_kind"] == "city":
        return ""
    if row["area_kind"] == "district":
        return "" if selection.district else series.opens(row, selection, district=row["area_id"])
    return selection.href("township", township=row["area_id"], indicator=row["indicator_id"], stage=row["stage"])
