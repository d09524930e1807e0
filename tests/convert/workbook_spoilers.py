"""The ways in which a workbook gets spoiled: what a spreadsheet makes of cells, and what hides or merges them."""

from dataclasses import replace
from datetime import date

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tests.convert.drawn_tables import Table
from tests.convert.places import Place, cell, pick
from tests.convert.spoilers import SPOILERS, spoiler

__all__ = ["SPOILERS"]


@spoiler
def a_formula_without_a_value(table: Table, place: Place) -> Table:
    return cell(table, place.row, pick(place, place.column, 0, 3, 5), pick(place, "=25+5", "=H2", '=""'))


@spoiler
def an_error_or_a_truth_value(table: Table, place: Place) -> Table:
    return cell(table, place.row, place.column, pick(place, "#REF!", "#N/A", "#DIV/0!", "#VALUE!", True))


@spoiler
def a_date(table: Table, place: Place) -> Table:
    return cell(table, place.row, pick(place, 0, 3, 5, place.column), date(2024, 1 + place.number % 12, 2))


@spoiler
def a_percent_or_another_format(table: Table, place: Place) -> Table:
    value, number_format = pick(place, (0.3, "0%"), (1, "0%"), (3, "0.0%"), (30.5, "0"), (30, '0"万人"'), (30, '"3"0'))
    return cell(table, place.row, place.column, value, number_format)


@spoiler
def rows_on_another_sheet(table: Table, place: Place) -> Table:
    def mark(book: openpyxl.Workbook, sheet: Worksheet) -> None:
        other = book.create_sheet("续表")
        other.append(table.grid[0] if place.number % 2 else ["续"])
        for row in table.grid[-2:]:
            other.append(row)
        sheet.delete_rows(len(table.grid) - 1, 2)
        if place.number % 3 == 0:
            other.sheet_state = "hidden"

    return replace(table, workbook=True, mark=mark)


@spoiler
def something_hidden(table: Table, place: Place) -> Table:
    def mark(_book: openpyxl.Workbook, sheet: Worksheet) -> None:
        if place.number % 2:
            sheet.row_dimensions[place.row + 1].hidden = True
        else:
            sheet.column_dimensions["HIJ"[place.column - 7]].hidden = True

    return replace(table, workbook=True, mark=mark)


@spoiler
def merged_keys(table: Table, place: Place) -> Table:
    def mark(_book: openpyxl.Workbook, sheet: Worksheet) -> None:
        for column in (1, 2, 3, 4, 5):
            first = 2
            for row in range(3, len(table.grid) + 2):
                same = row <= len(table.grid) and table.grid[row - 1][:column] == table.grid[first - 1][:column]
                if not same:
                    sheet.merge_cells(start_row=first, end_row=row - 1, start_column=column, end_column=column)
                    first = row

    return replace(table, workbook=True, mark=mark)


@spoiler
def merged_figures(table: Table, place: Place) -> Table:
    def mark(_book: openpyxl.Workbook, sheet: Worksheet) -> None:
        row = min(place.row + 1, len(table.rows))
        sheet.merge_cells(start_row=row, end_row=row + 1, start_column=place.column + 1, end_column=place.column + pick(place, 1, 2))

    return replace(table, workbook=True, mark=mark)


@spoiler
def a_number_kept_as_text(table: Table, place: Place) -> Table:
    return cell(table, place.row, place.column, pick(place, "{}", " {}", "{} ", "'{}").format(table.grid[place.row][place.column]))
