"""What if some rows were met: what is taken as met, what follows from it for goals, actions, townships and the headline.

Nothing follows here: path/assumed_….sql asks the build's own marts with the ticked rows met.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from townbase import words
from townbase.asking import Ask, Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.path import definitions
from townbase.views.shared import link_templates, ticked_rows
from townbase.views.shared import row_words as say
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.ticked_rows import Ticked

OUTCOME = Card(
    key="outcome", file="假设情形-结果", filters=("district", "solved"), follows_opened=False, body_is_table=True,
    definition=definitions.ASSUMED,
)  # fmt: skip
TICKS = Card(
    key="ticks", file="假设情形-可假设达标的指标", filters=("district", "township", "solved"), follows_opened=False, body_is_table=True,
    definition=definitions.ASSUMED,
)  # fmt: skip
OUTCOME_HEADS = {"place": "乡镇", "what": "事项", "published": "现状", "assumed": "假设后"}
TICK_HEADS = {"place": "乡镇", "district": "区县", "title": "指标", "role": "性质", "now": "现状", "lacking": "差距", "said": "假设达标"}  # fmt: skip
TICKED, OPEN = "已假设", "未假设"
NAMED = 4  # rows that the banner names; the list below marks all
ORDER = ("六项目标", "目标", "行动")


@dataclass(frozen=True)
class WhatIf:
    """banner: what is assumed, in words, '' where nothing is · clear_href, set_href: nothing ticked, and the whole cheapest
    set ticked ('' where there is none or it is too long for an address)"""

    title: str
    banner: str
    outcome: CardContent
    ticks: CardContent
    clear_href: str
    set_href: str = ""
    set_text: str = ""


def what_if(ask: Ask, selection: Selection, year: int, page: str, chosen: list[str] | None = None) -> WhatIf:
    """page: whose address the ticks stand in · chosen: the townships of the cheapest set"""
    township = selection.township if page == "township" else None
    # a township's own district is not a choice of the reader, and the headline is the city's
    given = {"year": year, "district": selection.district if page == "path" else None}
    rows = records(ask("path/tickable", **given, township=township))
    ticked = ticked_rows.read(selection.solved) or ()
    asked = {"year": year, **ticked_rows.parameters(selection.solved)}
    towns = records(ask("path/assumed_townships", **asked))
    head = next(iter(records(ask("path/assumed_headline", **asked, district=given["district"]))), None)
    turned = _turned(ask, asked, towns)
    title = _title(head, ticked)
    every = [(r["township_id"], r["indicator_id"], r["stage"]) for r in rows if r["township_id"] in (chosen or ()) and r["role"] == "core"]  # fmt: skip
    fits = 0 < len(every) <= ticked_rows.MOST
    return WhatIf(
        title=title,
        banner=f"{words.ASSUMED}：{_said(ask, ticked, towns)}" if ticked else "",
        outcome=_outcome(turned, towns, ticked, title),
        ticks=_ticks(rows, ticked, selection, page),
        clear_href=selection.href(page, solved=None) if ticked else "",
        set_href=selection.href(page, solved=ticked_rows.written(every)) if fits else "",
        set_text=f"把最省的一组（{len(set(chosen or ()))} 个乡镇、{len(every)} 项）都假设为达标" if fits else "",
    )  # fmt: skip


def _title(head: Row | None, ticked: tuple[Ticked, ...]) -> str:
    """假设 3 项达标：全部达标的乡镇由 40 个变为 42 个，距 80% 还差 38 个"""
    if head is None:
        return "本学年不作判定，不能推算假设情形"
    if not ticked:
        return f"还没有假设：{head['counted']} 个乡镇中 {head['met_published']} 个六项目标全部达标"
    moved = "仍为" if head["met"] == head["met_published"] else f"由 {head['met_published']} 个变为"
    rest = f"距目标还差 {head['missing_to_needed']} 个" if head["missing_to_needed"] else "达到目标"
    return f"假设 {len(ticked)} 项达标（{words.ASSUMED}）：全部达标的乡镇{moved} {head['met']} 个，{rest}"


def _said(ask: Ask, ticked: tuple[Ticked, ...], towns: list[Row]) -> str:
    """谷雨镇初中骨干教师比例、…等 6 项，假设已达标；其他各项按现状"""
    titles = {row["indicator_id"]: row["title"] for row in records(ask("shared/frame_indicators"))}
    names = {town["township_id"]: town["name"] for town in towns}
    each = [f"{names.get(town, '')}{words.STAGE[stage]}{titles.get(one, '')}" for town, one, stage in ticked]
    return f"{words.listing(each, NAMED, '项')}，假设已达标；其他各项按现状"


def _turned(ask: Ask, asked: dict, towns: list[Row]) -> list[Row]:
    """place, what, published, assumed, turned of every ticked township: itself, its goals, its actions."""
    name = {town["township_id"]: town["name"] for town in towns}
    found = [_line(town["name"], ORDER[0], "", words.TOWNSHIP_STATUS, town) for town in towns]
    found += [
        _line(name.get(row["township_id"], ""), ORDER[1], row["short"], words.GOAL_STATUS, row)
        for row in records(ask("path/assumed_goals", **asked))
    ]
    found += [
        _line(name.get(row["township_id"], ""), ORDER[2], row["short"], words.ACTION_STATUS, row)
        for row in records(ask("path/assumed_actions", **asked))
    ]
    return sorted(found, key=lambda line: (line["place"], ORDER.index(line["kind"])))


def _line(place: str, kind: str, name: str, said: dict[str, str], row: Row) -> Row:
    return {
        "place": place,
        "kind": kind,
        "what": f"{kind}：{name}" if name else kind,
        "published": said[row["published"]],
        "assumed": said[row["status"]],
        "turned": row["published"] != row["status"],
    }


def _outcome(turned: list[Row], towns: list[Row], ticked: tuple[Ticked, ...], title: str) -> CardContent:
    """`frame`: place, what, published, assumed, turned: the townships themselves, and every goal and action that turns."""
    shown = [line for line in turned if line["turned"] or line["kind"] == ORDER[0]]
    met = sum(town["status"] == "met" and town["published"] != "met" for town in towns)
    frame = pd.DataFrame(shown)
    return CardContent(
        OUTCOME,
        title=title if ticked else "假设的结果",
        how=f"{words.ASSUMED}。涉及 {len(towns)} 个乡镇，其中 {met} 个转为六项目标全部达标；没有变化的目标和行动不列。",
        frame=frame,
        table=frame[list(OUTCOME_HEADS)].rename(columns=OUTCOME_HEADS) if shown else frame,
        empty="在下面选择一项或几项“假设达标”，这里显示目标、行动、乡镇和全市结果随之怎样变化。",
        good=True,
    )


def _ticks(rows: list[Row], ticked: tuple[Ticked, ...], selection: Selection, page: str) -> CardContent:
    """`frame`: place, href, district, title, role, now, lacking, said, ticked, toggle; townships nearest to all goals first."""
    href = link_templates.many(selection, "township", "township", tab=None)
    pattern, none_left = link_templates.many(selection, page, "solved"), selection.href(page, solved=None)

    def toggle(solved: str | None) -> str:
        return none_left if solved is None else pattern(solved)

    lines = [_tick(row, ticked, selection, href, toggle) for row in rows]
    frame = pd.DataFrame(lines)
    own = page == "township"
    return CardContent(
        TICKS,
        title=f"{'本镇 ' if own else ''}{len(lines)} 项未达标或待报，可逐项假设达标",
        how="点“假设达标”再看结果；再点一次取消。先列差得最少的乡镇。"
        if not own
        else "点“假设达标”再看结果；再点一次取消。",
        frame=frame,
        table=frame[list(TICK_HEADS)].rename(columns=TICK_HEADS) if lines else frame,
        empty="没有未达标或待报的核心指标和参考指标。",
        good=True,
    )


def _tick(row: Row, ticked: tuple[Ticked, ...], selection: Selection, href, toggle) -> Row:
    own: Ticked = (row["township_id"], row["indicator_id"], row["stage"])
    lacking = say.shortfall_text(row) or say.reason_text(row)
    return {
        "id": ".".join(own),
        "place": row["name"],
        "href": href(row["township_id"]),
        "district": row["district_name"],
        "title": say.row_title(row),
        "role": words.ROLE[row["role"]],
        "now": say.verdict_text(row),
        "lacking": lacking,
        "rank": None if is_missing(row["shortfall_units"]) else int(row["shortfall_units"]),
        "said": TICKED if own in ticked else OPEN,
        "ticked": own in ticked,
        "toggle": toggle(ticked_rows.toggled(selection.solved, own)),
    }
