"""One indicator, township by township: which of them carry the gap, and are they the small ones?"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median

import pandas as pd

from townbase import words
from townbase.asking import Ask, Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.gap import definitions
from townbase.views.gap import gap_words as say
from townbase.views.shared import export_cells
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import ONE
from townbase.views.shared.link_templates import many
from townbase.views.shared.row_words import plain_value, row_title, text_of

SCATTER = Card(
    key="scatter",
    file="各乡镇规模与数值",
    filters=("district", *ONE, "urban"),
    follows_opened=True,
    body_is_table=False,
    definition=definitions.SCATTER,
)

TITLE = "各乡镇：规模与数值"
NAMED = 3
STATE = {"below": "低于城区", "near": words.SLIGHTLY_BELOW, "level": "不低于城区"}


@dataclass(frozen=True)
class Scatter:
    """`part.frame`: name, district, pupils, height (in the unit of the axis), state, named, href, and the same said in words.

    line: where the urban value stands on the axis · axis, across: what the two axes count
    """

    part: CardContent
    line: float = 0.0
    line_label: str = ""
    axis: str = ""
    across: str = ""
    alt: str = ""


def scatter(ask: Ask, selection: Selection, year: int, chosen: Mapping) -> Scatter:
    """`chosen`: the row of the indicator and stage that stand open on the page."""
    which = {"indicator": chosen["indicator_id"], "stage": chosen["stage"], "against": selection.urban, "year": year}
    kept = {key: chosen[key] for key in ("title", "form", "unit", "value_unit", "rule", "indicator_id", "stage")}
    rows = [row | kept for row in records(ask("gap/scatter", district=selection.district, **which))]
    known = [row for row in rows if _has_value(row)]
    drawn = [row for row in known if not is_missing(row["pupils"]) and row["pupils"] > 0]
    one = len({row["urban"] for row in drawn}) == 1
    behind = sorted((row for row in drawn if state(row) == "below"), key=lambda row: (row["gap"], row["township_id"]))
    lowest = {row["township_id"] for row in behind[:NAMED]}
    title = _title(drawn, chosen)
    href = many(selection, "township", "township", indicator=chosen["indicator_id"], stage=chosen["stage"])
    part = CardContent(
        SCATTER,
        title=title,
        how=_how(chosen, one),
        frame=pd.DataFrame([_dot(row, one, row["township_id"] in lowest, href) for row in drawn]),
        table=_table(drawn, selection.urban),
        empty=f"没有可以画的乡镇：所选学年的{words.UNREPORTED}齐，或没有城区对照。",
        note=_note(rows, known, drawn, selection),
    )
    if not drawn:
        return Scatter(part)
    return Scatter(
        part,
        line=_height(drawn[0]["urban"], chosen) if one else 0.0,
        line_label=f"{_side(drawn[0])} {plain_value(drawn[0]['urban'], chosen)}" if one else "与各自城区持平",
        axis=_axis(chosen) if one else f"与城区之差（{say.unit_of(chosen)}）",
        across=f"{_pupils_word(chosen)}（人）",
        alt=f"散点图，每点一个乡镇：横轴{_pupils_word(chosen)}，纵轴{_axis(chosen)}，虚线为城区。{title}。各点数值见数据表。",
    )


def state(row: Mapping) -> str:
    """A key of STATE: below the urban value, only slightly (less than one whole unit, and little), or not below."""
    if row["gap"] >= -say.LEVEL:
        return "level"
    return "near" if row["slightly_below"] else "below"


def _has_value(row: Mapping) -> bool:
    return not is_missing(row["gap"]) and not is_missing(row["covered"]) and bool(row["covered"])


def _title(drawn: list[Row], chosen: Mapping) -> str:
    """How many are below, and how many of them are smaller than the one in the middle: whether it is the small ones."""
    name = row_title(chosen)
    if not drawn:
        return f"{TITLE}（{name}）"
    against = say.reference(drawn)
    below = [row for row in drawn if state(row) == "below"]
    if not below:
        return f"{name}：{len(drawn)} 个乡镇都不低于{against}" + "（含略低、按达标计的）" * any(
            state(row) == "near" for row in drawn
        )
    whole = f"且差额满 1 {text_of(chosen['unit'])[:1] or '个'}" if any(state(row) == "near" for row in drawn) else ""
    text = f"{name}：{len(drawn)} 个乡镇中 {len(below)} 个低于{against}{whole}"
    if len(drawn) == 1:
        return text
    middle = math.ceil(median(row["pupils"] for row in drawn))  # between two townships: no pupil is cut in half
    small = sum(row["pupils"] < middle for row in below)
    every = "都" if len(below) > 1 else ""
    which = f"{every}少于" if small == len(below) else f"{every}不少于" if small == 0 else "少于"
    few = f"其中 {small} 个的" if 0 < small < len(below) else ""
    return f"{text}，{few}{_pupils_word(chosen)}{which}中位数（{words.count(middle, '人')}）"


def _how(chosen: Mapping, one: bool) -> str:
    lower = "，这项指标越低越好" if chosen["rule"] in ("at_most", "below") else ""
    upright = "纵轴为数值" if one else "各区县城区数值不同，纵轴为与本区县城区之差"
    return (
        f"每点一个乡镇（街道），{upright}{lower}；红色三角为低于城区至少 1 个整数单位，标名的是其中差距最大的；"
        f"空心圆为{words.SLIGHTLY_BELOW}；指向一点看数值，点一点看这个乡镇。"
    )


def _dot(row: Mapping, one: bool, named: bool, href: Callable[..., str]) -> dict:
    return {
        "name": row["name"],
        "district": row["district_name"],
        "href": href(row["township_id"]),
        "pupils": int(row["pupils"]),
        "height": _height(row["town"] if one else row["gap"], row),
        "state": state(row),
        "named": named,
        "value_said": _with_unit(say.value(row), row),
        "urban_said": _with_unit(plain_value(row["urban"], row), row),
        "gap_said": say.amount(row["gap"], row),
        "pupils_said": words.count(row["pupils"], "人"),
    }


def _with_unit(text: str, row: Mapping) -> str:
    return text if row["form"] == "share" else f"{text} {text_of(row['value_unit'])}".strip()


def _height(amount: float, row: Mapping) -> float:
    return amount * 100 if say.is_share(row) else amount


def _axis(row: Mapping) -> str:
    unit = text_of(row["value_unit"])
    return f"{row_title(row)}（{unit}）" if unit else row_title(row)


def _side(row: Mapping) -> str:
    return "全市城区" if row["urban_from"] == "city" else "本区县城区"


def _pupils_word(row: Mapping) -> str:
    return "在园幼儿" if row["stage"] == "preschool" else f"{words.STAGE[row['stage']]}在校生"


def _note(rows: list[Row], known: list[Row], drawn: list[Row], selection: Selection) -> str:
    absent = sum(bool(row["absent"]) and not _has_value(row) for row in rows)
    missing = len(rows) - len(known) - absent
    near = sum(state(row) == "near" for row in drawn)
    borrowed = list(dict.fromkeys(row["district_name"] for row in drawn if say.is_borrowed(row, selection.urban)))
    parts = [
        say.lends(words.listing(borrowed, 5)),
        f"略低、按达标计（差额不足 1 个整数单位）的 {near} 个画作空心圆。" if near else "",
        f"另有 {missing} 个{words.UNREPORTED}齐，不画。" if missing else "",
        f"{absent} 个没有这一学段或这类学校，不画。" if absent else "",
        f"{len(known) - len(drawn)} 个在校生未报齐或为 0，不画。" if len(known) > len(drawn) else "",
    ]
    return "".join(parts)


def _table(drawn: list[Row], urban: str) -> pd.DataFrame:
    """One row a dot; the units stand beside the numbers, since they are another indicator's tomorrow."""
    heads = (
        "区县",
        "乡镇（街道）",
        "在校生（人）",
        "现值",
        "单位",
        "城区对照",
        "对照",
        "差值",
        "差值单位",
        "数据完整度（%）",
        "状态",
    )
    lines = [
        (
            row["district_name"], row["name"], row["pupils"], export_cells.value(row["town"], row), export_cells.unit(row),
            export_cells.value(row["urban"], row), say.against(row, urban), say.gap_figure(row["gap"], row), export_cells.change_unit(row),
            words.percent(row["town_coverage"]), STATE[state(row)],
        )
        for row in drawn
    ]  # fmt: skip
    return export_cells.typed(pd.DataFrame(lines, columns=list(heads)), "在校生（人）")
