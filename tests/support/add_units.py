"""Add whole units to the numerators of a delivery: what a township would do that follows “还差 n”.

    raised(extracts, database, folder, [Short("990109100", "backbone", "junior", 3)])

writes the same delivery with three more backbone teachers in schools of that township that have room for them. The
rows to change are found as a reader would find them: by the file and row that the published measurement names.
"""

import contextlib
import math
import shutil
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb

YEAR = 2025
L1 = {"primary": "college_teachers", "junior": "bachelor_teachers"}
RESOURCES = {
    "L1": (None, 100), "L2": ("backbone_teachers", 100), "L3": ("arts_pe_teachers", 100), "L4": ("floor_area", 1),
    "L5": ("sports_area", 1), "L6": ("equipment_value", 1), "L7": ("multimedia_rooms", 100),
}  # fmt: skip
DERIVED = "seven_resource_pass"
SURVEYS = {"satisfied_parent": "parent", "satisfied_pupil": "pupil"}
# who has a bachelor's degree has a college degree too
IMPLIES = {"bachelor_teachers": ("college_teachers",)}

Edits = dict[tuple[str, int], dict[str, float]]


@dataclass(frozen=True)
class Short:
    """A row of progress that is not met, with the units it lacks."""

    township: str
    indicator: str
    stage: str
    units: int
    year: int = YEAR


def shorts(database: Path, year: int = YEAR) -> list[Short]:
    """Every counted township's row of the year that is short of whole units."""
    return [
        Short(*row, year)
        for row in _ask(
            database,
            "select township_id, indicator_id, stage, shortfall_units from progress"
            " where verdict = 'not_met' and shortfall_units is not null and school_year = ? and level = 'township' order by all",
            year,
        )
    ]


def short_in_most_ways(found: list[Short], many: int) -> list[str]:
    """Townships that together are short of as many different rows, by one unit and by more, as so many can be."""
    kinds: dict[str, set] = defaultdict(set)
    for short in found:
        kinds[short.township].add((short.indicator, short.stage, min(short.units, 2)))
    chosen: list[str] = []
    while len(chosen) < many:
        seen = set().union(*(kinds[township] for township in chosen))
        chosen.append(max(sorted(set(kinds) - set(chosen)), key=lambda township: len(kinds[township] - seen)))
    return chosen


def apart(database: Path, found: list[Short]) -> list[list[Short]]:
    """Those whose numerators leave every denominator alone can be raised together; the others each by themselves."""
    numerator = dict(_ask(database, "select indicator_id, numerator from indicators"))
    denominators = {name for (name,) in _ask(database, "select distinct denominator from indicators")}
    groups = defaultdict(list)
    for short in found:
        measure = numerator[short.indicator]
        groups[measure if measure in denominators or measure == DERIVED else ""].append(short)
    return [groups[name] for name in sorted(groups)]


def raised(extracts: Path, database: Path, folder: Path, wanted: Iterable[Short]) -> Path:
    """Write the delivery with the units of each row added; the denominators of these rows stay what they were."""
    shutil.copytree(extracts, folder)
    edits: Edits = defaultdict(dict)
    with contextlib.closing(duckdb.connect(str(database), read_only=True)) as con:
        for short in wanted:
            measure, denominator, scope, form = con.execute(
                "select numerator, denominator, scope, form from indicators where indicator_id = ?", [short.indicator]
            ).fetchone()
            if measure in SURVEYS:
                _satisfy(extracts, edits, short, SURVEYS[measure])
            elif measure == DERIVED:
                _equip(con, edits, short)
            else:
                _fill(con, edits, short, measure, denominator, scope, form)
    _write(folder, edits)
    return folder


def _fill(con, edits: Edits, short: Short, measure: str, denominator: str, scope: str, form: str) -> None:
    """Spread the units over the schools that returned both parts, no further than each one's denominator."""
    left = short.units
    for file, row, have, of in con.execute(
        "select high.source_file, high.source_row, high.value, low.value from measurement high"
        " join roster_stage r on r.delivered_id = high.delivered_id and r.school_year = high.school_year and r.stage = high.stage"
        " join measurement low on low.delivered_id = high.delivered_id and low.school_year = high.school_year"
        " and low.stage = high.stage and low.measure = $denominator"
        " where high.measure = $measure and high.school_year = $year and high.stage = $stage and high.township_id = $township"
        " and ($scope = 'all' or ($scope = 'seat') = coalesce(r.seat, false)) order by 1, 2",
        {"measure": measure, "denominator": denominator, "year": short.year, "stage": short.stage, "township": short.township, "scope": scope},
    ).fetchall():
        more = left if form == "per_head" else min(left, max(0, int(of - have)))
        if more:
            _set(edits, file, row, measure, have + more)
        left -= more
    assert left == 0, f"no room for {left} of {short}"


def _satisfy(extracts: Path, edits: Edits, short: Short, respondent: str) -> None:
    """More satisfied answers in the one survey that counts."""
    rows = duckdb.sql(f"""
        select row, satisfied, answered from (select row_number() over () as row, * from '{(extracts / "survey.parquet").as_posix()}')
        where township_id = '{short.township}' and school_year = {short.year} and respondent = '{respondent}'
            and item = 'satisfaction' and answered is not null and satisfied is not null
        order by case organiser when 'third_party' then 1 when 'bureau' then 2 else 3 end limit 1
    """).fetchall()
    [(row, satisfied, answered)] = rows
    assert satisfied + short.units <= answered
    _set(edits, "survey.parquet", row, "satisfied", satisfied + short.units)


def _equip(con, edits: Edits, short: Short) -> None:
    """Let as many schools pass the seven resources as are missing: each of theirs up to its threshold."""
    schools = con.execute(
        "select delivered_id from measurement where measure = ? and value = 0 and school_year = ? and stage = ? and township_id = ? order by 1 limit ?",
        [DERIVED, short.year, short.stage, short.township, short.units],
    ).fetchall()
    assert len(schools) == short.units, short
    for (school,) in schools:
        for resource, pupils, threshold in con.execute(
            "select resource, pupils, threshold from school_resource where delivered_id = ? and school_year = ? and stage = ? and not met",
            [school, short.year, short.stage],
        ).fetchall():
            measure, per = RESOURCES[resource]
            _raise(con, edits, school, short, measure or L1[short.stage], math.ceil(threshold * pupils / per - 1e-9))


def _raise(con, edits: Edits, school: str, short: Short, measure: str, to: int) -> None:
    file, row = con.execute(
        "select source_file, source_row from measurement where delivered_id = ? and school_year = ? and stage = ? and measure = ?",
        [school, short.year, short.stage, measure],
    ).fetchone()
    _set(edits, file, row, measure, to)
    if file == "staffing.parquet":
        _set(edits, file, row, "teachers", to)  # no more of one sort than there are; _write keeps the larger number


def _set(edits: Edits, file: str, row: int, column: str, to: float) -> None:
    for name in (column, *IMPLIES.get(column, ())):
        edits[file, row][name] = max(to, edits[file, row].get(name, 0))


def _write(folder: Path, edits: Edits) -> None:
    """A cell only ever grows: college graduates that are already more than the bachelors stay as many as they are."""
    for file in sorted({file for file, _ in edits}):
        path = folder / file
        with contextlib.closing(duckdb.connect()) as con:
            con.execute(f"create table t as select row_number() over () as at_row, * from '{path.as_posix()}'")
            for (name, row), cells in edits.items():
                if name == file:
                    changes = ", ".join(f"{column} = greatest({column}, {value})" for column, value in cells.items())
                    con.execute(f"update t set {changes} where at_row = {row}")
            con.execute(f"copy (select * exclude (at_row) from t order by at_row) to '{path.as_posix()}' (format parquet)")


def _ask(database: Path, text: str, *values) -> list[tuple]:
    with contextlib.closing(duckdb.connect(str(database), read_only=True)) as con:
        return con.execute(text, list(values)).fetchall()
