"""Every kind of file from every page, taken in a real browser, opened, and held against the marts row for row."""

import csv
import io
import re
import time
import xml.etree.ElementTree as ET
import zipfile
from contextlib import closing
from html.parser import HTMLParser

import duckdb
import pytest

from tests.e2e.conftest import settled
from townbase import versions
from townbase.words import STAGE, year_label

YEAR = 2025
KINDS = ("csv", "xlsx", "html", "svg", "png")
SVG = "{http://www.w3.org/2000/svg}"
ONLY_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}")


@pytest.fixture(scope="module")
def mart(sample_db):
    with closing(duckdb.connect(str(versions.database(sample_db, versions.current(sample_db))), read_only=True)) as con:
        yield lambda sql, *values: con.execute(sql, values).fetchall()


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


# page -> address, card, and what its rows must be: (columns of the file, SQL giving the same in the same order)
DISTRICTS = (
    ("区县", "全部达标（个）", "纳入范围（个）"),
    "select name, met, counted from (select d.name, h.met, h.counted, h.area_id from headline h"
    " join (select district_id, min(district_name) as name from township group by 1) d on d.district_id = h.area_id"
    " where h.area_kind = 'district' and h.reading = 'strict' and h.school_year = $1 and h.counted > 0"
    " union all select '全市', met, counted, 'the sum is the last' from headline where area_kind = 'city' and reading = 'strict' and school_year = $1)"
    " order by area_id",
)
EVERY = {
    "overview": ("./", "grid", *DISTRICTS),
    "actions": (
        "actions", "ten", ("达标（个）", "推进中（个）", "滞后（个）", "暂不能判定（个）"),
        "select count(*) filter (p.status = 'met'), count(*) filter (p.status = 'in_progress'), count(*) filter (p.status = 'behind'),"
        " count(*) filter (p.status = 'not_assessable') from action_progress p join township t using (township_id)"
        " where t.counted and p.school_year = ? group by p.action order by cast(p.action as integer)",
    ),
    "township": (
        "township?township={town}", "schools", ("学校", "在校生（人）"),
        "select name, pupils from school where school_year = ? and township_id = '{town}'",
    ),
    "gap": (
        "gap?tab=spread", "dispersion", ("区县", "学段", "差异系数", "学校（所）"),
        "select t.name, d.stage, round(d.coefficient_of_variation, 3), d.schools from dispersion d"
        " join (select district_id, min(district_name) as name from township group by 1) t using (district_id)"
        " where d.school_year = ? and d.variant = 'weighted' and d.coefficient_of_variation is not null",
    ),
    "retention": (
        "retention?township={town}&stage=junior&tab=went", "ranked", ("人数（名）",),
        "select sum(children) from flow where school_year = ? and area_kind = 'township' and area_id = '{town}' and stage = 'junior'"
        " group by part, destination",
    ),
    "data": ("data", "files", ("行数（行）", "文件", "SHA-256"), "select rows, file, sha256 from source_file where ? > 0"),
}  # fmt: skip


@pytest.fixture(scope="module")
def town(mart) -> str:
    """The counted township with the most schools."""
    [(town,)] = mart(
        "select t.township_id from township t join school s using (township_id) where t.counted and s.school_year = ?"
        " group by all order by count(*) desc, 1 limit 1", YEAR,
    )  # fmt: skip
    return town


def taken(tab, card: str) -> dict[str, tuple[str, bytes]]:
    return {kind: take(tab, card, kind) for kind in KINDS}


def columns(rows: list[list], names: tuple[str, ...]) -> list[tuple]:
    places = [rows[0].index(name) for name in names]
    return [tuple(row[at] for at in places) for row in rows[1:]]


def as_said(value: object) -> str:
    return STAGE.get(value, value) if isinstance(value, str) else f"{float(value):g}" if value is not None else ""


@pytest.mark.parametrize("page", EVERY)
def test_every_page_gives_every_kind_and_its_rows_are_those_of_the_mart(tab, mart, town, page):
    address, card, names, sql = EVERY[page]
    open_page(tab, address.format(town=town))
    files = taken(tab, card)
    rows = rows_of_csv(files["csv"][1])
    shown = [tuple(as_said(STAGE.get(each, each) if not re.fullmatch(r"-?[\d.]+", each) else float(each)) for each in row) for row in columns(rows, names)]
    wanted = [tuple(as_said(each) for each in row) for row in mart(sql.format(town=town), YEAR)]
    assert len(wanted) > 3
    if page in ("overview", "actions"):
        assert shown == wanted
    else:  # the page has an order of its own
        assert [row for row in wanted if row not in shown] == []
        assert len([row for row in shown if row in wanted]) == len(wanted)
    hold_together(tab, card, files)


def hold_together(tab, card: str, files: dict[str, tuple[str, bytes]]) -> None:
    """The five files of one card say the same."""
    rows = rows_of_csv(files["csv"][1])
    title = tab.locator(f".st-key-card-{card} :is(h1, h2)").first.inner_text()
    book = book_of(files["xlsx"][1])
    assert book.sheetnames[0] == "说明" and len(book.sheetnames) == 2
    alike(rows, rows_of_sheet(book.worksheets[1]))
    page = told(files["html"][1])
    alike(rows, page.rows)
    assert title in " ".join(page.text)
    assert [link for link in page.links if not link.startswith("data:")] == []
    picture_holds(files["svg"][1], files["png"][1], title)
    for kind, (name, _) in files.items():
        assert re.fullmatch(rf"演示-.+-2025-2026学年-[0-9a-f]{{4}}\.{kind}", name), name


def picture_holds(svg: bytes, png: bytes, title: str) -> None:
    """A whole drawing with the words in it, and the same sharp and written with real characters."""
    image = pytest.importorskip("PIL.Image")
    root = ET.fromstring(svg)
    words = [(each.get("x"), each.get("y"), each.get("font-size"), each.get("textLength"), each.text) for each in root.iter(SVG + "text") if each.text]
    sentence = "".join(text for *_, text in words)
    assert title.replace(" ", "") in sentence.replace(" ", "")
    for must in ("演示数据", "2025—2026学年", "数据截至", "版本", "示例市"):
        assert must in sentence
    assert not list(root.iter(SVG + "foreignObject"))
    assert [each for each in root.iter() if {"undefined", "NaN", "null"} & set(each.attrib.values())] == []
    with image.open(io.BytesIO(png)) as opened:
        drawn = opened.convert("L")
    width, height = float(root.get("width")), float(root.get("height"))
    scale = drawn.width / width
    assert width in (820, 1280) or width > 1280
    assert scale == pytest.approx(2, abs=0.01) or drawn.width * drawn.height > 15e6
    assert drawn.height == pytest.approx(height * scale, abs=2)
    x, y, size, long, text = next(word for word in words if ONLY_CHINESE.fullmatch(word[4]) and len(set(word[4][:2])) == 2)
    step = float(long) / len(text)

    def sign(at: int):
        left = float(x) + at * step
        return drawn.crop(tuple(round(each * scale) for each in (left, float(y) - float(size), left + step, float(y) + 0.2 * float(size))))

    first, second = sign(0), sign(1)
    assert first.getextrema()[0] < 128 and second.getextrema()[0] < 128
    assert first.tobytes() != second.tobytes(), "two different characters look the same: boxes"


@pytest.mark.parametrize(
    ("address", "words"),
    [("./", []), ("./?district={district}", ["区县（功能区）"]), ("./?year=2024&counted=town", ["乡镇范围：镇", "2024—2025学年"])],
)
def test_what_is_filtered_on_the_page_is_filtered_in_every_file(tab, mart, address, words):
    [(district,)] = mart("select district_id from township where counted group by 1 order by count(*) desc, 1 limit 1")
    open_page(tab, address.format(district=district))
    year = 2024 if "2024" in address else YEAR
    where = "district_id = ?" if "district" in address else "kind <> '街道' or ? = ''" if "counted" in address else "? <> ''"
    wanted = [name for (name,) in mart(f"select name from township where counted and ({where}) order by district_id, township_id", district)]
    files = taken(tab, "heat")
    rows = rows_of_csv(files["csv"][1])
    assert sorted(row[rows[0].index("乡镇（街道）")] for row in rows[1:]) == sorted(wanted)
    book = book_of(files["xlsx"][1])
    cover = "；".join(str(cell) for row in rows_of_sheet(book.worksheets[0]) for cell in row if cell)
    drawn = files["svg"][1].decode()
    for text in [*words, year_label(year)]:
        assert text in cover
        assert text.split("：")[-1] in drawn or "（" in text
    alike(rows, rows_of_sheet(book.worksheets[1]))
    alike(rows, told(files["html"][1]).rows)
    assert sum(name in drawn for name in wanted) >= min(12, len(wanted)), "the picture shows what the screen shows: the first dozen"


def text_in(svg: bytes) -> str:
    return "".join(each.text for each in ET.fromstring(svg).iter(SVG + "text") if each.text)


def test_a_picture_names_the_indicator_that_the_page_opened_and_so_does_the_file(tab):
    open_page(tab, "gap")
    opened = tab.locator(".st-key-card-areas h2").inner_text().partition("：")[0]
    name, svg = take(tab, "trend", "svg")
    _, indicator, stage, *_ = name.split("-")
    assert opened == f"{stage}{indicator}"
    assert indicator in text_in(svg) and stage in text_in(svg)
    rows = rows_of_csv(take(tab, "trend", "csv")[1])
    assert {(row[rows[0].index("指标")], row[rows[0].index("学段")]) for row in rows[1:]} == {(indicator, stage)}


def test_a_picture_of_a_long_list_says_how_many_rows_it_leaves_out(tab, mart, town):
    """The figures a school returned: the rows that the page shows, and how many more its files hold."""
    [(school,)] = mart("select school_id from school where township_id = ? and school_year = ? order by 1 limit 1", town, YEAR)
    open_page(tab, f"township?township={town}&school={school}&tab=source")
    drawn = text_in(take(tab, "measures", "svg")[1])
    rows = rows_of_csv(take(tab, "measures", "csv")[1])
    what = rows[0].index("原始量")
    shown = [row[what] in drawn for row in rows[1:]].index(False)
    assert shown >= 20 and f"另有 {len(rows) - 1 - shown} 行见下载的表格" in drawn


def test_a_picture_leaves_out_what_is_said_to_the_hand(tab, town):
    for address, card, word in ((f"township?township={town}", "actions", "点开看"),):
        open_page(tab, address)
        assert word in tab.locator(f".st-key-card-{card}").inner_text()
        assert word not in text_in(take(tab, card, "svg")[1])


def test_the_first_line_of_a_picture_names_district_and_township_with_their_blanks(tab, mart, town):
    """A full-width blank that became a thin one would leave the letters spread over the width of the line."""
    [(name, district)] = mart("select name, district_name from township where township_id = ?", town)
    open_page(tab, f"township?township={town}&tab=rows")
    drawn = ET.fromstring(take(tab, "rows", "svg")[1])
    first = next(each.text for each in drawn.iter(SVG + "text"))
    assert f"　{district}　{name}　乡镇" in first


def test_files_hold_the_rows_that_are_seen_in_the_order_they_are_seen(sized_tab, mart):
    tab = sized_tab
    [(hard,)] = mart("select township_id from township_status where school_year = ? and reading = 'strict' order by unmet_core desc, 1 limit 1", YEAR)
    open_page(tab, f"township?township={hard}&tab=rows")
    place, names = tab.locator(".st-key-card-rows"), set()
    place.locator(".tb-more button").click()
    wide = tab.viewport_size["width"] > 640
    for made in ("nothing", "unmet", "sorted", "searched"):
        if made == "unmet":
            place.locator(".tb-only-rows input").click()
        elif made == "sorted" and wide:
            place.get_by_role("button", name="目标", exact=False).click()
        elif made == "searched":
            place.locator(".tb-search input").fill("小学")
        shown = place.locator("tbody tr:not(.tb-group):visible th a").all_inner_texts()
        name, content = take(tab, "rows", "csv")
        rows = rows_of_csv(content)
        assert [row[rows[0].index("指标")] for row in rows[1:]] == shown, made
        called, svg = take(tab, "rows", "svg")
        drawn = text_in(svg)
        assert all(each in drawn for each in shown)
        page = told(take(tab, "rows", "html")[1])
        alike(rows, page.rows)
        names.add((name, len(rows)))
    assert len(names) == (4 if wide else 3)


def test_a_page_is_taken_whole_in_one_workbook_with_a_sheet_for_each_card(tab):
    open_page(tab, "gap?tab=spread")
    cards = tab.locator("[class*=st-key-csv-]").count()
    name, content = download(tab, lambda: tab.locator(".st-key-xlsx-page button").click())
    book = book_of(content)
    assert name.startswith("演示-城乡差距全部表格-2025-2026学年-")
    assert len(book.sheetnames) == cards + 1
    _, single = take(tab, "dispersion", "xlsx")
    alike(rows_of_sheet(book["差异系数"]), rows_of_sheet(book_of(single)["差异系数"]))


def test_the_brief_of_a_township_comes_as_a_page_and_as_a_word_file(tab, mart, town):
    docx = pytest.importorskip("docx")
    [(name, status)] = mart(
        "select t.name, s.status from township t join township_status s using (township_id)"
        " where t.township_id = ? and s.reading = 'strict' and s.school_year = ?", town, YEAR,
    )  # fmt: skip
    open_page(tab, f"township?township={town}")
    called, page = download(tab, lambda: tab.locator(".st-key-brief-html button").click())
    assert name in called and name in "".join(told(page).text)
    _, word = download(tab, lambda: tab.locator(".st-key-brief-docx button").click())
    sentence = "\n".join(each.text for each in docx.Document(io.BytesIO(word)).paragraphs)
    assert name in sentence and "不作为督导认定结论" in sentence
    assert ("六项目标全部达标" in sentence) == (status == "met") or "未达标" in sentence


def test_the_briefs_of_a_district_show_how_far_they_are_and_can_be_stopped(tab, mart):
    [(district, towns)] = mart("select district_id, count(*) from township where counted group by 1 having count(*) between 4 and 6 order by 2 desc, 1 limit 1")
    open_page(tab, f"./?district={district}")
    start = tab.get_by_role("button", name="批量导出本区县一页纸（网页）")
    start.click()
    tab.get_by_text(re.compile(rf"正在生成一页纸：\d+ / {towns + 1}")).wait_for()
    tab.get_by_role("button", name="取消导出").click()
    text = tab.get_by_text("已取消，没有生成文件。")
    text.wait_for()
    start.click()
    text.wait_for(state="detached")
    seen = set()
    save = tab.get_by_role("button", name=f"保存压缩包（{towns + 1} 份）")
    while not save.count():
        seen |= set(tab.get_by_text(re.compile("正在生成一页纸")).all_inner_texts())
        time.sleep(0.1)
    assert len(seen) > 2, "the bar moves"
    name, content = download(tab, save.click)
    assert name.endswith(".zip")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == towns + 1
        assert all(member.endswith(".html") for member in archive.namelist())


def test_the_menu_answers_the_keyboard_and_gives_a_slide_of_16_to_9_with_at_most_twelve_rows(tab):
    image = pytest.importorskip("PIL.Image")
    open_page(tab, "gap")
    menu = tab.locator("[class*=st-key-card-] .tb-menu").first
    menu.locator("summary").focus()
    tab.keyboard.press("ArrowDown")
    assert tab.evaluate("document.activeElement.dataset.take") == "png"
    tab.keyboard.press("Escape")
    assert menu.get_attribute("open") is None and tab.evaluate("document.activeElement.localName") == "summary"
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")
    name, slide = download(tab, lambda: tab.keyboard.press("Enter"))
    assert name.endswith("-幻灯片.png")
    with image.open(io.BytesIO(slide)) as opened:
        assert (opened.width, opened.height) == (2560, 1440)
    menu.locator("summary").click()
    tab.locator("h1").first.click()
    assert menu.get_attribute("open") is None
