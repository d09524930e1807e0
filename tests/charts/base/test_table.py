"""The plain table, the shapes and the drawings that every page shares."""

import re
from urllib.parse import unquote
from xml.etree import ElementTree

import pandas as pd
import pytest

from townbase import words
from townbase.charts.base.glyphs import SHAPE_OF, glyph, shape_of, status
from townbase.charts.base.svg_image import pictures
from townbase.charts.base.table import Column, frame_table, table
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
