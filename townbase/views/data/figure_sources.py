"""A school's figure taken apart: for numerator and denominator, every amount that was returned, with file and row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from townbase import words
from townbase.asking import Ask, Row, records
from townbase.text import is_missing
from townbase.views.data.delivery_sources import file_said
from townbase.views.data.export_columns import amount
from townbase.views.shared import measure_source
from townbase.views.shared.indicator_definition import YES_NO, meaning, unit
from townbase.views.township.school import GRADE

RESOURCE = {f"L{n}": f"资源{words.numeral(n)}" for n in range(1, 8)}
USES = (("numerator", "分子"), ("denominator", "分母"))
UNREPORTED = words.UNREPORTED
# Every key of a line. value: number or None; said: the same with its unit, in words; row: whole number or None.
BARE = {
    "stage": "", "use": "", "meaning": "", "value": None, "unit": "", "text": "", "note": "", "extract": "", "about": "", "code": "",
    "file": "", "row": None, "as_of": "", "kind": "", "review": "", "sha256": "",
}  # fmt: skip


def lines(ask: Ask, indicator: Mapping, where: Mapping, stages: list[str]) -> list[Row]:
    """Numerator first, then denominator, stage after stage, each down to the rows that were delivered.

    where: school, year, stage of the address; stages: those in which the school has the indicator.
    """
    made: list[Row] = []
    for key, use in USES:
        if stages and not is_missing(indicator[key]):
            made += _of_measure(ask, indicator[key], use, where, stages)
    return [line | _left_out(line, made) for line in made]


def _left_out(line: Mapping, made: list[Row]) -> dict:
    """Of a merged school each old code returned for itself, and counts only where it returned numerator and denominator."""
    codes = {other["code"] for other in made if other["code"]}
    if len(codes) < 2 or line["value"] is None or line["note"]:
        return {}
    there = {other["use"][:2] for other in made if other["code"] == line["code"] and other["value"] is not None}
    lacks = [use for _, use in USES if use not in there and any(other["use"].startswith(use) for other in made)]
    return {"note": f"{lacks[0]}未报，不计入"} if lacks else {}


def _of_measure(ask: Ask, measure: str, use: str, where: Mapping, stages: list[str]) -> Iterable[Row]:
    if measure in ("pupils", "classes"):
        yield from _grades(ask, measure, use, where, stages)
    elif measure == "schools":
        yield from _roster(
            ask, use, where, lambda row: {"meaning": "名录中的学校（园）", "value": 1, "unit": "所", "text": "1 所"}
        )
    elif measure == "bridge_lead_seat":
        yield from _delivered(ask, {("bridge_lead", stage): use for stage in stages}, where)
        yield from _roster(ask, use, where, lambda row: {"meaning": "是否镇驻地学校", **_asked(row["seat"])})
    elif measure == "seven_resource_pass":
        yield from _resources(ask, use, where, stages)
    else:
        yield from _delivered(ask, {(measure, stage): use for stage in stages}, where)


def _delivered(ask: Ask, wanted: Mapping[tuple[str, str], str], where: Mapping) -> Iterable[Row]:
    """wanted: (measure, stage) -> what it is used for; what was not returned says so."""
    measures = list(dict.fromkeys(measure for measure, _ in wanted))
    rows = [
        row
        for row in records(ask("data/school_rows", measures=measures, **where))
        if (row["measure"], row["stage"]) in wanted
    ]
    for row in sorted(rows, key=lambda row: list(wanted).index((row["measure"], row["stage"]))):
        what = meaning(row["measure"])
        value = _asked(row["value"]) if what.endswith(YES_NO) else _counted(row["value"], unit(row["measure"]))
        yield _line(row, wanted[row["measure"], row["stage"]]) | {"meaning": what.removesuffix(YES_NO)} | value
    there = {(row["measure"], row["stage"]) for row in rows}
    for (measure, stage), use in wanted.items():
        if (measure, stage) not in there:
            yield _unreported(measure, use, stage)


def _grades(ask: Ask, measure: str, use: str, where: Mapping, stages: list[str]) -> Iterable[Row]:
    rows = [row for row in records(ask("data/school_grades", **where)) if row["stage"] in stages]
    for row in sorted(rows, key=lambda row: stages.index(row["stage"])):
        what = f"{GRADE.get(row['grade'], row['grade'])}{meaning(measure)}"
        yield _line(row, use) | {"meaning": what} | _counted(row[measure], unit(measure))
    for stage in stages:
        if not any(row["stage"] == stage for row in rows):
            yield _unreported(measure, use, stage)


def _roster(ask: Ask, use: str, where: Mapping, text: Callable[[Mapping], dict]) -> Iterable[Row]:
    for row in records(ask("data/school_roster", school=where["school"], year=where["year"])):
        yield _line({**row, "stage": None}, use) | text(row)


def _resources(ask: Ask, use: str, where: Mapping, stages: list[str]) -> Iterable[Row]:
    """Each resource against its standard, then the returned amounts and the pupils it is reckoned from."""
    resources = sorted(
        records(ask("data/school_resources", **where)), key=lambda row: (stages.index(row["stage"]), row["resource"])
    )
    for row in resources:
        yield _resource(row, f"{use}：{RESOURCE[row['resource']]}")
    if resources:
        wanted = {(row["measure"], row["stage"]): f"{use}：{RESOURCE[row['resource']]}" for row in resources}
        yield from _delivered(ask, wanted, where)
    yield from _grades(ask, "pupils", f"{use}：学生数", where, stages)


def _resource(row: Mapping, use: str) -> dict:
    """The value per pupil that no file holds: reckoned, so without a row."""
    per = "生均" if row["per"] == 1 else f"每 {words.count(row['per'])} 名学生"
    word = (
        "没有数值"
        if is_missing(row["value"])
        else "达到"
        if row["met"]
        else "不足标准，在 85% 以上"
        if row["near"]
        else "不足标准的 85%"
    )
    value = None if is_missing(row["value"]) else words.rounded_to(row["value"], 4)
    how = unit(row["measure"])
    return BARE | {
        "stage": _stage(row["stage"]), "use": use, "meaning": f"{per}{meaning(row['measure'])}，标准 {words.number(row['threshold'], 2)}",
        "value": value, "unit": how, "text": words.number(row["value"], 2, how), "note": word, "code": row["delivered_id"], "file": "算出",
    }  # fmt: skip


def _line(row: Mapping, use: str) -> dict:
    return BARE | {
        "stage": _stage(row["stage"]),
        "use": use,
        "extract": words.EXTRACT.get(row["extract"], row["extract"]),
        "about": measure_source.about(row["extract"]),
        "code": row["delivered_id"],
        "row": None if is_missing(row["source_row"]) else int(row["source_row"]),
        **file_said({**row, "file": row["source_file"]}),
    }


def _unreported(measure: str, use: str, stage: str) -> dict:
    """Nothing was returned: the line says in which extract it should have been."""
    extracts = measure_source.extracts_of(measure)
    return BARE | {
        "stage": _stage(stage), "use": use, "meaning": meaning(measure).removesuffix(YES_NO), "text": UNREPORTED, "note": UNREPORTED,
        "extract": measure_source.extract_names(extracts), "about": measure_source.about(extracts[0]) if extracts else "",
    }  # fmt: skip


def _stage(stage: str | None) -> str:
    return "" if is_missing(stage) else words.STAGE.get(stage, stage)


def _counted(value: float | None, how: str) -> dict:
    if is_missing(value):
        return {"text": UNREPORTED, "note": UNREPORTED}
    return {"value": value, "unit": how, "text": f"{amount(value)} {how}".strip()}


def _asked(value: object) -> dict:
    """What a school is or is not: 是 or 否, delivered as 1 or 0 (or as true and false)."""
    if is_missing(value):
        return {"text": UNREPORTED, "note": UNREPORTED}
    return {"value": int(bool(value)), "unit": "1 是，0 否", "text": "是" if value else "否"}
