"""How many sheets of A4 a Word file takes: nothing here can set it, so its lines are reckoned as Word breaks them."""

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Length
from docx.table import Table
from docx.text.paragraph import Paragraph

from tests.brief.conftest import MADE, YEAR
from townbase.brief import brief_of, docx
from townbase.brief.page_scale import _lines
from townbase.selection import Selection

CHINESE = 1.3  # Word's line of a Chinese font, in parts of its size
EDGES = 5.0  # pt: both margins of a cell
SPARE = 0.95  # what Word breaks otherwise than reckoned


def sheets(content: bytes) -> float:
    document = Document(BytesIO(content))
    page = document.sections[0]
    wide = Length(page.page_width - page.left_margin - page.right_margin).pt
    tall = sum(height(part, document, wide) for part in document.element.body)
    return tall / Length(page.page_height - page.top_margin - page.bottom_margin).pt


def height(part, document, wide: float) -> float:
    if part.tag == qn("w:p"):
        return paragraph(Paragraph(part, document), wide)
    if part.tag != qn("w:tbl"):
        return 0.0
    return sum(max(cell(one, document) for one in row.tc_lst) + 0.5 for row in Table(part, document)._tbl.tr_lst)


def cell(one, document) -> float:
    wide = int(one.find(qn("w:tcPr")).find(qn("w:tcW")).get(qn("w:w"))) / 20 - EDGES
    return sum(paragraph(Paragraph(each, document), max(wide, 9.0)) for each in one.p_lst)


def paragraph(one, wide: float) -> float:
    size, form = one.style.font.size.pt, one.style.paragraph_format
    line = form.line_spacing.pt if isinstance(form.line_spacing, Length) else size * CHINESE
    around = sum(each.pt for each in (form.space_before, form.space_after) if each is not None)
    return max(_lines(one.text, size, wide), 1) * line + around


@pytest.mark.long
def test_a_township_takes_two_sheets_at_most(ask, marts):
    towns = [town for (town,) in marts("select township_id from township order by 1")][::12]
    most_unmet = "select township_id from township_status where school_year = ? and reading = 'strict' order by unmet_core desc, 1 limit 8"
    hardest = [town for (town,) in marts(most_unmet, YEAR)]
    assert len(towns) > 10
    long = {town: reckoned for town in {*towns, *hardest} if (reckoned := sheets(docx(brief_of(ask, Selection(township=town), YEAR, MADE)))) > 2 * SPARE}
    assert not long


def test_more_to_say_takes_more_paper(ask):
    brief = brief_of(ask, Selection(), YEAR, MADE)
    assert sheets(docx(replace(brief, lines=(*brief.lines, "再多说一些。" * 200)))) > sheets(docx(brief)) + 0.2
