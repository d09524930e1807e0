"""What was found by name: a line each, with where it stands."""

from __future__ import annotations

import pandas as pd

from townbase.charts.base.elements import text_link
from townbase.charts.base.table import Column, table
from townbase.text import Markup


def found_list(frame: pd.DataFrame) -> Markup:
    """`frame` of views.found_places: name, href, kind, township, district, note."""
    noted = frame["note"].ne("").any()
    heads = [Column("名称"), Column("类型"), Column("在哪里"), *([Column("说明", css="tb-wrap")] if noted else [])]
    rows = (
        [
            text_link(row["href"], row["name"]),
            row["kind"],
            "，".join(part for part in (row["township"], row["district"]) if part),
            *([row["note"]] if noted else []),
        ]
        for row in frame.to_dict("records")
    )
    return table(heads, rows, caption="找到的乡镇（街道）和学校（园）")
