"""Where in a sheet the columns stand that the mapping names."""

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from townbase.convert.characters import invisible, label, visible
from townbase.convert.mapping import Mapping
from townbase.convert.table.header import Header, header_at
from townbase.convert.table.sheet import Sheet, column_letter

SEARCHED = 40  # rows in which a header is looked for when the mapping does not say its row
_MALE = re.compile(r"(其中:?)?(男|boys?|males?|m)(生|童|性|学生|生数)?(\(人\))?", re.IGNORECASE)
_FEMALE = re.compile(r"(其中:?)?(女|girls?|females?|f)(生|童|性|学生|生数)?(\(人\))?", re.IGNORECASE)
_WHOLE = re.compile(r"(合计|小计|总计|共计|计|合計|小計|總計|計|total|人数|学生数|在校生数?)(\(人\))?", re.IGNORECASE)

Say = Callable[[str, str, str], None]


@dataclass
class Layout:
    """keys: our key -> column; figures: the mapping's name -> columns that are added up; total: those of the row's own
    total.

    halves: (whole, male, female) columns where a sheet gives all three, to be held against each other;
    parts: columns that say no more than a part of a whole that is read.
    """

    header: Header
    keys: dict[str, int] = field(default_factory=dict)
    figures: dict[str, list[int]] = field(default_factory=dict)
    total: list[int] = field(default_factory=list)
    halves: list[tuple[int, int, int]] = field(default_factory=list)
    parts: set[int] = field(default_factory=set)

    @property
    def used(self) -> set[int]:
        columns = {*self.keys.values(), *(column for group in self.figures.values() for column in group)}
        columns.update(column for group in self.halves for column in group)
        columns |= self.parts
        return columns | set(self.total)

    @property
    def figure_columns(self) -> set[int]:
        columns = {column for group in self.figures.values() for column in group}
        return columns | set(self.total)


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
    layout = Layout(header)
    sound = [_place(sheet, layout, name, mapping, where, say) for name in mapping.wanted]
    return layout if all(sound) else None


def _place(sheet: Sheet, layout: Layout, name: str, mapping: Mapping, where: str, say: Say) -> bool:
    """Puts the columns of one name of the mapping into the layout; False where it was told that they are not plain."""
    header = layout.header
    columns = _filled(sheet, header, _columns(header, name), name)
    if not _tell(sheet, header, name, columns, where, say):
        return False
    group = _group(header, name, columns)
    if group is None and all(not _below(header, name, column) for column in columns):
        say(where, f"“{name}”列出现不止一次", "请只留一列")
        return False
    keys = [key for key, column in mapping.columns.items() if column == name]
    if group is None or (len(group[0]) > 1 and keys != ["total"] and name not in mapping.grades):
        below = "、".join(header.shown(column) for column in columns)
        say(where, f"“{name}”下面有几列：{below}", "请在映射里写明用哪一列，如“上一行表头/下一行表头”")
        return False
    read, halves = group
    layout.halves += halves
    layout.parts |= set(columns) - set(read)
    layout.keys |= {key: read[0] for key in keys if key != "total"}
    if "total" in keys:
        layout.total = read
    if name in mapping.grades:
        layout.figures[name] = read
    return True


def _filled(sheet: Sheet, header: Header, columns: list[int], name: str) -> list[int]:
    """Without the empty columns over which a header's cell was merged for its looks."""
    if len(columns) < 2 or any(_below(header, name, column) for column in columns):
        return columns
    body = [row for row in sheet.filled_rows if row > header.last]
    return [c for c in columns if any(sheet.cell(row, c) or (row, c) in sheet.faults for row in body)] or columns[:1]


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
    """Columns called so by their whole path or by the label on top; else by a label further down or by their end."""
    wanted = label(name)
    top = [c for c, path in header.paths.items() if wanted in ("/".join(path), "".join(path), path[0])]
    return top or [
        column
        for column, path in header.paths.items()
        if wanted in path or "/".join(path).endswith(f"/{wanted}") or "/".join(path).startswith(f"{wanted}/")
    ]


def _group(header: Header, name: str, columns: list[int]) -> tuple[list[int], list[tuple[int, int, int]]] | None:
    """The columns to add up for one figure, and the halves to hold against a whole; None where it is not plain."""
    rests = {column: _below(header, name, column) for column in columns}
    males = [column for column, rest in rests.items() if _MALE.fullmatch(rest)]
    females = [column for column, rest in rests.items() if _FEMALE.fullmatch(rest)]
    wholes = [column for column, rest in rests.items() if not rest or _WHOLE.fullmatch(rest)]
    if len(columns) == 1:
        return None if males or females else (columns, [])
    above = {
        tuple(header.paths[c][: len(header.paths[c]) - len(rest.split("/")) * bool(rest)]) for c, rest in rests.items()
    }
    if len(above) > 1 or len(columns) != len(males) + len(females) + len(wholes) or max(len(males), len(females)) > 1:
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
