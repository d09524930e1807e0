"""The charts of the overview: every mark says its number, every name is a link, no text is markup."""

import re

import pandas as pd
from townbase.charts.overview.attention_list import OPEN, attention_list
from townbase.charts.overview.strip import strip

from townbase import words
from townbase.charts.base.change_list import change_list
from townbase.charts.base.ranked_bars import ranked_bars
from townbase.charts.overview.heat import district_heat, district_list, heat
from townbase.charts.overview.roll_bars import roll_bars, roll_towns
from townbase.charts.overview.work_tables import missing_table, nearly_table, school_table, task_table

NASTY = "<b onclick=x>&\"'"
NAMES = pd.DataFrame({"action": [1, 3], "title": ["办学条件提升行动", "教师队伍发展行动"], "short": ["条件", "教师"]})


def cells(*marks, name="谷雨镇", status="met"):
    return pd.DataFrame(
        {
            "district_id": "a", "district": "示例一区", "district_href": "./?district=a", "district_note": "1/2 个达标",
            "township_id": name, "name": name, "href": f"township?township={name}", "status": status,
            "action": range(len(marks)), "mark": [mark for mark, _ in marks], "n": [n for _, n in marks], "core": False,
        }
    )  # fmt: skip


def strip_frame(*rows):
    return pd.DataFrame(rows, columns=["part", "start", "end", "n", "label"])


def test_the_strip_fills_to_what_is_met_hatches_what_is_open_and_marks_eighty():
    markup = strip(
        strip_frame(("met", 0, 0.67, 67, "达标 67 个"), ("open", 0.67, 0.72, 5, f"{words.UNDECIDED} 5 个"), ("target", 0.8, 0.8, 80, "目标 80%（80 个）"))
    )
    assert 'tb-strip-met" style="width:67.00%' in markup
    assert 'tb-strip-open" style="left:67.00%;width:5.00%' in markup
    assert 'tb-strip-target" style="left:80.00%' in markup
    assert f'aria-label="达标 67 个；{words.UNDECIDED} 5 个；目标 80%（80 个）"' in markup


def test_years_that_stood_close_together_take_two_rows_so_that_no_label_covers_another():
    years = [("year", at, at, 1, str(year)) for year, at in ((2022, 0.50), (2023, 0.53), (2024, 0.65))]
    markup = strip(strip_frame(("met", 0, 0.67, 67, ""), ("target", 0.8, 0.8, 80, ""), *years))
    assert re.findall(r'<span style="left:([\d.]+)%;top:(\d+)px">', markup) == [("50.00", "0"), ("53.00", "17"), ("65.00", "0")]


def test_a_tick_beyond_what_is_met_now_takes_the_dark_colour():
    markup = strip(strip_frame(("met", 0, 0.5, 5, ""), ("target", 0.8, 0.8, 8, ""), ("year", 0.6, 0.6, 6, "2024")))
    assert "tb-strip-out" in markup


def test_an_empty_strip_draws_nothing():
    assert strip(strip_frame()) == ""


def test_a_heat_cell_carries_its_number_and_from_four_on_the_darkest_colour():
    markup = heat(cells(("unmet", 1), ("unmet", 7)), NAMES)
    assert '<td class="tb-h1">1</td><td class="tb-h4">7</td>' in markup


def test_a_heat_cell_without_a_number_has_a_shape_and_a_word_for_readers():
    markup = heat(cells(("met", 0), ("borderline", 0), ("missing", 0), ("none", 0), ("blank", 0), ("overdue", 2)), NAMES)
    for cell in ('dot">达标', 'borderline">临界', 'missing">未报', f'not_applicable">{words.INAPPLICABLE}', "<td></td>", "逾2"):
        assert cell in markup


def test_a_township_that_meets_all_six_goals_has_a_disc_before_its_name_and_others_do_not():
    assert 'aria-label="六项目标全部达标"' in heat(cells(("met", 0)), NAMES)
    assert f'aria-label="{words.UNDECIDED}"' in heat(cells(("met", 0), status="not_assessable"), NAMES)
    assert "aria-label" not in heat(cells(("unmet", 1), status="not_met"), NAMES)


def test_block_heads_lead_to_the_district_and_names_to_the_township():
    markup = heat(cells(("met", 0)), NAMES)
    assert '<a data-nav href="./?district=a">示例一区</a>' in markup
    assert '<a data-nav href="township?township=谷雨镇">谷雨镇</a>' in markup
    assert markup.count("<caption") == 1


def test_the_heat_table_of_a_hundred_townships_stays_lean():
    frame = pd.concat([cells(*[("met", 0)] * 10, name=f"第{n}镇") for n in range(100)])
    assert len(heat(frame, NAMES).encode()) < 80_000


def districts():
    return pd.DataFrame(
        {"district_id": ["a", "a"], "name": "示例一区", "href": "./?district=a", "counted": 12, "met": 8, "open": 1,
         "needed": 10, "missing": 2, "unfinished": False, "action": [1, 3], "n": [0, 4]}
    )  # fmt: skip


def test_the_district_table_counts_townships_and_opens_the_district():
    markup = district_heat(districts(), NAMES)
    assert '<td class="tb-hx tb-g-dot">没有</td><td class="tb-h2">4</td>' in markup
    assert "8/12" in markup
    assert '<a data-nav href="./?district=a">' in markup


def test_the_district_list_says_how_many_are_missing_to_eighty_percent():
    markup = district_list(districts())
    assert "还差 2 个" in markup
    assert markup.count("<tbody><tr>") == 1


def test_while_returns_come_in_a_district_is_not_said_to_be_short():
    markup = district_list(districts().assign(unfinished=True))
    assert "尚未报齐" in markup
    assert "还差" not in markup


def test_bars_start_at_zero_and_an_action_without_a_target_has_no_bar_and_no_zero():
    markup = ranked_bars(pd.DataFrame({"label": ["甲", "乙", "丙"], "href": ["a", "b", "c"], "n": [20, 5, None]}), caption="乡镇数")
    assert re.findall(r"width:([\d.]+)%", markup) == ["100.0", "25.0"]
    assert markup.endswith('<td class="n">—</td></tr></tbody></table></div>')


def test_bars_beyond_the_first_few_fold_away_and_keep_the_same_scale():
    frame = pd.DataFrame({"label": list("甲乙丙"), "href": None, "n": [10, 5, 2]})
    markup = ranked_bars(frame, caption="乡镇数", most=2)
    assert "<summary>其余 1 项</summary>" in markup
    assert re.findall(r"width:([\d.]+)%", markup) == ["100.0", "50.0", "20.0"]


def test_attention_folds_after_the_first_few():
    row = {"name": "谷雨镇", "href": "x", "district": "示例一区", "unmet": 5, "where": "教师", "missing": 2}
    markup = attention_list(pd.DataFrame([row] * (OPEN + 2)))
    assert "其余 2 个乡镇" in markup
    assert "集中在教师；另有 2 项未报" in markup


def test_each_kind_of_change_opens_its_list_and_an_empty_kind_says_nought():
    frame = pd.DataFrame({"group": ["down"], "name": ["谷雨镇"], "href": ["township?township=a1"], "district": ["示例一区"], "note": ["初中骨干教师比例"]})
    markup = change_list(frame, [("up", "up", "新达标"), ("down", "down", "退步（自身下降）")])
    assert "新达标 <b>0 个</b>" in markup
    assert markup.count('<details class="tb-whole">') == 1
    assert '<span class="tb-strong"><span aria-hidden="true">↓</span> 退步（自身下降） <b>1 个</b>' in markup
    assert "初中骨干教师比例" in markup


def test_the_lines_of_a_nearly_township_stand_together():
    row = {
        "township_id": "a1",
        "name": "谷雨镇",
        "href": "x",
        "district": "示例一区",
        "unmet": 2,
        "missing": 0,
        "short_by": "还差 3 名骨干教师",
        "owner": "甲局",
    }
    markup = nearly_table(pd.DataFrame([row | {"what": "甲"}, row | {"what": "乙"}]))
    assert 'rowspan="2"' in markup
    assert markup.count("谷雨镇") == 1


def test_missing_returns_make_a_table_of_districts_and_say_which_are_in():
    frame = pd.DataFrame(
        {
            "district_id": ["a", "b"],
            "district": ["甲", "乙"],
            "href": "x",
            "label": ["教师", "课程与教学"],
            "due_schools": [10, 20],
            "reported_schools": [7, 19],
            "lacking": [3, 1],
        }
    )
    markup = missing_table(frame)
    assert markup.count(">齐<") == 2
    assert "<b>3</b> <small>/ 10</small>" in markup


def test_a_year_without_pupils_leaves_a_gap_in_the_panel():
    frame = pd.DataFrame({"stage": "primary", "label": "小学", "school_year": [2020, 2022], "pupils": [100, 50], "shown": [False, True]})
    markup = roll_bars(frame)
    assert re.findall(r"height:([\d.]+)", markup) == ["100.0", "0", "50.0"]
    assert '<i class="tb-now" style="height:50.0%"' in markup


def test_a_stage_that_a_town_has_not_is_a_dash_and_never_nought():
    frame = pd.DataFrame({"name": ["甲"], "href": ["x"], "district_name": ["某县"], "primary": [100.0], "senior": [None], "total": [100.0]})
    assert '<td class="n" data-head="高中">—</td>' in roll_towns(frame)


def test_no_name_is_ever_markup():
    nasty = cells(("unmet", 1), name=NASTY)
    made = [
        heat(nasty.assign(district=NASTY, district_note=NASTY), NAMES.assign(title=NASTY, short=NASTY)),
        district_heat(districts().assign(name=NASTY), NAMES),
        ranked_bars(pd.DataFrame({"label": [NASTY], "href": [NASTY], "n": [1]}), caption=NASTY),
        attention_list(pd.DataFrame([{"name": NASTY, "href": NASTY, "district": NASTY, "unmet": 3, "where": NASTY, "missing": 0}])),
        change_list(pd.DataFrame([{"group": "g", "name": NASTY, "href": NASTY, "district": NASTY, "note": NASTY}]), [("g", "up", NASTY)]),
        nearly_table(
            pd.DataFrame(
                [
                    {
                        "township_id": "a",
                        "name": NASTY,
                        "href": NASTY,
                        "district": NASTY,
                        "unmet": 1,
                        "missing": 0,
                        "what": NASTY,
                        "short_by": NASTY,
                        "owner": NASTY,
                    }
                ]
            )
        ),
        task_table(pd.DataFrame([{"owner": NASTY, "title": NASTY, "place": NASTY, "href": NASTY, "office": NASTY, "due": NASTY, "days_overdue": 1}])),
        school_table(pd.DataFrame([{"name": NASTY, "href": NASTY, "township": NASTY, "seat": True, "n": 1, "short": NASTY}])),
        strip(strip_frame(("met", 0, 0.5, 5, NASTY), ("target", 0.8, 0.8, 8, NASTY))),
    ]
    for markup in made:
        assert "<b onclick" not in markup
        assert "&lt;b onclick" in markup
