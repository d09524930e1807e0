"""What changed against the year before, township by township."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from townbase import words
from townbase.asking import tuples
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.overview import definitions
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import NARROWED

CHANGES = Card(
    key="changes",
    file="与上年相比",
    filters=NARROWED,
    follows_opened=True,
    body_is_table=True,
    definition=definitions.CHANGES,
)

MOVED = Card(
    key="moved",
    file="与上年相比分类",
    filters=NARROWED,
    follows_opened=True,
    body_is_table=True,
    definition=definitions.CHANGES,
)

NOTED, FIRST = 3, 2


def changes(
    towns: pd.DataFrame,
    status: pd.DataFrame,
    changed: pd.DataFrame,
    rows: pd.DataFrame,
    year: int,
    selection: Selection,
    base_years: Collection[int] = (),
) -> CardContent:
    """Townships by what happened to them: newly met, fell back (own or target), no longer reported.

    `status` of every year (strict), `changed` of status_change, `rows` of row_change (core rows).
    """
    ids = set(towns["township_id"])
    before = status[(status["school_year"] == year - 1) & status["township_id"].isin(ids)]
    if before.empty or year - 1 in base_years:
        why = "没有上年数据可比。" if before.empty else "上年为基期，不判定，没有可比的结论。"
        return CardContent(CHANGES, title="与上年相比", empty=why)
    kept = changed[changed["township_id"].isin(ids)]
    lookup = towns.set_index("township_id")
    text = _notes(rows)
    lines = [
        (
            _group(row.kind, row.cause),
            row.township_id,
            lookup.at[row.township_id, "name"],
            selection.href("township", township=row.township_id),
            lookup.at[row.township_id, "district_name"],
            text.get((row.township_id, row.kind), ""),
        )
        for row in tuples(kept)
    ]
    frame = pd.DataFrame(lines, columns=["group", "township_id", "name", "href", "district", "note"])
    ways = {code: (at, way) for at, (code, way, _) in enumerate(GROUPS)}
    frame = frame.assign(word=frame["group"].map(word), way=[ways[each][1] for each in frame["group"]])
    frame = frame.sort_values(
        "group", key=lambda codes: codes.map({code: at for code, (at, _) in ways.items()}), kind="stable"
    )
    now = status[(status["school_year"] == year) & status["township_id"].isin(ids)]
    table = frame[["word", "name", "district", "note"]]
    return CardContent(
        CHANGES,
        title=_net(int((before["status"] == "met").sum()), int((now["status"] == "met").sum())),
        how="红色只标自身下降的退步；点乡镇看它的各项指标",
        frame=frame,
        table=table.set_axis(["变化", "乡镇（街道）", "区县", "变化的指标"], axis=1),
        empty="与上年相比，没有乡镇的判定发生变化。",
        good=True,
    )


def moved(whole: CardContent, selection: Selection) -> CardContent:
    """The same by kind: word, way, n, href (the tab with all of them), places (the first by name and href)."""
    rows = []
    for code, way, text in GROUPS:
        own = whole.frame[whole.frame["group"] == code] if len(whole.frame) else whole.frame
        places = [(row.name, row.href) for row in tuples(own.head(FIRST))]
        rows.append(
            {
                "word": text,
                "way": way,
                "n": len(own),
                "href": selection.href("overview", tab="changes"),
                "places": places,
            }
        )
    table = pd.DataFrame([(row["word"], row["n"]) for row in rows], columns=["变化", "乡镇（个）"])
    return CardContent(
        MOVED,
        title="与上年相比",
        frame=pd.DataFrame(rows) if len(whole.frame) else pd.DataFrame(),
        table=table,
        empty=whole.empty,
        good=whole.good,
    )


def word(group: str) -> str:
    """退步（自身下降）; where only what it is held against rose: 转为未达标（城区提高）"""
    if group == "fell_back_target":
        return f"转为{words.UNMET}（{words.CAUSE['target']}）"
    if group == "fell_back_own":
        return f"{words.CHANGE_KIND['fell_back']}（{words.CAUSE['own']}）"
    return words.CHANGE_KIND[group]


# code, direction and word of each group, in the order a leader asks: who got there, who fell back, who is silent
GROUPS = tuple(
    (code, way, word(code))
    for code, way in (
        ("newly_met", "up"),
        ("fell_back_own", "down"),
        ("fell_back_target", "turned"),
        ("newly_missing", "out"),
    )
)


def _group(kind: str, cause: object) -> str:
    """A fall without a known cause counts as the township's own."""
    return f"{kind}_{'own' if is_missing(cause) else cause}" if kind == "fell_back" else kind


def _notes(rows: pd.DataFrame) -> dict[tuple[str, str], str]:
    """(township, kind) -> the core rows that changed so, the first few by name."""
    texts: dict[tuple[str, str], list[str]] = {}
    for row in tuples(rows):
        texts.setdefault((row.township_id, row.kind), []).append(f"{words.STAGE.get(row.stage, '')}{row.title}")
    return {key: words.listing(names, NOTED, "项") for key, names in texts.items()}


def _net(before: int, now: int) -> str:
    if before == now:
        return f"与上年相比：全部达标的仍为 {now} 个"
    word_ = "增加" if now > before else "减少"
    return f"与上年相比：全部达标的由 {before} 个到 {now} 个，{word_} {abs(now - before)} 个"
