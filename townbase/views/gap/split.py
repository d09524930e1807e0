"""What changed one indicator's gap since the base year: the towns' part, the city's part, and the pupils'."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.asking import Row
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.gap import area_tables, areas, definitions
from townbase.views.gap import gap_words as say
from townbase.views.gap.area_sentences import borrowers, changed, split_sentence
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import ONE
from townbase.views.shared.row_words import row_title

SPLIT = Card(
    key="split",
    file="差距变化的构成",
    filters=("district", *ONE, "urban"),
    follows_opened=True,
    body_is_table=False,
    definition=definitions.SPLIT,
)
# part -> (its head, the sign under which it is said: what the city gains the gap loses)
PARTS = {"change_town": ("乡镇提高", 1), "change_urban": ("城区提高", -1), "change_pupils": ("学生数影响", 1)}


def split(rows: list[Row], year: int, chosen: Mapping, selection: Selection) -> CardContent:
    """The change of each gap in parts that add up; the city's part once where all areas are held against the same city."""
    now = [row for row in rows if row["school_year"] == year > row["base_year"] and not is_missing(row["base_gap"])]
    now = [row for row in now if say.state(row) != "missing"]
    parts = [key for key in PARTS if any(not is_missing(row[key]) for row in now)]
    whole, every = areas.split_off(now, selection)
    once = _is_once(now)
    return CardContent(
        SPLIT,
        title=f"{row_title(chosen)}（对照{say.reference(whole)}）：{split_sentence(whole[0])}"
        if whole
        else "差距的变化由什么构成",
        how=_how(now, chosen, year, once),
        frame=pd.DataFrame(
            [
                _line(row, [key for key in parts if key != "change_urban" or not once or row in whole], selection)
                for row in whole + every
            ]
        ),
        table=area_tables.parts(whole + every, {key: PARTS[key] for key in parts}, selection.urban),
        empty=f"{words.year_label(chosen['base_year'])}是基期，从下一学年起可以看变化。"
        if year <= chosen["base_year"]
        else "没有基期数据，不能分解。",
        note=borrowers(every, selection) + changed(every) if now else "",
    )


def _is_once(rows: list[Row]) -> bool:
    """All are held against the same urban schools, so that the city's part is one number."""
    said = {say.amount(row["change_urban"], row) for row in rows}
    return len(said) == 1


def _how(now: list[Row], chosen: Mapping, year: int, once: bool) -> str:
    span = f"{chosen['base_year']} 年至 {year} 年，{say.unit_of(chosen)}"
    pupils = " + 学生数影响" if any(not is_missing(row["change_pupils"]) for row in now) else ""
    if not once:
        return f"差值变化 = 乡镇提高 − 城区提高{pupils}（{span}）。"
    city = say.amount(-now[0]["change_urban"], now[0], unit=False)
    return f"差值变化 = 乡镇提高 − 城区提高{pupils}；各处都与同一城区相比，城区提高都是 {city}（{span}）。"


def _line(row: Mapping, parts: list[str], selection: Selection) -> dict[str, object]:
    change = row["gap"] - row["base_gap"]
    amounts = [row[key] * PARTS[key][1] for key in parts]
    return {
        "name": row["name"],
        "href": areas.href(row, selection),
        "change": (say.amount(change, row, unit=False), change),
        "parts": [(say.amount(amount, row, unit=False), amount) for amount in amounts],
        "heads": [PARTS[key][0] for key in parts],
    }
