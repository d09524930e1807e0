"""换口径看结论: how many townships would meet all six goals under each other named reading, and which ones it turns."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import Row, tuples
from townbase.selection import Selection
from townbase.views.overview import definitions
from townbase.views.shared import link_templates
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import NARROWED

READINGS = Card(
    key="readings",
    file="换口径看结论",
    filters=NARROWED,
    follows_opened=True,
    body_is_table=True,
    definition=definitions.READINGS,
)
PUBLISHED = "strict"
PLACES = ("towns", "streets")  # the same verdicts over other townships


def readings(rows: pd.DataFrame, towns: pd.DataFrame, selection: Selection) -> CardContent:
    """`rows`: those of overview/readings; `towns`: the counted townships of the page, in official order.

    The frame: reading (its name), met, counted, open, gained and lost (lists of name and href).
    """
    own = rows[rows["township_id"].isin(set(towns["township_id"]))]
    href = link_templates.many(selection, "township", "township")
    place = {town.township_id: (town.name, href(town.township_id)) for town in tuples(towns)}
    order = {township: at for at, township in enumerate(place)}
    parts = {str(reading): part for reading, part in own.groupby("reading")}
    lines = [_line(reading, parts[reading], place, order) for reading in words.HEADLINE_READING if reading in parts]
    frame = pd.DataFrame(lines)
    return CardContent(
        READINGS,
        title=_title(lines),
        how="公布口径为第一行；其余各行只换一种口径，其他不变。点乡镇看它的各项指标。",
        frame=frame,
        table=_table(lines),
        empty="本学年没有可以换口径计算的乡镇。",
    )


def _line(reading: str, rows: pd.DataFrame, place: dict, order: dict) -> dict:
    def turned(status: str, published: str) -> list[tuple[str, str]]:
        """Townships that are met under one of the two and not under the other, in official order."""
        ids = rows[(rows["status"] == "met") == (status == "met")]
        ids = ids[(ids["published"] == "met") == (published == "met")]["township_id"]
        return [place[township] for township in sorted(ids, key=lambda township: order[township])]

    return {
        "reading": words.HEADLINE_READING[reading],
        "published": reading == PUBLISHED,
        "other_places": reading in PLACES,
        "met": int((rows["status"] == "met").sum()),
        "counted": len(rows),
        "open": int((rows["status"] == "not_assessable").sum()),
        "gained": turned("met", "other"),
        "lost": turned("other", "met"),
    }


def _title(lines: list[Row]) -> str:
    """换口径看结论：公布口径 52 个，其余 9 种口径 30—61 个 (readings of the same townships only)"""
    if not lines:
        return "换口径看结论"
    (published,) = [line for line in lines if line["published"]]
    others = [line["met"] for line in lines if not line["published"] and not line["other_places"]]
    span = f"，其余 {len(others)} 种口径 {min(others)}—{max(others)} 个" if others else ""
    return f"换口径看结论：公布口径 {published['met']} 个{span}"


def _table(lines: list[Row]) -> pd.DataFrame:
    rows = [
        (
            line["reading"], line["counted"], line["met"], line["open"],
            "、".join(name for name, _ in line["gained"]), "、".join(name for name, _ in line["lost"]),
        )
        for line in lines
    ]  # fmt: skip
    return pd.DataFrame(
        rows,
        columns=[
            "口径",
            "纳入乡镇（个）",
            "六项目标全部达标（个）",
            f"{words.UNDECIDED}（个）",
            "转为达标的乡镇",
            f"转为{words.UNMET}的乡镇",
        ],
    )
