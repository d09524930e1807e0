"""Pupils expected against approved places: the range in words, the files, and the townships whose places fall short."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.retention import definitions
from townbase.views.retention.place import Where, hrefs
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import STAYED

SEATS = Card(
    key="seats", file="学位缺口", filters=STAYED, follows_opened=True, body_is_table=False, definition=definitions.SEATS
)

WORD = {"short": "缺口", "spare": "富余", "open": "可能有缺口"}


def forecast_file(frame: pd.DataFrame, base: int) -> pd.DataFrame:
    """All that the forecast shows: the year it starts from, then a row a coming year."""
    if frame.empty:
        return frame
    rows = [{"year": base, "came": frame["now"].iloc[0]}, *frame.to_dict("records")]
    return pd.DataFrame([_file_row(row) for row in rows])


def _file_row(row: Mapping) -> dict:
    low, high = spare(row.get("places"), row.get("low"), row.get("high"))
    return {
        "学年": words.year_label(row["year"]), "实际在校生（人）": whole(row["came"]), "预计在校生（人）": whole(row.get("roll")),
        "区间下限（人）": whole(row.get("low")), "区间上限（人）": whole(row.get("high")),
        "本地就读率 98% 时在校生（人）": whole(row.get("roll_98")), "本地就读率 98% 时学位余缺（个）": spare(row.get("places"), row.get("roll_98"), None)[1],
        "预计首年级（人）": whole(row.get("intake")), "首年级区间下限（人）": whole(row.get("intake_low")),
        "首年级区间上限（人）": whole(row.get("intake_high")),
        "核定学位（个）": whole(row.get("places")), "学位余缺下限（个）": low, "学位余缺上限（个）": high, "学位": WORD.get(row.get("word") or ""),
    }  # fmt: skip


def spare(places: float | None, low: float | None, high: float | None) -> tuple[int | None, int | None]:
    """Places left at most pupils and at fewest; below 0 they are short."""
    return _left(places, high), _left(places, low)


def _left(places: float | None, pupils: float | None) -> int | None:
    return None if is_missing(places) or is_missing(pupils) else words.whole(places - pupils)


def whole(n: float | None) -> int | None:
    return None if is_missing(n) else words.whole(n)


def gap_words(places: float | None, low: float | None, high: float | None, word: str | None) -> str:
    """富余 30—52 个, 缺口 12—40 个, 缺口 9 个至富余 3 个; without a range only what is expected."""
    if is_missing(places):
        return "核定学位未报齐"
    least, most = spare(places, low, high)
    if least is None or most is None:
        return words.MISSING
    if word == "short":
        return f"缺口 {_span(-most, -least)} 个"
    if word == "spare":
        return f"富余 {_span(least, most)} 个"
    return f"缺口 {words.count(-least)} 个至富余 {words.count(most)} 个"


def spare_words(places: float | None, expected: float | None) -> str:
    """富余 12 个, 缺口 182 个: places against one number"""
    left = spare(places, expected, None)[1]
    return words.MISSING if left is None else f"{'富余' if left >= 0 else '缺口'} {words.count(abs(left))} 个"


def range_words(low: float | None, high: float | None) -> str:
    return words.MISSING if is_missing(low) or is_missing(high) else _span(words.whole(low), words.whole(high))


def _span(low: float, high: float) -> str:
    return words.count(low) if low == high else f"{words.count(low)}—{words.count(high)}"


def seats(w: Where, rows: pd.DataFrame, selection: Selection) -> CardContent:
    """Townships whose places will not, or may not, be enough: first year, how many; those that surely not first."""
    every = [row for row in records(rows) if w.kind != "district" or row["district_id"] == w.id]
    first: dict[str, dict] = {}
    for word in ("short", "open"):
        for row in sorted(
            (row for row in every if row["word"] == word),
            key=lambda row: (row["district_id"], row["township_id"], row["ahead"]),
        ):
            first.setdefault(row["township_id"], row)
    links = hrefs(selection, "township", first, stage=w.stage)
    lines = [
        row | {
            "district_name": row["name"] if w.kind == "district" else row["district_name"], "href": href,
            "gap": gap_words(row["places"], row["low"], row["high"], row["word"]),
        }
        for row, href in zip(first.values(), links, strict=True)
    ]  # fmt: skip
    sure = sum(row["word"] == "short" for row in lines)
    open_ = len(lines) - sure
    known = any(not is_missing(row["word"]) for row in every)
    parts = [f"{n} 个{word}" for n, word in ((sure, "有缺口"), (open_, "可能有缺口")) if n]
    title = f"{w.stage_word}学位：今后三年各乡镇（街道）中 " + "，".join(parts)
    return CardContent(
        SEATS,
        title=title if lines else f"{w.stage_word}学位",
        how="最早出现的学年；缺口为核定学位与预计在校生区间之差。",
        frame=pd.DataFrame(lines),
        table=_seat_table(list(first.values())),
        empty=f"今后三年各乡镇（街道）{w.stage_word}核定学位都够用。"
        if known
        else "没有可比较的预计在校生和核定学位。",
        good=known,
    )


def _seat_table(rows: list[Row]) -> pd.DataFrame:
    heads = (
        "区县", "乡镇（街道）", "学年", "预计在校生（人）", "区间下限（人）", "区间上限（人）", "核定学位（个）",
        "学位余缺下限（个）", "学位余缺上限（个）", "学位",
    )  # fmt: skip
    lines = [
        (
            row["district_name"], row["name"], words.year_label(row["target_year"]), words.whole(row["expected"]), whole(row["low"]), whole(row["high"]),
            row["places"], *spare(row["places"], row["low"], row["high"]), WORD[row["word"]],
        )
        for row in rows
    ]  # fmt: skip
    return pd.DataFrame(lines, columns=list(heads))
