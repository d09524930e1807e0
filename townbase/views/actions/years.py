"""One action over the years since the base year, and against the year before."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.shared import row_words as say
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import OF_ACTION

YEARS = Card(key="years", file="分年进展", filters=OF_ACTION, follows_opened=True, body_is_table=True, definition="")
CHANGES = Card(
    key="changes",
    file="与上年相比",
    filters=(*OF_ACTION, "stage"),
    follows_opened=True,
    body_is_table=False,
    definition="",
)

JUDGED = ("met", "in_progress", "behind")
ORDER = ("met", "in_progress", "behind", "not_assessable", "tasks_on_schedule", "tasks_overdue", "none")


def by_status(tally: pd.DataFrame) -> dict[tuple[int, str], int]:
    """(action, status) -> townships."""
    return {
        (int(row["action"]), row["status"]): int(row["townships"])
        for row in records(tally)
        if not is_missing(row["status"])
    }


def counts(now: dict[tuple[int, str], int], action: int) -> dict[str, int]:
    return {code: now.get((action, code), 0) for code in ORDER}


def years(tally: pd.DataFrame) -> CardContent:
    """Townships by status, a row a year, newest first; `parts` are shares of the row's townships."""
    by_year: dict[int, dict[str, int]] = {}
    for row in records(tally):
        if not is_missing(row["status"]) and not is_missing(row["school_year"]):
            by_year.setdefault(int(row["school_year"]), {})[row["status"]] = int(row["townships"])
    listed = [
        {"year": year, "total": sum(own.values()), **{code: own.get(code, 0) for code in ORDER}}
        for year, own in sorted(by_year.items(), reverse=True)
    ]
    frame = pd.DataFrame(listed)
    shown = [code for code in ORDER if len(frame) and frame[code].any()]
    heads = {"label": "学年", "total": "乡镇（个）"} | {code: f"{words.ACTION_STATUS[code]}（个）" for code in shown}
    return CardContent(
        YEARS,
        title=_title(frame),
        how="条为各状态的乡镇数：" + "、".join(words.ACTION_STATUS[code] for code in shown) + "。" if shown else "",
        frame=frame,
        table=frame.assign(label=frame["year"].map(words.year_label))[list(heads)].rename(columns=heads)
        if len(frame)
        else frame,
        empty="基期以来没有可以比较的学年。",
    )


def changes(towns: pd.DataFrame, rows: list[Row], selection: Selection) -> CardContent:
    """Townships whose word of this action changed: newly met, fell back (why), newly missing."""
    moved: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if not is_missing(row["change_kind"]):
            moved.setdefault((row["township_id"], row["change_kind"]), []).append(row)
    listed = []
    for town in records(towns):
        group = _group(town["status"], town["status_before"], moved.get((town["township_id"], "fell_back"), []))
        if group:
            kind = "fell_back" if group.startswith("fell_back") else group
            named = [say.row_title(row) for row in moved.get((town["township_id"], kind), [])]
            listed.append(
                {
                    "group": group,
                    "name": town["name"],
                    "href": selection.href("township", township=town["township_id"], indicator=None, stage=None),
                    "district": say.text_of(town["district_name"]),
                    "note": words.listing(named, 3, "项"),
                }
            )
    frame = pd.DataFrame(listed, columns=["group", "name", "href", "district", "note"])
    compared = towns["status_before"].isin(JUDGED).any()
    table = frame.assign(group=frame["group"].map(group_word))[["group", "name", "district", "note"]]
    parts = [f"{word} {n} 个" for code, word in GROUPS.items() if (n := int((frame["group"] == code).sum()))]
    return CardContent(
        CHANGES,
        title="与上年相比：" + "，".join(parts) if parts else "与上年相比",
        how="点开各类看是哪些乡镇。",
        frame=frame,
        table=table.set_axis(["变化", "乡镇", "区县", "变化的指标"], axis=1),
        empty="与上年相比，没有乡镇的判定发生变化。" if compared else "没有上年数据可比。",
    )


GROUPS = {
    "newly_met": "新达标",
    "fell_back_own": "退步（自身下降）",
    "fell_back_target": f"转为{words.UNMET}（城区提高）",
    "fell_back": "退步",
    "newly_missing": f"转为{words.UNDECIDED}",
}


def group_word(code: str) -> str:
    return GROUPS[code]


def _group(now: object, before: object, fallen: list[Row]) -> str:
    if is_missing(now) or is_missing(before) or before not in JUDGED:
        return ""
    if now == "not_assessable":
        return "newly_missing"
    if now == "met" and before != "met":
        return "newly_met"
    if now in ("in_progress", "behind") and before == "met":
        causes = {row["change_cause"] for row in fallen}
        return "fell_back_own" if "own" in causes else "fell_back_target" if "target" in causes else "fell_back"
    return ""


def _title(frame: pd.DataFrame) -> str:
    if frame.empty:
        return "基期以来"
    now, first = frame.iloc[0], frame.iloc[-1]
    if not any(now[code] for code in JUDGED):
        return "基期以来"
    if len(frame) == 1:
        return f"{words.year_label(int(now['year']))}达标 {now['met']} 个乡镇"
    open_ones = f"（另有 {now['not_assessable']} 个{words.UNDECIDED}）" if now["not_assessable"] else ""
    return (
        f"达标乡镇由 {int(first['year'])} 年的 {first['met']} 个到 {int(now['year'])} 年的 {now['met']} 个{open_ones}"
    )
