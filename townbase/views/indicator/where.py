"""Where an indicator is met and where not: its townships on the map."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from townbase import words
from townbase.asking import Row
from townbase.text import is_missing
from townbase.views.indicator.definitions import WHERE
from townbase.views.indicator.standing import value_said
from townbase.views.shared import row_words as say
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.placed import placed, tile
from townbase.views.township.indicator_rows import hides_value

MAP = Card(
    key="map",
    file="乡镇分布",
    filters=("indicator", "stage", "district", "counted", "batch", "managing_body"),
    follows_opened=True,
    body_is_table=False,
    definition=WHERE,
)
STATE = {"met": "met", "not_met": "not_met"}


def where(
    indicator: Mapping, rows: list[Row], href: Callable[..., str], to_district: Callable[..., str], ordered: bool
) -> CardContent:
    """rows: those of the list · ordered: an academic result, of which no map is drawn"""
    towns = pd.DataFrame(rows)
    there = pd.DataFrame() if towns.empty or ordered or indicator["rule"] == "tracked" else placed(towns)
    frame = pd.DataFrame([_tile(rows[at], href, to_district) for at in there.index])
    unmet = int((frame["state"] == "not_met").sum()) if len(frame) else 0
    return CardContent(
        MAP,
        title=f"哪里{words.UNMET}：{unmet} 个" if unmet else f"没有{words.UNMET}的乡镇",
        how="点一处看该乡镇的各校。",
        frame=frame,
        table=pd.DataFrame(
            {
                "区县": frame["district"],
                "乡镇（街道）": frame["name"],
                "判定": [said.split("，")[-1] for said in frame["verdict"]],
            }
        )
        if len(frame)
        else frame,
        empty="没有可画的乡镇。",
    )


def _tile(row: Row, href: Callable[..., str], to_district: Callable[..., str]) -> Row:
    word = say.verdict_text(row) or "不作判定"
    value = "" if hides_value(row) or is_missing(row["value"]) else f"{value_said(row)}，"
    lacks = say.shortfall_text(row)
    return {
        "township_id": row["township_id"],
        "name": row["name"],
        "district": say.text_of(row["district_name"]) or row["district_id"],
        "district_id": row["district_id"],
        "district_href": to_district(row["district_id"]),
        "row": row["township_id"],
        "x": tile(row["tile_x"]),
        "y": tile(row["tile_y"]),
        "state": "slightly_below" if say.mark(row) == "slightly_below" else STATE.get(row["verdict"], "not_assessable"),
        "text": "",
        "verdict": word,
        "said": f"{value}{word}" + (f"，{lacks}" if lacks else ""),
        "href": href(row["township_id"]),
    }
