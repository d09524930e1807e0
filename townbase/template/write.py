"""Writes one form as a workbook: heads, units, lists to choose from, locked keys, an example row, rows to begin with."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from townbase.template import layout
from townbase.template.form import Field, Form

LAST_ROW = 200_000  # how far down the lists to choose from reach
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
FONT = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "vcenter"}
GREY, PALE, LINE = "#E7E6E6", "#F5F7FA", "#BFBFBF"
NUMBER_FORMAT = {"whole": "0", "real": "General", "share": "General", "year": "0", "date": "yyyy-mm-dd"}
WHOLE_WITHIN = {"whole": (0, 2_000_000_000), "year": (2000, 2100)}
# What a clerk may still do in a protected sheet.
ALLOWED: dict[str, Any] = dict.fromkeys(
    ("format_cells", "format_columns", "format_rows", "sort", "autofilter", "insert_rows"), True
)


def write_form(
    path: Path,
    form: Form,
    rows: Sequence[Mapping[str, object]] = (),
    *,
    locked: Sequence[str] = (),
    places: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Write the form to `path`.

    rows: column -> the value as it is stored, written from the first data row on; locked: columns that may not be
    changed in those rows; places: column -> what its list offers where the contract has none (`代码 名称`).
    """
    with xlsxwriter.Workbook(path, OPTIONS) as book:
        _Writer(book, form, {**_own_lists(form), **(places or {})}).write(rows, set(locked))


def _own_lists(form: Form) -> dict[str, list[str]]:
    return {field.column.name: list(field.choices) for field in form.fields if field.choices}


class _Writer:
    def __init__(self, book: xlsxwriter.Workbook, form: Form, lists: Mapping[str, Sequence[str]]) -> None:
        self.book, self.form, self.lists = book, form, lists
        self.formats: dict[tuple, Any] = {}

    def write(self, rows: Sequence[Mapping[str, object]], locked: set[str]) -> None:
        sheet = self.book.add_worksheet(self.form.title[:31])
        self._head(sheet)
        self._columns(sheet)
        for at, row in enumerate(rows, layout.FIRST_ROW - 1):
            for column, field in enumerate(self.form.fields, 1):
                value = row.get(field.column.name)
                if value is not None:
                    self._value(sheet, at, column, field, value, field.column.name in locked)
        self._guide()
        self._choices(sheet)
        sheet.protect(options=ALLOWED)
        sheet.activate()

    def _head(self, sheet) -> None:
        sheet.write_string(layout.TITLE - 1, 0, layout.title(self.form), self._format(bold=True, font_size=14))
        sheet.write_string(layout.NOTE - 1, 0, layout.HOW_TO_FILL, self._format(font_color="#595959"))
        head = self._format(bold=True, text_wrap=True, border=1, border_color=LINE, bg_color="#DCE6F1")
        small = self._format(
            text_wrap=True, font_size=9, font_color="#595959", border=1, border_color=LINE, valign="top"
        )
        grey = {"bg_color": GREY, "italic": True, "font_color": "#7F7F7F", "border": 1, "border_color": LINE}
        for line, word, form in (
            (layout.HEADS, layout.ROW_KIND, head),
            (layout.UNITS, layout.UNIT_ROW, small),
            (layout.MEANINGS, layout.MEANING_ROW, small),
            (layout.EXAMPLE, layout.EXAMPLE_ROW, self._format(**grey)),
        ):
            sheet.write_string(line - 1, 0, word, form)
        for at, field in enumerate(self.form.fields, 1):
            sheet.write_string(layout.HEADS - 1, at, field.head, head)
            sheet.write_string(layout.UNITS - 1, at, layout.unit(field), small)
            sheet.write_string(layout.MEANINGS - 1, at, layout.meaning(field), small)
            sheet.write_string(layout.EXAMPLE - 1, at, field.example, self._format(**grey))
        sheet.set_row(layout.HEADS - 1, 32)
        sheet.set_row(layout.MEANINGS - 1, 13 * max(map(_lines, self.form.fields)))
        keys = sum(field.key for field in self.form.fields)
        sheet.freeze_panes(layout.EXAMPLE, keys + 1 if keys < len(self.form.fields) else 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(layout.HEADS - 1)

    def _columns(self, sheet) -> None:
        """Every cell below the example takes its column's format, unlocked; rows 1 to 6 stay locked."""
        sheet.set_column(0, 0, 6)
        for at, field in enumerate(self.form.fields, 1):
            sheet.set_column(at, at, _width(field), self._cell(field, False))

    def _value(self, sheet, row: int, column: int, field: Field, value: Any, locked: bool) -> None:
        form = self._cell(field, locked)
        if field.choices:
            value = next((word for word, code in field.choices.items() if code == value), value)
        if isinstance(value, date):
            sheet.write_datetime(row, column, value, form)
        elif isinstance(value, (int, float)) and field.kind in NUMBER_FORMAT:
            sheet.write_number(row, column, value, form)
        else:
            sheet.write_string(row, column, str(value), form)

    def _cell(self, field: Field, locked: bool) -> Any:
        number = NUMBER_FORMAT.get(field.kind, "@")
        beside = {"align": "center"} if field.kind in ("year", "date") else {}
        return self._format(num_format=number, locked=locked, **beside, **({"bg_color": PALE} if locked else {}))

    def _guide(self) -> None:
        sheet = self.book.add_worksheet(layout.GUIDE)
        bold = self._format(bold=True)
        sheet.write_string(0, 0, f"{layout.GUIDE}：{self.form.title}", self._format(bold=True, font_size=14))
        sheet.write_string(1, 0, layout.HOW_TO_FILL)
        sheet.write_row(3, 0, ["列", "是否必填", "单位", "含义", "可填内容"], bold)
        for row, field in enumerate(self.form.fields, 4):
            listed = "、".join(field.choices)
            cells = [field.head, "必填" if field.required else "", layout.unit(field).removeprefix("必填 · ")]
            sheet.write_row(row, 0, [*cells, field.column.meaning, listed])
        for at, wide in enumerate((34, 10, 18, 60, 60)):
            sheet.set_column(at, at, wide)
        sheet.protect()

    def _choices(self, sheet) -> None:
        """The lists stand in a hidden sheet: a list written into the rule itself may hold 255 signs only."""
        hidden = self.book.add_worksheet(layout.CHOICES)
        hidden.write_string(0, 0, layout.CHOICES)
        for at, field in enumerate(self.form.fields, 1):
            listed = self.lists.get(field.column.name)
            if listed:
                hidden.write_column(1, at, listed)
                letter = xl_col_to_name(at, True)
                source = f"='{layout.CHOICES}'!{letter}$2:{letter}${len(listed) + 1}"
                self._rule(sheet, at, field, {"validate": "list", "source": source})
            elif field.kind in WHOLE_WITHIN:
                low, high = WHOLE_WITHIN[field.kind]
                rule = {"validate": "integer", "criteria": "between", "minimum": low, "maximum": high}
                self._rule(sheet, at, field, rule)
        hidden.hide()
        hidden.protect()

    def _rule(self, sheet, at: int, field: Field, rule: dict) -> None:
        """A code may also be typed, so its list only warns; all else must be of the list."""
        strict = field.kind == "choice"
        sheet.data_validation(
            layout.FIRST_ROW - 1,
            at,
            LAST_ROW,
            at,
            {
                **rule,
                "ignore_blank": True,
                "input_title": field.head[:32],
                "input_message": layout.meaning(field)[:255],
                "error_type": "stop" if strict else "warning",
                "error_title": "请核对",
                "error_message": "请从下拉列表中选择。" if strict else "与规定的内容不同，请核对后再确定。",
            },
        )

    def _format(self, **properties: Any) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(FONT | properties)
        return self.formats[key]


def _width(field: Field) -> int:
    """In signs of a digit's width; a Chinese one takes two."""
    return 30 if field.column.name == "name" else max(12, min(26, 2 * len(field.head) + 2))


def _lines(field: Field) -> int:
    return -(-2 * len(layout.meaning(field)) // _width(field)) + 1
