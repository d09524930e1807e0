"""One township beside another: the rows whose verdicts differ."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from townbase import words
from townbase.asking import Ask, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.shared import export_cells
from townbase.views.shared import row_words as say
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import OF_TOWNSHIP
from townbase.views.township import indicator_rows

COMPARE = Card(
    key="compare",
    file="乡镇对比",
    filters=(*OF_TOWNSHIP, "with", "urban"),
    follows_opened=True,
    body_is_table=False,
    definition="",
)


@dataclass(frozen=True)
class Comparison:
    """`here` and `there` are names; `back` ends the comparison."""

    here: str
    there: str
    part: CardContent
    back: str


def comparison(ask: Ask, selection: Selection, year: int) -> Comparison | None:
    """The township of the address against the one under `with`; None where either is out of scope."""
    here, there = (ask("township/township", township=key, year=year) for key in (selection.township, selection.with_))
    if here.empty or there.empty:
        return None
    order = ask("shared/indicator_order")["indicator_id"]
    own, other = (
        indicator_rows.of_year(
            _of(ask("township/rows", township=key, year=year, urban=selection.urban), year), year, order
        )
        for key in (selection.township, selection.with_)
    )
    beside = {(row["indicator_id"], row["stage"]): row for row in other}
    pairs = [(row, beside.get((row["indicator_id"], row["stage"]))) for row in own]
    differ = [(row, twin) for row, twin in pairs if twin is not None and _differ(row, twin)]
    names = here.iloc[0]["name"], there.iloc[0]["name"]
    return Comparison(
        *names,
        _part(*names, differ, records(here)[0], records(there)[0], selection),
        selection.href("township", with_=None),
    )


def _of(rows: pd.DataFrame, year: int) -> pd.DataFrame:
    """Only the year compared: no history is shown."""
    return rows[rows["school_year"] == year]


def _differ(row: dict, twin: dict) -> bool:
    """Both judged, and not alike."""
    return {row["verdict"], twin["verdict"]} == {"met", "not_met"}


def _part(here: str, there: str, differ: list, who: dict, other: dict, selection: Selection) -> CardContent:
    frame = pd.DataFrame([_row(row, twin, selection) for row, twin in differ])
    table = [
        {"指标": row["title"], "学段": words.STAGE.get(row["stage"], ""), "单位": export_cells.unit(row)}
        | {f"{here}·{head}": cell for head, cell in _cells(row).items()}
        | {f"{there}·{head}": cell for head, cell in _cells(twin).items()}
        for row, twin in differ
    ]
    behind = sum(row["verdict"] == "not_met" for row, _ in differ)
    return CardContent(
        COMPARE,
        title=f"与{there}对比：{_goals(here, who)}，{_goals(there, other)}",
        how=f"只列一方达标、一方{words.UNMET}的指标（{len(differ)} 项，其中{here}{words.UNMET} {behind} 项）。",
        frame=frame,
        table=pd.DataFrame(table),
        empty=f"{here}与{there}没有判定不同的指标。",
    )


def _goals(name: str, who: dict) -> str:
    return f"{name}不作判定" if is_missing(who["status"]) else f"{name}达标 {int(who['goals_met'])} 项目标"


def _cells(row: dict) -> dict[str, object]:
    value = None if indicator_rows.hides_value(row) else export_cells.value(row["value"], row)
    return {"现值": value, "判定": say.verdict_text(row)}


def _row(row: dict, twin: dict, selection: Selection) -> dict:
    return {
        "title": row["title"],
        "stage": words.STAGE.get(row["stage"], ""),
        "href": indicator_rows.row_href(row, selection),
        "value": words.MISSING if indicator_rows.hides_value(row) else say.value_text(row),
        "code": row["verdict"],
        "word": say.verdict_text(row),
        "other_value": words.MISSING if indicator_rows.hides_value(twin) else say.value_text(twin),
        "other_code": twin["verdict"],
        "other_word": say.verdict_text(twin),
    }
