"""How the rate moved since the base year, area by area: districts of the city, or the townships of one district."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import records
from townbase.selection import Selection
from townbase.views.retention import definitions
from townbase.views.retention.place import SIDE, Where, share_of
from townbase.views.retention.rates import SLACK
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import STAYED

AREAS = Card(
    key="areas",
    file="各区县本地就读率变化",
    filters=STAYED,
    follows_opened=True,
    body_is_table=False,
    definition=definitions.RATE,
)


def areas(w: Where, rows: pd.DataFrame, around: pd.DataFrame, towns: pd.DataFrame, selection: Selection) -> CardContent:
    """A row an area and year: `area_id, name, small, href, school_year, change, around (change of all), said, rose, elsewhere, below, of`.

    around: the rates by which the dashed line goes · towns: the townships with `rise`, to count those below
    """
    key = "township" if w.kind == "district" else "district"
    base_of_all = _first(around, w)
    frame = pd.DataFrame(
        [
            _line(row, first, base_of_all, around)
            for area in _picked(rows, key)
            for first in [area[0]]
            for row in area
            if first["school_year"] == w.base
        ]
    )
    if frame.empty:
        return CardContent(AREAS, title=_title(w, 0, 0), empty=_why_none(w))
    frame["href"] = [
        selection.href("retention", **({"district": None} if key == "township" else {}), **{key: each}, stage=w.stage)
        for each in frame["area_id"]
    ]
    below = towns.assign(fell=towns["rise"] < -SLACK).groupby("district_name")["fell"].agg(["sum", "count"])
    for at, name in enumerate(("below", "of")):
        frame[name] = [int(below.iloc[:, at].get(each, 0)) if key == "district" else None for each in frame["name"]]
    last = frame.groupby("area_id", sort=False).tail(1)
    return CardContent(
        AREAS,
        title=_title(w, int((last["change"] < -SLACK).sum()), len(last)),
        how=f"蓝线本{'乡镇' if key == 'township' else '区县'}，灰虚线{'全市' if w.kind == 'city' else w.name}{SIDE.get(w.side, '')}，"
        f"横线为 {w.base} 年水平；各图同一刻度，下为比基期的百分点，点选进入。",
        frame=frame,
        table=_table(frame, key),
    )


def _picked(rows: pd.DataFrame, key: str) -> list[list]:
    """The years of every area; a district speaks by its counted townships, by its streets where it has none."""
    found = []
    for _, own in rows.groupby("area_id", sort=False):
        side = next((s for s in SIDE if (own["area_kind"] == s).any()), None) if key == "district" else None
        area = records(own if side is None else own[own["area_kind"] == side])
        found.append([row | {"small": "城区" if side == "urban" else ""} for row in area])
    return [area for area in found if area]


def _first(around: pd.DataFrame, w: Where) -> float | None:
    base = around.loc[around["school_year"] == w.base, "value"]
    return None if base.empty else float(base.iloc[0])


def _line(row: dict, first: dict, base_of_all: float | None, around: pd.DataFrame) -> dict:
    at = around.loc[around["school_year"] == row["school_year"], "value"]
    return {
        "area_id": row["area_id"], "name": row["name"], "small": row["small"], "school_year": int(row["school_year"]),
        "change": row["value"] - first["value"],
        "around": None if base_of_all is None or at.empty else float(at.iloc[0]) - base_of_all,
        "value": row["value"], "said": share_of(row["local"], row["found"], row["value"]),
    }  # fmt: skip


def _title(w: Where, fell: int, every: int) -> str:
    unit = "乡镇（街道）" if w.kind == "district" else "区县"
    if not every:
        return f"各{unit}自基期的变化"
    return (
        f"各{unit}自 {w.base} 年的变化：{every} 个中 {fell} 个下降"
        if fell
        else f"各{unit}自 {w.base} 年的变化：都不低于 {w.base} 年"
    )


def _why_none(w: Where) -> str:
    return "所选学年为基期或更早，没有可比的变化；可查看以后的学年。" if w.base else "没有基期学年，不能比较变化。"


def _table(frame: pd.DataFrame, key: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "区县" if key == "district" else "乡镇（街道）": frame["name"],
            "学年": frame["school_year"].map(words.year_label),
            "本地就读率（%）": [words.percent(value) for value in frame["value"]],
            "比基期（个百分点）": [words.in_points(value) for value in frame["change"]],
        }
    )
