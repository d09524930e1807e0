"""How much of its approved places each school or kindergarten uses: how many in each band, and the fullest and emptiest."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.selection import Selection
from townbase.views.retention import definitions
from townbase.views.retention.place import Where
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import STAYED
from townbase.views.shared.last_seen import SCHOOL
from townbase.views.shared.row_words import text_of

USE = Card(
    key="places-used", file="学位利用率", filters=STAYED, follows_opened=True, body_is_table=False, definition=definitions.USE,
)  # fmt: skip
# the bands of retention/school_places.sql, emptiest first
BANDS = {"half": "不足 50%", "most": "50% 至不足 80%", "full": "80%—100%", "over": "超过 100%"}
HEADS = {
    "name": "学校",
    "township": "乡镇（街道）",
    "district": "区县",
    "ownership": "办学性质",
    "pupils": "在校生（人）",
    "places": "核定学位（个）",
    "used": "学位利用率（%）",
    "band": "利用率分档",
}


def places_used(w: Where, rows: pd.DataFrame, selection: Selection) -> CardContent:
    """`frame`: band, schools, pupils, places, share (of the schools), names (the most extreme, with href); `table`: every school."""
    lines = [_school(row, selection) for row in records(rows)]
    bands = [_band(said, [line for line in lines if line["band"] == said], len(lines)) for said in BANDS.values()]
    table = pd.DataFrame(lines)
    return CardContent(
        USE,
        title=_title(w, bands) if lines else f"{SCHOOL[w.stage]}学位利用率",
        how="各档列出最空或最满的三所；全部学校见数据表。",
        frame=pd.DataFrame(bands) if lines else table,
        table=table[list(HEADS)].rename(columns=HEADS) if lines else table,
        empty="没有同时报在校生和核定学位的学校。",
    )


def _title(w: Where, bands: list[Row]) -> str:
    many = sum(band["schools"] for band in bands)
    return f"{SCHOOL[w.stage]} {many} 所：{bands[0]['schools']} 所学位利用率{bands[0]['band']}，{bands[-1]['schools']} 所{bands[-1]['band']}"


def _school(row: Row, selection: Selection) -> Row:
    return {
        "name": row["name"],
        "href": selection.href("township", district=None, township=row["township_id"], school=row["school_id"]),
        "township": row["township"],
        "district": row["district_name"],
        "ownership": words.OWNERSHIP.get(text_of(row["ownership"]), ""),
        "pupils": row["pupils"],
        "places": row["places"],
        "used": words.percent(row["used"]),
        "band": BANDS[row["band"]],
    }


def _band(said: str, own: list[Row], many: int) -> Row:
    extreme = sorted(own, key=lambda line: line["used"], reverse=said == BANDS["over"])[:3]
    return {
        "band": said,
        "schools": len(own),
        "share": len(own) / many if many else 0.0,
        "pupils": sum(line["pupils"] for line in own),
        "places": sum(line["places"] for line in own),
        "first": [(f"{line['name']} {words.number(line['used'], 1)}%", line["href"]) for line in extreme],
    }
