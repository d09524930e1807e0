"""The charts of the overview: every mark says its number and leads somewhere, no text is markup."""

import re

import pandas as pd
import pytest

from townbase import words
from townbase.charts.base.tile_map import tile_map
from townbase.charts.overview.goal_grid import goal_grid
from townbase.charts.overview.goal_table import goal_table
from townbase.charts.overview.heat import heat
from townbase.charts.overview.roll_bars import roll_bars, roll_towns
from townbase.charts.overview.task_tables import office_table, task_table
from townbase.charts.overview.work_tables import change_table, gap_table, goal_townships, missing_table, moved_table, nearly_table, school_table
from townbase.charts.overview.years_bars import years_bars

NASTY = "<b onclick=x>&\"'"
NAMES = pd.DataFrame({"action": [1, 3], "title": ["办学条件提升行动", "教师队伍发展行动"], "short": ["条件", "教师"]})


def cells(*marks, name="谷雨镇", status="not_met", late=0):
    return pd.DataFrame(
        {
            "district_id": "a", "district": "示例一区", "township_id": name, "name": name, "href": f"township?township={name}",
            "status": status, "goals_not_met": 2, "unmet_core": 1, "tasks_overdue": late, "action": [1, 3], "title": ["条件", "教师"],
            "mark": [mark for mark, _ in marks], "n": [n for _, n in marks], "core": [True, False], "late": late,
            "said": "指标未达标", "cell_href": f"township?township={name}",
        }
    )  # fmt: skip


def years(*rows):
    names = ["year", "base", "counted", "met", "slightly_below", "open", "needed", "share", "href"]
    return pd.DataFrame(rows, columns=names)


FIVE = years(
    (2021, True, 99, 0, 0, 0, 80, 0.0, "./?year=2021"), (2024, False, 99, 34, 6, 1, 80, 34 / 99, "./?year=2024"), (2025, False, 99, 41, 5, 5, 80, 41 / 99, "")
)


def test_a_bar_a_judged_year_the_base_year_in_words_and_what_is_open_hatched_on_the_last():
    made = years_bars(FIVE)
    met, open_ = made.data
    assert (list(met.x), list(met.y)) == ([2024, 2025], [34, 41])
    assert (list(open_.x), list(open_.y), open_.marker.pattern.shape) == ([2025], [5], "/")
    said = {note.text for note in made.layout.annotations}
    assert {"不判定", "34", "41", "还差 39", "目标 80%（80 个）"} == said
    assert made.layout.shapes[0].y0 == made.layout.shapes[0].y1 == 80


def test_a_click_on_a_years_bar_leads_to_that_year_and_the_box_says_how_many_are_slightly_below():
    met = years_bars(FIVE).data[0]
    assert [point[-1] for point in met.customdata] == ["./?year=2024", ""]
    assert list(met.customdata[1])[:3] == ["2025—2026学年", "41 个，其中略低 5 个", "占 99 个的 41.4%"]


def test_a_city_that_reached_eighty_percent_lacks_nothing():
    made = years_bars(years((2025, False, 10, 9, 0, 0, 8, 0.9, "")))
    assert not any("还差" in note.text for note in made.layout.annotations)


def test_goals_name_met_unmet_undecided_and_only_a_loss_is_red():
    row = {"goal": 3, "title": "科学调节师资配备", "href": "./?goal=3", "met": 52, "not_met": 47, "not_assessable": 2, "not_applicable": 0}
    markup = goal_table(pd.DataFrame([row | {"change": -4}, row | {"change": 3}, row | {"change": None}]))
    assert '<a data-nav href="./?goal=3">科学调节师资配备</a>' in markup
    assert 'data-v="-4.0"><b class="tb-strong">↓ 少 4</b>' in markup and ">多 3<" in markup and ">—<" in markup


def grid_row(place, place_id, n, **changes):
    base = {
        "place": place, "place_id": place_id, "href": f"./?district={place_id}" if place_id else "", "late_href": "./?office=all", "met": 2, "counted": 3,
        "overdue": 5, "goal": 3, "title": "科学调节师资配备", "short": "师资配备", "n": n, "open": 0, "applies": True, "cell_href": "./?goal=3", "said": "说",
    }  # fmt: skip
    return base | changes


def test_a_cell_of_the_grid_is_its_number_its_ground_and_a_way_to_the_list():
    frame = pd.DataFrame([grid_row("示例一区", "a", 5), grid_row("示例二区", "b", 0, cell_href="", open=1), grid_row("全市", "", 5)])
    markup = goal_grid(frame, first="区县", standing="达标/纳入", steps=(1, 2, 4, 7), caption="表")
    assert 'class="tb-cell tb-cell-3" href="./?goal=3" data-tip="说" aria-label="说">5</a>' in markup
    assert '<tr data-row="a">' in markup and '<tr class="tb-sum">' in markup
    assert 'data-v="0"><span class="tb-cell" data-tip="说">' in markup and "tb-g-missing" in markup


def tile(name, x, y, district="a", state="met", text=""):
    return {
        "township_id": name, "name": name, "district_id": district, "district": f"示例{district}区", "district_href": f"./?district={district}",
        "row": district, "x": x, "y": y, "state": state, "text": text, "said": "六项目标全部达标", "href": f"township?township={name}",
    }  # fmt: skip


def test_a_tile_stands_in_its_place_leads_to_its_township_and_is_lit_with_its_district():
    markup = tile_map(pd.DataFrame([tile("甲镇", 3, 5), tile("乙镇", 4, 5, state="not_met", text="2")]), label="图")
    assert "--across:2;--down:1" in markup
    assert 'href="township?township=乙镇" class="tb-tile tb-tile-not_met tb-n tb-e tb-s" data-row="a"' in markup
    assert 'style="grid-area:1/2"' in markup and 'aria-label="乙镇（示例a区）：六项目标全部达标"' in markup
    assert "达标 1" in markup and f"{words.UNMET} 1" in markup and "不在范围" not in markup


def test_districts_are_parted_by_lines_and_named_beside_their_tiles_without_what_all_names_share():
    row = [tile(f"{n}镇", n, 0, district="a" if n < 4 else "b") for n in range(8)]
    markup = tile_map(pd.DataFrame(row + [tile("高镇", 0, 2, district="a")]), label="图")
    assert "tb-tile-met tb-n tb-e tb-s" in markup
    assert re.findall(r'data-row="(\w)" style="[^"]+">(\w+区)</a>', markup) == [("a", "a区"), ("b", "b区")]
    assert markup.count("tb-tile-over") == 0


def test_a_district_alone_has_tiles_that_hold_their_townships_names():
    markup = tile_map(pd.DataFrame([tile("甲镇", 0, 0), tile("乙镇", 1, 0)]), label="图")
    assert "<span>甲镇</span>" in markup and "tb-tile-name" not in markup


def test_the_matrix_shows_the_unmet_first_and_the_rest_on_request():
    towns = [cells(("met", 0), ("met", 0), name=f"好{n}镇", status="met") for n in range(14)] + [cells(("unmet", 6), ("unmet", 1), name="差镇")]
    markup = heat(pd.concat(towns), NAMES)
    assert markup.index("差镇") < markup.index("好0镇")
    assert "显示其余 3 行" in markup and "只看未达标（1）" in markup
    assert re.findall(r'class="(tb-cell[^"]*)"[^>]*>(\d)<', markup) == [("tb-cell tb-cell-4 tb-core", "6"), ("tb-cell tb-cell-1", "1")]


def test_late_tasks_are_a_corner_of_the_cell_whatever_its_rows_say():
    assert "tb-has-late" in heat(cells(("met", 0), ("met", 0), late=2), NAMES)
    assert "tb-has-late" not in heat(cells(("met", 0), ("met", 0)), NAMES)


@pytest.mark.parametrize("mark", ["met", "borderline", "missing", "none", "blank", "overdue"])
def test_every_mark_of_the_matrix_is_drawn_and_said(mark):
    assert 'aria-label="谷雨镇 · 条件：指标未达标"' in heat(cells((mark, 0), (mark, 0)), NAMES)


def test_the_matrix_of_a_hundred_townships_stays_lean():
    frame = pd.concat([cells(("met", 0), ("unmet", 2), name=f"第{n}镇") for n in range(500)])
    assert len(heat(frame, NAMES).encode()) < 500 * 1_200


def test_offices_beyond_four_fold_away_and_bars_keep_one_scale():
    frame = pd.DataFrame({"office": list("甲乙丙丁戊"), "href": "./?office=x", "n": [10, 5, 4, 3, 1], "days": 30})
    markup = office_table(frame)
    assert "<summary>其余 1 个处室</summary>" in markup
    assert re.findall(r"width:([\d.]+)%", markup) == ["100.0", "50.0", "40.0", "30.0", "10.0"]


def test_missing_returns_make_a_table_of_places_and_say_which_are_in():
    frame = pd.DataFrame(
        {"area_id": ["a", "b"], "name": ["甲", "乙"], "href": "x", "label": ["教师", "课程与教学"], "due": [10, 20], "reported": [7, 19], "lacking": [3, 1]}
    )
    markup = missing_table(frame)
    assert markup.count(">齐<") == 2
    assert "<b>3</b> <small>/ 10</small>" in markup


def test_only_a_fall_of_ones_own_is_red_among_what_moved():
    rows = [{"word": "退步（自身下降）", "way": "down", "n": 1, "href": "./?tab=changes", "places": [("甲镇", "township?township=a")]},
            {"word": "转为未达标（城区提高）", "way": "turned", "n": 3, "href": "./?tab=changes", "places": [("乙镇", "t"), ("丙镇", "t")]}]  # fmt: skip
    markup = moved_table(pd.DataFrame(rows))
    assert '<span class="tb-strong">退步（自身下降）</span>' in markup and "<span>转为未达标（城区提高）</span>" in markup
    assert '<a data-nav href="./?tab=changes">3 个</a>' in markup and "等" in markup


def test_a_year_without_pupils_leaves_a_gap_in_the_panel():
    frame = pd.DataFrame({"stage": "primary", "label": "小学", "school_year": [2020, 2022], "pupils": [100, 50], "shown": [False, True]})
    markup = roll_bars(frame)
    assert re.findall(r"height:([\d.]+)", markup) == ["100.0", "0", "50.0"]
    assert '<i class="tb-now" style="height:50.0%"' in markup


def test_a_stage_that_a_town_has_not_is_a_dash_and_never_nought():
    frame = pd.DataFrame({"name": ["甲"], "href": ["x"], "district_name": ["某县"], "primary": [100.0], "senior": [None], "total": [100.0]})
    assert '<td class="n" data-head="高中">—</td>' in roll_towns(frame)


def test_no_name_is_ever_markup():
    nasty = cells(("unmet", 1), ("unmet", 1), name=NASTY)
    lines = {"township_id": "a", "name": NASTY, "href": NASTY, "district": NASTY, "state": "not_met", "n": 1, "what": NASTY, "short_by": NASTY, "owner": NASTY, "lacks": NASTY, "owners": NASTY,
             "unmet": 1, "missing": 0, "group": "newly_met", "word": NASTY, "way": "up", "note": NASTY}  # fmt: skip
    made = [
        heat(nasty.assign(district=NASTY, said=NASTY, title=NASTY), NAMES.assign(title=NASTY, short=NASTY)),
        tile_map(pd.DataFrame([tile(NASTY, 0, 0, district=NASTY, text=NASTY), tile("乙", 3, 0)]), label=NASTY),
        goal_grid(pd.DataFrame([grid_row(NASTY, NASTY, 1, said=NASTY, short=NASTY)]), first=NASTY, standing=NASTY, steps=(1,), caption=NASTY),
        office_table(pd.DataFrame({"office": [NASTY], "href": NASTY, "n": 1, "days": 1})),
        task_table(
            pd.DataFrame({"title": [NASTY], "place": NASTY, "href": NASTY, "district": NASTY, "owner": NASTY, "office": NASTY, "due": NASTY, "days_overdue": 1})
        ),
        *(draw(pd.DataFrame([lines])) for draw in (nearly_table, goal_townships, change_table)),
        gap_table(pd.DataFrame({"what": [NASTY], "why": NASTY, "n": 1, "townships": [[(NASTY, NASTY)]]})),
        school_table(pd.DataFrame({"name": [NASTY], "href": NASTY, "township": NASTY, "seat": True, "n": 1, "short": NASTY})),
        moved_table(pd.DataFrame([{"word": NASTY, "way": "down", "n": 1, "href": NASTY, "places": [(NASTY, NASTY)]}])),
    ]
    for markup in made:
        assert "<b onclick" not in markup
        assert "&lt;b onclick=x&gt;" in markup
