"""The cells of the rows of schools: keys as text, figures as numbers, and what is wrong with each."""

from dataclasses import dataclass

import pandas as pd

from townbase.convert.characters import breaks_line, invisible, visible
from townbase.convert.mapping import KEYS, Mapping
from townbase.convert.table.counts import Count, read_count
from townbase.convert.table.layout import Layout
from townbase.convert.table.sheet import Place, Sheet, column_letter

FAULTY = "\x00"  # stands for a key whose cell was told already: nothing further is said of it


@dataclass
class Figures:
    """One row a Place. counts: Int64 by the mapping's column, null where withheld or faulty; withheld: whether a mark
    stands there; at_most: how many can stand behind the marks of the row, null where a mark does not say;
    total: the row's own total, null where the table has none."""

    counts: pd.DataFrame
    withheld: pd.DataFrame
    total: pd.Series
    at_most: pd.Series


def places(sheet_name: str, rows: list[int]) -> pd.MultiIndex:
    """The index of every frame of rows."""
    return pd.MultiIndex.from_tuples([Place(sheet_name, row) for row in rows], names=["sheet", "row"])


def read_figures(
    sheet: Sheet, layout: Layout, rows: list[int], mapping: Mapping, say, sheet_name: str | None = None
) -> Figures:
    """Figures of these rows; what is no number is told to `say`."""
    index = places(say.sheet if sheet_name is None else sheet_name, rows)
    parsed = {
        column: _parse(sheet, column, rows, layout, mapping, index, say) for column in sorted(layout.figure_columns)
    }
    counts, withheld = {}, {}
    at_most = pd.Series(0, index=index, dtype="Int64")
    for name, columns in layout.figures.items():
        counts[name] = sum((parsed[column].value for column in columns), start=pd.Series(0, index=index, dtype="Int64"))
        withheld[name] = pd.concat([parsed[column].withheld for column in columns], axis=1).any(axis=1)
        for column in columns:
            at_most = at_most + parsed[column].at_most
    _check_halves(sheet, layout, rows, mapping, index, say)
    total = pd.Series(0 if layout.total else pd.NA, index=index, dtype="Int64")
    for column in layout.total:
        total = total + parsed[column].value
    return Figures(pd.DataFrame(counts, index=index), pd.DataFrame(withheld, index=index), total, at_most)


@dataclass
class _Column:
    value: pd.Series
    withheld: pd.Series
    at_most: pd.Series


def _parse(sheet: Sheet, column: int, rows: list[int], layout: Layout, mapping: Mapping, index, say) -> _Column:
    text = pd.Series([sheet.cell(row, column) for row in rows], index=index, dtype="object")
    marks = (mapping.withheld, mapping.zero)
    read: dict[str, Count] = {cell: read_count(visible(cell), *marks) for cell in text.unique()}
    kinds = text.map({cell: count.kind for cell, count in read.items()})
    faulty = pd.Series([(row, column) in sheet.faults for row in rows], index=index, dtype=bool)
    name = layout.header.shown(column)
    if not mapping.empty_is_zero:
        todo = "请填人数；空格就是没有学生的，在映射的 [table] 写 empty_is_zero = true"
        say((kinds == "empty") & ~faulty, f"“{name}”是空的", todo)
    by_fault: dict[tuple[str, str], list[str]] = {}
    for cell, count in read.items():
        if count.kind == "fault":
            by_fault.setdefault((count.fault, count.todo), []).append(cell)
    for (fault, todo), cells in by_fault.items():
        say(text.isin(cells) & ~faulty, f"“{name}”{fault}", todo, text)
    values = {cell: count.value for cell, count in read.items()}
    if mapping.empty_is_zero:
        values[""] = 0
    withheld = kinds == "withheld"
    at_most = text.map({cell: count.at_most for cell, count in read.items()}).astype("Int64")
    return _Column(text.map(values).astype("Int64").mask(faulty), withheld, at_most.where(withheld, 0))


def _check_halves(sheet: Sheet, layout: Layout, rows: list[int], mapping: Mapping, index, say) -> None:
    """Where a sheet gives the whole and its boys and girls, the two must add up to it."""
    for whole, *halves in layout.halves:
        read = [
            [read_count(sheet.cell(row, column), mapping.withheld, mapping.zero).value for row in rows]
            for column in (whole, *halves)
        ]
        bad = [None not in (a, b, c) and a != b + c for a, b, c in zip(*read, strict=True)]
        shown = "、".join(layout.header.shown(column) for column in halves)
        say(pd.Series(bad, index=index), f"“{layout.header.shown(whole)}”不等于{shown}之和", "请核对这些行")


def read_keys(sheet: Sheet, layout: Layout, rows: list[int], mapping: Mapping, say) -> pd.DataFrame:
    """All keys as tidy text: from a column, filled down where cells are merged; else from a constant or the sheet."""
    index = places(say.sheet, rows)
    constants = {**mapping.constants, **mapping.by_sheet.get(sheet.name, {})}
    if mapping.sheet_name:
        constants[mapping.sheet_name] = sheet.name
    keys = {}
    for key in KEYS:
        if key in layout.keys:
            keys[key] = _filled(sheet, layout.keys[key], rows, key in mapping.fill_down)
        else:
            keys[key] = [constants.get(key, "")] * len(rows)
    frame = pd.DataFrame(keys, index=index, dtype="object")
    for key, column in layout.keys.items():
        frame[key] = [
            FAULTY if (row, column) in sheet.faults else text for row, text in zip(rows, frame[key], strict=True)
        ]
    for key, width in mapping.pad.items():
        frame[key] = frame[key].where(~frame[key].str.fullmatch(r"[0-9]+"), frame[key].str.zfill(width))
    return frame


def _filled(sheet: Sheet, column: int, rows: list[int], fill_down: bool) -> list[str]:
    merged = {
        row: merge.first_row
        for merge in sheet.merges
        if merge.first_column == column
        for row in range(merge.first_row + 1, merge.last_row + 1)
    }
    texts, above = [], ""
    for row in rows:
        text = visible(sheet.cell(merged.get(row, row), column))
        if not text and fill_down:
            text = above
        texts.append(text)
        above = text
    return texts


def check_cells(sheet: Sheet, layout: Layout, rows: list[int], say) -> None:
    """Cells of ours that hold what cannot be seen, a line break, or what a workbook says is no plain value."""
    _find_merged_figures(sheet, layout, rows)
    told: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        for column in sorted(layout.used):
            name = layout.header.shown(column)
            cell = f"第 {row} 行“{name}”" if sheet.is_csv else f"{column_letter(column)}{row}"
            raw = sheet.raw(row, column).strip()
            if fault := sheet.faults.get((row, column)):
                told.setdefault(fault, []).append(cell)
            if breaks_line(raw):
                told.setdefault(("一格里有换行", "请删去换行，写成一行"), []).append(cell)
            elif words := invisible(raw):
                say.at(f"第 {row} 行“{name}”", f"“{visible(raw)}”的{words}", "请删去这个字符")
    for (what, todo), cells in told.items():
        say.at(f"{'' if sheet.is_csv else '单元格 '}{_some(cells)}", what, todo)


def _find_merged_figures(sheet: Sheet, layout: Layout, rows: list[int]) -> None:
    """One figure over several rows or grades belongs to none of them."""
    body = set(rows)
    fault = ("人数的单元格合并了，不知道各属哪一所学校或年级", "请取消合并，逐格填写")
    for merge in sheet.merges:
        for column in layout.figure_columns & set(range(merge.first_column, merge.last_column + 1)):
            for row in body & set(range(merge.first_row, merge.last_row + 1)):
                sheet.faults.setdefault((row, column), fault)


def _some(cells: list[str], most: int = 20) -> str:
    return "、".join(cells[:most]) + (f" 等 {len(cells)} 格" if len(cells) > most else "")
