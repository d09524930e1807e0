"""Where the rate is below the base year: every township as a tile of the map."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.retention import definitions
from townbase.views.retention.place import Where, hrefs
from townbase.views.retention.rates import SLACK
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import STAYED
from townbase.views.shared.placed import placed, tile

MAP = Card(
    key="map",
    file="各乡镇本地就读率升降分布",
    filters=STAYED,
    follows_opened=True,
    body_is_table=False,
    definition=definitions.RATE,
)
# state of a tile -> its word in the key
STATES = {"not_met": "低于基期", "met": "不低于基期", "not_assessable": "没有两年可比"}


def township_map(w: Where, towns: pd.DataFrame, selection: Selection) -> CardContent | None:
    """towns: the frame of `township_changes`. None where nothing has a place on the map or nothing can be compared."""
    there = placed(towns)
    if there.empty or there["rise"].isna().all():
        return None
    frame = pd.DataFrame([_tile(row, w) for row in records(there)])
    frame["district_href"] = hrefs(selection, "district", frame["district_id"], stage=w.stage)
    worst = (frame[frame["state"] == "not_met"].groupby("district").size().sort_values(ascending=False)).head(1)
    most = f"：{worst.index[0]}最多，{worst.iloc[0]} 个" if len(worst) and frame["district_id"].nunique() > 1 else ""
    return CardContent(
        MAP,
        title=f"哪里低于 {w.base} 年{most}",
        how="每处一个乡镇（街道），点开看该乡镇，点区县名看区县。",
        frame=frame,
        table=pd.DataFrame(
            {
                "区县": frame["district"],
                "乡镇（街道）": frame["name"],
                "比基期（个百分点）": [words.in_points(rise) for rise in there["rise"]],
            }
        ),
    )


def _tile(row: Row, w: Where) -> Row:
    rise = row["rise"]
    state = "not_assessable" if is_missing(rise) else "not_met" if rise < -SLACK else "met"
    said = STATES[state] if is_missing(rise) else f"本地就读率 {row['text']}，比 {w.base} 年 {words.points(rise)}"
    return {
        "township_id": row["township_id"], "name": row["name"], "district": row["district_name"], "district_id": row["district_id"], "row": row["township_id"],
        "x": tile(row["tile_x"]), "y": tile(row["tile_y"]), "state": state, "text": "", "said": said, "href": row["href"],
    }  # fmt: skip
