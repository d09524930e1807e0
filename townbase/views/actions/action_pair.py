"""Two townships, or two districts, side by side under one action."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from townbase import words
from townbase.asking import Ask, Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.actions import township_table
from townbase.views.shared import export_cells
from townbase.views.shared import row_words as say
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.link_templates import of_indicator
from townbase.views.shared.narrowing import narrow
from townbase.views.township import indicator_rows

PAIR = Card(
    key="beside",
    file="对比",
    filters=("district", "township", "with", "action", "stage", "urban"),
    follows_opened=True,
    body_is_table=True,
    definition="",
)

MOST_DISTRICTS = 40


@dataclass(frozen=True)
class Beside:
    """`names` are the one or two places compared; `choices` are groups of links to choose the next place from;
    begun = the reader is at it, so it stands first on the page."""

    names: tuple[str, ...]
    part: CardContent
    choices: tuple[tuple[str, list[Row]], ...]
    back: str
    begun: bool = False


def beside(ask: Ask, selection: Selection, year: int, order: list[str]) -> Beside:
    """The township (or else the district) of the address against the one under `with`; order: of the indicators."""
    places = ask("shared/frame_townships")
    here, there, kind = _pair(places, selection)
    choices = _choices(places, selection, here, there, kind)
    back = selection.href("actions", township=None, with_=None, tab="beside")
    if here is None or there is None:
        named = () if here is None else (_name(places, here, kind),)
        first = f"已选{named[0]}，再选一个与它并排看" if named else "先选一个区县，再选另一个区县或它的两个乡镇并排看"
        return Beside(named, CardContent(PAIR, title="并排比较", empty=f"{first}。"), choices, back, kind == "township")
    names = _name(places, here, kind), _name(places, there, kind)
    rows = _rows(ask, selection, year, here, there, kind)
    rows.sort(key=lambda row: (order.index(row["indicator_id"]), say.STAGE_ORDER.get(row["stage"], 9)))
    return Beside(names, _part(rows, here, there, names, kind, selection), choices, back, True)


def _pair(places: pd.DataFrame, selection: Selection) -> tuple[str | None, str | None, str]:
    """A township goes before a district; a partner of the other kind is none."""
    kind = "district" if selection.township is None else "township"
    here = selection.district if kind == "district" else selection.township
    there = selection.with_ if selection.with_ in set(places[f"{kind}_id"]) else None
    return here, None if there == here else there, kind


def _name(places: pd.DataFrame, key: str, kind: str) -> str:
    own = places[places[f"{kind}_id"] == key]
    name = own.iloc[0]["name" if kind == "township" else "district_name"]
    return key if is_missing(name) else name


def _choices(places: pd.DataFrame, selection: Selection, here, there, kind: str) -> tuple[tuple[str, list[Row]], ...]:
    """Districts to set beside the chosen one; townships of the same district, or the first place to choose."""
    districts = [
        {"id": row["district_id"], "name": say.text_of(row["district_name"]) or row["district_id"]}
        for row in records(places.drop_duplicates("district_id"))
    ]
    if here is None:
        chips = [_chip(one, selection.href("actions", district=one["id"], tab="beside"), False) for one in districts]
        return (("区县", chips[:MOST_DISTRICTS]),)
    groups = []
    if kind == "district":
        chips = [
            _chip(one, selection.href("actions", with_=one["id"], tab="beside"), one["id"] == there)
            for one in districts
            if one["id"] != here
        ]
        groups.append(("与哪个区县并排看", chips[:MOST_DISTRICTS]))
        towns = _towns(places, here)
        chips = [_chip(one, selection.href("actions", township=one["id"], tab="beside"), False) for one in towns]
        groups.append(("或先选本区县的一个乡镇", chips))
        return tuple(groups)
    own = places[places["township_id"] == here].iloc[0]["district_id"]
    chips = [
        _chip(one, selection.href("actions", with_=one["id"], tab="beside"), one["id"] == there)
        for one in _towns(places, own)
        if one["id"] != here
    ]
    return (("与同一区县的哪个乡镇并排看", chips),)


def _towns(places: pd.DataFrame, district: str) -> list[Row]:
    """Those that are judged: beside one that is not there is nothing to compare."""
    own = places[(places["district_id"] == district) & places["counted"].fillna(False).astype(bool)]
    return [{"id": row["township_id"], "name": row["name"]} for row in records(own)]


def _chip(one: Mapping, href: str, current: bool) -> dict:
    return {"label": one["name"], "title": one["name"], "href": href, "current": current}


def _rows(ask: Ask, selection: Selection, year: int, here: str, there: str, kind: str) -> list[Row]:
    asked = {"action": selection.action, "year": year, "one": here, "two": there}
    if kind == "township":
        found = ask("actions/pair_townships", urban=selection.urban, **asked)
    else:
        chosen = {key: value for key, value in narrow(selection).items() if key != "district"}
        found = ask("actions/pair_districts", **asked, **chosen)
    return township_table.of_stage(records(found), selection.stage)


def _part(
    rows: list[Row], here: str, there: str, names: tuple[str, str], kind: str, selection: Selection
) -> CardContent:
    by: dict[tuple[str, str], dict[str, dict]] = {}
    for row in rows:
        by.setdefault((row["indicator_id"], row["stage"]), {})[row[f"{kind}_id"]] = row
    pairs = [(both.get(here), both.get(there)) for _, both in by.items()]
    side = _township_side if kind == "township" else _district_side
    frame = pd.DataFrame([_pair_row(one, two, side, selection) for one, two in pairs])
    text = _township_text if kind == "township" else _district_text
    own = [[row for pair in pairs if (row := pair[at]) is not None] for at in (0, 1)]
    return CardContent(
        PAIR,
        title=f"{text(names[0], own[0])}；{text(names[1], own[1])}",
        how="同一指标、同一学年并排；"
        + ("合计值按该区县各乡镇合并计算。" if kind == "district" else "点指标名看各乡镇。"),
        frame=frame,
        table=_table(pairs, names, kind) if len(frame) else frame,
        empty="两地本学年都没有这项行动的指标数据。",
    )


def _table(pairs: list[tuple], names: tuple[str, str], kind: str) -> pd.DataFrame:
    """One row an indicator × stage; each place with its value, and its word or how many of its townships are met."""
    cells = _township_cells if kind == "township" else _district_cells
    rows = []
    for one, two in pairs:
        row = one or two
        alike = one is None or two is None or one["target"] == two["target"]
        line = {
            "指标": row["title"],
            "学段": _stage_said(row),
            "单位": export_cells.unit(row),
            "目标": export_cells.rule(row),
        }
        line["目标值"] = export_cells.target(row) if alike else None
        for name, own in zip(names, (one, two), strict=True):
            line |= {f"{name}·{head}": value for head, value in cells(own).items()}
        rows.append(line)
    counts = [f"{name}·{head}" for name in names for head in ("达标（个）", "应评（个）")]
    return export_cells.typed(pd.DataFrame(rows), *counts)


def _township_cells(row: Mapping | None) -> dict[str, object]:
    if row is None:
        return {"现值": None, "判定": ""}
    value = None if township_table.hides(row) else export_cells.value(row["value"], row)
    return {"现值": value, "判定": say.verdict_text(row)}


def _district_cells(row: Mapping | None) -> dict[str, object]:
    if row is None:
        return {"现值": None, "达标（个）": None, "应评（个）": None}
    value = None if indicator_rows.is_academic(row) else export_cells.value(row["value"], row)
    return {"现值": value, "达标（个）": row["met"], "应评（个）": row["met"] + row["not_met"]}


def _pair_row(one: Row | None, two: Row | None, side: Callable[[Row | None], Row], selection: Selection) -> Row:
    """At least one of the two is there."""
    row = one or two or {}
    target = row if one is None or two is None or one["target"] == two["target"] else row | {"target": None}
    first, second = side(one), side(two)
    return {
        "title": row["title"],
        "stage": _stage_said(row),
        "href": of_indicator(selection, row["indicator_id"], row["stage"]),
        "target": say.target_text(target),
        **first,
        **{f"other_{key}": value for key, value in second.items()},
    }


def _stage_said(row: Mapping) -> str:
    """小学, and 参考 where the row does not decide its goal: 小学·参考"""
    parts = [words.STAGE.get(row["stage"], ""), "参考" if row["role"] == "reference" else ""]
    return "·".join(part for part in parts if part)


NOTHING = {"value": words.MISSING, "code": "", "word": ""}


def _township_side(row: Mapping | None) -> dict:
    if row is None:
        return NOTHING
    return {
        "value": township_table.value_said(row),
        "code": "" if is_missing(row["verdict"]) else row["verdict"],
        "word": say.verdict_text(row),
    }


def _district_side(row: Mapping | None) -> dict:
    """An academic result of a district is never pooled: how many are met says all."""
    if row is None:
        return NOTHING
    judged = row["met"] + row["not_met"]
    word = (
        f"{words.each(row['met'], judged)}达标" if judged else words.UNDECIDED if row["missing"] else words.INAPPLICABLE
    )
    code = "not_met" if row["not_met"] else "met" if judged else "no_data" if row["missing"] else "not_applicable"
    hidden = indicator_rows.is_academic(row) or is_missing(row["value"])
    return {"value": words.MISSING if hidden else say.value_text(row), "code": code, "word": word}


def _township_text(name: str, rows: list[Row]) -> str:
    if rows and not rows[0]["counted"]:
        return f"{name}未纳入 80% 范围，不作判定"
    verdicts = [row["verdict"] for row in rows]
    judged = verdicts.count("met") + verdicts.count("not_met")
    return f"{name}应评 {judged} 项中达标 {verdicts.count('met')} 项" if judged else f"{name}{words.UNDECIDED}"


def _district_text(name: str, rows: list[Row]) -> str:
    """Over township × indicator × stage, as the ten actions count them."""
    met, judged = sum(row["met"] for row in rows), sum(row["met"] + row["not_met"] for row in rows)
    return f"{name}应评 {judged} 项次中达标 {met} 项次" if judged else f"{name}{words.UNDECIDED}"
