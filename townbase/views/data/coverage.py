"""How complete the data are: by school year, and in one year by district or, in a district, by township."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.selection import Selection
from townbase.views.data import definitions
from townbase.views.shared import returns
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.link_templates import many

YEARS = Card(
    key="years",
    file="各学年报送情况",
    filters=("district",),
    follows_opened=True,
    body_is_table=False,
    definition=definitions.YEARS,
)
AREAS = Card(
    key="areas",
    file="各地报送情况",
    filters=("district",),
    follows_opened=True,
    body_is_table=False,
    definition=definitions.YEARS,
)

UNIT = {"school": "学校（园）", "township": "乡镇（街道）"}
EMPTY = "没有按学年报送的数据，或名录中没有基期以来的学年。提供学校名录和各项数据后重新发布即可显示。"


def by_year(
    rows: pd.DataFrame, selection: Selection, year: int, default_year: int, where: str, *, absent: bool = False
) -> CardContent:
    """A row a school year, newest first; the chosen year is marked, the others are links."""
    known = records(rows)
    frame = _grid(
        known,
        "school_year",
        lambda key: {
            "name": returns.open_year(key, default_year),
            "href": selection.href("data", year=None if key == default_year else int(key)),
            "current": key == year,
        },
    )
    return CardContent(
        YEARS,
        title=_title([row for row in known if row["school_year"] == year], year, default_year, where, absent=absent),
        how="点学年看该学年各地的情况。粗体为未报齐：已报份数／应报份数。报表中单项空缺的不在此列。",
        frame=frame,
        table=_table(known, "学年", lambda row: words.year_label(row["school_year"])),
        empty=EMPTY,
    )


def by_area(
    rows: pd.DataFrame, selection: Selection, year: int, default_year: int, district: str | None
) -> CardContent:
    """A row a district (which opens it), or a row a township of the chosen district (which opens its page)."""
    known = records(rows)
    names = {row["area_id"]: row["name"] or row["area_id"] for row in known}
    page, key = ("data", "district") if district is None else ("township", "township")
    href = many(selection, page, key)
    frame = _grid(known, "area_id", lambda area: {"name": names[area], "href": href(area), "current": False})
    kind = "区县" if district is None else "乡镇（街道）"
    return CardContent(
        AREAS,
        title=_area_title(known, names, kind, year, default_year),
        how=f"点{kind}名看{'其中各乡镇（街道）' if district is None else '这个乡镇'}。粗体为未报齐：已报份数／应报份数。报表中单项空缺的不在此列。",
        frame=frame,
        table=_table(known, kind, lambda row: names[row["area_id"]]),
        empty=EMPTY,
    )


def extracts_shown(grid: pd.DataFrame) -> list[str]:
    """The columns of a grid that are extracts."""
    return [name for name in grid.columns if name not in ("name", "href", "current")]


def _grid(rows: list[Row], key: str, head: Callable[[Any], dict]) -> pd.DataFrame:
    """name, href, current, and a column per extract of (reported, due); None where nothing is owed."""
    cells: dict[object, dict] = {}
    for row in rows:
        cells.setdefault(row[key], {})[row["extract"]] = (int(row["reported"]), int(row["due"]))
    columns = returns.extracts(rows)
    return pd.DataFrame(
        [head(at) | {name: own.get(name) for name in columns} for at, own in cells.items()],
        columns=["name", "href", "current", *columns],
        dtype=object,
    )


def _title(rows: list[Row], year: int, default_year: int, where: str, *, absent: bool) -> str:
    behind = returns.extracts(row for row in rows if row["reported"] < row["due"])
    open_ = [words.EXTRACT.get(name, name) for name in behind]
    return returns.complete(rows, year, default_year, where, absent=absent) + (f"：{'、'.join(open_)}" if open_ else "")


def _area_title(rows: list[Row], names: dict, kind: str, year: int, default_year: int) -> str:
    lead = returns.open_year(year, default_year)
    if not rows:
        return f"{lead}各{kind}"
    behind = list(dict.fromkeys(row["area_id"] for row in rows if row["reported"] < row["due"]))
    if not behind:
        return f"{lead} {len(names)} 个{kind}都已报齐"
    which = f"：{words.listing([names[area] for area in behind], 4)}" if len(behind) < len(names) else ""
    return (
        f"{lead} {len(names)} 个{kind}中 {len(behind)} 个{'还在报' if year > default_year else '有未报齐的数据'}{which}"
    )


def _table(rows: list[Row], head: str, name: Callable[[dict], str]) -> pd.DataFrame:
    order = returns.extracts(rows)
    places = {place: at for at, place in enumerate(dict.fromkeys(name(row) for row in rows))}
    rows = sorted(rows, key=lambda row: (places[name(row)], order.index(row["extract"])))
    return pd.DataFrame(
        [
            {
                head: name(row),
                "数据": words.EXTRACT.get(row["extract"], row["extract"]),
                "报送者": UNIT[row["unit"]],
                "应报（份）": int(row["due"]),
                "已报（份）": int(row["reported"]),
                "未报（份）": int(row["due"]) - int(row["reported"]),
            }
            for row in rows
        ],
        columns=[head, "数据", "报送者", "应报（份）", "已报（份）", "未报（份）"],
    )
