"""Which townships need attention, which are one or two rows short, and what exactly is short."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from townbase import words
from townbase.asking import tuples
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.overview import definitions
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import NARROWED

ATTENTION = Card(
    key="attention",
    file="需要关注的乡镇",
    filters=NARROWED,
    follows_opened=True,
    body_is_table=False,
    definition=definitions.ATTENTION,
)
NEARLY = Card(
    key="nearly",
    file="差1—2项的乡镇",
    filters=NARROWED,
    follows_opened=True,
    body_is_table=True,
    definition=definitions.NEARLY,
)

MANY = 3
WHERE = 3
SLACK = 1e-9


def unmet_core(rows: pd.DataFrame) -> dict[str, list]:
    """township_id -> its core rows that are not met, each as a named tuple."""
    held: dict[str, list] = {}
    for row in tuples(rows[(rows["verdict"] == "not_met") & (rows["role"] == "core")]):
        held.setdefault(row.township_id, []).append(row)
    return held


def attention(
    towns: pd.DataFrame, status: pd.DataFrame, held: dict[str, list], short: dict[int, str], selection: Selection
) -> CardContent:
    """Townships with three or more unmet core rows, most first; ties in official order.

    `towns` the chosen set, `status` its rows of one year and the strict reading,
    `held` of unmet_core, `short` action -> two-character name.
    """
    frame = _core_counts(towns, status, selection)
    frame = frame[frame["unmet"] >= MANY].sort_values("unmet", ascending=False, kind="stable").reset_index(drop=True)
    frame["where"] = [_where(held.get(each, []), short) for each in frame["township_id"]]
    kept = frame[["name", "district", "unmet", "where", "missing"]]
    return CardContent(
        ATTENTION,
        title=f"需要关注的乡镇：{len(frame)} 个{words.UNMET} {MANY} 项及以上" if len(frame) else "需要关注的乡镇",
        how=f"按{words.UNMET}的核心指标项数，多的在前",
        frame=frame,
        table=kept.set_axis(
            ["乡镇（街道）", "区县", f"{words.UNMET}核心指标（项）", "集中在", "未报核心指标（项）"], axis=1
        ),
        empty=f"没有核心指标{words.UNMET} {MANY} 项及以上的乡镇。" if len(towns) else nobody(),
        good=len(towns) > 0,
    )


def nearly(towns: pd.DataFrame, status: pd.DataFrame, held: dict[str, list], selection: Selection) -> CardContent:
    """Townships one or two core rows short of all six goals: one line for each row that is short.

    Those that also have core rows without a verdict come last and are not counted as nearly there.
    """
    counts = _core_counts(towns, status, selection)
    counts = counts[counts["unmet"].between(1, 2)]
    counts = counts.assign(late=counts["missing"] > 0).sort_values(["late", "unmet"], kind="stable")
    lines = [
        (
            town.township_id,
            town.name,
            town.href,
            town.district,
            town.unmet,
            town.missing,
            what(row),
            short_by(row),
            owner(row),
            *_whole(row),
        )
        for town in tuples(counts)
        for row in held.get(town.township_id, [])
    ]
    frame = pd.DataFrame(
        lines,
        columns=[
            "township_id",
            "name",
            "href",
            "district",
            "unmet",
            "missing",
            "what",
            "short_by",
            "owner",
            "units",
            "unit",
            "else",
        ],
    )
    kept = frame[["name", "district", "unmet", "what", "units", "unit", "else", "owner"]].astype({"units": "Int64"})
    return CardContent(
        NEARLY,
        title=_nearly_title(counts),
        how="只数核心指标；还差多少按整数单位" + _no_units(frame),
        frame=frame,
        table=kept.set_axis(
            ["乡镇（街道）", "区县", "差几项（项）", "差什么", "还差", "还差单位", "差距说明", "责任单位"], axis=1
        ),
        empty="没有只差 1—2 项核心指标的乡镇。" if len(towns) else nobody(),
        good=len(towns) > 0,
    )


def nobody() -> str:
    """Why a card has nothing to show where the filters leave no township."""
    return "所选条件下没有乡镇。请减少一个筛选条件。"


def most(labels: list[str], counts: list[int], unit: str = f"个乡镇{words.UNMET}") -> str:
    """甲：6 个乡镇未达标，最多; 甲、乙：各 6 个乡镇未达标，最多; empty where every count is 0."""
    top = max(counts, default=0)
    if not top:
        return ""
    held = [label for label, n in zip(labels, counts, strict=True) if n == top]
    return f"{words.listing(held, WHERE)}：{'各 ' if len(held) > 1 else ''}{top} {unit}，最多"


def what(row) -> str:
    """Stage and title of an indicator row: 初中县级以上学科骨干教师比例"""
    return f"{words.STAGE.get(row.stage, '')}{row.title}"


def short_by(row) -> str:
    """How much an unmet row lacks: whole units where the rule has a target, else values in words."""
    if not is_missing(row.shortfall_units):
        return words.still_missing(row.shortfall_units, row.unit)
    text = words.value(row.value, row.form, row.value_unit)
    if row.rule == "rising":
        return _not_rising(row, text)
    if is_missing(row.target):
        return f"现为 {text}"
    if row.form == "difference_rate":  # with one school in the stage the figure would be that school's
        return f"差异率应低于 {_plain_target(row)}"
    bound = {"below": "应低于", "at_most": "应不高于"}.get(row.rule, "应不低于")
    return f"现为 {text}，{bound} {_plain_target(row)}"


def _whole(row) -> tuple[int | None, str, str]:
    """How many whole units are missing and of what; where nothing whole is, the sentence."""
    if is_missing(row.shortfall_units):
        return None, "", short_by(row)
    return int(row.shortfall_units), row.unit, ""


def why_open(row) -> str:
    """Why this row has no verdict, in one phrase."""
    word = words.verdict(row.verdict, row.reason)
    reason = "" if is_missing(row.reason) else words.REASON.get(row.reason, "")
    return f"{word}：{reason}" if reason else word


def owner(row) -> str:
    """Who can act on the row: where that is the schools themselves no unit is named."""
    if row.owner_level == "school":
        return "有关学校（园）"
    return "未登记" if is_missing(row.owner_unit) else str(row.owner_unit)


def _core_counts(towns: pd.DataFrame, status: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """township_id, name, href, district, unmet, missing of the townships of the set that are not met."""
    behind = status[status["status"] == "not_met"]
    counts = {row.township_id: row for row in tuples(behind[["township_id", "unmet_core", "missing_core"]])}
    kept = towns[towns["township_id"].isin(list(counts))]
    return pd.DataFrame(
        {
            "township_id": kept["township_id"],
            "name": kept["name"],
            "href": [selection.href("township", township=each) for each in kept["township_id"]],
            "district": kept["district_name"],
            "unmet": [int(counts[each].unmet_core) for each in kept["township_id"]],
            "missing": [int(counts[each].missing_core) for each in kept["township_id"]],
        }
    ).reset_index(drop=True)


def _nearly_title(counts: pd.DataFrame) -> str:
    sure = counts[~counts["late"]]
    parts = [f"{n} 个差 {k} 项" for k in (1, 2) if (n := int((sure["unmet"] == k).sum()))]
    rest = len(counts) - len(sure)
    parts += [f"{'另有 ' if parts else ''}{rest} 个还有未报项"] if rest else []
    return f"差 1—2 项的乡镇{'：' if parts else ''}{'，'.join(parts)}"


def _no_units(frame: pd.DataFrame) -> str:
    """A township whose row has no whole units (a rise over the years, a result) is not brought there by adding some."""
    n = frame[frame["units"].isna()]["township_id"].nunique()
    return f"；其中 {n} 个乡镇有不能靠补数办到的指标（看历年变化或结果）" if n else ""


def _where(core: list, short: dict[int, str]) -> str:
    """集中在条件、教师: the actions that hold most of the unmet core rows."""
    tally = Counter(int(row.action) for row in core)
    most_first = sorted(tally, key=lambda action: (-tally[action], action))
    return "、".join(short.get(action, "") for action in most_first[:WHERE])


def _not_rising(row, text: str) -> str:
    """Rising rows have no target: what they are compared with, and whole people fewer."""
    then = {"last_year": "上年", "base_year": "基期"}.get(row.target_from, "")
    reason = words.REASON.get(row.reason, "") if not is_missing(row.reason) else ""
    if is_missing(row.target) or not then:
        return f"{reason}（现为 {text}）"
    change = (row.value - row.target) * row.denominator if row.form == "share" else 0
    if not is_missing(change) and change < -SLACK:
        return f"{reason}：比{then}低（相当于{words.more_or_fewer(change, words.classifier(row.unit))}；现为 {text}，{then} {_plain_target(row)}）"
    since = "没有高于基期；" if row.reason == "none" else ""  # above last year and still not risen: below the base year
    return f"{reason}（{since}现为 {text}，{then} {_plain_target(row)}）"


def _plain_target(row) -> str:
    if row.form == "difference_rate":
        return words.trimmed(row.target, 3)
    return words.value(row.target, row.form, row.value_unit)
