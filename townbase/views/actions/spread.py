"""One indicator under one action: where every township stands against the target and the urban value, by district."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.charts.base.scale import Scale, padded
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.shared import export_cells
from townbase.views.shared import row_words as say
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import OF_ACTION, ONE
from townbase.views.shared.headline_count import kind_word
from townbase.views.shared.link_templates import many
from townbase.views.township import indicator_rows

SPREAD = Card(
    key="spread",
    file="指标分布",
    filters=(*OF_ACTION, *ONE, "urban"),
    follows_opened=True,
    body_is_table=False,
    definition="",
)

# A little air at both ends, so that no dot stands on the border.
AIR = 0.04


def spread(towns: pd.DataFrame, rows: list[Row], indicators: pd.DataFrame, selection: Selection) -> CardContent | None:
    """`frame`: a district each with its townships; None where no indicator is chosen.

    Always in official order: an academic result is never ranked, and a place stays where it was.
    """
    chosen = indicators[indicators["indicator_id"] == selection.indicator]
    if chosen.empty:
        return None
    title = chosen.iloc[0]["title"]
    if chosen.iloc[0]["level"] == "city":
        return CardContent(
            SPREAD, title=title, empty="这项指标按全市合计计算，不分乡镇判定，不计入各乡镇的行动。", good=True
        )
    mine = _of_indicator(rows, selection)
    stage = stage_of(mine, selection)
    own = {row["township_id"]: row for row in mine if row["stage"] == stage}
    listed = [(town, own[town["township_id"]]) for town in records(towns) if town["township_id"] in own]
    if stage is None or not listed:
        where = words.STAGE.get(selection.stage or "", "")
        return CardContent(
            SPREAD,
            title=f"{where}{title}",
            empty="所选条件下没有这项指标的数据。请换一个学年或学段，或减少一个筛选条件；报送后自动出现。",
        )
    span = _span(row for _, row in listed)
    href = many(
        selection,
        "township",
        "township",
        indicator=selection.indicator,
        stage=None if stage == "none" else stage,
    )
    frame = pd.DataFrame(
        [
            _district(list(group), span, selection, stage, href)
            for _, group in groupby(listed, key=lambda pair: pair[0]["district_id"])
        ]
    )
    return CardContent(
        SPREAD,
        title=_title(title, stage, [row for _, row in listed], kind_word(_judged(listed))),
        how=_how([row for _, row in listed], span),
        frame=frame,
        table=_table(listed),
        ticked=_ticked(listed),
    )


def stage_chips(rows: Iterable[Row], selection: Selection) -> list[Row]:
    """The stages of the chosen indicator, where there is more than one to choose from."""
    mine = _of_indicator(rows, selection)
    stages = sorted({row["stage"] for row in mine}, key=lambda stage: say.STAGE_ORDER.get(stage, 9))
    now = stage_of(mine, selection)
    return [
        {
            "label": words.STAGE[stage],
            "title": words.STAGE[stage],
            "href": selection.href("actions", stage=stage),
            "current": stage == now,
        }
        for stage in stages
        if len(stages) > 1
    ]


def open_stage(rows: Iterable[Row], selection: Selection) -> str | None:
    """The stage that stands open of the chosen indicator, chosen or not."""
    return stage_of(_of_indicator(rows, selection), selection)


def _of_indicator(rows: Iterable[Row], selection: Selection) -> list[Row]:
    return [row for row in rows if row["indicator_id"] == selection.indicator and row["verdict"] != "not_applicable"]


def stage_of(mine: list[Row], selection: Selection) -> str | None:
    """The chosen stage, else the first the indicator has."""
    there = {row["stage"] for row in mine}
    if selection.stage in there:
        return selection.stage
    return min(there, key=lambda stage: say.STAGE_ORDER.get(stage, 9), default=None)


def monitor_chips(indicators: pd.DataFrame, selection: Selection) -> list[Row]:
    """The action's indicators that are shown and never judged."""
    return [
        {
            "label": row["title"],
            "title": f"{row['title']}：{words.REASON['monitor']}",
            "href": selection.href("actions", indicator=row["indicator_id"]),
            "current": row["indicator_id"] == selection.indicator,
        }
        for row in records(indicators[indicators["role"] == "monitor"])
    ]


def _span(rows: Iterable[Row]) -> tuple[float, float] | None:
    """One axis for all districts: every value, target and urban value has its place on it."""
    held = []
    for row in rows:
        held += [
            row["value"] if not _hidden(row) else None,
            row["target"] if _has_line(row) else None,
            row["urban_value"],
        ]
    known = [float(amount) for amount in held if not is_missing(amount)]
    if not known:
        return None
    return padded(min(known), max(known), AIR)


def _hidden(row: Mapping) -> bool:
    """One school's result, or too few schools' value: only the word is shown."""
    return indicator_rows.hides_value(row) or indicator_rows.is_partial(row)


def _has_line(row: Mapping) -> bool:
    """Where every year since the base year counts, last year's value is no line to stand on."""
    return not is_missing(row["target"]) and not (row["rule"] == "rising" and row["threshold"] != "base_year")


def _district(group: list[tuple[Row, Row]], span, selection: Selection, stage: str, href) -> dict:
    town = group[0][0]
    rows = [_town(town, row, span, href) for town, row in group]
    verdicts = [row["verdict"] for _, row in group]
    judged = verdicts.count("met") + verdicts.count("not_met")
    waiting = verdicts.count("no_data") + verdicts.count("too_small")
    unjudged = "" if "no_target" in verdicts else words.UNDECIDED
    text = f"{words.each(verdicts.count('met'), judged)}达标" if judged else unjudged
    return {
        "name": say.text_of(town["district_name"]) or town["district_id"],
        "href": selection.href("actions", district=town["district_id"], stage=None if stage == "none" else stage),
        "text": text + (f"，{waiting} 个{words.UNDECIDED}" if judged and waiting else ""),
        "rows": rows,
    }


def _town(town: Mapping, row: Mapping, span, href: Callable[..., str]) -> dict:
    hidden = _hidden(row)
    return {
        "name": town["name"],
        "href": href(town["township_id"]),
        "shape": indicator_rows.shape(row) or "monitor",
        "label": indicator_rows.label(row),
        "value": "只列判定" if hidden and not is_missing(row["value"]) else say.value_text(row),
        "word": say.verdict_text(row) if hidden or row["verdict"] not in ("met", "not_met", "no_target") else "",
        "at": None if hidden else _at(row["value"], span),
        "target_at": _at(row["target"], span) if _has_line(row) and not _is_urban(row) else None,
        "urban_at": _at(row["urban_value"], span),
    }


def _at(amount: float | None, span: tuple[float, float] | None) -> float | None:
    """0–1 along the axis."""
    if span is None or is_missing(amount):
        return None
    return Scale(*span, 0, 1)(float(amount))


def _judged(listed: list[tuple[Row, Row]]) -> pd.DataFrame:
    return pd.DataFrame([town for town, row in listed if row["verdict"] in ("met", "not_met")], columns=["kind"])


def _title(title: str, stage: str, rows: list[Row], kind: str) -> str:
    name = f"{words.STAGE.get(stage, '')}{title}"
    verdicts = [row["verdict"] for row in rows]
    if "no_target" in verdicts:
        return f"{name}：{words.MONITORED}，只展示不判定"
    judged = verdicts.count("met") + verdicts.count("not_met")
    if not judged:
        return f"{name}：{words.UNREPORTED}或人数少，{words.UNDECIDED}"
    waiting = verdicts.count("no_data") + verdicts.count("too_small")
    slightly = sum(say.mark(row) == "slightly_below" for row in rows)
    tail = f"，{waiting} 个{words.UNDECIDED}" if waiting else ""
    return f"{name}：能判定的 {judged} 个{kind}中 {words.met_of(verdicts.count('met'), slightly)}{tail}"


def _how(rows: list[Row], span) -> str:
    """What the lines are, where the axis begins and ends, and why a dot short of its line may be met."""
    row, parts = rows[0], []
    if _has_line(row) and not _is_urban(row):
        parts.append("竖实线为各乡镇自己的基期值" if row["rule"] == "rising" else "竖实线为目标")
    if not is_missing(row["urban_value"]):
        parts.append("竖虚线为城区" + ("（即目标）" if _is_urban(row) else ""))
    if span is not None:
        parts.append(f"横轴自 {_end(span[0], row)} 至 {_end(span[1], row)}，各区县相同")
    if row["rule"] == "rising" and not _has_line(row):
        parts.append("达标与否看是否逐年提升，不看高低")
    elif row["rule"] != "tracked":
        parts.append("越靠左越好" if row["rule"] in say.LOWER_IS_BETTER else "越靠右越好")
    unit = say.text_of(row["unit"])[:1] or "个"
    slightly = any(say.mark(row) == "slightly_below" for row in rows)
    whole = f"空心圆为略低：差额不足 1 {unit}，按达标计。" if slightly else ""
    open_ones = (
        f"◌ 为{words.UNREPORTED}或人数少，不作判定。"
        if any(row["verdict"] in ("no_data", "too_small") for row in rows)
        else ""
    )
    return f"{'，'.join(parts)}。{whole}{open_ones}按行政区划顺序；点乡镇看是哪几所学校。"


def _is_urban(row: Mapping) -> bool:
    """Whether the target is the urban value itself: then one line stands for both."""
    return row["target_from"] in ("city_urban", "district_urban")


def _end(amount: float, row: Mapping) -> str:
    if row["form"] == "share" and say.text_of(row["value_unit"]) == "%":
        return words.share(amount)
    return say.plain_value(amount, row)


def _ticked(listed: list[tuple[Row, Row]]) -> dict[str, pd.DataFrame]:
    """Without those that are met, as a phone shows them until asked; nothing where none is met."""
    rest = [indicator_rows.shape(row) != "met" for _, row in listed]
    return {} if all(rest) else {"open": _table(listed)[rest].reset_index(drop=True)}


def _table(listed: list[tuple[Row, Row]]) -> pd.DataFrame:
    lines = pd.DataFrame(
        [
            {
                "区县": town["district_name"],
                "乡镇": town["name"],
                "学段": words.STAGE.get(row["stage"], ""),
            }
            | export_cells.held(row, _hidden(row))
            for town, row in listed
        ]
    )
    return export_cells.typed(lines, "还差")
