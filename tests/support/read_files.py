"""What a reader's programs make of our files: a spreadsheet, a CSV reader, a browser's parser."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser

import pandas as pd
from openpyxl import load_workbook

from townbase.downloads import About
from townbase.downloads.cells import cell


def about(**changes) -> About:
    texts = {"page": "全市总览", "title": "一句发现", "version": "3f9a5c0b1d22", "made_on": None, "synthetic": True, "city": "示例市"}
    return About(**(texts | changes))


def cells(frame: pd.DataFrame) -> list[list[object]]:
    """The frame's rows as the writers see them: numbers, days, texts, None."""
    return [[cell(value) for value in row] for row in zip(*(frame.iloc[:, at] for at in range(frame.shape[1])), strict=True)]


def heads(frame: pd.DataFrame) -> list[str]:
    return [str(name) for name in frame.columns]


def alike(mine: object, theirs: object) -> bool:
    """An empty text and no text are the same empty cell; numbers are numbers and text is text."""
    if mine in (None, "") or theirs in (None, ""):
        return mine in (None, "") and theirs in (None, "")
    if isinstance(mine, bool) or isinstance(theirs, bool):
        return mine is theirs
    if isinstance(mine, (int, float)):
        return isinstance(theirs, (int, float)) and abs(mine - theirs) <= 1e-12 * max(1, abs(mine))
    return mine == theirs


def differences(mine: list[list[object]], theirs: list[list[object]]) -> list[tuple]:
    assert len(mine) == len(theirs), f"{len(mine)} rows became {len(theirs)}"
    pairs = [(at, own, other) for at, (row, read) in enumerate(zip(mine, theirs, strict=True)) for own, other in zip(row, read, strict=True)]
    return [pair for pair in pairs if not alike(*pair[1:])]


def book(content: bytes):
    return load_workbook(io.BytesIO(content))


def sheet_rows(sheet) -> list[list[object]]:
    """Every row below the heads; a day that openpyxl reads as midnight is a day."""
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    return [[value.date() if hasattr(value, "date") else value for value in row] for row in rows]


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


class Page(HTMLParser):
    """Every tag with its attributes, the script's text, and the cells of the table that sorts."""

    def __init__(self, content: bytes):
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.rows: list[list[object]] = []
        self.cell: list[str] | None = None
        self.value: str | None = None
        self.within: list[str] = []
        self.feed(content.decode("utf-8"))

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append((tag, given))
        self.within.append(tag)
        if tag == "table" and "tb-data" in given.get("class", ""):
            self.rows = [[]]
            self.within.append("data")
        if "data" in self.within and tag == "tr":
            self.rows.append([])
        if "data" in self.within and tag in ("td", "th"):
            self.cell, self.value = [], given.get("data-v")
        if tag == "script":
            self.scripts.append("")
        if tag == "style":
            self.styles.append("")

    def handle_endtag(self, tag):
        if "data" in self.within and tag in ("td", "th") and self.cell is not None:
            self.rows[-1].append("".join(self.cell) if self.value is None else number(self.value))
            self.cell = None
        if tag == "table" and "data" in self.within:
            self.within = self.within[: self.within.index("data")]
        while tag in self.within and self.within.pop() != tag:
            pass

    def handle_data(self, data):
        if self.within and self.within[-1] == "script":
            self.scripts[-1] += data
        elif self.within and self.within[-1] == "style":
            self.styles[-1] += data
        else:
            self.text.append(data)
            if self.cell is not None:
                self.cell.append(data)

    @property
    def table(self) -> list[list[object]]:
        return [row for row in self.rows if row]

    @property
    def attributes(self) -> list[tuple[str, str, str]]:
        return [(tag, name, value or "") for tag, given in self.tags for name, value in given.items()]


def number(text: str) -> object:
    return None if text == "" else float(text) if any(sign in text for sign in ".en") else int(text)
