"""The delivered values of two versions: how many are new, revised or gone, and which of published years."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.compare import Compared
from townbase.text import is_missing
from townbase.views.changes import definitions
from townbase.views.changes.cells import counted, made
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.indicator_definition import meaning, unit

COUNTS = Card(
    key="counts", file="数据与上次相比", filters=("since",), follows_opened=True, body_is_table=True,
    definition=definitions.COUNTS,
)  # fmt: skip
REVISED = Card(
    key="revised", file="已发布学年的改动", filters=("since",), follows_opened=True, body_is_table=True,
    definition=definitions.REVISED,
)  # fmt: skip

COUNT_HEADS = {
    "extract": "数据", "year": "学年", "published": "上次有无", "new": "新报（个值）", "revised": "修订（个值）",
    "gone": "撤下（个值）", "moved": "随校划转（个值）",
}  # fmt: skip
REVISED_HEADS = {
    "kind": "改动", "place": "学校或乡镇", "district": "区县", "year": "学年", "what": "数据项", "before": "原值",
    "now": "新值", "unit": "单位",
}  # fmt: skip


def counts(told: Compared, kinds: tuple[str, ...] = tuple(words.VALUE_CHANGE)) -> CardContent:
    """A row an extract and year, the last years first; `kinds` leaves the rows that have some of these."""
    many = told["value_count"]
    kept = many[many["kind"].isin(kinds)]
    rows = [_counted(key, group) for key, group in kept.groupby(["extract", "school_year"])]
    order = list(words.EXTRACT)
    rows.sort(key=lambda row: (-row["school_year"], order.index(row["code"]) if row["code"] in order else len(order)))
    frame = pd.DataFrame(rows)
    heads = {key: head for key, head in COUNT_HEADS.items() if key not in words.VALUE_CHANGE or key in kinds}
    total = "、".join(
        f"{word} {words.count(kept.loc[kept['kind'] == kind, 'many'].sum())} 个值"
        for kind, word in words.VALUE_CHANGE.items()
        if (kept["kind"] == kind).any()
    )
    return CardContent(
        COUNTS,
        title=total or "没有值发生变化",
        how="一行一类数据一个学年",
        frame=frame,
        table=made(records(frame), heads),
        empty="没有这样的值。",
        good=True,
    )


def _counted(key: tuple, group: pd.DataFrame) -> Row:
    extract, year = key
    many = dict(zip(group["kind"], group["many"], strict=True))
    return {
        "code": extract,
        "extract": words.EXTRACT.get(extract, extract),
        "school_year": int(year),
        "year": words.year_label(int(year)),
        "published": "有" if group["in_both_years"].all() else "无（整个学年）",
        **{kind: int(many.get(kind, 0)) for kind in words.VALUE_CHANGE},
    }


def revised(told: Compared) -> CardContent:
    """Values of years already published that are other than they were."""
    changed = told["value_revised"]
    many = told["value_count"].query("in_both_years and kind != 'new'")["many"].sum()
    frame = pd.DataFrame([_revised(row) for row in records(changed)])
    parts = counted(changed, "kind", words.VALUE_CHANGE, "个")
    return CardContent(
        REVISED,
        title=f"已发布的学年改动了 {words.count(many)} 个值：{parts}",
        how="相差比例大的在前" + ("；只列前 50,000 个" if many > len(changed) else ""),
        frame=frame,
        table=made(records(frame), REVISED_HEADS),
        empty="已发布的学年里，没有修订或撤下的值。",
        good=True,
    )


def _revised(row: Row) -> Row:
    hidden = row["measure"] == "mean"  # the marts hold a rate here
    measure = "学业水平差异率" if hidden else meaning(row["measure"])
    place = row["school_name"] if row["area_kind"] == "school" else row["township_name"]
    return {
        "kind": words.VALUE_CHANGE[row["kind"]],
        "place": row["area_id"] if is_missing(place) else place,
        "district": "" if is_missing(row["district_name"]) else row["district_name"],
        "year": words.year_label(row["school_year"]),
        "what": f"{words.STAGE.get(row['stage'], '')}{measure}{row['item']}",
        "before": _amount(row["before_value"]),
        "now": _amount(row["now_value"]),
        "unit": "" if hidden else unit(row["measure"]),
    }


def _amount(value: float) -> float | None:
    return None if is_missing(value) else words.rounded_to(value, 4)
