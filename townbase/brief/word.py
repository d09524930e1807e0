"""A brief as a Word file, from brief.docx: text and tables only, bars as shaded cells, every style the template's own."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from townbase import words
from townbase.brief import bars
from townbase.brief.model import Brief, Grid, Section, tidy
from townbase.brief.word_runs import STYLE, Runs

TEMPLATE = Path(__file__).parent / "brief.docx"
WIDE = 10_545  # the text's width in twentieths of a point: 186 mm


def docx(brief: Brief, template: Path | None = None) -> bytes:
    """The bytes of the file. template: another copy of brief.docx, restyled; its marks are run in a sandbox."""
    brief = tidy(brief)
    file = DocxTemplate(BytesIO(_template(template or TEMPLATE)))
    document: Any = file.get_docx()
    runs = Runs({style.name: style.style_id for style in document.styles if style.name in STYLE.values()})
    texts = {
        "brief": brief,
        "lines": "".join(brief.lines),
        "parts": [_part(section, runs) for section in brief.sections],
        "foot": "　".join(f"{term}：{text}" for term, text in brief.foot),
        "product": words.PRODUCT,
        "tag": words.SYNTHETIC_TAG,
    }
    file.render(texts, SandboxedEnvironment(autoescape=True))
    grids = [section.grid for section in brief.sections if section.grid]
    for table, grid in zip(document.tables, grids, strict=True):
        _set_widths(table, grid)
    _name(document, brief)
    target = BytesIO()
    file.save(target)
    return target.getvalue()


@lru_cache(maxsize=4)
def _template(path: Path) -> bytes:
    return path.read_bytes()


def _part(section: Section, runs: Runs) -> dict:
    grid = section.grid
    return {
        "title": section.title,
        "how": section.reading,
        "heads": [column.head for column in grid.columns] if grid else [],
        "rows": [[runs.cell(cell) for cell in row] for row in grid.rows] if grid else [],
        "lines": section.lines,
        "note": section.note,
        "key": Markup("").join(runs.sign(shape, f" {word}　") for shape, word in section.key),
    }


def _widths(grid: Grid) -> list[int]:
    whole = sum(column.width for column in grid.columns)
    return [int(WIDE * column.width / whole) for column in grid.columns]


def _set_widths(table, grid: Grid) -> None:
    """Columns as on paper, numbers right; the template's one row cannot know how many there will be."""
    widths, barred = _widths(grid), [any(row[at].bar for row in grid.rows) for at in range(len(grid.columns))]
    layout = table._tbl.tblPr.get_or_add_tblLayout()
    layout.set(qn("w:type"), "fixed")
    within = table._tbl.tblGrid
    for old in within.findall(qn("w:gridCol")):
        within.remove(old)
    for width, bar in zip(widths, barred, strict=True):
        for _ in range(bars.UNITS if bar else 1):
            column = OxmlElement("w:gridCol")
            column.set(qn("w:w"), str(width // bars.UNITS if bar else width))
            within.append(column)
    for at, row in enumerate(table._tbl.tr_lst):
        for cell, width, column in zip(row.tc_lst, widths, grid.columns, strict=True):
            properties = cell.get_or_add_tcPr()
            size = properties.get_or_add_tcW()
            properties.extend(properties.findall(qn("w:shd")))  # the order that Word's schema wants: width, then ground
            size.set(qn("w:type"), "dxa")
            size.set(qn("w:w"), str(width))
            if column.number or column.centre:
                for paragraph in cell.p_lst:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if column.number else WD_ALIGN_PARAGRAPH.CENTER
        for nth, (cell, width) in enumerate(zip(list(row.tc_lst), widths, strict=True)):
            if barred[nth] and at:
                bars.draw(cell, grid.rows[at - 1][nth].bar, width)
            elif barred[nth]:
                bars.span(cell)


def _name(document, brief: Brief) -> None:
    document.core_properties.title = f"{brief.title} {brief.year_label}"[:255]
    document.core_properties.keywords = words.SYNTHETIC_TAG if brief.synthetic else ""
