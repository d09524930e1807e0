"""The header's labels: in which rows they stand, and what stands above and below what."""

import re
from dataclasses import dataclass

from townbase.convert.characters import label, visible
from townbase.convert.table.sheet import Sheet

DEEPEST = 4  # 学段, 年级, 男女 and one to spare
_NUMBER = re.compile(r"[0-9.,]+")


@dataclass(frozen=True)
class Header:
    """first and last row; paths: column -> its labels from above to below, each once."""

    first: int
    last: int
    paths: dict[int, tuple[str, ...]]

    def shown(self, column: int) -> str:
        return "/".join(self.paths.get(column, ()))


def header_at(sheet: Sheet, row: int, keys: frozenset[str], wanted: frozenset[str]) -> Header:
    """The header that begins in `row`; keys and wanted are labels. It goes on below while no row of data begins."""
    last = max([row, *(merge.last_row for merge in sheet.merges if merge.first_row == row)])
    last = min(last, row + DEEPEST - 1)
    while last < row + DEEPEST - 1 and _goes_on(sheet, row, last, keys, wanted):
        last += 1
    return Header(row, last, _paths(sheet, row, last))


def _goes_on(sheet: Sheet, first: int, last: int, keys: frozenset[str], wanted: frozenset[str]) -> bool:
    """Whether the row below is still header: words only, and nothing in the columns whose header stands above."""
    below = [_label(cell) for cell in sheet.cells(last + 1)]
    filled = [word for word in below if word]
    if not filled or any(_NUMBER.fullmatch(word) for word in filled):
        return False
    paths = _paths(sheet, first, last)
    found = {word for path in paths.values() for word in path}
    at = [column for column, path in paths.items() if keys & set(path)]
    if any(column < len(below) and below[column] not in ("", *paths[column]) for column in at):
        return False
    missing = wanted - found
    return bool(at and found & wanted) or bool(missing & set(filled))


def _paths(sheet: Sheet, first: int, last: int) -> dict[int, tuple[str, ...]]:
    width = max(len(sheet.cells(row)) for row in range(first, last + 1))
    grid = [[_label(sheet.cell(row, column)) for column in range(width)] for row in range(first, last + 1)]
    for merge in sheet.merges:
        if first <= merge.first_row <= last:
            word = grid[merge.first_row - first][merge.first_column]
            for row in range(merge.first_row, min(merge.last_row, last) + 1):
                for column in range(merge.first_column, min(merge.last_column + 1, width)):
                    grid[row - first][column] = word
    if not any(first <= merge.first_row <= last for merge in sheet.merges):
        for upper, lower in reversed(list(zip(grid, grid[1:], strict=False))):
            _spread(upper, lower)
    return {column: path for column in range(width) if (path := _once([row[column] for row in grid]))}


def _spread(upper: list[str], lower: list[str]) -> None:
    """Without merged cells a word above stands in the first of its columns only."""
    for column in range(1, len(upper)):
        if not upper[column] and lower[column] and upper[column - 1] and lower[column - 1] != upper[column - 1]:
            upper[column] = upper[column - 1] if lower[column - 1] else ""


def _once(words: list[str]) -> tuple[str, ...]:
    path: list[str] = []
    for word in words:
        if word and word not in path[-1:]:
            path.append(word)
    return tuple(path)


def _label(cell: str) -> str:
    return label(visible(cell))
