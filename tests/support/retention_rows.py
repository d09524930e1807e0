"""Rows of the marts of 本地就读 as its views get them, drawn small."""

import pandas as pd

from townbase.views.retention.place import Where

TOWN = Where("township", "t1", "小寒镇", 2025, "junior", "本镇", served="", base=2021)
CITY = Where("city", "city", "全市", 2025, "junior", "本镇", side="counted", base=2021)


def rates(*rows):
    """(year, local, found, word) of one township at junior; broke as the mart would say where it is above all lines."""
    shares = {y: local / found for y, local, found, _ in rows}
    return pd.DataFrame(
        [
            {
                "few": False, "value_before": shares.get(y - 1), "comparable": True if y - 1 in shares else None,
                "broke": y - 1 in shares and shares[y] <= shares[y - 1],
                "area_kind": "township", "area_id": "t1", "stage": "junior", "school_year": y, "local": local, "found": found,
                "elsewhere": found - local, "unplaced": 3, "children": found + 3, "value": local / found, "word": word,
                "reason": None, "townships": 1, "withheld": 0,
            }
            for y, local, found, word in rows
        ]
    )  # fmt: skip


def flow(**places):
    at = {
        "urban": ("c", "district_urban"),
        "town": ("b", "district_town"),
        "local": ("local", "local"),
        "folded": ("folded", "folded"),
        "unplaced": ("unplaced", "unplaced"),
    }
    return pd.DataFrame(
        [
            {"stage": "junior", "part": p if p in ("local", "unplaced") else "elsewhere", "destination": at[p][0], "place": at[p][1], "children": n,
             "name": "城关" if p == "urban" else "霜降镇" if p == "town" else None, "district_name": "示例一区", "district_id": "d1"}
            for p, n in places.items()
        ],
        columns=["stage", "part", "destination", "place", "children", "name", "district_name", "district_id"],
    )  # fmt: skip
