"""The action page's sentences and frames against the marts of the sample city."""

import re

import pytest

from townbase import store, words
from townbase.selection import Selection
from townbase.views.actions.all_actions import action_list
from townbase.views.actions.one_action import action_view

YEAR = 2025


def view_of(ask, action, **chosen):
    return action_view(ask, Selection(action=action, **chosen), YEAR)


@pytest.mark.parametrize("action", range(1, 11))
def test_every_township_counts_what_the_mart_counts(ask, sql, action):
    view = view_of(ask, action)
    marts = {
        row[0]: row[1:]
        for row in sql(
            "select township_id, not_met, judged, missing, status from action_progress where action = ? and school_year = ?",
            action,
            YEAR,
        )
    }
    shown = {t["township_id"]: (t["not_met"], t["judged"], t["missing"], t["status"]) for t in view.townships.frame.to_dict("records")}
    assert shown == marts


@pytest.mark.parametrize("action", range(1, 11))
def test_the_headline_counts_every_status(ask, sql, action):
    text = view_of(ask, action).headline
    words = {"met": "达标", "in_progress": "推进中", "behind": "滞后", "not_assessable": "暂不能判定"}
    for status, n in sql("select status, count(*) from action_progress where action = ? and school_year = ? group by 1", action, YEAR):
        assert f"{words[status]} {n} 个" in text


def test_official_order_is_by_code_and_need_puts_unmet_core_first(ask):
    official = view_of(ask, 3).townships.frame["township_id"].tolist()
    assert official == sorted(official)
    need = view_of(ask, 3, order="value").townships.frame
    assert need["unmet_core"].is_monotonic_decreasing


def test_a_district_narrows_everything(ask, sql):
    [(district, n)] = sql("select district_id, count(*) from township where counted group by 1 order by 2 desc limit 1")
    view = view_of(ask, 3, district=district)
    assert re.search(rf"{n} 个(乡镇|街道|乡镇（街道）)中", view.headline)
    assert set(view.townships.frame["district_id"]) == {district}
    assert view.years.frame.iloc[0]["total"] == n


@pytest.mark.parametrize(("counted", "kind"), [("all", "乡镇（街道）"), ("town", "乡镇"), ("subdistrict", "街道")])
def test_counted_places_are_called_what_they_are(ask, sql, counted, kind):
    keep = {"all": "true", "town": "kind <> '街道'", "subdistrict": "kind = '街道'"}[counted]
    [(n,)] = sql(f"select count(*) from township where counted and {keep}")
    view = view_of(ask, 3, counted=counted)
    assert f"{n} 个{kind}中" in view.headline
    assert re.search(rf"\d 个{kind}有{words.UNMET}指标", view.townships.title)
    assert f"{n} 个{kind}中达标" in action_list(ask, Selection(counted=counted), YEAR).headline


def test_a_stage_narrows_the_columns(ask):
    stages = {column["stage"] for column in view_of(ask, 3, stage="junior").columns}
    assert stages == {"junior"}


def test_changes_against_the_year_before_are_the_marts(ask, sql):
    [(gained, lost)] = sql(
        "select count(*) filter (where n.status = 'met' and b.status in ('in_progress', 'behind')), "
        "count(*) filter (where b.status = 'met' and n.status in ('in_progress', 'behind')) from action_progress n join action_progress b "
        "on b.township_id = n.township_id and b.action = n.action and b.school_year = n.school_year - 1 where n.action = 3 and n.school_year = ?",
        YEAR,
    )
    groups = view_of(ask, 3).changes.frame["group"]
    assert int((groups == "newly_met").sum()) == gained
    assert int(groups.str.startswith("fell_back").sum()) == lost


def test_seat_minus_other_is_in_points_and_a_single_seat_is_not_applicable(ask, sql):
    frame = view_of(ask, 3, indicator="bachelor").seat.frame
    [(seat, other, name)] = sql(
        "select s.value, o.value, t.name from indicator_value s join indicator_value o using (area_kind, area_id, indicator_id, stage, school_year) "
        "join township t on t.township_id = s.area_id where area_kind = 'township' and indicator_id = 'bachelor' and stage = 'primary' "
        "and school_year = ? and s.scope = 'seat' and o.scope = 'other' and s.value is not null and o.value is not null and t.counted "
        "order by s.area_id limit 1",
        YEAR,
    )
    [mine] = frame[(frame["name"] == name) & (frame["stage"] == "小学")].to_dict("records")
    assert mine["by"] == pytest.approx(seat - other)
    alone = frame[frame["note"] != ""]
    assert set(alone["note"]) >= {f"全镇只有驻地学校，{words.INAPPLICABLE}"}
    assert alone["by"].isna().all()


def test_clauses_are_quoted_word_for_word(ask):
    text = (store.SQL.parent / "policy" / "interpretation.zh.txt").read_text(encoding="utf-8")
    for action in range(1, 11):
        view = view_of(ask, action)
        assert view.clauses
        for clause in view.clauses:
            assert clause in text


def test_a_year_before_the_base_year_is_not_called_met(ask):
    view = action_view(ask, Selection(action=1, year=2018), 2018)
    assert not view.judged
    assert "没有指标数据" in view.headline


def test_the_ten_stand_beside_one_another(ask, sql):
    table = action_list(ask, Selection(), YEAR).table.frame
    for row in table.to_dict("records"):
        [(met,)] = sql(
            "select count(*) from action_progress where action = ? and school_year = ? and status = 'met'",
            row["action"],
            YEAR,
        )
        assert row["met"] == met
    assert len(table) == 10


@pytest.mark.parametrize("action", range(1, 11))
def test_a_township_that_is_met_with_rows_still_missing_is_counted_aloud(ask, sql, action):
    [(n,)] = sql(
        "select count(*) from action_progress join township using (township_id) where counted and action = ? and school_year = ? "
        "and status = 'met' and missing > 0",
        action,
        YEAR,
    )
    text = "".join(view_of(ask, action).lines)
    assert (f"达标乡镇中 {n} 个另有{words.UNDECIDED}的指标" in text) if n else (f"另有{words.UNDECIDED}的指标" not in text)
    if action in (1, 8):
        table = view_of(ask, action).townships.table
        found = sql("select sum(missing) from action_progress join township using (township_id) where counted and action = ? and school_year = ?", action, YEAR)
        assert table[f"{words.UNDECIDED}（项）"].sum() == found[0][0]
