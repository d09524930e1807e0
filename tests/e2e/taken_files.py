"""Files taken from a page in the browser, read back as rows, and how two of them are compared."""

import csv
import io
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import pytest

from tests.e2e.conftest import settled
from townbase.words import STAGE

YEAR = 2025
KINDS = ("csv", "xlsx", "html", "svg", "png")
SVG = "{http://www.w3.org/2000/svg}"
ONLY_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}")


def open_page(tab, address: str) -> None:
    tab.goto(address)
    settled(tab)


def take(tab, card: str, kind: str) -> tuple[str, bytes]:
    """Choose one kind from the menu of one card: the file's name and its bytes."""
    menu = tab.locator(f".st-key-card-{card} .tb-menu").first
    menu.locator("summary").click()
    return download(tab, menu.locator(f"[data-take={kind}]").click)


def download(tab, press) -> tuple[str, bytes]:
    with tab.expect_download() as caught:
        press()
    return caught.value.suggested_filename, caught.value.path().read_bytes()


def rows_of_csv(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf"), "Excel takes it for Chinese by its mark"
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def book_of(content: bytes):
    openpyxl = pytest.importorskip("openpyxl")
    return openpyxl.load_workbook(io.BytesIO(content))


def rows_of_sheet(sheet) -> list[list[object]]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


class Tables(HTMLParser):
    """The cells of the data table of an offline page, and all its text."""

    def __init__(self) -> None:
        super().__init__()
        self.rows, self.text, self.links = [], [], []
        self.inside = self.cell = self.below = False

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.links += [given[key] for key in ("href", "src") if key in given]
        self.below = self.below or "tb-table" in given.get("class", "").split()
        if tag == "table":
            self.inside = self.below and "tb-data" in given.get("class", "").split()
        if self.inside and tag == "tr":
            self.rows.append([])
        if self.inside and tag in ("td", "th"):
            self.cell = True
            self.rows[-1].append("")

    def handle_endtag(self, tag):
        self.cell = self.cell and tag not in ("td", "th")
        self.inside = self.inside and tag != "table"

    def handle_data(self, data):
        self.text.append(data)
        if self.cell:
            self.rows[-1][-1] += data


def told(content: bytes) -> Tables:
    page = Tables()
    page.feed(content.decode())
    return page


def same(left: object, right: object) -> bool:
    """A cell of two files: numbers by value, nothing and — alike."""
    left, right = (None if each in (None, "", "—") else each for each in (left, right))
    try:
        return abs(float(str(left).replace(",", "").replace("−", "-")) - float(str(right).replace(",", "").replace("−", "-"))) < 1e-9
    except ValueError:
        return str(left) == str(right) or (left is None and right is None)


def alike(first: list[list], second: list[list]) -> None:
    assert len(first) == len(second)
    for one, other in zip(first, second, strict=True):
        assert len(one) == len(other)
        assert [pair for pair in zip(one, other, strict=True) if not same(*pair)] == []


def taken(tab, card: str) -> dict[str, tuple[str, bytes]]:
    return {kind: take(tab, card, kind) for kind in KINDS}


def columns(rows: list[list], names: tuple[str, ...]) -> list[tuple]:
    places = [rows[0].index(name) for name in names]
    return [tuple(row[at] for at in places) for row in rows[1:]]


def as_said(value: object) -> str:
    return STAGE.get(value, value) if isinstance(value, str) else f"{float(value):g}" if value is not None else ""


def text_in(svg: bytes) -> str:
    return "".join(each.text for each in ET.fromstring(svg).iter(SVG + "text") if each.text)
