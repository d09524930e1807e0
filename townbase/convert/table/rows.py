"""What each row below the header is: a school, a total, a note, nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from townbase.convert.characters import label, visible
from townbase.convert.mapping import Mapping
from townbase.convert.table.counts import read_count
from townbase.convert.table.layout import Layout
from townbase.convert.table.sheet import Sheet

Kind = Literal["school", "blank", "header", "total", "part", "unnamed_total", "note", "numbering", "stray"]

# Rows that hold this table against another year: no sum of its rows, and no school.
_COMPARED = r"^[上去]学?年(同期|度|末|数|人数|合计|总计)?$|同期|增减|^[比较][上去同]|^[同环占]比|^比重|增幅|增长率"
_TOTAL = re.compile(
    rf"{_COMPARED}|"
    r"合计|总计|小计|共计|累计|汇总|总数|总和|总人数|总量|平均|均值|合計|總計|小計|共計|彙總|^[总總共]?[计計]$|^总$|^其中|^[∑Σ]|^全部|^所有|^共[0-9一二三四五六七八九十百]+[所校个]|"
    r"^全[国國省市县縣区區镇鎮乡鄉校]($|小学|小學|初中|中学|中小学|幼儿园|学校|平均)"
)
_TOTAL_WORDS = re.compile(
    r"(?i)\b(sub-?\s?totals?|grand\s?totals?|totals?|tot|ttl|sum|overall|averages?|mean)\b|"
    r"^(all|every)\s(schools|districts|towns|townships|counties|pupils|students)$|^(state|district|county|city)-?wide$|^of which\b"
)
_PART = re.compile(rf"^其中|^of\s?which|{_COMPARED}", re.IGNORECASE)
_NOTE = re.compile(
    r"^(注|备注|附注|说明|备考|資料來源|资料来源|数据来源|来源|填表|填报|制表|审核|负责人|单位负责人|统计负责人|报送|打印|联系|电话|"
    r"第.+页|共.+页|以上|本表|续表|单位[:：]|[*†‡]|—以下|以下空白|source|notes?\b|prepared|printed|page\b|footnote|data\b)",
    re.IGNORECASE,
)
_STEMS = "甲乙丙丁戊己庚辛壬癸"


@dataclass(frozen=True)
class Row:
    """A row's number, kind, and the words by which its kind was known."""

    number: int
    kind: Kind
    words: str = ""


def rows_of(sheet: Sheet, layout: Layout, mapping: Mapping) -> Iterator[Row]:
    """Every row below the header, in order."""
    faulty = {row for row, _ in sheet.faults}
    last = max(sheet.filled_rows, default=0)
    for number in range(layout.header.last + 1, last + 1):
        if number not in sheet.rows:
            continue
        if number not in faulty and not any(sheet.cells(number)):
            yield Row(number, "blank")
        else:
            yield _row(sheet, number, layout, mapping)


def _row(sheet: Sheet, number: int, layout: Layout, mapping: Mapping) -> Row:
    if _repeats_header(sheet, number, layout):
        return Row(number, "header")
    if _is_numbering(sheet, number, layout):
        return Row(number, "numbering")
    words = _words(sheet, number, layout)
    has_figures = _has_figures(sheet, number, layout, mapping)
    named = next((word for word in words if _holds(word, mapping.total_words)), None)
    if named is not None:
        return Row(number, "part" if _PART.search(label(named)) else "total", named)
    looks = next((word for word in words if total_word(word)), None)
    if not has_figures and words:
        first = label(words[0])
        left_out = first.casefold().startswith(tuple(word.casefold() for word in mapping.leave_out_words))
        if left_out or (_NOTE.match(first) and len([cell for cell in sheet.cells(number) if cell]) <= 4):
            return Row(number, "note", words[0])
    school = sheet.cell(number, layout.keys["school_id"]) if "school_id" in layout.keys else ""
    if looks is not None and label(school) not in mapping.accepted("totals"):
        return Row(number, "unnamed_total", looks)
    if not has_figures and words and not school and len(words) <= 2:
        return Row(number, "stray", words[0])
    return Row(number, "school")


def _holds(text: str, words: tuple[str, ...]) -> bool:
    """A word of one sign (计) must be the whole text: it stands in names of schools too."""
    plain = label(text).casefold()
    return any(word.casefold() in plain if len(word) > 1 else word == plain for word in words)


def total_word(words: str) -> str:
    """The word by which totals go that this name holds, with blanks between its characters or not; "" where none."""
    plain = re.sub(r"^[\W\d_]+|[\W_]+$", "", label(words))
    found = _TOTAL.search(plain) or _TOTAL.search(label(words)) or _TOTAL_WORDS.search(words)
    return found[0] if found else ""


def _words(sheet: Sheet, number: int, layout: Layout) -> list[str]:
    """The texts that can say what a row is: its keys, and all that stands before its figures."""
    first_figure = min(layout.figure_columns, default=0)
    columns = sorted({*layout.keys.values(), *range(first_figure)})
    return [text for column in columns if (text := visible(sheet.cell(number, column)))]


def _has_figures(sheet: Sheet, number: int, layout: Layout, mapping: Mapping) -> bool:
    for column in layout.figure_columns:
        if (number, column) in sheet.faults:
            return True
        cell = sheet.cell(number, column)
        if cell and read_count(cell, mapping.withheld, mapping.zero).kind != "fault":
            return True
    return False


def _repeats_header(sheet: Sheet, number: int, layout: Layout) -> bool:
    """A printed table repeats its header on every page: each cell of ours says what the header says there."""
    cells = {column: label(sheet.cell(number, column)) for column in layout.used}
    filled = {column: cell for column, cell in cells.items() if cell}
    return bool(filled) and all(cell in layout.header.paths.get(column, ()) for column, cell in filled.items())


def _is_numbering(sheet: Sheet, number: int, layout: Layout) -> bool:
    """甲 乙 丙 1 2 3 under the header: the columns' numbers, not pupils."""
    if number != layout.header.last + 1:
        return False
    figures = [sheet.cell(number, column) for column in sorted(layout.figure_columns)]
    keys = [sheet.cell(number, column) for column in layout.keys.values()]
    if len(figures) < 2 or not all(cell.isdigit() for cell in figures) or any(len(cell) > 1 for cell in keys):
        return False
    steps = {int(after) - int(before) for before, after in zip(figures, figures[1:], strict=False)}
    return steps == {1} and any(cell in _STEMS for cell in keys if cell) and all(cell in _STEMS for cell in keys)
