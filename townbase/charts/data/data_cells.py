"""Small pieces of the data page's tables: rows that become lists on a phone, fingerprints, where an amount came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from townbase import words
from townbase.charts.base.glyphs import glyph
from townbase.charts.base.table import Column, table
from townbase.text import Markup, esc, is_missing

SHORT = 12  # letters of a fingerprint that tell files apart at a glance
ORIGIN = (Column("文件和校验码"), Column("数据时点"), Column("来源", css="tb-wrap"))


def list_table(
    columns: Sequence[Column], rows: Iterable[Sequence[object]], *, caption: str, named: int = 1, css: str = ""
) -> Markup:
    """A table whose rows become lists on a phone: there the heads stand before their cells, but for the first `named`."""
    heads = [column.head for column in columns]
    cells = ([cell if at < named else headed(heads[at], cell) for at, cell in enumerate(row)] for row in rows)
    return table(columns, cells, caption=caption, css=f"tb-data tb-cards {css}".rstrip())


def headed(head: str, cell: object) -> Markup:
    """A cell with its head before it, which a phone shows; nothing where there is nothing."""
    text = esc(cell)
    return Markup(f'<span class="tb-lab">{esc(head)}：</span>{text}') if text else text


def two_lines(first: object, second: object) -> Markup:
    """A word and, under it, what explains it."""
    under = esc(second)
    return Markup(f"{esc(first)}<small class=tb-line2>{under}</small>") if under else esc(first)


def fingerprint(sha256: str) -> Markup:
    """The first letters, all of them when pointed at."""
    return Markup(f'<small title="{esc(sha256)}">{esc(sha256[:SHORT])}…</small>') if sha256 else Markup("")


def review(row: Mapping) -> Markup:
    """已审 plain, 待审 bold, what is not there or not said muted."""
    if row["review"] in ("未提供", words.REVIEWED[None]):
        return Markup(f'<span class="tb-muted">{glyph("missing")} {esc(row["review"])}</span>')
    return Markup(f"<b>{esc(row['review'])}</b>") if row["review"] == words.REVIEWED[False] else esc(row["review"])


def file_and_mark(row: Mapping) -> Markup:
    return Markup(f"{esc(row['file'])}<br> {fingerprint(row['sha256'])}") if row["sha256"] else esc(row["file"])


def origin(row: Mapping) -> list:
    """The cells of ORIGIN."""
    return [file_and_mark(row), row["as_of"], two_lines(row["kind"], review(row)) if row["review"] else ""]


def number(value: float | None) -> str | None:
    """A number as the page says it; missing stays missing."""
    if is_missing(value):
        return None
    return words.count(value) if float(value).is_integer() else words.number(value, 2)
