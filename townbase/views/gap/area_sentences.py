"""One indicator, area by area, in words: every finding names the urban schools it is held against, since another choice gives another finding."""

from __future__ import annotations

from collections.abc import Mapping

from townbase import words
from townbase.asking import Row
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.gap import gap_words as say
from townbase.views.shared.row_words import LOWER_IS_BETTER, row_title


def state(row: Mapping) -> str:
    """As gap_words.state; a township that lacks less than one whole teacher or room is met and nobody's work."""
    text = say.state(row)
    return "level" if row.get("verdict") == "met" and text != "missing" else text


def behind(areas: list[Row], chosen: Mapping, selection: Selection) -> str:
    """小学本科比例：2 个区县低于全市城区，3 个不低于；示例二区差距最大，低 9.0 个百分点"""
    name, title = _kind(selection), row_title(chosen)
    if not areas:
        return title
    against, low = say.reference(areas), [row for row in areas if state(row) != "level"]
    near = sum(state(row) != say.state(row) for row in areas)
    if not low:
        return f"{title}：{len(areas)} 个{name}都不低于{against}" + f"（含略低、按达标计的 {near} 个）" * bool(near)
    worst, fine = min(low, key=lambda row: row["gap"]), len(areas) - len(low)
    rest = f"，{fine} 个不低于" if fine else ""
    rest += f"（含略低、按达标计的 {near} 个）" if near else ""
    alone = against == words.URBAN["district"] and say.is_borrowed(worst, selection.urban)
    mark = f"（{say.BORROWED}）" if alone else ""
    text = f"{worst['name']}{mark}差距最大，低 {say.amount(worst['gap'], worst, signed=False)}"
    return f"{title}：{len(low)} 个{name}低于{against}{rest}；{text}"


def not_closing(areas: list[Row], selection: Selection) -> str:
    """Who is behind and no nearer than in the base year; red in the picture."""
    late = [row["name"] for row in areas if state(row) == "not_closing"]
    if not late:
        return ""
    return f"自基期以来与{say.reference(areas)}的差距没有缩小的有 {len(late)} 个{_kind(selection)}：{words.listing(late, 5)}。"


def split_sentence(row: Mapping) -> str:
    """全市差距缩小 2.8 个百分点：乡镇提高 9.1，城区提高 6.3; who is level with the city has no gap that widens"""
    change = row["gap"] - row["base_gap"]
    if abs(change) <= say.LEVEL:
        return f"{row['name']}的差值与 {row['base_year']} 年持平"
    parts = [_side("乡镇", row["change_town"], row), _side("城区", -row["change_urban"], row)]
    pupils = row["change_pupils"]
    if not is_missing(pupils):
        parts.append(f"学生数影响 {say.amount(pupils, row, unit=False)}")
    few = not is_missing(pupils) and pupils * change > 0 and abs(pupils) > abs(change) / 2
    why = "；主要因学生数变化" if few else ""
    return f"{row['name']}{_moved(row, change)}：{'，'.join(parts)}{why}"


def _side(who: str, rise: float, row: Mapping) -> str:
    """城区提高 1.9; a value of which less is better turns better or worse"""
    if abs(rise) <= say.LEVEL:
        return f"{who}持平"
    up, down = ("改善", "变差") if row["rule"] in LOWER_IS_BETTER else ("提高", "下降")
    return f"{who}{up if rise > 0 else down} {say.amount(rise, row, unit=False, signed=False)}"


def changed(areas: list[Row]) -> str:
    """Where the change is not the towns' own doing."""
    wider = [row["name"] for row in areas if row["gap"] < -say.LEVEL and row["gap"] - row["base_gap"] < -say.LEVEL]
    fell = [row["name"] for row in areas if row["change_town"] < -say.LEVEL]
    parts = []
    if wider:
        parts.append(f"与{say.reference(areas)}的差距扩大的有{words.listing(wider, 5)}。")
    if fell:
        parts.append(f"乡镇自身数值下降的有{words.listing(fell, 5)}。")
    return "".join(parts)


def held(areas: list[Row], selection: Selection) -> str:
    """What the areas are held against; among districts held against their own the city's row is not."""
    against = say.reference(areas)
    own = selection.district is None and against == words.URBAN["district"]
    return against + "（全市一行为全市城区）" * own


def lends(areas: list[Row], selection: Selection) -> str:
    """Whose rows carry the mark of the city's value, and what it means."""
    return say.lends(_marked(areas, selection))


def borrowers(areas: list[Row], selection: Selection) -> str:
    """The same in short, for the cards below the one that explains it."""
    marked = _marked(areas, selection)
    return f"{marked}{say.BORROWED}。" if marked else ""


def _marked(areas: list[Row], selection: Selection) -> str:
    marked = [row["name"] for row in areas if say.is_borrowed(row, selection.urban)]
    return "本区县" if marked and selection.district is not None else words.listing(marked, 5)


def otherwise(whole: list[Row], areas: list[Row], selection: Selection) -> str:
    """Which district is furthest behind by the other urban value, where that is another one."""
    if selection.district is not None or not whole or not areas:
        return ""
    here, there = (
        min(areas, key=lambda row: row["gap"]),
        min(areas, key=lambda row: _other_gap(row, whole[0], selection.urban)),
    )
    gap = _other_gap(there, whole[0], selection.urban)
    if there is here or gap >= -say.LEVEL:
        return ""
    other = words.URBAN["district" if selection.urban == "city" else "city"]
    return f"换用{other}对照，差距最大的是{there['name']}，低 {say.amount(gap, there, signed=False)}。"


def _other_gap(row: Mapping, whole: Mapping, urban: str) -> float:
    """The city's own urban value is the city's row; a district without one keeps the city's."""
    other = row["own_urban"] if urban == "city" and not is_missing(row["own_urban"]) else whole["urban"]
    return (row["town"] - other) * (-1 if row["rule"] in LOWER_IS_BETTER else 1)


def _kind(selection: Selection) -> str:
    return "区县" if selection.district is None else "乡镇"


def _moved(row: Mapping, change: float) -> str:
    """Only who is behind has a gap that shrinks or widens; who is level or ahead has a difference that moves."""
    if row["gap"] < -say.LEVEL:
        return f"差距{'缩小' if change > 0 else '扩大'} {say.amount(change, row, signed=False)}"
    since = "由低于城区变为不低于城区" if row["base_gap"] < -say.LEVEL else "仍不低于城区"
    return f"{since}，差值变化 {say.amount(change, row)}"
