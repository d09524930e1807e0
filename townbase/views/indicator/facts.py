"""Six figures under the headline of one indicator: its pooled value, its line, the difference, and who stands where."""

from __future__ import annotations

from collections.abc import Mapping

from townbase import words
from townbase.asking import Row
from townbase.text import is_missing
from townbase.views.indicator.measure import classifier, difference, pooled_said
from townbase.views.shared import row_words as say


def facts(indicator: Mapping, years: list[Row], rows: list[Row]) -> list[Row]:
    """label, value, small, shape ('' = none), unmet; `years` of the open stage up to the chosen year, `rows` its townships."""
    found = [*_values(indicator, years), *_counts(indicator, rows)]
    return [{"shape": "", "unmet": False, **fact} for fact in found if fact["value"]]


def _values(indicator: Mapping, years: list[Row]) -> list[Row]:
    if not years:
        return []
    now, before, base = years[-1], years[-2] if len(years) > 1 else None, years[0]
    town = "全市" if indicator["level"] == "city" else "乡镇合并"
    found = [_value(town, "town_value", now, before, indicator)]
    urban = "城区（达标线）" if now["target_from"] == "city_urban" else "城区"
    found.append(_value(urban, "urban_value", now, before, indicator))
    if now["target_from"] == "threshold" and not is_missing(now["target"]):
        found.append({"label": "达标线", "value": say.target_text({**indicator, "target": now["target"]}), "small": ""})
    if indicator["rule"] == "rising":
        found.append(_since(now, base, indicator))
    elif not is_missing(now["urban_value"]):
        found.append(_gap(now, base, indicator))
    return found


def _value(label: str, key: str, now: Row, before: Row | None, indicator: Mapping) -> dict:
    if is_missing(now[key]):
        return {"label": label, "value": "", "small": ""}
    moved = None if before is None or is_missing(before[key]) else now[key] - before[key]
    small = "" if moved is None else f"比上年 {difference(moved, indicator, unit=False)}"
    return {"label": label, "value": pooled_said(now[key], indicator), "small": small}


def _gap(now: Row, base: Row, indicator: Mapping) -> dict:
    if is_missing(now["town_value"]):
        return {"label": "乡镇与城区差", "value": "", "small": ""}
    then = (
        ""
        if is_missing(base["town_value"]) or is_missing(base["urban_value"]) or base is now
        else base["town_value"] - base["urban_value"]
    )
    unit = "个百分点" if indicator["value_unit"] == "%" else ""
    small = "，".join(
        part
        for part in (
            unit,
            f"{base['school_year']} 年为 {difference(then, indicator, unit=False)}" if then != "" else "",
            words.UNROUNDED if unit and words.shares_apart(now["town_value"], now["urban_value"]) else "",
        )
        if part
    )
    return {
        "label": "乡镇与城区差",
        "value": difference(now["town_value"] - now["urban_value"], indicator, unit=False),
        "small": small,
    }


def _since(now: Row, base: Row, indicator: Mapping) -> dict:
    if base is now or is_missing(now["town_value"]) or is_missing(base["town_value"]):
        return {"label": "比基期", "value": "", "small": ""}
    unit = "个百分点" if indicator["value_unit"] in ("%", "个百分点") else ""
    value = difference(now["town_value"] - base["town_value"], indicator, unit=False)
    return {"label": f"比基期（{base['school_year']} 年）", "value": value, "small": unit}


def _counts(indicator: Mapping, rows: list[Row]) -> list[Row]:
    if indicator["rule"] == "tracked" or not rows:
        return []
    met = sum(row["verdict"] == "met" for row in rows)
    slightly = sum(say.mark(row) == "slightly_below" for row in rows)
    unmet = [row for row in rows if row["verdict"] == "not_met"]
    waiting = len(rows) - met - len(unmet)
    lacking, unit = (
        sum(row["shortfall_units"] for row in unmet if not is_missing(row["shortfall_units"])),
        classifier(indicator),
    )
    small = f"个，共差 {words.count(lacking, unit)}" if lacking and unit else "个"
    found = [_count("达标", "met", met - slightly)]
    if slightly:
        found.append(_count("略低，按达标计", "slightly_below", slightly))
    found.append(
        {
            "label": words.UNMET,
            "value": words.count(len(unmet)),
            "small": small,
            "shape": "not_met",
            "unmet": bool(unmet),
        }
    )
    if waiting:
        found.append(_count(words.UNDECIDED, "missing", waiting))
    return found


def _count(label: str, shape: str, n: int) -> dict:
    return {"label": label, "value": words.count(n), "small": "个", "shape": shape}
