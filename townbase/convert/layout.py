"""Where in a sheet the columns stand that the mapping names."""

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from townbase.convert.characters import invisible, label, visible
from townbase.convert.header import Header, header_at
from townbase.convert.mapping import Mapping
from townbase.convert.sheet import Sheet, column_letter

SEARCHED = 40  # rows in which a header is looked for when the mapping does not say its row
_MALE = re.compile(r"(其中:?)?(男|boys?|males?|m)(生|童|性|学生|生数)?(\(人\))?", re.IGNORECASE)
_FEMALE = re.compile(r"(其中:?)?(女|girls?|females?|f)(生|童|性|学生|生数)?(\(人\))?", re.IGNORECASE)
_WHOLE = re.compile(r"(合计|小计|总计|共计|计|合計|小計|總計|計|total|人数|学生数|在校生数?)(\(人\))?", re.IGNORECASE)

Say = Callable[[str, str, str], None]


@dataclass
class Layout:
    """keys: our key -> column; figures: the mapping's name -> columns that are added up; total: the row's own total.

    halves: (whole, male, female) columns where a sheet gives all three, to be held against each other;
    parts: columns that say no more than a part of a whole that is read.
    """

    header: Header
    keys: dict[str, int] = field(default_factory=dict)
    figures: dict[str, list[int]] = field(default_factory=dict)
    total: int | None = None
    halves: list[tuple[int, int, int]] = field(default_factory=list)
    parts: set[int] = field(default_factory=set)

    @property
    def used(self) -> set[int]:
        columns = {*self.keys.values(), *(column for group in self.figures.values() for column in group)}
        columns.update(column for group in self.halves for column in group)
        columns |= self.parts
        return columns | ({self.total} if self.total is not None else set())

    @property
    def figure_columns(self) -> set[int]:
        columns = {column for group in self.figures.values() for column in group}
        return columns | ({self.total} if self.total is not None else set())


def find_layout(sheet: Sheet, mapping: Mapping, say: Say) -> Layout | None:
    """The layout, or None after `say` was told what is missing."""
    header = _find_header(sheet, mapping)
    if header is None or not header.paths:
        say(f"第 {mapping.header_row or 1} 行", "没有表头", "请检查 header_row")
        return None
    where = _where(header)
    if mapping.header_row and _missing(header, mapping):
        other = _find_header(sheet, replace(mapping, header_row=None))
        if other is not None and not _missing(other, mapping):
            say(where, f"不是表头：所要的列在第 {other.first} 行", f"请把映射里的 header_row 改为 {other.first}")
            return None
    layout, sound = Layout(header), True
    for name in mapping.wanted:
        columns = _columns(header, name)
        sound &= _tell(sheet, header, name, columns, where, say)
        if not columns:
            continue
        if name in mapping.grades:
            group = _group(header, name, columns)
            if group is None:
                below = "、".join(header.shown(column) for column in columns)
                say(where, f"“{name}”下面有几列：{below}", "请在映射里写明用哪一列，如“上一行表头/下一行表头”")
                sound = False
                continue
            layout.figures[name] = group[0]
            layout.halves += group[1]
            layout.parts |= set(columns) - set(group[0])
        elif len(columns) > 1:
            say(where, f"“{name}”列出现不止一次", "请只留一列")
            sound = False
        for key, column_name in mapping.columns.items():
            if column_name == name and key != "total":
                layout.keys[key] = columns[0]
            elif column_name == name:
                group = _group(header, name, columns)
                layout.total = group[0][0] if group else columns[0]
    return layout if sound else None


def holds_the_header(sheet: Sheet, mapping: Mapping) -> bool:
    """Whether all columns of the mapping stand in this sheet."""
    header = _find_header(sheet, mapping)
    return header is not None and not _missing(header, mapping)


def _find_header(sheet: Sheet, mapping: Mapping) -> Header | None:
    """At the row that the mapping says; else the first place where all the columns stand, and in it the lowest row."""
    keys = frozenset(label(name) for key, name in mapping.columns.items() if key != "total")
    wanted = frozenset(map(label, mapping.wanted))
    if mapping.header_row:
        # a row without anything before the header is no mistake of the clerk's
        rows = [row for row in sheet.filled_rows if row >= mapping.header_row][:1]
        return header_at(sheet, rows[0], keys, wanted) if rows else None
    rows = sheet.filled_rows[:SEARCHED]
    headers = [header_at(sheet, row, keys, wanted) for row in rows]
    whole = [header for header in headers if not _missing(header, mapping)]
    if not whole:
        return min(headers, key=lambda header: len(_missing(header, mapping)), default=None)
    return [header for header in whole if header.first <= whole[0].last][-1]


def _missing(header: Header, mapping: Mapping) -> list[str]:
    return [name for name in mapping.wanted if not _columns(header, name)]


def _columns(header: Header, name: str) -> list[int]:
    """Columns called so by their whole path; else by one of its labels or its end."""
    wanted = label(name)
    whole = [column for column, path in header.paths.items() if wanted in ("/".join(path), "".join(path))]
    return whole or [
        column
        for column, path in header.paths.items()
        if wanted in path or "/".join(path).endswith(f"/{wanted}") or "/".join(path).startswith(f"{wanted}/")
    ]


def _group(header: Header, name: str, columns: list[int]) -> tuple[list[int], list[tuple[int, int, int]]] | None:
    """The columns to add up for one figure, and the halves to hold against a whole; None where it is not plain."""
    if len(columns) == 1:
        rest = _below(header, name, columns[0])
        half = rest and (_MALE.fullmatch(rest) or _FEMALE.fullmatch(rest))
        return None if half else (columns, [])
    rests = {column: _below(header, name, column) for column in columns}
    if len({tuple(header.paths[c][: -rests[c].count("/") - 1]) for c in columns}) > 1 or "" in rests.values():
        return None
    males = [column for column, rest in rests.items() if _MALE.fullmatch(rest)]
    females = [column for column, rest in rests.items() if _FEMALE.fullmatch(rest)]
    wholes = [column for column, rest in rests.items() if _WHOLE.fullmatch(rest)]
    if len(columns) != len(males) + len(females) + len(wholes) or len(males) > 1 or len(females) > 1:
        return None
    if len(wholes) == 1:
        return wholes, [(wholes[0], males[0], females[0])] if males and females else []
    return ([males[0], females[0]], []) if males and females and not wholes else None


def _below(header: Header, name: str, column: int) -> str:
    """What stands below the label `name` in this column's path."""
    path = header.paths[column]
    wanted = label(name)
    for depth in range(1, len(path) + 1):
        if (
            path[depth - 1] == wanted
            or "/".join(path[:depth]) == wanted
            or "/".join(path[:depth]).endswith(f"/{wanted}")
        ):
            return "/".join(path[depth:])
    return ""


def _nearest(name: str, known: list[str]) -> str:
    """The header that comes nearest, and by which sign it differs where the two look alike."""
    like = difflib.get_close_matches(name, known, 1)
    if not like:
        return ""
    pairs = [(mine, other) for mine, other in zip(name, like[0], strict=False) if mine != other]
    if len(name) != len(like[0]) or len(pairs) != 1:
        return f"最像的是“{like[0]}”；"
    mine, other = pairs[0]
    return f"最像的是“{like[0]}”，只有一个字不同：映射是 {mine}（U+{ord(mine):04X}），表里是 {other}（U+{ord(other):04X}）；"


def _where(header: Header) -> str:
    rows = f"{header.first}" if header.first == header.last else f"{header.first}—{header.last}"
    return f"第 {rows} 行（表头）"


def _tell(sheet: Sheet, header: Header, name: str, columns: list[int], where: str, say: Say) -> bool:
    """Says that a column is missing, or that its header holds what cannot be seen."""
    if not columns:
        known = list(dict.fromkeys(header.shown(column) for column in header.paths))
        near = _nearest(label(name), known)
        say(where, f"没有“{name}”列", f"请改映射或表头；{near}现有：{'、'.join(known)}")
        return False
    for column in columns:
        for row in range(header.first, header.last + 1):
            words = invisible(sheet.cell(row, column))
            if words and label(visible(sheet.cell(row, column))) in header.paths[column]:
                say(
                    f"第 {row} 行（表头），{column_letter(column)} 列“{visible(sheet.cell(row, column))}”",
                    words,
                    "请删去这个字符",
                )
    return True
