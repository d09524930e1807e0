"""A roster to begin with: a CSV of codes and names, or a filled 乡镇（街道）名录 or 学校名录, workbook or export."""

import csv
from collections.abc import Mapping
from io import StringIO
from pathlib import Path

from townbase.findings import Finding, Refused
from townbase.template.fault import Fault, Place
from townbase.template.form import FOLDER, Form
from townbase.template.rows import form_of, read_rows
from townbase.template.sheets import Unreadable, decoded, open_sheets
from townbase.template.table import Table

SHIPPED = FOLDER / "rosters"
# Heads of a list of codes and names -> columns of townships.
PLAIN_HEADS = {
    "district_code": "district_id",
    "district_name": "district_name",
    "township_code": "township_id",
    "township_name": "name",
    "kind": "kind",
}
ROSTERS = ("townships", "schools")


def find_roster(name: str) -> Path | None:
    """The file of that path, else the shipped roster of that name."""
    return next((path for path in (Path(name), SHIPPED / name) if path.is_file()), None)


def read_roster(path: Path, forms: Mapping[str, Form]) -> tuple[str, list[dict[str, object]]]:
    """The extract it is a roster of, and its rows (column -> stored value). Raises Refused with every fault."""
    try:
        if path.suffix.lower() == ".csv" and (rows := _plain_list(decoded(path.read_bytes()), forms["townships"])):
            return "townships", rows
        sheets = open_sheets(path)
    except Unreadable as error:
        raise Refused([Fault(Place(path, row=error.row), error.what, error.todo).finding()]) from error
    for sheet in sheets:
        form = form_of(sheet, {name: forms[name] for name in ROSTERS})
        if form:
            table = Table(form)
            faults, _ = read_rows(sheet, Place(path, sheet.name), table)
            if faults:
                raise Refused([fault.finding() for fault in faults])
            return form.name, [row.values for row in table.kept]
    heads = "、".join(PLAIN_HEADS)
    what = "认不出是名录"
    raise Refused(
        [Finding("error", path.name, "", what, f"请给出填好的乡镇（街道）名录或学校名录，或列名为 {heads} 的 CSV")]
    )


def _plain_list(text: str, form: Form) -> list[dict[str, object]]:
    reader = csv.DictReader(StringIO(text, newline=""))
    if not {"township_code", "township_name", "district_code"} <= set(reader.fieldnames or ()):
        return []
    kinds = set(form.field("kind").choices.values())
    rows = [{column: (row.get(head) or "").strip() or None for head, column in PLAIN_HEADS.items()} for row in reader]
    return [{**row, "kind": row["kind"] if row["kind"] in kinds or not row["kind"] else "other"} for row in rows]
