"""Both forms hold the same words and figures; neither asks for anything, and Word finds no picture."""

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree

import pytest
from docx import Document

from tests.brief.conftest import MADE, YEAR
from townbase import words
from townbase.brief import brief_of, docx, html, path_brief
from townbase.brief.model import texts
from townbase.brief.word import TEMPLATE
from townbase.selection import Selection

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(params=["township", "district", "city", "street", "path"], scope="module")
def brief(request, ask, marts):
    by = {
        "township": "select township_id from township_status where school_year = 2025 order by unmet_core desc, 1 limit 1",
        "district": "select district_id from township where counted group by 1 order by count(*) desc, 1 limit 1",
        "street": "select township_id from township where not counted order by 1 limit 1",
    }
    if request.param == "path":
        return path_brief(ask, Selection(target="60"), YEAR, MADE)
    if request.param == "city":
        return brief_of(ask, Selection(), YEAR, MADE)
    [(found,)] = marts(by[request.param])
    return brief_of(ask, Selection(**{"district" if request.param == "district" else "township": found}), YEAR, MADE)


def test_every_word_of_the_brief_stands_in_both_forms(brief, words_of):
    for content in (html(brief), docx(brief)):
        sentence = words_of(content)
        missing = [text for text in texts(brief) if re.sub(r"\s+", "", text) not in sentence]
        assert missing == []


def test_the_word_file_holds_the_cells_of_the_html_tables_in_the_same_order(brief, words_of):
    """Every table, row by row: shapes are drawn on paper and signs in Word, so that words and figures are compared."""
    found = re.findall(r"<tr>(.*?)</tr>", html(brief).replace("<br>", ""), re.DOTALL)
    paper = [words_of("".join(re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL))) for row in found]
    word = [
        re.sub(r"[●▲△◐◌□–·|\s]", "", "".join(text.text or "" for cell in row.tc_lst for text in cell.iter(f"{W}t")))
        for table in Document(BytesIO(docx(brief))).tables
        for row in table._tbl.tr_lst
    ]
    assert word == [re.sub(r"[·–|]", "", row) for row in paper]


def test_the_html_asks_for_nothing_and_runs_nothing(brief):
    page = html(brief)
    assert not re.search(r"<(script|link|img|iframe|object|embed|base|form|a)\b", page)
    assert not re.search(r"\s(src|href|action|on\w+)\s*=", re.sub(r'aria-label="[^"]*"', "", page))
    assert not re.search(r"url\(|@import|@font-face|https?://|javascript:", page.replace("http-equiv", ""))
    assert "default-src &#39;none&#39;" in page


def test_the_html_carries_its_charts_as_svg_with_words_for_who_cannot_see(brief):
    page = html(brief)
    charts = re.findall(r'<svg class="line"[^>]*aria-label="([^"]+)"', page)
    assert len(charts) == (0 if brief.kind == "path" else 3) and all("2025 年" in text for text in charts)


def test_invented_data_are_marked_in_both_forms(brief, words_of):
    for content in (html(brief), docx(brief)):
        text = words_of(content)
        assert "演示数据" in text and "不对应任何真实地方" in text


def test_the_word_file_has_no_picture_and_no_link_outside(brief):
    with zipfile.ZipFile(BytesIO(docx(brief))) as archive:
        names = archive.namelist()
        assert not [name for name in names if re.search(r"media/|\.(png|jpe?g|gif|emf|wmf|svg|bin)$", name)]
        for name in names:
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(name))
            if name.endswith(".rels"):
                assert b'TargetMode="External"' not in archive.read(name)
        body = archive.read("word/document.xml")
    assert not re.search(rb"<w:drawing|<w:pict|<w:object|<w:altChunk|<w:fldSimple", body)
    assert b"{{" not in body and b"{%" not in body


def test_bars_are_shaded_cells_as_wide_as_their_share(ask, marts):
    document = Document(BytesIO(docx(brief_of(ask, Selection(), YEAR, MADE))))
    table = next(table for table in document.tables if table.rows[0].cells[0].text == "学年")
    whole = len(table._tbl.tblGrid.findall(f"{W}gridCol"))
    [(counted,)] = marts("select count(*) from township where counted")
    bases = {year for (year,) in marts("select school_year from year_status where is_base_year")}
    assert len(bases) == 1
    for row in table._tbl.tr_lst[1:]:
        spans = [(int(cell.find(f"{W}tcPr/{W}gridSpan").get(f"{W}val")), cell.find(f"{W}tcPr/{W}shd"), cell) for cell in row.tc_lst[2:-1]]
        assert sum(units for units, *_ in spans) == whole - 3 == 40
        year, said, *_, note = ("".join(text.text or "" for text in cell.iter(f"{W}t")) for cell in row.tc_lst)
        base = int(year.split()[0]) in bases
        assert (said == "不判定") == (note == "基期") == base  # the base year is not judged, so its bar stays empty
        met = 0 if base else int(said.split()[0])
        filled = sum(units for units, ground, _ in spans if ground.get(f"{W}fill") == "5F7EA9")
        assert abs(filled - 40 * met / counted) <= 0.5
        ticks = [sum(units for units, *_ in spans[: at + 1]) for at, (*_, cell) in enumerate(spans) if cell.find(f"{W}tcPr/{W}tcBorders") is not None]
        assert ticks == [32]  # 80 %
        assert all(not "".join(cell.itertext()).strip() for *_, cell in spans)  # no signs that a font could bend


def test_the_parts_of_a_cell_stand_in_the_order_that_word_wants(brief):
    order = ["tcW", "gridSpan", "tcBorders", "shd", "tcMar"]
    for table in Document(BytesIO(docx(brief))).tables:
        units = len(table._tbl.tblGrid.findall(f"{W}gridCol"))
        assert units <= 63  # Word's most
        for row in table._tbl.tr_lst:
            assert sum(cell.grid_span for cell in row.tc_lst) == units
            for cell in row.tc_lst:
                names = [each.tag.removeprefix(W) for each in cell.find(f"{W}tcPr")]
                assert names == sorted(names, key=order.index)


def test_no_letter_in_the_word_file_is_smaller_than_nine_points(brief):
    document = Document(BytesIO(docx(brief)))
    used = {paragraph.style.name for paragraph in document.paragraphs} | {
        paragraph.style.name for table in document.tables for row in table.rows for cell in row.cells for paragraph in cell.paragraphs
    }
    assert {"一页纸表格", "一页纸说明", "一页纸落款"} <= used
    assert all(document.styles[name].font.size.pt >= 9 for name in [*used, "Header", "Footer"])
    parts = [document.element.body, *(part._element for one in document.sections for part in (one.header, one.footer))]
    assert all(int(size.get(f"{W}val")) >= 18 for part in parts for size in part.iter(f"{W}sz"))


def test_the_template_names_east_asian_fonts_for_every_own_style():
    document = Document(str(TEMPLATE))
    own = [style for style in document.styles if style.name.startswith("一页纸")]
    assert len(own) == 9
    for style in [*own, document.styles["Normal"]]:
        assert style.element.rPr.rFonts.get(f"{W}eastAsia") in ("宋体", "黑体"), style.name


def test_a_restyled_template_with_renamed_ids_gives_a_restyled_file(brief, tmp_path):
    """Word gives its own ids to styles with Chinese names when it saves; they are found by their name."""
    document = Document(str(TEMPLATE))
    style = document.styles[words.UNMET]
    style.element.set(f"{W}styleId", "a7")
    document.styles["一页纸要点"].element.rPr.rFonts.set(f"{W}eastAsia", "仿宋")
    document.save(str(tmp_path / "own.docx"))
    made = Document(BytesIO(docx(brief, tmp_path / "own.docx")))
    assert made.styles["一页纸要点"].element.rPr.rFonts.get(f"{W}eastAsia") == "仿宋"
    used = {each.get(f"{W}val") for each in made.element.body.iter(f"{W}rStyle")}
    assert words.UNMET not in used
    assert used <= {each.style_id for each in made.styles}


def test_the_same_brief_is_the_same_page(brief):
    assert html(brief) == html(brief)


def test_the_committed_template_is_what_its_script_makes(tmp_path):
    from townbase.brief.make_template import main

    main(tmp_path / "made.docx")

    def body(path):
        with zipfile.ZipFile(path) as archive:
            return {name: archive.read(name) for name in ("word/document.xml", "word/styles.xml", "word/header1.xml", "word/footer1.xml")}

    assert body(tmp_path / "made.docx") == body(TEMPLATE)
