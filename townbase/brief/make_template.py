"""Makes brief.docx: python -m townbase.brief.make_template. Run it only to begin again; an office edits the file in Word.

What may be changed there: every style (fonts, sizes, colours, spacing), margins, header, footer, the order of the fixed
paragraphs, and words around the marks in double braces. The marks themselves stay.
"""

from __future__ import annotations

from pathlib import Path

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from townbase import theme
from townbase.brief.word import TEMPLATE
from townbase.brief.word_runs import STYLE

TEXT, HEAD, LATIN = "宋体", "黑体", "Times New Roman"
SMALLEST, CLOSE = 9, 10.5  # pt: no text is smaller, and the lines of the smallest
CELL = 50  # twentieths of a point between a cell's text and its edge
# paragraph style -> size in pt, font, bold, colour token, space before and after in pt
PARAGRAPHS = {
    "一页纸标题": (11, HEAD, False, "muted", 2, 0),
    "一页纸要点": (16, HEAD, False, "ink", 0, 3),
    "一页纸正文": (9, TEXT, False, "ink", 0, 0),
    "一页纸声明": (9, HEAD, False, "ink", 2, 0),
    "一页纸小标题": (10.5, HEAD, False, "ink", 5, 1),
    "一页纸说明": (9, TEXT, False, "muted", 0, 1),
    "一页纸表头": (9, HEAD, False, "muted", 0, 0),
    "一页纸表格": (9, TEXT, False, "ink", 0, 0),
    "一页纸落款": (9, TEXT, False, "muted", 0, 0),
}


def main(target: Path = TEMPLATE) -> None:
    document = Document()
    _page(document)
    _styles(document)
    _body(document)
    document.core_properties.author = document.core_properties.comments = ""
    document.core_properties.title = "一页纸"
    _no_thumbnail(document)
    document.save(str(target))


def _no_thumbnail(document) -> None:
    """The library's own start file brings a picture of itself."""
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[key]


def _page(document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(12)
    section.top_margin, section.bottom_margin = Mm(14), Mm(11)
    section.header_distance, section.footer_distance = Mm(6), Mm(5)
    header = section.header.paragraphs[0]
    header.text = "{{ product }} · 一页纸　　{{ brief.above }}　　{{ brief.year_label }}{% if brief.synthetic %}　　【{{ tag }}】{% endif %}"
    _border(header, "bottom")
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        _field(footer.add_run(), kind, text)


def _field(run, kind: str | None, text: str | None) -> None:
    part = OxmlElement("w:fldChar" if kind else "w:instrText")
    if kind:
        part.set(qn("w:fldCharType"), kind)
    else:
        part.text = text
    run._r.append(part)


def _styles(document) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    _font(document.styles["Normal"], TEXT, 9)
    for name in ("Header", "Footer"):
        _font(document.styles[name], TEXT, 9)
    for name, (size, font, bold, token, before, after) in PARAGRAPHS.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        _font(style, font, size, token)
        style.font.bold = bold
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        # Word sets a Chinese font 1.3 times its size; the small texts are set a little closer, so that two sheets hold them.
        style.paragraph_format.line_spacing = Pt(CLOSE) if size == SMALLEST else 1.0
        style.paragraph_format.keep_with_next = name == "一页纸小标题"
    _border(document.styles["一页纸小标题"], "bottom")
    for token, name in STYLE.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        style.font.color.rgb = RGBColor.from_string(theme.TOKENS[token][0].lstrip("#"))


def _font(style, name: str, size: float, token: str = "ink") -> None:
    style.font.name, style.font.size = LATIN, Pt(size)
    style.font.color.rgb = RGBColor.from_string(theme.TOKENS[token][0].lstrip("#"))
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), name)
    for theme_font in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme_font), None)


def _border(part, edge: str) -> None:
    properties = part._p.get_or_add_pPr() if hasattr(part, "_p") else part.element.get_or_add_pPr()
    borders, line = OxmlElement("w:pBdr"), OxmlElement(f"w:{edge}")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", theme.TOKENS["ink"][0].lstrip("#"))):
        line.set(qn(f"w:{key}"), value)
    borders.append(line)
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _body(document) -> None:
    says = lambda style, text: document.add_paragraph(text, style=style)  # noqa: E731
    says("一页纸标题", "{{ brief.title }}")
    says("一页纸要点", "{{ brief.headline }}")
    says("一页纸正文", "{{ lines }}")
    says("一页纸声明", "{{ brief.disclaimer }}")
    says("一页纸说明", "{%p for line in brief.beside %}")
    says("一页纸说明", "{{ line }}")
    says("一页纸说明", "{%p endfor %}")
    says("一页纸正文", "{%p for part in parts %}")
    opened = says("一页纸小标题", "{{ part.title }}")
    opened.paragraph_format.keep_with_next = True
    _optional(says, "part.how", "一页纸说明", "{{ part.how }}")
    says("一页纸正文", "{%p if part.rows %}")
    _table(document)
    says("一页纸正文", "{%p endif %}")
    _optional(says, "part.key", "一页纸说明", "{{r part.key }}")
    says("一页纸正文", "{%p for line in part.lines %}")
    says("一页纸正文", "{{ line }}")
    says("一页纸正文", "{%p endfor %}")
    _optional(says, "part.note", "一页纸说明", "{{ part.note }}")
    says("一页纸正文", "{%p endfor %}")
    says("一页纸落款", "{{ foot }}")


def _optional(says, condition: str, style: str, text: str) -> None:
    says(style, f"{{%p if {condition} %}}")
    says(style, text)
    says(style, "{%p endif %}")


def _table(document) -> None:
    """One head and one row; both are repeated by the marks. Hairlines only; the head comes again on the next page."""
    table = document.add_table(rows=4, cols=3)
    for row, style, marks in (
        (0, "一页纸表头", ("{%tc for head in part.heads %}", "{{ head }}", "{%tc endfor %}")),
        (2, "一页纸表格", ("{%tc for cell in row %}", "{% cellbg cell.fill %}{{r cell.runs }}", "{%tc endfor %}")),
    ):
        for at, mark in enumerate(marks):
            cell = table.cell(row, at).paragraphs[0]
            cell.style, cell.text = document.styles[style], mark
    for row, mark in ((1, "{%tr for row in part.rows %}"), (3, "{%tr endfor %}")):
        table.cell(row, 0).paragraphs[0].text = mark
    repeat = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    whole = OxmlElement("w:cantSplit")
    table.rows[2]._tr.get_or_add_trPr().append(whole)
    properties = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for edge in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{edge}")
        for key, value in (
            ("val", "single"),
            ("sz", "4"),
            ("space", "0"),
            ("color", theme.TOKENS["rule"][0].lstrip("#")),
        ):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    properties.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), str(CELL))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    properties.insert_element_before(margins, "w:tblLook")


if __name__ == "__main__":
    main()
