"""Which townships carry the gap, and are they the small ones: the scatter draws what the marts hold, and nothing that may not be shown."""

import contextlib
from functools import partial

import duckdb
import pandas as pd
import pytest

from townbase import store, versions, words
from townbase.selection import Selection
from townbase.settings import SQL
from townbase.views.gap import series
from townbase.views.gap.scatter import scatter

TABLES = {
    "township": "township_id varchar, name varchar, district_id varchar, district_name varchar, counted boolean",
    "indicator_stage": "indicator_id varchar, stage varchar, per double, rule varchar, origin varchar",
    "gap_against": "indicator_id varchar, stage varchar, area_kind varchar, area_id varchar, school_year integer, against varchar, "
    "town_numerator double, town_denominator double, town double, town_coverage double, covered boolean, urban double, urban_from varchar, gap double, slightly_below boolean",
    "progress": "township_id varchar, indicator_id varchar, stage varchar, school_year integer, verdict varchar",
    "roster_stage": "delivered_id varchar, township_id varchar, stage varchar, school_year integer",
    "stage_enrolment": "delivered_id varchar, school_year integer, stage varchar, pupils bigint",
    "roll": "area_kind varchar, area_id varchar, stage varchar, grade varchar, school_year integer, pupils bigint",
}
CHOSEN = {"indicator_id": "degree", "stage": "primary", "title": "本科比例", "form": "share", "unit": "名教师", "value_unit": "%", "rule": "not_below_urban"}
YEAR = 2025


def town(name: str, have: float | None, of: float, urban: float | None = 0.9, pupils: int | None = 100, **more) -> dict:
    """A township in which `have` of `of` teachers have a degree."""
    return {
        "name": name,
        "have": have,
        "of": of,
        "urban": urban,
        "pupils": pupils,
        "district": "d1",
        "coverage": 1.0,
        "counted": True,
        "verdict": "",
        "urban_from": "city",
        "slightly": False,
    } | more


def asked(*towns: dict, origin: str = "school", rule: str = "not_below_urban", per: float = 1):
    """A callable ask(name, **params) over the marts of these townships, answered by the real query."""
    con = duckdb.connect()
    for name, columns in TABLES.items():
        con.execute(f"create table {name} ({columns})")
    con.execute("insert into indicator_stage values ('degree', 'primary', ?, ?, ?)", [per, rule, origin])
    sign = -1 if rule in ("at_most", "below") else 1
    for at, each in enumerate(towns):
        place = f"t{at}"
        con.execute("insert into township values (?, ?, ?, ?, ?)", [place, each["name"], each["district"], f"示例{each['district']}区", each["counted"]])
        con.execute("insert into progress values (?, 'degree', 'primary', ?, ?)", [place, YEAR, each["verdict"] or None])
        con.execute("insert into roster_stage values (?, ?, 'primary', ?)", [f"s{at}", place, YEAR])
        con.execute("insert into stage_enrolment values (?, ?, 'primary', ?)", [f"s{at}", YEAR, each["pupils"]])
        if each["pupils"] is not None:
            con.execute("insert into roll values ('township', ?, 'primary', '1', ?, ?)", [place, YEAR, each["pupils"]])
        if each["have"] is not None and each["urban"] is not None:
            value = each["have"] / each["of"] * per
            row = [
                place,
                YEAR,
                each["have"],
                each["of"],
                value,
                each["coverage"],
                each["coverage"] >= 0.8,
                each["urban"],
                each["urban_from"],
                sign * (value - each["urban"]),
                each["slightly"],
            ]
            con.execute("insert into gap_against values ('degree', 'primary', 'township', ?, ?, 'city', ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    return partial(answer, con, sorted({each["district"] for each in towns}))


def answer(con, districts: list[str], name: str, **params) -> pd.DataFrame:
    text = (SQL / "query" / f"{name}.sql").read_text(encoding="utf-8")
    with contextlib.closing(con.cursor()) as cursor:
        return cursor.execute(text, params | {"districts": districts}).df()


def drawn(*towns: dict, selection: Selection | None = None, chosen: dict = CHOSEN, **more):
    return scatter(asked(*towns, **more), selection or Selection(), YEAR, chosen)


def test_below_is_whom_the_mart_does_not_call_slightly_below():
    view = drawn(town("谷雨镇", 8, 10), town("霜降镇", 81, 100), town("立春镇", 80, 90), town("雨水镇", 90, 100), town("惊蛰镇", 99, 100))
    assert view.part.frame.set_index("name")["state"].eq("below").to_dict() == {
        "谷雨镇": True,
        "霜降镇": True,
        "立春镇": True,
        "雨水镇": False,
        "惊蛰镇": False,
    }
    near = drawn(town("谷雨镇", 44, 49, slightly=True), town("霜降镇", 53, 59, slightly=True))
    assert set(near.part.frame["state"]) == {"near"}
    assert near.part.table["状态"].tolist() == [words.SLIGHTLY_BELOW] * 2
    assert near.part.title == "小学本科比例：2 个乡镇都不低于全市城区（含略低、按达标计的）"


def test_the_title_says_how_many_are_below_and_how_many_of_them_are_small():
    sizes = (100, 200, 300, 400, 501)
    towns = [town(f"第{at}镇", 50 if at in (0, 1, 4) else 95, 100, pupils=pupils) for at, pupils in enumerate(sizes)]
    assert drawn(*towns).part.title == "小学本科比例：5 个乡镇中 3 个低于全市城区，其中 2 个的小学在校生少于中位数（300 人）"
    assert (
        drawn(*towns[:2], town("大镇", 99, 100, pupils=900), town("巨镇", 99, 100, pupils=901)).part.title
        == "小学本科比例：4 个乡镇中 2 个低于全市城区，小学在校生都少于中位数（550 人）"
    )
    assert (
        drawn(town("小镇", 99, 100, pupils=7), town("大镇", 50, 100, pupils=8)).part.title
        == "小学本科比例：2 个乡镇中 1 个低于全市城区，小学在校生不少于中位数（8 人）"
    )
    assert drawn(*towns[:1]).part.title == "小学本科比例：1 个乡镇中 1 个低于全市城区"


def test_a_part_of_a_teacher_is_told_apart_in_the_title_and_the_note():
    view = drawn(town("谷雨镇", 50, 100), town("霜降镇", 44, 49, pupils=200, slightly=True))
    assert view.part.title.startswith("小学本科比例：2 个乡镇中 1 个低于全市城区且差额满 1 名")
    assert "略低、按达标计（差额不足 1 个整数单位）的 1 个画作空心圆。" in view.part.note


def test_only_the_three_furthest_behind_are_named_and_nobody_who_is_not_behind():
    towns = [town(f"第{have}镇", have, 100) for have in (50, 60, 70, 80, 95)]
    assert drawn(*towns).part.frame.query("named")["name"].tolist() == ["第50镇", "第60镇", "第70镇"]
    assert drawn(*towns[3:]).part.frame.query("named")["name"].tolist() == ["第80镇"]


def test_what_may_not_be_shown_is_not_drawn_and_is_counted():
    view = drawn(
        town("谷雨镇", 80, 100), town("少报镇", 10, 100, coverage=0.79), town("未报镇", None, 0), town("无初中镇", None, 0, verdict="not_applicable"),
        town("缺学籍镇", 80, 100, pupils=None), town("空校镇", 80, 100, pupils=0), town("街道", 10, 100, counted=False),
    )  # fmt: skip
    assert view.part.frame["name"].tolist() == view.part.table["乡镇（街道）"].tolist() == ["谷雨镇"]
    assert f"另有 2 个{words.UNREPORTED}齐，不画。" in view.part.note
    assert "1 个没有这一学段或这类学校，不画。" in view.part.note
    assert "2 个在校生未报齐或为 0，不画。" in view.part.note


@pytest.mark.parametrize("origin", ["assessment", "survey", "residency"])
def test_academic_results_and_surveys_never_come_out_as_a_townships_value(origin):
    assert drawn(town("谷雨镇", 80, 100), origin=origin).part.is_empty


def test_without_an_urban_value_or_a_township_the_card_says_why_it_is_empty():
    for view in (drawn(town("谷雨镇", 80, 100, urban=None)), drawn(town("谷雨镇", 80, 100, counted=False))):
        assert view.part.is_empty and view.part.table.empty and "城区对照" in view.part.empty
        assert view.part.title == "各乡镇：规模与数值（小学本科比例）"


def test_where_less_is_better_more_is_behind():
    lower = CHOSEN | {"rule": "at_most"}
    view = drawn(town("谷雨镇", 30, 100, urban=0.2), town("霜降镇", 10, 100, urban=0.2), chosen=lower, rule="at_most")
    assert view.part.frame["state"].eq("below").tolist() == [True, False] and "越低越好" in view.part.how
    assert view.part.table["差值"].tolist() == [-10.0, 10.0]


def test_a_value_per_hundred_pupils_is_counted_in_whole_things_too():
    per = CHOSEN | {"form": "per_head", "value_unit": "间/百人", "unit": "间功能室"}
    view = drawn(town("谷雨镇", 2, 200, urban=1.5), town("霜降镇", 2.1, 200, urban=1.5, slightly=True), chosen=per, per=100)
    assert view.part.frame["state"].eq("below").tolist() == [True, False]
    assert view.part.frame["height"].tolist() == pytest.approx([1.0, 1.05])
    assert view.part.frame["value_said"].tolist()[0] == "1.00 间/百人"


def test_one_urban_value_is_the_line_and_several_make_the_axis_the_difference():
    one = drawn(town("谷雨镇", 80, 100), town("霜降镇", 70, 100))
    assert (one.line, one.line_label, one.axis, one.across) == (90.0, "全市城区 90%", "小学本科比例（%）", "小学在校生（人）")
    several = drawn(town("谷雨镇", 80, 100, urban_from="district"), town("霜降镇", 70, 100, urban=0.8, district="d2", urban_from="district"))
    assert (several.line, several.line_label, several.axis) == (0.0, "与各自城区持平", "与城区之差（百分点）")
    assert several.part.frame["height"].tolist() == pytest.approx([-10.0, -10.0])


def test_the_alt_text_says_axes_and_finding():
    view = drawn(town("谷雨镇", 80, 100))
    assert all(text in view.alt for text in ("小学在校生", "小学本科比例", "虚线为城区", view.part.title, "数据表"))


# The sample city.


@pytest.fixture(scope="module")
def ask(sample_db):
    return partial(store.ask, store.open_session(sample_db))


@pytest.fixture(scope="module")
def sql(sample_db, ask):
    with contextlib.closing(duckdb.connect(str(versions.database(sample_db, versions.current(sample_db))), read_only=True, config=dict(store._CONFIG))) as con:
        yield lambda text: con.execute(text).df()


def opened(ask, selection: Selection):
    now = series.latest(series.read(ask, selection, YEAR), YEAR)
    return series.choose(now, selection)


@pytest.mark.parametrize("urban", ["city", "district"])
def test_red_is_the_verdict_of_every_row_that_is_judged_against_the_city(ask, sql, urban):
    """The whole unit of the scatter is that of the verdicts: every indicator held against the city, every township."""
    column = "verdict" if urban == "city" else "coalesce(verdict_district_urban, verdict)"
    verdicts = sql(
        f"select indicator_id, stage, township_id, {column} as verdict from progress where counted and rule = 'not_below_urban' and school_year = {YEAR} and township_id <> 'city'"
    )
    judged = sql("select indicator_id, stage, title, form, unit, value_unit, rule from indicator_stage where rule = 'not_below_urban' and level = 'township'")
    names = sql("select township_id, name, district_name as district from township")
    compared = 0
    for chosen in judged.to_dict("records"):
        view = scatter(ask, Selection(urban=urban), YEAR, chosen)
        own = verdicts[(verdicts["indicator_id"] == chosen["indicator_id"]) & (verdicts["stage"] == chosen["stage"])].merge(names)
        both = view.part.frame.merge(own, on=["name", "district"])
        assert len(both) == len(view.part.frame) == own["verdict"].isin(["met", "not_met"]).sum()
        assert ((both["state"] == "below") == (both["verdict"] == "not_met")).all(), chosen
        compared += len(both)
    assert compared > 1000


def test_the_rows_are_those_of_the_marts_counted_in_pandas(ask, sql):
    selection = Selection(indicator="bachelor", stage="primary")
    view = scatter(ask, selection, YEAR, opened(ask, selection))
    rows = sql(f"select * from staffing where school_year = {YEAR} and stage = 'primary'")
    roster = sql(
        f"select r.delivered_id, r.urban_reference, t.name, t.district_name as district, t.counted from roster r join township t using (township_id) where r.school_year = {YEAR}"
    )
    pupils = (
        sql(f"select school_id as delivered_id, pupils from enrolment where school_year = {YEAR} and stage = 'primary'")
        .groupby("delivered_id", as_index=False)["pupils"]
        .sum()
    )
    teachers = rows.rename(columns={"school_id": "delivered_id"}).merge(roster, on="delivered_id")
    towns = teachers[teachers["counted"].fillna(False).astype(bool)].groupby(["district", "name"], as_index=False)[["bachelor_teachers", "teachers"]].sum()
    towns["height"] = 100 * towns["bachelor_teachers"] / towns["teachers"]
    both = view.part.frame.merge(towns, on=["district", "name"], suffixes=("", "_own"))
    assert len(both) == len(view.part.frame) > 90
    assert both["height"].tolist() == pytest.approx(both["height_own"].tolist())
    city = teachers[teachers["urban_reference"].fillna(False).astype(bool)]
    assert view.line == pytest.approx(100 * city["bachelor_teachers"].sum() / city["teachers"].sum())
    short = city["bachelor_teachers"].sum() / city["teachers"].sum() * both["teachers"] - both["bachelor_teachers"]
    assert (both["state"] == "below").tolist() == (short >= 1 - 1e-9).tolist() and (both["state"] == "below").any()
    sizes = pupils.merge(roster, on="delivered_id").groupby(["district", "name"], as_index=False)["pupils"].sum()
    assert view.part.frame.merge(sizes, on=["district", "name"]).eval("pupils_x == pupils_y").all()


def test_a_district_is_part_of_the_city_and_a_half_reported_year_draws_only_who_has_reported(ask, sql):
    chosen = opened(ask, Selection(indicator="bachelor", stage="primary"))
    city = scatter(ask, Selection(), YEAR, chosen).part.table
    [district] = sql("select district_id from township where counted group by 1 order by count(*) desc, 1 limit 1")["district_id"]
    part = scatter(ask, Selection(district=district), YEAR, chosen).part.table
    assert 0 < len(part) < len(city) and part.merge(city).shape == part.shape
    half = scatter(ask, Selection(), 2026, chosen).part
    shown = sql(
        "select count(*) as n from gap_against where area_kind = 'township' and against = 'city' and indicator_id = 'bachelor' and stage = 'primary' and school_year = 2026 and town_coverage >= 0.8"
    )["n"][0]
    assert len(half.frame) == shown < len(city) and f"另有 {len(city) - shown} 个{words.UNREPORTED}齐" in half.note
