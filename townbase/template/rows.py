"""From a sheet of raw cells to the rows of a form: which sheet is which form, which row is no data, what each cell says."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl.utils import range_boundaries

from townbase.convert.characters import tidy
from townbase.personal import names_a_person
from townbase.template import layout
from townbase.template.cells import Wrong, read_cell, shown
from townbase.template.fault import Fault, Place
from townbase.template.form import Field, Form
from townbase.template.layout import normal
from townbase.template.sheets import EMPTY, Cell, Sheet
from townbase.template.table import Origin, Row, Table

HEADS_WITHIN = 20
TOTALS = re.compile(r"(.*[^\W\d_])?(合计|总计|小计|共计)|其中.{0,6}|(grand|sub)?total", re.IGNORECASE)


def form_of(sheet: Sheet, forms: Mapping[str, Form]) -> Form | None:
    """The form whose title stands in the sheet, else the one that most of its heads belong to; None where neither tells."""
    title = re.search(r"表名：.*（(\w+)）", sheet.first)
    if title and title[1] in forms:
        return forms[title[1]]
    fits = sorted(((_head_row(sheet, form)[1], form.name) for form in forms.values()), reverse=True)
    best, next_best = fits[0], fits[1] if len(fits) > 1 else (0, "")
    return forms[best[1]] if best[0] >= 3 and best[0] > next_best[0] else None


@dataclass
class Claim:
    """A code that stands with a name behind it: the two must belong together."""

    form: Form
    row: Row
    column: str
    code: str
    name: str


def read_rows(sheet: Sheet, place: Place, table: Table) -> tuple[list[Fault], list[Claim]]:
    """Add the sheet's rows to the table of its form; every fault at once."""
    return _Reader(sheet, place, table).read()


def _head_row(sheet: Sheet, form: Form) -> tuple[int, int]:
    """Place in sheet.rows of the row that holds most of the form's heads, and how many."""
    heads = {normal(field.head) for field in form.fields}
    counts = [len(heads & {normal(cell.value) for cell in row}) for _, row in sheet.rows[:HEADS_WITHIN]]
    most = max(counts, default=0)
    return (counts.index(most) if most else 0), most


class _Reader:
    def __init__(self, sheet: Sheet, place: Place, table: Table) -> None:
        self.sheet, self.place, self.table, self.form = sheet, place, table, table.form
        self.faults: list[Fault] = []
        self.claims: list[Claim] = []
        self.known_rows: list[list[str]] | None = None
        self.example = [read_cell(field, field.example or None) for field in self.form.fields]

    def read(self) -> tuple[list[Fault], list[Claim]]:
        at, found = _head_row(self.sheet, self.form)
        if found < 2:
            self._fault("找不到列名所在的行", "请恢复原表的列名，或把数据填到新生成的表中")
            return self.faults, []
        number, heads = self.sheet.rows[at]
        body = self.sheet.rows[at + 1 :]
        fields, kind = self._heads(number, heads, body)
        if self._torn(heads, body):
            return self.faults, []
        covered = self._merged(number)
        self.table.columns = [
            field.column.name
            for field in self.form.fields
            if field.column.name in self.table.columns or field in fields.values()
        ]
        if any(field.required and field not in fields.values() for field in self.form.fields):
            return self.faults, []
        origin = Origin(self.place, {field.column.name: column for column, field in fields.items()})
        for number, cells in body:
            self._row(number, cells, fields, kind, origin, covered)
        return self.faults, self.claims

    def _heads(self, number: int, heads: Sequence[Cell], body) -> tuple[dict[int, Field], int | None]:
        """Column (from 1) -> its field, and the column that says what kind of row it is; unknown columns are faults."""
        known = {normal(field.head): field for field in self.form.fields}
        known |= {field.column.name: field for field in self.form.fields}
        filled = {at for _, row in body for at, cell in enumerate(row, 1) if cell is not EMPTY}
        fields: dict[int, Field] = {}
        kind = None
        for column in range(1, max([len(heads), *filled]) + 1):
            head = heads[column - 1].value if column <= len(heads) else None
            field = known.get(normal(head).rstrip("*"))
            if normal(head) == layout.ROW_KIND:
                kind = column
            elif field and field in fields.values():
                self._fault(f"“{field.head}”列出现不止一次", "请只留一列", number, column)
            elif field:
                fields[column] = field
            elif column in filled or names_a_person(normal(head)):
                self._fault(*_unknown(str(head or "").strip()), number, column)
        for field in self.form.fields:
            if field.required and field not in fields.values():
                self._fault(f"缺少必填的“{field.head}”列", "请补上这一列，列名与原表一致", number)
        return fields, kind

    def _torn(self, heads: Sequence[Cell], body: Sequence[tuple[int, list[Cell]]]) -> bool:
        """Lines of an export with fewer cells than heads: where the missing one stood cannot be known."""
        short = [number for number, row in body if len(row) < len(heads)] if not self.sheet.name else []
        if short:
            listed = "、".join(map(str, short[:10])) + (f" 等 {len(short):,}" if len(short) > 10 else "")
            self._fault(f"第 {listed} 行的格数少于列名，不知道缺的是哪一格", "请用表格软件打开原表，改交 XLSX")
        return bool(short)

    def _merged(self, heads: int) -> set[tuple[int, int]]:
        """The cells that stand empty because they are merged into another; each range is one fault."""
        covered: set[tuple[int, int]] = set()
        for merged in self.sheet.merged:
            left, top, right, bottom = (bound or 0 for bound in range_boundaries(merged))
            if bottom > heads:
                self._fault(f"{merged} 是合并的单元格", "请取消合并，逐行填写", top, left)
                covered |= {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)} - {
                    (top, left)
                }
        return covered

    def _row(
        self, number: int, cells: list[Cell], fields: dict[int, Field], kind: int | None, origin: Origin, covered
    ) -> None:
        cells = cells + [EMPTY] * (max(fields) - len(cells))
        row_kind = normal(cells[kind - 1].value) if kind else ""
        if row_kind in layout.FURNITURE or self._is_furniture(cells, fields):
            if row_kind == layout.EXAMPLE_ROW and not self._is_example(cells, fields):
                self._fault(
                    "示例行被改写过，这一行不读入",
                    f"请把数据填到示例行下面，示例行恢复原样或清空“{layout.ROW_KIND}”",
                    number,
                )
            return
        if all(cells[column - 1] is EMPTY for column in fields):
            return
        row = Row(origin, number, {}, set())
        if self._is_total(row, cells, fields, kind):
            return
        if self._is_remark(row, cells, fields):
            return
        for column, field in fields.items():
            self._cell(row, column, field, cells[column - 1], (number, column) in covered)
        self._keep(row, fields)

    def _cell(self, row: Row, column: int, field: Field, cell: Cell, covered: bool) -> None:
        name = field.column.name
        try:
            if cell.formula:
                raise Wrong("公式没有计算结果", "请用表格软件打开并保存一次，或把公式改为数值")
            value = read_cell(field, cell.value, cell.number_format, error=cell.error)
            if value is None and field.required and not covered:
                raise Wrong("是空的，这一项必须填写", "请补填；整行不要时请清空整行")
        except Wrong as wrong:
            row.wrong.add(name)
            self.faults.append(Fault(row.place(self.form, name), wrong.what, wrong.todo))
            return
        if value is None:
            row.wrong |= {name} if covered else set()
            return
        if field.kind == "code" and " " in str(value):
            value, behind = str(value).split(maxsplit=1)
            self.claims.append(Claim(self.form, row, name, value, behind))
        row.values[name] = value

    def _keep(self, row: Row, fields: dict[int, Field]) -> None:
        if any(field.key and field.column.name in row.wrong for field in fields.values()):
            self.table.refused.append(row)
            return
        beside = [field for field in self.form.fields if not field.key]
        empty = not any(field.column.name in row.values or field.column.name in row.wrong for field in beside)
        if beside and empty and not any(field.required for field in beside):
            self.table.only_keys += 1
            return
        self.table.kept.append(row)

    def _is_total(self, row: Row, cells: list[Cell], fields: dict[int, Field], kind: int | None) -> bool:
        looked_at = {
            column: field for column, field in fields.items() if field.kind in ("code", "text", "choice", "year")
        }
        for column in [*looked_at, *([kind] if kind else [])]:
            value = cells[column - 1].value
            if isinstance(value, str) and TOTALS.fullmatch(normal(value)):
                head = fields[column].head if column in fields else layout.ROW_KIND
                place = self.place.at(row.number, column, head)
                self.faults.append(Fault(place, f"“{value.strip()}”是合计行，不是一条数据", "请删去合计行"))
                return True
        return False

    def _is_remark(self, row: Row, cells: list[Cell], fields: dict[int, Field]) -> bool:
        """One line of text and nothing else, where a row needs more: a remark under the table."""
        filled = [column for column in fields if cells[column - 1] is not EMPTY]
        needed = [field for field in fields.values() if field.required]
        value = cells[filled[0] - 1].value
        if len(filled) > 1 or len(needed) < 2 or not isinstance(value, str):
            return False
        self._fault(
            f"这一行只有“{shown(value.strip())}”，不是一条数据", "请补全这一行；是备注的请删去", row.number, filled[0]
        )
        return True

    def _is_furniture(self, cells: list[Cell], fields: dict[int, Field]) -> bool:
        """Heads, units, meanings or the example again, wherever they were copied to."""
        texts = [normal(cells[column - 1].value) for column in fields]
        return texts in self._furniture(fields) or self._is_example(cells, fields)

    def _furniture(self, fields: dict[int, Field]) -> list[list[str]]:
        if self.known_rows is None:
            lines = (lambda field: field.head, layout.unit, layout.meaning)
            self.known_rows = [[normal(text(field)) for field in fields.values()] for text in lines]
        return self.known_rows

    def _is_example(self, cells: list[Cell], fields: dict[int, Field]) -> bool:
        first = next(iter(fields))
        if normal(cells[first - 1].value) != normal(fields[first].example):
            return False
        example = dict(zip(self.form.fields, self.example, strict=True))
        try:
            return all(
                read_cell(field, cells[column - 1].value, cells[column - 1].number_format) == example[field]
                for column, field in fields.items()
            )
        except Wrong:
            return False

    def _fault(self, what: str, todo: str, row: int | None = None, column: int | None = None) -> None:
        self.faults.append(Fault(self.place.at(row, column), what, todo))


def _unknown(head: str) -> tuple[str, str]:
    if not head:
        return "这一列没有列名，但有内容", "请删去这一列，或把内容移到规定的列中"
    if names_a_person(tidy(head)):
        return f"“{head}”像是个人信息（姓名、证件号、电话等），不得报送", "请删去这一列，只报送汇总数"
    return f"规定中没有“{head}”这一列", "请删去这一列，或改为规定的列名"
