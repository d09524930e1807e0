"""The rate year by year beside what it is held against: whose line each is stands in its name."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.text import is_missing
from townbase.views.retention import definitions
from townbase.views.retention.place import CITY, SIDE, Where, share_of
from townbase.views.retention.rates import account, known_years, rate_table, row_of
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import STAYED

TREND = Card(
    key="trend",
    file="本地就读率",
    filters=STAYED,
    follows_opened=True,
    body_is_table=False,
    definition=definitions.RATE,
)
AROUND = "全市纳入的乡镇"


def beside(w: Where) -> list[tuple[str, str, str]]:
    """The series beside the place's own, each (area_kind, area_id, what it is called)."""
    if w.is_township:
        return [("counted", CITY, AROUND), ("urban", CITY, f"全市{SIDE['urban']}")]
    if w.side == "urban":
        return [] if w.kind == CITY else [("urban", CITY, f"全市{SIDE['urban']}"), ("counted", CITY, AROUND)]
    if w.side == CITY:
        return []
    whole = (CITY, CITY, "全市") if w.kind == CITY else ("counted", CITY, AROUND)
    return [("urban", w.id, SIDE["urban"]), whole]


def beside_words(w: Where, rates: pd.DataFrame) -> str:
    """城区街道 92.2%，比上年 +0.3 个百分点；全市（含城区街道）85.7%，…: what stands beside the headline's rate, and whose it is."""
    parts = []
    for kind, id_, name in beside(w):
        row = row_of(_of(rates, kind, id_), w.stage, w.year)
        if row is None or is_missing(row["value"]):
            continue
        held = not is_missing(row["comparable"]) and row["comparable"] and not is_missing(row["value_before"])
        step = row["value"] - row["value_before"] if held else None
        change = "" if step is None else f"，比上年 {words.points(step)}"
        whole = "（含城区街道）" if (kind, w.side) == (CITY, "counted") else ""
        parts.append(f"{name}{whole}{'' if whole else ' '}{share_of(row['local'], row['found'], row['value'])}{change}")
    return "；".join(parts) + "。" if parts else ""


def trend(w: Where, own: pd.DataFrame, rates: pd.DataFrame) -> pd.DataFrame:
    """The lines of the chosen stage, the page's own first: `series, role (own, urban, whole), school_year, value, said, broke`."""
    lines = [("own", w.name if w.is_township else SIDE.get(w.side, w.name), own)]
    lines += [("urban" if kind == "urban" else "whole", name, _of(rates, kind, id_)) for kind, id_, name in beside(w)]
    rows = [
        {
            "series": name, "role": role, "school_year": int(row["school_year"]), "value": row["value"],
            "said": share_of(row["local"], row["found"], row["value"]), "broke": bool(row["broke"]),
        }
        for role, name, frame in lines
        for row in known_years(frame, w.year).get(w.stage, [])
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["series", "role", "school_year", "value", "said", "broke"])


def trend_card(w: Where, own: pd.DataFrame, rates: pd.DataFrame) -> CardContent:
    """The rate year by year beside what it is held against; the file also says where all are."""
    frame = trend(w, own, rates)
    mine = frame[frame["role"] == "own"]
    return CardContent(
        TREND,
        title=_trend_title(w, frame),
        how="横轴为学年开始的年份；指着一年看各线的数值。" + (f"{words.UNROUNDED}。" if _apart(w, frame) else ""),
        note=account(w, own) if w.is_township else "",
        frame=frame if len(mine) else mine,
        table=rate_table(own[own["stage"] == w.stage], w.year).drop(columns="学段", errors="ignore"),
        empty=f"没有可计算的本地就读率。由学籍管理部门提供“{words.EXTRACT['residency']}”（residency）后即可显示。",
    )


def _trend_title(w: Where, frame: pd.DataFrame) -> str:
    """How far the place is from the urban streets, or from the townships, now and in the first year drawn."""
    own, other = _own_and_other(w, frame)
    years = sorted(set(own) & set(other))
    if not years:
        return f"{w.stage_word}本地就读率"
    first, last = (own[at] - other[at] for at in (years[0], years[-1]))
    who = "全市纳入的乡镇" if w.is_township else SIDE["urban"]
    now, then = (f"{'低' if gap < 0 else '高'} {words.number(abs(gap) * 100)}" for gap in (last, first))
    text = f"比{who}{now} 个百分点"
    if len(years) == 1:
        return text
    return f"{text}，与 {years[0]} 年相同" if now == then else f"{text}，{years[0]} 年{then}"


def _own_and_other(w: Where, frame: pd.DataFrame) -> tuple[dict[int, float], dict[int, float]]:
    """Year -> rate of the page's own, and of what it is held against."""
    lines = {role: dict(zip(rows["school_year"], rows["value"], strict=True)) for role, rows in frame.groupby("role")}
    return lines.get("own", {}), lines.get("whole" if w.is_township else "urban", {})


def _apart(w: Where, frame: pd.DataFrame) -> bool:
    own, other = _own_and_other(w, frame)
    return any(words.shares_apart(own[at], other[at]) for at in set(own) & set(other))


def _of(rates: pd.DataFrame, kind: str, id_: str) -> pd.DataFrame:
    return rates[(rates["area_kind"] == kind) & (rates["area_id"] == id_)]
