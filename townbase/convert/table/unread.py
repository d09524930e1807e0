"""What stands in the file and is not read: other sheets, columns of numbers, hidden rows. Nothing of it goes unsaid."""

import re

from townbase.convert.characters import label
from townbase.convert.mapping import Mapping
from townbase.convert.table.cells import Figures
from townbase.convert.table.counts import read_count
from townbase.convert.table.layout import Layout, holds_the_header
from townbase.convert.table.rows import total_word
from townbase.convert.table.sheet import Place, Sheet, column_letter, row_list

_SERIAL = re.compile(r"序号?|编号|行号|no\.?|nr\.?|#|序號|編號", re.IGNORECASE)
_TEN_THOUSAND = re.compile(
    r"[(:：](单位)?[:：]?(百|千|万|萬|亿)人|单位[:：]?(百|千|万|萬|亿)|\((in)?(thousands?|hundreds?|millions?)\)|'000"
)


def unread_sheets(sheets: list[Sheet], mapping: Mapping, say) -> list[Sheet]:
    """The sheets to read. Others that hold data are told: refused where they might belong to the table."""
    if len(sheets) == 1 and not mapping.sheets:
        return sheets
    names = {label(sheet.name): sheet.name for sheet in sheets}
    wanted = {label(name) for name in mapping.sheets}
    missing = [name for name in mapping.sheets if label(name) not in names and name != "*"]
    for name in missing:
        say.at("", f"没有工作表“{name}”，或它是空的", f"现有：{'、'.join(names.values())}")
    everything = "*" in mapping.sheets
    left = mapping.accepted("sheets")
    chosen = [s for s in sheets if (everything or label(s.name) in wanted) and label(s.name) not in left]
    if not mapping.sheets:
        chosen = [sheet for sheet in sheets if label(sheet.name) not in left]
        if len(chosen) > 1:
            return _refuse_several(chosen, mapping, say)
    if hidden := [sheet.name for sheet in chosen if sheet.hidden and not mapping.accept.get("hidden")]:
        say.at(
            f"工作表“{'、'.join(hidden)}”",
            "是隐藏的",
            "请取消隐藏并核对；确认要读的，在映射的 [accept] 写 hidden = true",
        )
    others = [sheet for sheet in sheets if sheet not in chosen and label(sheet.name) not in left]
    for sheet in others:
        rows = f"有 {len(sheet.filled_rows):,} 行，没有读"
        if holds_the_header(sheet, mapping):
            todo = "它和所读的表头一样；请写进映射的 [table] sheets，不要读的写进 [accept] sheets"
            say.at(f"工作表“{sheet.name}”", rows, todo)
        else:
            say.at(f"工作表“{sheet.name}”", rows, "请确认里面没有要读的数据", severity="warning")
    return chosen


def _refuse_several(sheets: list[Sheet], mapping: Mapping, say) -> list[Sheet]:
    """Which of several sheets is the table is not for us to guess."""
    shown = "、".join(f"{s.name}（{'隐藏，' if s.hidden else ''}{len(s.filled_rows):,} 行）" for s in sheets)
    alike = [sheet.name for sheet in sheets if holds_the_header(sheet, mapping)]
    names = ", ".join(f'"{name}"' for name in alike or [sheets[0].name])
    todo = f'请在映射的 [table] 写 sheets = [{names}]（全部读就写 ["*"]），不读的写进 [accept] sheets'
    say.at("", f"有 {len(sheets)} 个工作表有数据：{shown}", todo)
    return [sheet for sheet in sheets if sheet.name in alike] if alike else sheets[:1]


def unread_columns(
    sheet: Sheet, layout: Layout, rows: list[int], figures: Figures, mapping: Mapping, say
) -> tuple[list[str], list[str]]:
    """Columns of numbers that no mapping names: refused, unless totals show that no pupil is in them.

    Gives lines on what agreed with what was read, and notes.
    """
    _hidden_columns(sheet, layout, mapping, say)
    width = max((len(sheet.cells(row)) for row in rows), default=0)
    columns = [c for c in range(width) if c not in layout.used and _mostly_numbers(sheet, c, rows, mapping)]
    names = {column: layout.header.shown(column) or f"{column_letter(column)} 列" for column in columns}
    names = {column: name for column, name in names.items() if not _is_serial(sheet, column, rows, name)}
    accepted = mapping.accepted("columns")
    left = [c for c in names if accepted & {label(names[c]), *layout.header.paths.get(c, ())}]
    sums = [c for c in names if c not in left and _is_sum(sheet, c, rows, figures, mapping, names[c])]
    unsure = [column for column in names if column not in left and column not in sums]
    if unsure:
        agrees = bool(sums) or (bool(layout.total) and _adds_up(figures))
        severity = "warning" if agrees and all(layout.header.shown(column) for column in unsure) else "error"
        listed = ", ".join(f'"{names[column]}"' for column in unsure)
        todo = f"是人数的，请写进映射的 [grades]；不读的，写进 [accept] columns = [{listed}]"
        say.at("", f"有映射没有提到的数字列：{'、'.join(names[c] for c in unsure)}", todo, severity=severity)
    agreed = [f"“{names[column]}”列（映射没有提到）：各行都等于各年级之和" for column in sums]
    return agreed, [f"没有读的数字列（映射已确认）：{'、'.join(names[column] for column in left)}"] if left else []


def _hidden_columns(sheet: Sheet, layout: Layout, mapping: Mapping, say) -> None:
    hidden = sorted(layout.used & sheet.hidden_columns)
    if hidden and not mapping.accept.get("hidden"):
        shown = "、".join(layout.header.shown(column) for column in hidden)
        say.at("", f"要读的列是隐藏的：{shown}", "请取消隐藏并核对；确认要读的，在 [accept] 写 hidden = true")


def _is_sum(sheet: Sheet, column: int, rows: list[int], figures: Figures, mapping: Mapping, name: str) -> bool:
    """The table's own total that the mapping does not name: in every row the sum of what is read.

    A formula without a value cannot be held against anything: then it goes by its name.
    """
    if len(figures.counts.columns) < 2:
        return False
    given = [
        None
        if (row, column) in sheet.faults
        else read_count(sheet.cell(row, column), mapping.withheld, mapping.zero).value
        for row in rows
    ]
    sums = figures.counts.sum(axis=1).tolist()
    compared = [
        (stated, own) for row, stated, own in zip(rows, given, sums, strict=True) if (row, column) not in sheet.faults
    ]
    return all(stated == own for stated, own in compared) and (bool(compared) or bool(total_word(name)))


def _mostly_numbers(sheet: Sheet, column: int, rows: list[int], mapping: Mapping) -> bool:
    cells = [cell for row in rows if (cell := sheet.cell(row, column))]
    faults = sum((row, column) in sheet.faults for row in rows)
    numbers = sum(read_count(cell, mapping.withheld, mapping.zero).kind in ("number", "withheld") for cell in cells)
    return numbers + faults > 0 and 2 * (numbers + faults) >= len(cells)


def _is_serial(sheet: Sheet, column: int, rows: list[int], name: str) -> bool:
    """1, 2, 3 … counts rows, not pupils; it may start again."""
    cells = [sheet.cell(row, column) for row in rows]
    numbers = [int(cell) for cell in cells if cell.isascii() and cell.isdigit()]
    if len(numbers) != len([cell for cell in cells if cell]):
        return False
    counts_up = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else False
    return bool(_SERIAL.fullmatch(name)) or (len(numbers) > 3 and counts_up)


def _adds_up(figures: Figures) -> bool:
    whole = ~figures.withheld.any(axis=1)
    return bool((figures.counts.sum(axis=1)[whole] == figures.total[whole]).fillna(False).all())


def hidden_parts(sheet: Sheet, layout: Layout, rows: list[int], mapping: Mapping, say) -> None:
    """Hidden (filtered) rows hold schools that the clerk does not see; one that was struck out is meant to be gone."""
    hidden = [Place("", row) for row in rows if row in sheet.hidden_rows]
    if hidden and not mapping.accept.get("hidden"):
        todo = "请取消隐藏或筛选并核对；确认要读的，在映射的 [accept] 写 hidden = true"
        say.at(row_list(hidden), "是隐藏的或被筛选掉的", todo)
    struck = [Place("", row) for row in rows if row in sheet.struck_rows]
    if struck and not mapping.accept.get("struck"):
        todo = "划掉的请从表里删去；确认要读的，去掉删除线，或在映射的 [accept] 写 struck = true"
        say.at(row_list(struck), "有删除线", todo)


def figures_above(sheet: Sheet, layout: Layout, mapping: Mapping, say) -> None:
    """Rows of schools above the header would be lost, and a unit of ten thousand would be read as one."""
    first = layout.header.first
    above = [row for row in sheet.filled_rows if row < first]
    full = [
        Place("", row)
        for row in above
        if sum(
            read_count(sheet.cell(row, column), mapping.withheld, mapping.zero).kind == "number"
            for column in layout.figure_columns
        )
        >= min(2, len(layout.figure_columns))
    ]
    if full:
        say.at(row_list(full), "在表头上面，却有人数", "请把表头移到最上面，或检查 header_row")
    words = [cell for row in [*above, *range(first, layout.header.last + 1)] for cell in sheet.cells(row)]
    if unit := next((word for word in words if _TEN_THOUSAND.search(label(word))), None):
        say.at("", f"表里写的单位不是“人”（“{unit}”）", "请换算成人数后再转换")
