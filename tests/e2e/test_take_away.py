"""Every kind of file from every page, taken in a real browser, opened, and held against the marts row for row."""

import io
import re
import time
import xml.etree.ElementTree as ET
import zipfile

import pytest

from tests.e2e.taken_files import (
    ONLY_CHINESE,
    SVG,
    YEAR,
    alike,
    as_said,
    book_of,
    columns,
    download,
    open_page,
    rows_of_csv,
    rows_of_sheet,
    take,
    taken,
    text_in,
    told,
)
from townbase.words import STAGE, year_label

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


@pytest.mark.parametrize("page", EVERY)
def test_every_page_gives_every_kind_and_its_rows_are_those_of_the_mart(tab, sql, town, page):
    address, card, names, question = EVERY[page]
    open_page(tab, address.format(town=town))
    files = taken(tab, card)
    rows = rows_of_csv(files["csv"][1])
    shown = [tuple(as_said(STAGE.get(each, each) if not re.fullmatch(r"-?[\d.]+", each) else float(each)) for each in row) for row in columns(rows, names)]
    wanted = [tuple(as_said(each) for each in row) for row in sql(question.format(town=town), YEAR)]
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
def test_what_is_filtered_on_the_page_is_filtered_in_every_file(tab, sql, address, words):
    [(district,)] = sql("select district_id from township where counted group by 1 order by count(*) desc, 1 limit 1")
    open_page(tab, address.format(district=district))
    year = 2024 if "2024" in address else YEAR
    where = "district_id = ?" if "district" in address else "kind <> '街道' or ? = ''" if "counted" in address else "? <> ''"
    wanted = [name for (name,) in sql(f"select name from township where counted and ({where}) order by district_id, township_id", district)]
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


def test_files_hold_the_rows_that_are_seen_in_the_order_they_are_seen(sized_tab, sql):
    tab = sized_tab
    [(hard,)] = sql("select township_id from township_status where school_year = ? and reading = 'strict' order by unmet_core desc, 1 limit 1", YEAR)
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
        drawn = text_in(take(tab, "rows", "svg")[1])
        assert all(each in drawn for each in shown)
        alike(rows, told(take(tab, "rows", "html")[1]).rows)
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


def test_the_brief_of_a_township_comes_as_a_page_and_as_a_word_file(tab, sql, town):
    docx = pytest.importorskip("docx")
    [(name, status)] = sql(
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


def test_the_briefs_of_a_district_show_how_far_they_are_and_can_be_stopped(tab, sql):
    [(district, towns)] = sql("select district_id, count(*) from township where counted group by 1 having count(*) between 4 and 6 order by 2 desc, 1 limit 1")
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
