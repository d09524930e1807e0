"""From any figure down to the delivered row in at most four clicks, at 1440 and 390 px; the row is that of the Parquet file."""

import re
from urllib.parse import parse_qs, urlsplit

import pyarrow.parquet as pq
import pytest

from tests.e2e.conftest import settled
from tests.support.read_page import holds
from townbase.settings import ROOT

EXTRACTS = ROOT / "data" / "extracts"
MOST = 4
# What each page of the data views is asked to show; the ids are of the sample city.
VIEWS = [
    "data", "data?district=990108", "data?year=2026", "indicator?indicator=backbone&tab=origin", "data?school=9999200759&indicator=seven_resource&stage=primary",
    "data?township=990171002&indicator=backbone", "data?township=990171002&indicator=parent_satisfaction", "data?find=教师", "data?find=火星", "data?indicator=nonsense&foo=1",
]  # fmt: skip
DOT = ".scatterlayer .trace:last-child .point"
SCHOOL = ("detail-schools", "[href^='data?school']")
# Where a reader stands, and the links on the way down: (card, which links).
DRILLS = {
    "overview": ("", [("heat", "[href^='township']"), ("unmet", "[href^='township'][href*='stage=']"), SCHOOL]),
    "action": (
        "actions?action=3&tab=seat",
        [("seat", "[href^='township'][href*='indicator=']"), ("detail", "[href^='data?township']"), ("schools", "[href^='data?school']")],
    ),
    "gap": ("gap?indicator=backbone&stage=junior", [("areas", DOT), ("areas", DOT), SCHOOL]),
    "school": ("township?township=990171002&school=9999200759", [("values", "[href^='data?school']")]),
}
MEASURE = """() => {
  const main = document.querySelector('[data-testid=stMain]'), wide = document.documentElement.clientWidth, wrong = [];
  if (main.scrollWidth > main.clientWidth + 1) wrong.push('the page is wider than its window');
  for (const one of main.querySelectorAll('*')) {
    const text = [...one.childNodes].filter(n => n.nodeType === 3).map(n => n.textContent.trim()).join('');
    const box = one.getBoundingClientRect();
    // a closed menu is not seen, and the navigation of a phone is one line that a finger moves
    if (!text || !box.width || !box.height || !one.checkVisibility() || one.closest('.tb-said, .tb-nav')) continue;
    if (parseFloat(getComputedStyle(one).fontSize) < 11) wrong.push('under 11 px: ' + text.slice(0, 30));
    if (!one.closest('.tb-scroll') && (box.right > wide + 1 || box.left < -1)) wrong.push('beyond the edge: ' + text.slice(0, 30));
  }
  for (const box of main.querySelectorAll('.tb-scroll'))
    if (wide < 500 && box.clientHeight && !box.closest('details:not([open])') && box.scrollWidth > box.clientWidth + 1)
      wrong.push('needs scrolling on a phone: ' + box.getAttribute('aria-label').slice(0, 30));
  return wrong;
}"""


class Reader:
    """Somebody in front of a figure with four clicks to spend."""

    def __init__(self, tab, start: str):
        self.tab, self.clicks = tab, 0
        tab.goto("./" + start)
        settled(tab)

    def card(self, key: str):
        return self.tab.locator(f".st-key-card-{key}")

    def click(self, what) -> None:
        self.clicks += 1
        assert self.clicks <= MOST
        what.click()

    def follow(self, links) -> None:
        """Click the first link that can be seen; its page has come when the address is the link's and its rows stand."""
        link = links.locator("visible=true").first
        wanted = urlsplit(link.get_attribute("href"))
        self.click(link)
        self.tab.wait_for_function("q => decodeURIComponent(location.search) === decodeURIComponent(q)", arg=f"?{wanted.query}")
        settled(self.tab)

    def follow_dot(self, dot) -> None:
        """Click a dot of a chart; it leads where the name beside it leads."""
        before = self.tab.url
        dot.scroll_into_view_if_needed()
        box = dot.bounding_box()
        middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.clicks += 1
        self.tab.mouse.move(*middle)
        self.tab.mouse.click(*middle)
        self.tab.wait_for_function("before => location.href !== before", arg=before)
        settled(self.tab)

    def ends_at_rows(self) -> list[dict[str, str]]:
        """The lines of the source table, once the rows' page has come."""
        self.tab.locator("h1", has_text="的原始行").wait_for()
        self.card("rows").locator("tbody tr").first.wait_for()
        return [self._line(row) for row in self.card("rows").locator("table").first.locator("tbody tr").all()]

    def _line(self, row) -> dict[str, str]:
        cells = [cell.inner_text().strip() for cell in row.locator("td").all()]
        what, value, _, at, file, *_ = [re.sub(r"^(数值|数据|行|文件和校验码)：", "", cell) for cell in cells]
        return {"what": what, "value": value, "row": at, "file": file.split()[0] if file else ""}


def is_in_the_file(lines: list[dict[str, str]], tab) -> int:
    """How many lines were found in their file at their row: school, year, stage, and the value in some column."""
    asked = {key: value[0] for key, value in parse_qs(urlsplit(tab.url).query).items()}
    found = 0
    for line in lines:
        if not line["row"]:
            continue
        at = int(re.sub(r"\D", "", line["row"]))
        row = pq.read_table(EXTRACTS / line["file"]).slice(at - 1, 1).to_pylist()[0]
        code = re.search(r"报送代码 (\w+)", line["what"])[1]
        assert (row["school_id"], row["school_year"]) == (code, 2025) and row.get("stage", asked["stage"]) == asked["stage"]
        if line["value"] in ("是", "否"):
            assert int(line["value"] == "是") in row.values()
        elif line["file"] != "schools.parquet":
            assert float(re.match(r"[\d,.]+", line["value"])[0].replace(",", "")) in row.values()
        found += 1
    return found


@pytest.mark.parametrize("name", DRILLS)
def test_from_a_figure_down_to_its_row(window, name):
    start, steps = DRILLS[name]
    reader = Reader(window, start)
    for key, selector in steps:
        if selector == DOT:
            reader.follow_dot(reader.card(key).locator(DOT).first)
        else:
            reader.follow(reader.card(key).locator(f"a[data-nav]{selector}"))
    assert is_in_the_file(reader.ends_at_rows(), window) >= 2


def test_children_that_stay_end_at_sums_and_the_file(window):
    reader = Reader(window, "retention?stage=primary")
    reader.follow(reader.card("townships").locator("a[data-nav][href^='retention?township']"))
    reader.follow(reader.tab.locator("a[data-nav][href^='data?township'][href*='local_enrolment']"))
    reader.tab.locator("h1", has_text="由什么算出").wait_for()
    text = reader.card("rows").inner_text()
    assert "residency.parquet" in text and "户籍在本镇" in text and not re.search(r"第 [\d,]+ 行", text)


def test_the_clause_the_rule_and_the_hash_stand_where_the_drill_ends(window):
    Reader(window, "data?school=9999200759&indicator=backbone&stage=primary")
    text = window.locator("[data-testid=stMain]").inner_text()
    for sentence in ("条款", "算法", "依据", "分子", "分母", "staffing.parquet", "2026-09-01", "教育事业统计报表", "已审"):
        assert sentence in text


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_is_cut_small_or_wider_than_the_page(window, view):
    window.goto("./" + view)
    settled(window)
    window.locator("h1").first.wait_for()
    assert window.evaluate(MEASURE) == []


def test_a_search_is_one_step_back(window):
    window.goto("./data")
    settled(window)
    window.get_by_label("查找指标、算法、条款和提醒").fill("骨干教师")
    window.keyboard.press("Enter")
    window.locator("h1", has_text="查找“骨干教师”").wait_for()
    assert "find=" in window.url and "Press" not in window.locator("[data-testid=stMain]").inner_text()
    window.go_back()
    window.locator("h1", has_text="应报的").wait_for()
    holds(window.get_by_label("查找指标、算法、条款和提醒"), "")
    assert "find=" not in window.url


def test_hostile_text_in_the_address_runs_nothing(window):
    spoken = []
    window.once("dialog", lambda dialog: (spoken.append(dialog.message), dialog.dismiss()))
    window.goto("./data?find=%22%3E%3Cimg src=x onerror=alert(1)%3E")
    settled(window)
    window.locator("h1", has_text="查找").wait_for()
    assert spoken == [] and window.locator("[data-testid=stMain] img[src='x']").count() == 0
