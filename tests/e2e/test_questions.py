"""What leaders ask, answered from the screen in at most three clicks at 1440 and at 390 px; the figure equals the mart."""

import contextlib
import re
import shutil

import duckdb
import pytest

from tests.e2e.conftest import BOTH, _chromium, open_tab, running, settled
from townbase import versions
from townbase.build import build
from townbase.settings import ROOT

NOW = "school_year = (select school_year from year_status where shown_by_default)"
STAGE = {"preschool": "学前", "primary": "小学", "junior": "初中", "none": ""}


class Reader:
    """Somebody at the start page with three clicks to spend."""

    def __init__(self, tab):
        self.tab, self.clicks = tab, 0
        tab.goto("./")
        settled(tab)

    def click(self, what) -> None:
        self.clicks += 1
        assert self.clicks <= 3
        what.click()

    def headline(self, with_text: str = "") -> str:
        found = self.tab.get_by_role("heading", level=1).filter(has_text=with_text)
        found.wait_for()
        return found.inner_text()

    def reads(self) -> str:
        return self.tab.get_by_role("main").inner_text()

    def card(self, key: str):
        return self.tab.locator(f".st-key-card-{key}")

    def follow(self, link) -> str:
        """Click a link to a township; its page has come when its headline names it."""
        name = link.inner_text()
        self.click(link)
        self.headline(name)
        return name


@pytest.fixture
def reader(window):
    return Reader(window)


def asked(db):
    return duckdb.connect(str(versions.database(db, versions.current(db))), read_only=True)


def test_how_many_townships_meet_all_six_goals_and_how_many_are_missing(reader, sql):
    [(counted, met, missing, left)] = sql(
        f"select counted, met, missing_to_needed, not_assessable from headline where area_kind = 'city' and reading = 'strict' and {NOW}"
    )
    text = reader.headline()
    assert re.findall(r"\d+\.?\d*", text) == ["2025", "2026", str(counted), str(met), f"{100 * met / counted:.1f}", "80", str(missing)]
    assert "六项目标全部达标" in text and f"还差 {missing} 个" in text
    assert f"另有 {left} 个暂不能判定" in reader.reads()
    assert "不作为督导认定结论" in reader.reads()


def test_which_townships_are_one_row_short_of_what_and_who_answers_for_it(reader, sql):
    reader.click(reader.tab.get_by_role("link", name="差 1—2 项"))
    reader.card("nearly").wait_for()
    row = reader.card("nearly").get_by_role("row").filter(has_text="1 项").filter(has_text="还差").first
    told = row.inner_text()
    name = reader.follow(row.get_by_role("link").first)
    [(stage, title, units, unit)] = sql(
        "select p.stage, i.title, p.shortfall_units, i.unit from progress p join indicators i using (indicator_id)"
        f" join township t using (township_id) where t.name = ? and p.verdict = 'not_met' and p.role = 'core' and p.{NOW}",
        name,
    )
    short = f"{STAGE[stage]}{title}还差 {units} {unit[0]}"  # beside the indicator's name the classifier says it all
    text = re.search(rf"只差 1 项核心指标：{short}（责任单位：(.+?)）。", reader.reads())
    assert text is not None and f"还差 {units} {unit[0]}" in told and text[1] in told
    assert sql("select 1 from task_status where owner_unit = ? limit 1", text[1])


def test_is_it_the_seat_school_or_the_others_that_lag_in_my_district(reader, sql):
    district, name, stage, seat, other = sql(
        "select t.district_name, t.name, s.stage, s.value, o.value from indicator_value s join indicator_value o"
        " on o.area_kind = s.area_kind and o.area_id = s.area_id and o.indicator_id = s.indicator_id and o.stage = s.stage"
        " and o.school_year = s.school_year and o.scope = 'other' join township t on t.township_id = s.area_id"
        " where s.area_kind = 'township' and s.scope = 'seat' and s.indicator_id = 'bachelor' and t.counted"
        f" and s.denominator >= 10 and o.denominator >= 10 and s.value <> o.value and s.{NOW}"
        " order by count(*) over (partition by t.district_id), abs(s.value - o.value) desc, t.township_id limit 1"
    )[0]
    row = seat_row(reader, district, name, stage)
    assert all(text in row for text in (f"{seat:.1%}", f"{other:.1%}", f"{abs(seat - other) * 100:.1f}"))


def test_where_a_township_has_seat_schools_only_the_comparison_does_not_apply(reader, sql):
    district, name, stage = sql(
        "select t.district_name, t.name, g.stage from township_stage g join township t using (township_id)"
        f" where t.counted and g.seat_schools > 0 and g.other_schools = 0 and g.stage = 'primary' and g.{NOW}"
        " order by count(*) over (partition by t.district_id), t.township_id limit 1"
    )[0]
    assert "全镇只有驻地学校，不适用" in seat_row(reader, district, name, stage)


def seat_row(reader, district: str, name: str, stage: str) -> str:
    """Start page, the third action, its seat schools, the rest of them: the row of one township and stage."""
    reader.click(reader.card("heat").get_by_role("link", name="教师", exact=True))
    reader.headline("第（三）项 教师队伍发展行动")
    reader.click(reader.tab.get_by_role("link", name="驻地与其他学校"))
    reader.tab.wait_for_url("**tab=seat")
    settled(reader.tab)
    card = reader.card("seat")
    row = card.locator("tr").filter(has=reader.tab.locator("a", has_text=re.compile(f"^{name}$")))
    row = row.filter(has_text=STAGE[stage]).filter(has_text=district).first
    if not row.is_visible():
        reader.click(card.locator("summary", has_text="其余"))
    return row.inner_text()


def test_who_got_there_who_fell_back_and_who_has_not_reported(reader, sql):
    tally = dict(sql(f"select concat_ws(' ', kind, cause), count(*) from status_change where {NOW} group by 1"))
    text = re.sub(r"\s+", " ", reader.card("moved").inner_text())
    for kind, word in (
        ("newly_met own", "新达标"),
        ("fell_back own", "退步（自身下降）"),
        ("fell_back target", "转为未达标（城区提高）"),
        ("newly_missing", "转为暂不能判定"),
    ):
        assert f"{word} {tally[kind]} 个" in text
    reader.click(reader.card("moved").get_by_role("row").filter(has_text="城区提高").get_by_role("link").first)
    rows = reader.card("changes").get_by_role("row").filter(has_text="城区提高")
    rows.first.wait_for()
    fell = {
        name
        for (name,) in sql(
            f"select t.name from status_change c join township t using (township_id) where c.cause = 'target' and c.kind = 'fell_back' and c.{NOW}"
        )
    }
    assert {row.get_by_role("link").first.inner_text() for row in rows.all()} == fell
    reader.follow(rows.get_by_role("link").first)
    assert "城区提高" in reader.reads()


@pytest.fixture(scope="module")
def without_a_district(sample_db, tmp_path_factory):
    """(district, published folder, address) of the sample where a small district has returned nothing in the year shown."""
    _chromium()
    folder = tmp_path_factory.mktemp("silent")
    extracts = shutil.copytree(ROOT / "data" / "extracts", folder / "extracts")
    with contextlib.closing(asked(sample_db)) as con:
        [(district, year)] = con.execute(
            "select area_id, school_year from headline where area_kind = 'district' and met > 0 and counted > 1"
            f" and reading = 'strict' and {NOW} order by counted, area_id limit 1"
        ).fetchall()
    with contextlib.closing(duckdb.connect()) as con:
        roster, places = ((extracts / f"{name}.parquet").as_posix() for name in ("schools", "townships"))
        of_district = f"select school_id from '{roster}' join '{places}' using (township_id) where district_id = '{district}'"
        for name in ("staffing", "facilities", "teaching", "inspection"):
            path = (extracts / f"{name}.parquet").as_posix()
            con.execute(f"create or replace table t as from '{path}' where not (school_year = {year} and school_id in ({of_district}))")
            con.execute(f"copy t to '{path}' (format parquet)")
    build(extracts, folder / "db")
    with running(folder / "db", folder, extracts) as address:
        yield district, folder / "db", address


@pytest.mark.parametrize("size", BOTH)
def test_a_district_that_returned_nothing_is_said_to_be_open_and_ranked_nowhere(without_a_district, browser, size):
    district, db, address = without_a_district
    with contextlib.closing(asked(db)) as con:
        silent = {name for (name,) in con.execute("select name from township where counted and district_id = ?", [district]).fetchall()}
        [(left,)] = con.execute(f"select not_assessable from headline where area_kind = 'city' and reading = 'strict' and {NOW}").fetchall()
        [(shown,)] = con.execute("select school_year from year_status where shown_by_default").fetchall()
    assert (shown, left > len(silent)) == (2025, True)
    tabs = open_tab(browser, address, size)
    reader = Reader(next(tabs))
    assert f"另有 {left} 个暂不能判定" in reader.reads()
    reader.click(reader.tab.get_by_role("link", name="差 1—2 项"))
    reader.card("nearly").wait_for()
    assert not silent & set(reader.card("nearly").get_by_role("link").all_inner_texts())
    next(tabs, None)
