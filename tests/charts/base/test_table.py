"""The plain table, the shapes and the drawings that every page shares."""

import re
from urllib.parse import unquote
from xml.etree import ElementTree

import pandas as pd
import pytest

from townbase import words
from townbase.charts.base.glyphs import SHAPE_OF, glyph, shape_of, status
from townbase.charts.base.svg_image import pictures
from townbase.charts.base.table import Cell, Column, TableRow, frame_table, table
from townbase.text import Markup
from townbase.theme.shapes import SHAPES


def test_the_first_cell_names_its_row_and_numbers_stand_right():
    markup = table([Column("乡镇"), Column("项数", number=True)], [("谷雨镇", 3)], caption=words.UNMET)
    assert '<th scope="row">谷雨镇</th><td class="n">3</td>' in markup
    assert f'<caption class="tb-said">{words.UNMET}</caption>' in markup
    assert f'tabindex="0" role="region" aria-label="{words.UNMET}"' in markup


def test_cells_are_escaped_markup_is_kept_and_nothing_is_a_dash():
    markup = table([Column("a"), Column("b"), Column("c")], [("<x>", Markup("<b>y</b>"), None)], caption="t")
    assert "&lt;x&gt;" in markup and "<b>y</b>" in markup and "<td>—</td>" in markup


def test_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="2 cells for 1"):
        table([Column("a")], [("x", "y")], caption="t")


def test_a_long_frame_is_cut_and_says_so():
    markup = frame_table(pd.DataFrame({"镇": list("abc")}), caption="t", most=2)
    assert markup.count("<tr>") == 3
    assert "只显示前 2 行，共 3 行" in markup


def test_a_shape_beside_its_word_is_silent_and_one_alone_speaks():
    assert 'aria-hidden="true"' in status("met", "达标")
    assert 'role="img" aria-label="达标"' in glyph("met", "达标")


def test_every_word_of_a_verdict_or_status_has_a_shape():
    codes = {*words.VERDICT, *words.GOAL_STATUS, *words.TOWNSHIP_STATUS, *words.ACTION_STATUS}
    assert codes | {"slightly_below"} == set(SHAPE_OF)  # a met row that is short by less than one whole unit
    assert set(SHAPE_OF.values()) | {"dot", "borderline"} == set(SHAPES)


def test_borderline_is_its_own_shape_only_beside_met_and_not_met():
    assert shape_of("met", True) == shape_of("not_met", True) == "borderline"
    assert shape_of("no_data", True) == "missing"
    assert shape_of("met", pd.NA) == "met"


DRAWING = '<svg class="tb-spark" width="9" height="4" viewBox="0 0 9 4" role="img" aria-label="升 &amp; 降"><title>升</title><path d="M0 0L9 4" stroke="var(--tb-ink)"/></svg>'


def test_a_drawing_goes_out_as_a_picture_with_its_words_and_size():
    found = pictures(f"<td>{DRAWING}</td>")
    assert "<svg" not in found
    assert re.match(r'<td><img class="tb-spark" width="9" height="4" alt="升 &amp; 降" title="升 &amp; 降" src="data:image/svg\+xml,[^"<>]+"></td>', found)


def test_the_picture_is_well_formed_and_knows_the_colours_of_both_themes():
    svg = unquote(re.search(r'src="data:image/svg\+xml,([^"]+)"', pictures(DRAWING))[1])
    root = ElementTree.fromstring(svg)
    assert root.get("viewBox") == "0 0 9 4"
    assert "--tb-ink:#1B2026" in svg and "--tb-ink:#E8EAED" in svg


def test_markup_without_a_drawing_stays_as_it_is():
    assert pictures("<td>3</td>") == "<td>3</td>"


def test_a_table_that_reflows_names_each_cell_for_the_phone():
    drawn = table([Column("学年"), Column('人"数', number=True)], [("2025", "3")], caption="x", css="tb-x", reflow=True)
    assert 'class="tb-t tb-reflow tb-x"' in drawn
    assert '<td class="n" data-head="人&#34;数">3</td>' in drawn
    assert "data-head" not in table([Column("学年")], [("2025",)], caption="x")


TOWNS = [Column("乡镇"), Column("项数", number=True), Column("各有单位", sort=False)]


def rows_of(count: int) -> list[tuple]:
    return [(f"镇{at}", at, "名") for at in range(count)]


def test_heads_sort_where_there_is_something_to_compare_and_an_order():
    assert "tb-sort" not in table(TOWNS, rows_of(2), caption="x")
    drawn = table(TOWNS, rows_of(3), caption="x")
    assert drawn.count('class="tb-sort"') == 2
    assert re.search(r'<th scope="col"><span tabindex="0" data-tip="[^"]*不能排序">各有单位</span></th>', drawn)


def test_a_cell_says_the_number_it_is_sorted_by_and_a_missing_one_says_nothing():
    drawn = table(TOWNS, [("镇", Cell("少 4", -4), "名"), ("乡", Cell("—", None), "名")], caption="x")
    assert '<td class="n" data-v="-4">少 4</td>' in drawn and '<td class="n" data-v="">—</td>' in drawn


def test_a_long_table_is_searched_and_a_cut_one_shows_the_rest_when_asked():
    assert "tb-search" not in table(TOWNS, rows_of(15), caption="x")
    assert "tb-search" in table(TOWNS, rows_of(16), caption="x")
    drawn = table(TOWNS, [*rows_of(5), ("合计", 10, "名")], caption="x", most=3, last_is_sum=True)
    assert drawn.count('class="tb-out"') == 2 and "显示其余 2 行" in drawn and 'data-most="3"' in drawn
    assert '<tr class="tb-sum"><th scope="row">合计</th>' in drawn
    assert "tb-answer" not in table(TOWNS, rows_of(3), caption="x", most=3)


def test_a_row_names_what_it_is_lit_with_and_the_unmet_ones_can_stand_alone():
    rows = [TableRow(cells, id=f"t{at}", unmet=at == 0) for at, cells in enumerate(rows_of(3))]
    drawn = table(TOWNS, rows, caption="x")
    assert '<tr data-row="t0">' in drawn and '<tr class="tb-fine" data-row="t1">' in drawn
    assert f"只看{words.UNMET}（1）" in drawn
    assert "tb-only-rows" not in table(TOWNS, [TableRow(cells, unmet=True) for cells in rows_of(3)], caption="x")
