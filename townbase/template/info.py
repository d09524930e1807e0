"""The workbook 填报信息: what delivery.toml says of the city and of each table, asked in a clerk's words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from townbase.contracts.contract import Column
from townbase.contracts.manifest import SOURCE_KINDS
from townbase.template import layout
from townbase.template.cells import Wrong, read_cell
from townbase.template.fault import Fault, Place
from townbase.template.form import Field, Form
from townbase.template.layout import normal
from townbase.template.sheets import EMPTY, Sheet
from townbase.template.write import FONT, GREY, OPTIONS

FILE = f"00-{layout.INFO}.xlsx"
NATURE = {"真实数据": False, "演示数据": True}
CODE_SYSTEM = {"全国统一代码": "cn", "其他代码": "other"}
KINDS = {kind: kind for kind in SOURCE_KINDS}


def _field(name: str, head: str, kind: str, meaning: str, choices: Mapping[str, object] = {}) -> Field:  # noqa: B006
    return Field(Column(name, "VARCHAR", True, meaning, "文字"), head, "", kind, choices, False)


CITY = (
    _field("city", "城市名称", "text", "页面标题上的名称"),
    _field("source", "数据来源说明", "text", "印在每一页页脚，如：市教育局 2025 年事业统计和自报数据"),
    _field("synthetic", "数据性质", "choice", "虚构的数据必须写明是演示数据", NATURE),
    _field("delivered_on", "交付日期", "date", "这批数据交出的日期，如 2025-12-05"),
    _field("code_system", "代码规则", "choice", "全国统一代码：区县 6 位、乡镇 9 位、学校 10 位数字", CODE_SYSTEM),
)
EXTRACT = (
    _field("as_of", "数据时点", "date", "统计到哪一天，如 2025-09-01"),
    _field("source_kind", "来源类别", "choice", "这张表从哪里来", KINDS),
    _field("reviewed", "是否已审核", "choice", "区县或市局是否审核过", {"是": True, "否": False}),
)
FIRST_CITY, TABLE_HEADS = 4, 10


@dataclass
class Info:
    """What could be read: of the city, and of each extract; where the cells stand, for what is missing."""

    city: dict[str, Any] = field(default_factory=dict)
    extracts: dict[str, dict[str, Any]] = field(default_factory=dict)
    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    wrong: set[tuple[str, str]] = field(default_factory=set)
    sheet: Place | None = None


def write_info(path: Path, forms: Mapping[str, Form], info: Info | None = None) -> None:
    """Write the workbook, with what is known already filled in."""
    info = info or Info()
    with xlsxwriter.Workbook(path, OPTIONS) as book:
        plain, head = book.add_format(FONT), book.add_format({**FONT, "bold": True, "bg_color": "#DCE6F1"})
        grey = book.add_format({**FONT, "font_color": "#595959"})
        sheet = book.add_worksheet(layout.INFO)
        sheet.write_string(0, 0, layout.INFO, book.add_format({**FONT, "bold": True, "font_size": 14}))
        sheet.write_string(1, 0, "白底的格子都要填；没有填报的表，下面对应的一行可以不填。", grey)
        for at, word in enumerate(("项目", "内容", "说明")):
            sheet.write_string(FIRST_CITY - 2, at, word, head)
        for row, item in enumerate(CITY, FIRST_CITY - 1):
            sheet.write_string(row, 0, item.head, plain)
            sheet.write_string(row, 2, item.column.meaning, grey)
            _cell(book, sheet, row, 1, item, info.city.get(item.column.name))
        for at, word in enumerate(("表名", *(item.head for item in EXTRACT))):
            sheet.write_string(TABLE_HEADS - 1, at, word, head)
        for row, form in enumerate(forms.values(), TABLE_HEADS):
            sheet.write_string(row, 0, form.title, plain)
            for at, item in enumerate(EXTRACT, 1):
                _cell(book, sheet, row, at, item, info.extracts.get(form.name, {}).get(item.column.name))
        for at, wide in enumerate((24, 36, 24, 14)):
            sheet.set_column(at, at, wide)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.protect(options={"format_columns": True})


def _cell(book, sheet, row: int, column: int, item: Field, value: object) -> None:
    number = "yyyy-mm-dd" if item.kind == "date" else "@"
    form = book.add_format(
        {**FONT, "num_format": number, "locked": False, "align": "left", "border": 1, "border_color": GREY}
    )
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, form)
    elif value is not None:
        word = next((word for word, code in item.choices.items() if code == value), value)
        sheet.write_string(row, column, str(word), form)
    else:
        sheet.write_blank(row, column, None, form)
    if item.choices:
        sheet.data_validation(row, column, row, column, {"validate": "list", "source": list(item.choices)})


def read_info(sheet: Sheet, place: Place, forms: Mapping[str, Form], info: Info) -> list[Fault]:
    """Read the sheet into `info`; an empty cell is no fault here, since only delivered tables need their row."""
    info.sheet = place
    faults: list[Fault] = []
    items = {normal(item.head): item for item in CITY}
    titles = {normal(form.title): name for name, form in forms.items()}
    for number, cells in sheet.rows:
        cells = [*cells, *[EMPTY] * 4]
        label = normal(cells[0].value)
        wanted: list[tuple[str, int, Field]] = []
        if label in items:
            wanted = [("", 1, items[label])]
        elif label in titles:
            wanted = [(titles[label], at, item) for at, item in enumerate(EXTRACT, 1)]
        for extract, at, item in wanted:
            where = place.at(number, at + 1, item.head)
            info.places[extract, item.column.name] = where
            try:
                value = read_cell(item, cells[at].value, cells[at].number_format, error=cells[at].error)
            except Wrong as wrong:
                info.wrong.add((extract, item.column.name))
                faults.append(Fault(where, wrong.what, wrong.todo))
                continue
            if value is not None:
                (info.extracts.setdefault(extract, {}) if extract else info.city)[item.column.name] = value
    return faults


def complete(info: Info, delivered: Iterable[str]) -> bool:
    """Whether all that delivery.toml needs has been filled in."""
    city = {item.column.name for item in CITY} <= set(info.city)
    needed = {item.column.name for item in EXTRACT}
    return city and all(needed <= set(info.extracts.get(name, {})) for name in delivered)


def missing(info: Info, delivered: Mapping[str, Form], folder: Path) -> Iterator[Fault]:
    """What must still be filled in for these extracts."""
    if info.sheet is None:
        yield Fault(
            Place(folder / FILE), "没有这个文件，或认不出其中的内容", "请填写这个文件：城市、数据时点和来源都在其中"
        )
        return
    for extract, items in (("", CITY), *((name, EXTRACT) for name in delivered)):
        for item in items:
            key = (extract, item.column.name)
            given = info.extracts.get(extract, {}) if extract else info.city
            if item.column.name not in given and key not in info.wrong:
                place = info.places.get(key, info.sheet)
                why = f"“{delivered[extract].title}”已填报，" if extract else ""
                yield Fault(place, f"{why}“{item.head}”没有填", f"请填写：{item.column.meaning}")
