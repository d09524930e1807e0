"""From a file to the rows of schools, with every total row, left-out row and fault beside them."""

from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from townbase.convert.balance import LeftOut
from townbase.convert.mapping import Mapping
from townbase.convert.table.cells import Figures, check_cells, read_figures, read_keys
from townbase.convert.table.layout import Layout, find_layout
from townbase.convert.table.rows import Row, rows_of, total_word
from townbase.convert.table.sheet import Place, Sheet, Unreadable, row_list
from townbase.convert.table.sheets import open_table
from townbase.convert.table.unread import figures_above, hidden_parts, unread_columns, unread_sheets
from townbase.findings import Finding


@dataclass
class TotalRow:
    """A row that the mapping names as a total: what it is called, its own keys, and its figures as they stand."""

    place: Place
    words: str
    keys: pd.Series
    figures: Figures
    is_part: bool


@dataclass
class Reading:
    """keys: text of every school row by Place; figures: the same rows; the rest is for the balance."""

    keys: pd.DataFrame
    figures: Figures
    totals: list[TotalRow] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    agreed: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Say:
    """Gathers findings on the table. at() is for places of a sheet, __call__ for rows of the frames."""

    def __init__(self, file: str, sheet: str = "", into: list[Finding] | None = None):
        self.file, self.sheet = file, sheet
        self.findings: list[Finding] = [] if into is None else into

    def on(self, sheet: str) -> "Say":
        """The same findings, for a sheet that is to be named."""
        return Say(self.file, sheet, self.findings)

    def at(self, where: str, what: str, todo: str, severity: str = "error") -> None:
        place = f"工作表“{self.sheet}”{where}" if self.sheet else where
        self.findings.append(Finding(severity, self.file, place, what, todo))

    def __call__(
        self, bad: pd.Series, what: str, todo: str, values: pd.Series | None = None, severity: str = "error"
    ) -> None:
        """One finding for all rows at which `bad` is true; an example value helps to find the fault."""
        places = bad.index[bad.to_numpy(dtype=bool)].tolist()
        if places:
            example = f"，如“{values[places[0]]}”" if values is not None else ""
            self.findings.append(Finding(severity, self.file, row_list(places), what + example, todo))


def read_table(path: Path, mapping: Mapping | None) -> tuple[Reading | None, list[Finding]]:
    """Everything that the mapping names. Without a mapping (it was refused) only whether the file opens is looked at."""
    say = Say(path.name)
    try:
        sheets, faults = open_table(path, mapping)
    except Unreadable as error:
        where, what, todo = error.args
        return None, [Finding("error", path.name, where, what, todo)]
    if mapping is None:
        return None, []
    broken = _tell_broken(faults, say)
    chosen = unread_sheets(sheets, mapping, say)
    readings = [_read_sheet(sheet, mapping, broken, say.on(sheet.name if len(sheets) > 1 else "")) for sheet in chosen]
    read = [reading for reading in readings if reading is not None]
    if say.findings and any(finding.severity == "error" for finding in say.findings) and len(read) < len(chosen):
        return None, say.findings
    if not read:
        return None, say.findings or [Finding("error", path.name, "", "没有数据", "请检查文件")]
    return _join(read), say.findings


def _tell_broken(faults: list[tuple[int, str]], say: Say) -> set[int]:
    """Lines whose quotes do not stand as they must; nothing further is asked of them."""
    todo = "请改正；名称里的引号要成对并且加倍，一格里不能换行"
    for what in dict.fromkeys(what for _, what in faults):
        say.at(row_list([Place("", number) for number, other in faults if other == what]), what, todo)
    return {number for number, _ in faults}


def _read_sheet(sheet: Sheet, mapping: Mapping, broken: set[int], say: Say) -> Reading | None:
    layout = find_layout(sheet, mapping, say.at)
    if layout is None:
        return None
    every = list(rows_of(sheet, layout, mapping))
    rows = [row for row in every if row.number not in broken]
    torn = _check_widths(sheet, layout, rows, say)
    rows = [row for row in rows if row.number not in torn]
    schools = [row.number for row in rows if row.kind == "school"]
    if not schools:
        if len(rows) == len(every):
            say.at("", "表头下面没有数据", "请检查文件")
        return None
    figures_above(sheet, layout, mapping, say)
    _tell_no_schools(rows, say)
    hidden_parts(sheet, layout, schools, mapping, say)
    check_cells(sheet, layout, [row.number for row in rows if row.kind in ("school", "total", "part")], say)
    figures = read_figures(sheet, layout, schools, mapping, say)
    keys = read_keys(sheet, layout, schools, mapping, say)
    agreed, notes = unread_columns(sheet, layout, schools, figures, mapping, say)
    quiet = Say(say.file)
    return Reading(
        keys=keys,
        figures=figures,
        totals=[_total(sheet, layout, row, mapping, quiet, say) for row in rows if row.kind in ("total", "part")],
        left_out=[LeftOut(Place(say.sheet, row.number), row.kind, row.words) for row in rows if row.kind != "school"],
        lines=[_read_line(sheet, say, layout, schools)],
        agreed=agreed,
        notes=notes,
    )


def _total(sheet: Sheet, layout: Layout, row: Row, mapping: Mapping, quiet: Say, say: Say) -> TotalRow:
    place = Place(say.sheet, row.number)
    keys = {key: sheet.cell(row.number, column) for key, column in layout.keys.items()}
    figures = read_figures(sheet, layout, [row.number], mapping, quiet, sheet_name=say.sheet)
    return TotalRow(place, row.words, pd.Series(keys), figures, row.kind == "part")


def _read_line(sheet: Sheet, say: Say, layout: Layout, schools: list[int]) -> str:
    first, last = layout.header.first, layout.header.last
    header = f"第 {first} 行" if first == last else f"第 {first}—{last} 行"
    name = f"工作表“{say.sheet}”" if say.sheet else say.file
    encoding = f"（按 {sheet.encoding} 编码，由表头认出）" if sheet.encoding else ""
    return f"读入 {name}{encoding}：表头在{header}，学校在第 {schools[0]}—{schools[-1]} 行，共 {len(schools):,} 行"


def _check_widths(sheet: Sheet, layout: Layout, rows: list[Row], say: Say) -> set[int]:
    """In a text table every row has as many cells as the header; only empty ones at the end of every row may be more."""
    if not sheet.is_csv:
        return set()
    width = len(sheet.rows[layout.header.first])
    body = [row.number for row in rows if row.kind not in ("blank", "note", "stray")]
    lengths = {number: len(sheet.rows[number]) for number in body}
    one_length = set(lengths.values())
    if len(one_length) == 1 and max(one_length) > width and not any(any(sheet.cells(n)[width:]) for n in body):
        return set()
    wide = [number for number in body if lengths[number] > width]
    short = [number for number in body if lengths[number] < width]
    for bad, what in ((wide, "列数多于表头"), (short, "列数少于表头")):
        if bad:
            places = row_list([Place("", number) for number in bad])
            say.at(places, what, f"表头有 {width} 列；可能有未加引号的逗号，或这一行不完整，请改正")
    return {*wide, *short}


def _tell_no_schools(rows: list[Row], say: Say) -> None:
    """Rows that are totals although nobody named them, and rows of words that are neither school nor known note."""
    todos = {
        "unnamed_total": (
            "像是合计行（“{}”）",
            '请删去；或在映射写 [rows] total = ["{}"]，转换时不读这些行，并与所读的行核对；确是学校的，把它的代码写进 [accept] totals',
        ),
        "stray": (
            "只有文字（“{}”），不是一所学校的数",
            '是表注的请删去，或在映射写 [rows] leave_out = ["{}"]；是学校的请补全',
        ),
    }
    by_word: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if row.kind in todos:
            word = total_word(row.words) if row.kind == "unnamed_total" else row.words
            by_word.setdefault((row.kind, word), []).append(row)
    for (kind, word), alike in by_word.items():
        what, todo = todos[kind]
        say.at(row_list([Place("", row.number) for row in alike]), what.format(alike[0].words), todo.format(word))


def _join(readings: list[Reading]) -> Reading:
    if len(readings) == 1:
        return readings[0]
    return Reading(
        keys=pd.concat([reading.keys for reading in readings]),
        figures=Figures(
            pd.concat([reading.figures.counts for reading in readings]),
            pd.concat([reading.figures.withheld for reading in readings]),
            pd.concat([reading.figures.total for reading in readings]),
            pd.concat([reading.figures.at_most for reading in readings]),
        ),
        totals=[total for reading in readings for total in reading.totals],
        left_out=[left for reading in readings for left in reading.left_out],
        lines=[line for reading in readings for line in reading.lines],
        agreed=list(dict.fromkeys(line for reading in readings for line in reading.agreed)),
        notes=list(dict.fromkeys(note for reading in readings for note in reading.notes)),
    )
