"""One indicator, area by area: who is how far from the city, does it close, and what made it change."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.text import is_missing
from townbase.views import figures
from townbase.views import gap_words as say
from townbase.views.part import Part
from townbase.views.records import records
from townbase.views.row_words import row_title, verdict_text

SLOPES = 14  # more lines than this cannot be told apart
PARTS = {"change_town": "乡镇自身变化", "change_urban": "城区变化", "change_pupils": "学生数变化"}


def read(ask, selection, year: int, chosen: Mapping) -> list[dict]:
    """City and districts, or with a district the city's place taken by it and its townships; every year up to now."""
    which = {"indicator": chosen["indicator_id"], "stage": chosen["stage"], "against": selection.urban, "year": year}
    rows = records(ask("gap_districts", **which))
    if selection.district is not None:
        rows = [row for row in rows if row["area_id"] == selection.district]
        rows += records(ask("gap_townships", **which, district=selection.district))
    said = {key: chosen[key] for key in ("title", "form", "unit", "value_unit", "base_year", "rule", "indicator_id", "stage")}
    return [row | said for row in rows]


def dumbbell(rows: list[dict], year: int, chosen: Mapping, selection) -> Part:
    """Town and urban value of each area as two dots; the whole on top, districts by need, townships in official order."""
    now = [row for row in rows if row["school_year"] == year]
    whole, areas = split_off(now, selection)
    areas = [row for row in areas if state(row) != "missing"]
    missing = sum(say.state(row) == "missing" for row in split_off(now, selection)[1])
    if selection.district is None:
        areas.sort(key=lambda row: (row["gap"], row["area_id"]))
    shown = [row for row in whole if say.state(row) != "missing"] + areas
    return Part(
        title=_dumbbell_title(areas, chosen, selection),
        how="右列为乡镇减城区的差值（" + say.unit_of(chosen) + "）；差距大的在前；红线和三角为基期以来没有缩小。"
        if selection.district is None
        else "右列为乡镇减城区的差值（" + say.unit_of(chosen) + "）；按行政区划顺序；红线和三角为基期以来没有缩小。",
        frame=pd.DataFrame([_dot(row, chosen, selection) for row in shown]) if areas or whole else pd.DataFrame(),
        table=_table(shown),
        empty="本学年没有可以与城区相比的数据。",
        note="".join([_stand_in(areas, selection), f"另有 {missing} 个数据未报齐，不作比较。" if missing else ""]),
    )


def slope(rows: list[dict], year: int, chosen: Mapping, selection) -> Part:
    """The gap of the base year and of now as two ends of a line, one line an area."""
    now = [row for row in rows if row["school_year"] == year and not is_missing(row["base_gap"]) and say.state(row) != "missing"]
    base = chosen["base_year"]
    whole, areas = split_off(now, selection)
    kept = sorted(areas, key=lambda row: -abs(row["gap"]))[:SLOPES]
    shown = whole + sorted(kept, key=lambda row: row["area_id"])
    worse = [row for row in areas if state(row) == "not_closing"]
    name = "区县" if selection.district is None else "乡镇"
    if year <= base:
        shown = []
    title = f"{base} 年以来：{len(worse)} 个{name}没有缩小" if worse else f"{base} 年以来：低于城区的{name}都在缩小"
    if not any(state(row) in ("closing", "not_closing") for row in areas):
        title = f"{base} 年以来：{len(areas)} 个{name}都已不低于城区"
    left_out = len(areas) - len(kept)
    return Part(
        title=title if shown else "基期以来的变化",
        how=f"左为 {base} 年、右为 {year} 年乡镇与城区之差（{say.unit_of(chosen)}）；虚线为与城区持平，向上为缩小。",
        frame=pd.DataFrame([_line(row, selection) for row in shown]),
        table=_slope_table(whole + areas),
        empty=f"{words.year_label(base)}是基期，从下一学年起可以看变化。" if year <= base else "没有基期数据，不能看变化。",
        note=f"为看得清，只画差距最大的 {SLOPES} 个，其余 {left_out} 个见数据表。" if left_out else "",
    )


def split(rows: list[dict], year: int, chosen: Mapping, selection) -> Part:
    """The change of each gap since the base year in parts that add up."""
    now = [row for row in rows if row["school_year"] == year > row["base_year"] and not is_missing(row["base_gap"])]
    now = [row for row in now if say.state(row) != "missing"]
    parts = [key for key in PARTS if any(not is_missing(row[key]) for row in now)]
    whole, areas = split_off(now, selection)
    heads = {"name": "范围", "change": "差值变化"} | {key: PARTS[key] for key in parts}
    frame = pd.DataFrame([_parts(row, parts, selection) for row in whole + areas])
    lines = [row | {"change": row["gap"] - row["base_gap"]} for row in whole + areas]
    table = pd.DataFrame([_figures(row, heads) for row in lines])
    return Part(
        title=f"{row_title(chosen)}：{split_sentence(whole[0], parts)}" if whole else "差距的变化由什么构成",
        how=f"正数对乡镇有利（差距缩小或领先更多），负数相反（{say.unit_of(chosen)}，{chosen['base_year']} 年至 {year} 年）；各部分之和等于差值变化。",
        frame=frame,
        table=table,
        empty=f"{words.year_label(chosen['base_year'])}是基期，从下一学年起可以看变化。" if year <= chosen["base_year"] else "没有基期数据，不能分解。",
        note=_areas_note(areas) if len(frame) else "",
    )


def _figures(row: Mapping, heads: Mapping[str, str]) -> dict[str, object]:
    numbers = {said: say.gap_figure(row[key], row) for key, said in heads.items() if key != "name"}
    return {heads["name"]: row["name"]} | numbers | {"单位": figures.change_unit(row)}


def split_sentence(row: Mapping, parts: list[str]) -> str:
    """差距缩小 2.8 个百分点，其中最大的是乡镇自身变化 +9.1，城区变化 −6.3; who is level with the city has no gap that widens"""
    change = row["gap"] - row["base_gap"]
    if abs(change) <= say.LEVEL:
        return f"{row['name']}的差值与 {row['base_year']} 年持平"
    order = sorted(parts, key=lambda key: -abs(row[key]))
    said = "，".join(f"{PARTS[key]} {say.amount(row[key], row, unit=False)}" for key in order)
    few = not is_missing(row["change_pupils"]) and row["change_pupils"] * change > 0 and abs(row["change_pupils"]) > abs(change) / 2
    why = "；主要因学生数变化" if few else ""
    return f"{row['name']}{_moved(row, change)}，其中最大的是{said}{why}"


def _moved(row: Mapping, change: float) -> str:
    """Only who is behind has a gap that shrinks or widens; who is level or ahead has a difference that moves."""
    if row["gap"] < -say.LEVEL:
        return f"差距{'缩小' if change > 0 else '扩大'} {say.amount(change, row, signed=False)}"
    since = "由低于城区变为不低于城区" if row["base_gap"] < -say.LEVEL else "仍不低于城区"
    return f"{since}，差值变化 {say.amount(change, row)}"


def state(row: Mapping) -> str:
    """As gap_words.state; a township that lacks less than one whole teacher or room is met and nobody's work."""
    said = say.state(row)
    return "level" if row.get("verdict") == "met" and said != "missing" else said


def split_off(rows: list[dict], selection) -> tuple[list[dict], list[dict]]:
    """The whole (the city, or the district above its townships) and its parts."""
    top = "city" if selection.district is None else "district"
    return [row for row in rows if row["area_kind"] == top], [row for row in rows if row["area_kind"] != top]


def _dot(row: Mapping, chosen: Mapping, selection) -> dict:
    return {
        "name": row["name"],
        "href": _href(row, selection),
        "whole": row["area_kind"] == ("city" if selection.district is None else "district"),
        "town": row["town"],
        "urban": row["urban"],
        "own_urban": row["own_urban"] if selection.urban == "city" and row["area_kind"] != "city" else None,
        "town_said": say.value(row),
        "urban_said": say.value(row, "urban"),
        "own_said": say.value(row, "own_urban"),
        "gap_said": say.amount(row["gap"], row, unit=False),
        "state": state(row),
        "when": "" if state(row) != say.state(row) else say.when(row),
        "verdict": verdict_text(row | {"borderline": False}) if row.get("verdict") in ("met", "not_met") else "",
        "code": row.get("verdict") or "",
    }


def _line(row: Mapping, selection) -> dict:
    scale = 100 if say.is_share(row) else 1
    return {
        "name": row["name"],
        "href": _href(row, selection),
        "whole": row["area_kind"] == ("city" if selection.district is None else "district"),
        "start": row["base_gap"] * scale,
        "end": row["gap"] * scale,
        "start_said": say.amount(row["base_gap"], row, unit=False),
        "end_said": say.amount(row["gap"], row, unit=False),
        "state": state(row),
    }


def _parts(row: Mapping, parts: list[str], selection) -> dict:
    change = row["gap"] - row["base_gap"]
    cells = [(say.amount(row[key], row, unit=False), row[key]) for key in parts]
    return {
        "name": row["name"],
        "href": _href(row, selection),
        "change": (say.amount(change, row, unit=False), change),
        "parts": cells,
        "heads": [PARTS[key] for key in parts],
    }


def _href(row: Mapping, selection) -> str:
    if row["area_kind"] == "city":
        return ""
    if row["area_kind"] == "district":
        return "" if selection.district else selection.href("gap", district=row["area_id"], indicator=row["indicator_id"], stage=row["stage"])
    return selection.href("township", township=row["area_id"], indicator=row["indicator_id"], stage=row["stage"])


def _dumbbell_title(areas: list[dict], chosen: Mapping, selection) -> str:
    name, title = "区县" if selection.district is None else "乡镇", row_title(chosen)
    if not areas:
        return title
    behind = [row for row in areas if state(row) != "level"]
    if not behind:
        return f"{title}：{len(areas)} 个{name}都不低于城区" + "（含差额不足 1 个整数单位的）" * any(state(row) != say.state(row) for row in areas)
    worst = min(behind, key=lambda row: row["gap"])
    fine, near = len(areas) - len(behind), sum(state(row) != say.state(row) for row in areas)
    rest = f"，{fine} 个不低于城区" if fine else ""
    rest += f"（含差额不足 1 个整数单位的 {near} 个）" if near else ""
    return f"{title}：{len(behind)} 个{name}低于城区{rest}；{worst['name']}差距最大，低 {say.amount(worst['gap'], worst, signed=False)}"


def _stand_in(areas: list[dict], selection) -> str:
    if selection.urban != "district":
        return ""
    borrowed = [row["name"] for row in areas if row["urban_from"] == "city"]
    if not borrowed:
        return ""
    if selection.district is not None:
        return "本区县没有城区对照学校，已改用全市城区对照。"
    return f"{words.listing(borrowed)}没有城区对照学校，已改用全市城区对照。"


def _areas_note(areas: list[dict]) -> str:
    """Where the change is not the towns' own doing."""
    wider = [row["name"] for row in areas if row["gap"] < -say.LEVEL and row["gap"] - row["base_gap"] < -say.LEVEL]
    fell = [row["name"] for row in areas if row["change_town"] < -say.LEVEL]
    said = []
    if wider:
        said.append(f"差距扩大的有{words.listing(wider, 5)}。")
    if fell:
        said.append(f"乡镇自身数值下降的有{words.listing(fell, 5)}。")
    return "".join(said) or "各处乡镇自身的数值都有提高或持平，差距没有扩大。"


def _table(rows: list[dict]) -> pd.DataFrame:
    """One row an area; the units stand beside the numbers, since they are another indicator's tomorrow."""
    heads = ("范围", "学年", "乡镇", "城区对照", "本区县城区", "单位", "差值", "差值单位", "数据完整度（%）", "状态")
    lines = [
        (
            row["name"], words.year_label(row["school_year"]), figures.value(row["town"], row), figures.value(row["urban"], row),
            figures.value(row["own_urban"], row), figures.unit(row), say.gap_figure(row["gap"], row), figures.change_unit(row),
            words.percent(row["town_coverage"]), say.when(row),
        )
        for row in rows
    ]  # fmt: skip
    return pd.DataFrame(lines, columns=list(heads))


def _slope_table(rows: list[dict]) -> pd.DataFrame:
    """One row a line: its two ends, and what the difference did between them."""
    heads = ("范围", "基期差值", "本学年差值", "差值变化", "差值单位", "状态")
    lines = [
        (
            row["name"], say.gap_figure(row["base_gap"], row), say.gap_figure(row["gap"], row),
            say.gap_figure(row["gap"] - row["base_gap"], row), figures.change_unit(row), say.when(row),
        )
        for row in rows
    ]  # fmt: skip
    return pd.DataFrame(lines, columns=list(heads))
