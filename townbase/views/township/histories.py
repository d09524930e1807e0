"""The years behind a township's figures, a small panel each: its most urgent unmet rows, its rolls, its local enrolment.

A frame of panels has a row a year: panel (order), name (with the stage), now (the last value as it is said), since (the
change over the years), year, value (None = a gap), said, beside (what it is held against), beside_said, percent, href.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.shared import export_cells
from townbase.views.shared import row_words as say
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import OF_TOWNSHIP
from townbase.views.township import indicator_rows
from townbase.views.township.indicator_detail import yes_no
from townbase.views.township.next_steps import Step

YEARS = Card(
    key="years",
    file="未达标指标历年",
    filters=(*OF_TOWNSHIP, "urban"),
    follows_opened=True,
    body_is_table=False,
    definition="实线为本镇，虚线为当年的目标（不低于城区的指标为当年城区值）。纵轴不从 0 起，看升降，不比高低。",
)
SCHOOL_YEARS = Card(
    key="school-years",
    file="学校指标历年",
    filters=OF_TOWNSHIP,
    follows_opened=True,
    body_is_table=False,
    definition="实线为本校，虚线为当年对全镇的目标。纵轴不从 0 起，看升降，不比高低。",
)
PANELS = 3
STAGES = ("preschool", "primary", "junior")


def unmet_years(rows: Iterable[Row], steps: Iterable[Step], selection: Selection) -> CardContent:
    """The first rows of the steps that have a history to draw."""
    by_href = {indicator_rows.row_href(row, selection): row for row in rows}
    urgent = [by_href[href] for step in steps for href in step.covers]
    shown = [row for row in urgent if not indicator_rows.hides_value(row) and _known(row) > 1][:PANELS]
    frame = pd.DataFrame([point for at, row in enumerate(shown) for point in _points(at, row, selection)])
    names = words.listing([say.row_title(row) for row in shown], 2, "项")
    return CardContent(
        YEARS,
        title=f"历年：{names}" if shown else "未达标指标历年",
        how="实线为本镇，虚线为当年的目标或城区值；点图看各乡镇。",
        frame=frame,
        table=_table(frame),
        empty="下一步所列指标没有两个以上学年的数值。",
    )


def school_years(frame: pd.DataFrame, values: pd.DataFrame) -> CardContent:
    """The same of one school: its first values below the township's target. values: key, short, href; the short first"""
    measured = values[values["short"] & ~values["value"].isin(("是", "否"))] if len(values) else values
    shown = measured.head(PANELS).to_dict("records")
    found = [
        point
        for at, one in enumerate(shown)
        for point in _school_points(at, records(_of(frame, one["key"])), one["href"])
    ]
    points = pd.DataFrame(found)
    return CardContent(
        SCHOOL_YEARS,
        title="低于乡镇目标的指标，历年",
        how="实线为本校，虚线为当年对全镇的目标。",
        frame=points,
        table=_table(points),
        empty="没有低于乡镇目标的比例和数值。",
        good=True,
    )


def _of(frame: pd.DataFrame, key: tuple[str, str]) -> pd.DataFrame:
    return frame[(frame["indicator_id"] == key[0]) & (frame["stage"] == key[1])].sort_values("school_year")


def _school_points(at: int, past: list[Row], href: str) -> list[dict]:
    last = past[-1]
    return [
        {
            "panel": at,
            "name": row["title"],
            "stage": words.STAGE.get(row["stage"], ""),
            "now": _own(last),
            "since": f"目标 {say.plain_value(last['target'], last)}",
            "year": int(row["school_year"]),
            "value": _plotted(row["value"], row),
            "said": _own(row),
            "beside": _plotted(_held_against(row), row),
            "beside_said": _beside_said(row),
            "percent": _in_percent(row),
            "href": href,
            **_figures(row["value"], row, row),
        }
        for row in past
    ]


def _own(row: Mapping) -> str:
    """A school's value; of what is there or not 是, 否."""
    return yes_no(row) or say.value_text(row)


def _known(row: Mapping) -> int:
    return sum(value is not None and not is_missing(value) for _, value, _ in row["history"])


def _points(at: int, row: Row, selection: Selection) -> list[dict]:
    href = indicator_rows.indicator_href(row, selection)
    past = row["by_year"]
    return [
        {
            "panel": at,
            "name": row["title"],
            "stage": words.STAGE.get(row["stage"], ""),
            "now": indicator_rows.value_said(row),
            "since": "" if is_missing(row["change"]) else f"比上年 {say.change_text(row, short=True)}",
            "year": year,
            "value": _plotted(value, row),
            "said": said,
            "beside": _plotted(_held_against(past.get(year)), row),
            "beside_said": _beside_said(past.get(year)),
            "percent": _in_percent(row),
            "href": href,
            **_figures(value, past.get(year), row),
        }
        for year, value, said in row["history"]
    ]


def _held_against(row: Mapping | None) -> float | None:
    """The year's target; nothing for what is only compared with its own years."""
    if row is None or is_missing(row["target"]) or (row["rule"] == "rising" and row["threshold"] != "base_year"):
        return None
    return row["target"]


def _beside_said(row: Mapping | None) -> str:
    return "" if row is None or _held_against(row) is None else f"目标 {say.target_text(row)}"


def _figures(value: float | None, past: Mapping | None, row: Mapping) -> dict[str, object]:
    """The same for a file, as numbers in the row's unit."""
    figure, target = export_cells.value(value, row), export_cells.value(_held_against(past), row)
    return {"figure": figure, "unit": export_cells.unit(row), "target": target}


def _in_percent(row: Mapping) -> bool:
    return row["form"] == "share" and row["value_unit"] == "%"


def _plotted(value: object, row: Mapping) -> float | None:
    """Shares in per cent, all else as it is."""
    if value is None or is_missing(value):
        return None
    return float(value) * 100 if _in_percent(row) else float(value)  # type: ignore[arg-type]


def _table(frame: pd.DataFrame) -> pd.DataFrame:
    if frame.empty:
        return frame
    return pd.DataFrame(
        {
            "指标": frame["name"],
            "学段": frame["stage"],
            "学年": frame["year"].map(words.year_label),
            "现值": frame["figure"],
            "单位": frame["unit"],
            "目标值": frame["target"],
        }
    )


def roll_years(frame: pd.DataFrame) -> pd.DataFrame:
    """Panels of the pupils of three stages. frame: school_year, stage, pupils"""
    by = frame.groupby(["stage", "school_year"])["pupils"].sum(min_count=1).dropna()
    found = []
    for at, stage in enumerate(stage for stage in STAGES if stage in by.index.get_level_values(0)):
        own = by[stage]
        first, last = own.index[0], own.index[-1]
        since = f"自 {first} 年 {words.difference(own[last] - own[first])} 人" if last > first else ""
        for year in range(int(first), int(last) + 1):
            value = own.get(year)
            found.append(
                {
                    "panel": at,
                    "name": words.STAGE[stage],
                    "stage": "",
                    "now": words.count(own[last], "人"),
                    "since": since,
                    "year": year,
                    "value": None if value is None else float(value),
                    "said": words.count(value, "人"),
                    "beside": None,
                    "beside_said": "",
                    "percent": False,
                    "href": "",
                }  # fmt: skip
            )
    return pd.DataFrame(found)


def local_years(frame: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """Panels of local enrolment beside all counted townships. frame: of township/local"""
    found = []
    for at, stage in enumerate(stage for stage in STAGES if stage in set(frame["stage"])):
        own = records(frame[frame["stage"] == stage].sort_values("school_year"))
        known = [row for row in own if not is_missing(row["value"])]
        if not known:
            continue
        first, last = known[0], known[-1]
        since = (
            f"自 {first['school_year']} 年 {words.points(last['value'] - first['value'], unit=False)}"
            if last is not first
            else ""
        )
        for row in own:
            found.append(
                {
                    "panel": at,
                    "name": words.STAGE[stage],
                    "stage": "",
                    "now": words.share(last["value"]),
                    "since": since,
                    "year": int(row["school_year"]),
                    "value": None if is_missing(row["value"]) else row["value"] * 100,
                    "said": words.share(row["value"]),
                    "beside": None if is_missing(row["counted_value"]) else row["counted_value"] * 100,
                    "beside_said": ""
                    if is_missing(row["counted_value"])
                    else f"纳入的乡镇 {words.share(row['counted_value'])}",
                    "percent": True,
                    "href": selection.href("retention", stage=stage),
                }  # fmt: skip
            )
    return pd.DataFrame(found)
