"""Turns a school × year × grade table from elsewhere into a delivery that build takes."""

from dataclasses import dataclass
from pathlib import Path

from townbase.convert.delivery import foreign_files, write_delivery
from townbase.convert.frames import Delivered, frames
from townbase.convert.mapping import read_mapping
from townbase.convert.table import read_table
from townbase.findings import Refused


@dataclass(frozen=True)
class Converted:
    """What a conversion gave: first and last school year, counts, and sentences on what was decided on the way."""

    years: tuple[int, int]
    townships: int
    schools: int
    pupils_latest: int
    notes: tuple[str, ...]


def convert(table: Path, mapping: Path, out: Path) -> Converted:
    """Write townships, schools, enrolment and delivery.toml to the folder `out`.

    `table` is a CSV or XLSX file with one row per school and school year and one column of pupils per grade;
    `mapping` is a TOML file: mappings/template.toml explains every line of it.
    Raises Refused with every finding at once; then nothing is written.
    """
    plan, findings = read_mapping(mapping)
    text, more = read_table(table, plan)
    findings += more
    delivered = None
    if not findings:
        delivered, findings = frames(text, plan, table.name)
    findings += foreign_files(out)
    if findings:
        raise Refused(findings)
    write_delivery(delivered, plan, out)
    return _converted(delivered)


def _converted(delivered: Delivered) -> Converted:
    years = delivered.schools.school_year
    pupils = delivered.enrolment[delivered.enrolment.school_year == years.max()].pupils
    return Converted(
        years=(int(years.min()), int(years.max())),
        townships=len(delivered.townships),
        schools=delivered.schools.school_id.nunique(),
        pupils_latest=int(pupils.sum()),
        notes=delivered.notes,
    )
