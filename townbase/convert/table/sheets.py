"""Opens a table of any kind that is read here, as sheets."""

from pathlib import Path

from townbase.convert.characters import label
from townbase.convert.mapping import Mapping
from townbase.convert.table.csvfile import DELIMITERS, read_lines, split_lines
from townbase.convert.table.sheet import Sheet, Unreadable
from townbase.convert.table.workbook import read_sheets

TEXT = (".csv", ".tsv", ".txt")
BOOKS = (".xlsx", ".xlsm")


def open_table(path: Path, mapping: Mapping | None) -> tuple[list[Sheet], list[tuple[int, str]]]:
    """The sheets of the file, and (line, what is wrong) of a text table whose quotes do not stand as they must."""
    if not path.is_file():
        raise Unreadable("", "找不到这个表", "请检查路径")
    kind = path.suffix.lower()
    if kind in BOOKS:
        sheets = read_sheets(path)
        if not sheets:
            raise Unreadable("", "工作簿里没有数据", "请检查文件")
        return sheets, []
    if kind not in TEXT:
        raise Unreadable("", f"不认识的文件类型“{path.suffix}”", "请另存为 CSV 或 XLSX")
    if mapping is None:  # the right encoding is not known
        return [], []
    lines, encoding = _lines(path, mapping)
    sheet, faults = split_lines(lines, mapping.delimiter or _delimiter(lines, mapping))
    sheet.encoding = encoding
    return [sheet], faults


def _lines(path: Path, mapping: Mapping) -> tuple[list[str], str]:
    """The lines, and the encoding where it was found out: GB18030 only if it makes all the Chinese headers appear."""
    try:
        return read_lines(path, mapping.encoding), ""
    except Unreadable:
        wanted = list(map(label, mapping.wanted))
        if mapping.encoding or all(map(str.isascii, wanted)):
            raise
        try:
            lines = read_lines(path, "gb18030")
        except Unreadable:
            lines = []
        top = label("".join(lines[:HEADER_WITHIN]))
        if not all(name in top for name in wanted):
            raise
        return lines, "GB18030"


HEADER_WITHIN = 60  # lines in which the header of a text table is looked for


def _delimiter(lines: list[str], mapping: Mapping) -> str:
    """The one by which a line falls into the most of the columns that the mapping names; a comma where none does."""
    wanted = set(map(label, mapping.wanted))

    def found(delimiter: str) -> int:
        return max(
            (
                len(wanted & {label(cell.strip('"')) for cell in line.split(delimiter)})
                for line in lines[:HEADER_WITHIN]
            ),
            default=0,
        )

    return max(DELIMITERS, key=found)
