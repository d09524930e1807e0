"""The townships by size: how many places are short, or left over, in the year that matters most."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.retention import definitions
from townbase.views.retention.place import Where, hrefs
from townbase.views.retention.seats.forecast_file import WORD, range_words, whole
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import STAYED

SEATS = Card(
    key="seats",
    file="学位余缺",
    filters=STAYED,
    follows_opened=True,
    body_is_table=True,
    definition=definitions.SEATS,
)


def seats(w: Where, rows: pd.DataFrame, selection: Selection) -> CardContent:
    """A row a township. Where the area as a whole lacks places, of the year in which it lacks most, the largest shortage first;
    else of the last year, the most left over first: `township_id, name, district_name, href, pupils, expected, range, places, left, word,
    used_now, used, since (first year short)`."""
    known = rows[rows["places_spare"].notna()]
    if known.empty:
        return CardContent(SEATS, title=f"{w.stage_word}学位", empty="没有可比较的预计在校生和核定学位。")
    short, all_left = known[known["places_spare"] < 0], known.groupby("target_year")["places_spare"].sum()
    lacking = bool((all_left < 0).any())
    years = all_left.sort_values() if lacking else all_left[::-1]
    year = int(years.index.tolist()[0])
    first = short.groupby("township_id")["target_year"].min()
    now = known[known["target_year"] == year].sort_values("places_spare", ascending=lacking, kind="stable")
    lines = [_line(row, first.get(row["township_id"])) for row in records(now)]
    frame = pd.DataFrame(lines).assign(href=hrefs(selection, "township", now["township_id"], stage=w.stage), year=year)
    return CardContent(
        SEATS,
        title=_title(w, now["places_spare"], year, lacking),
        how=f"{'缺得多的在前' if lacking else '富余多的在前'}；红色为区间下限也超过核定学位。合计不以别处的富余相抵。"
        "利用率为在校生占核定学位。学位按现有核定数，不含在建。",
        frame=frame,
        table=_table(frame, w.year, year),
        note=_open_note(now, year) + ("" if lacking else _short_note(short)),
    )


def _line(row: Row, since: float | None) -> Row:
    return {
        "township_id": row["township_id"], "name": row["name"], "district_name": row["district_name"],
        "pupils": row["pupils"], "expected": words.whole(row["expected"]), "low": row["low"], "high": row["high"],
        "range": range_words(row["low"], row["high"]), "places": row["places"], "left": words.whole(row["places_spare"]),
        "word": None if is_missing(row["word"]) else row["word"], "used_now": row["used_now"], "used": row["used"],
        "since": None if is_missing(since) else int(since),
    }  # fmt: skip


def _title(w: Where, left: pd.Series, year: int, lacking: bool) -> str:
    when = f"{words.year_label(year)}{w.stage_word}学位"
    if lacking:
        own = left[left < 0]
        return f"{when}预计不够的 {len(own)} 个乡镇（街道），合计缺 {words.count(words.whole(-own.sum()))} 个"
    return f"{when}：{len(left)} 个乡镇（街道）合计富余 {words.count(words.whole(left.sum()))} 个"


def _open_note(now: pd.DataFrame, year: int) -> str:
    if not now["backtested"].any():
        return f"{words.year_label(year)}没有往年可以检验这一方法，不给区间，够不够不作定论。"
    unsure = int((now["word"] == "open").sum())
    return f"{unsure} 个乡镇（街道）的核定学位在区间之内，够不够不能确定。" if unsure else ""


def _short_note(short: pd.DataFrame) -> str:
    """An area with places left may still have townships that lack them: how many, and in which year most."""
    if short.empty:
        return ""
    by = (
        short.groupby("target_year")["places_spare"]
        .agg(["count", "sum"])
        .reset_index()
        .sort_values("sum", kind="stable")
    )
    worst = records(by)[0]
    when, total = words.year_label(worst["target_year"]), words.count(words.whole(-worst["sum"]))
    return f"{when}有 {worst['count']} 个乡镇（街道）预计缺，合计 {total} 个：点“不够始于”排在前面。"


def _table(frame: pd.DataFrame, base: int, year: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "区县": frame["district_name"],
            "乡镇（街道）": frame["name"],
            "起点在校生（人）": frame["pupils"],
            "学年": words.year_label(year),
            "预计在校生（人）": frame["expected"],
            "区间下限（人）": [whole(n) for n in frame["low"]],
            "区间上限（人）": [whole(n) for n in frame["high"]],
            "核定学位（个）": frame["places"],
            "学位余缺（个）": frame["left"],
            "学位": [WORD.get(word or "", "") for word in frame["word"]],
            "起点学位利用率（%）": [words.percent(value) for value in frame["used_now"]],
            "预计学位利用率（%）": [words.percent(value) for value in frame["used"]],
            "不够始于": ["" if is_missing(at) else words.year_label(at) for at in frame["since"]],
        }
    )
