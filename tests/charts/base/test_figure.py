"""The one template of every Plotly figure."""

from townbase.charts.base import figure as template


def test_nothing_in_a_figure_is_smaller_than_thirteen_pixels():
    made = template.figure(240)
    sizes = [made.layout.font.size, made.layout.hoverlabel.font.size]
    sizes += [axis.tickfont.size for axis in (made.layout.xaxis, made.layout.yaxis)]
    assert min(sizes) >= 13


def test_a_figure_can_be_neither_dragged_nor_zoomed_on_a_phone():
    made = template.figure(240)
    assert made.layout.dragmode is False
    assert made.layout.xaxis.fixedrange and made.layout.yaxis.fixedrange


def test_words_of_a_point_are_safe_and_its_address_stays_as_it_is():
    assert template.points([("<b>镇", 1.5, "township?township=T1&year=2024"), ("乙", 2, None)]) == [
        ["&lt;b&gt;镇", "1.5", "township?township=T1&year=2024"],
        ["乙", "2", ""],
    ]


def test_the_box_at_the_pointer_ends_without_the_name_of_the_trace():
    assert template.hover("数值 %{customdata[1]}").endswith("<extra></extra>")


def test_a_dashed_line_runs_over_the_whole_plot_level_or_upright():
    level, upright = template.dash(y=80), template.dash(x=2023)
    assert (level["y0"], level["y1"], level["xref"]) == (80, 80, "paper")
    assert (upright["x0"], upright["x1"], upright["yref"]) == (2023, 2023, "paper")


def test_every_year_has_its_mark_and_no_half_years_stand_between():
    axis = template.year_axis([2021, 2022, 2023])
    assert (axis["tickvals"], axis["ticktext"]) == ([2021, 2022, 2023], ["2021", "2022", "2023"])


def test_what_a_narrow_card_changes_rides_with_the_figure():
    narrow = {"layout": {"height": 300}}
    assert template.figure(240, narrow=narrow).layout.meta == {"narrow": narrow}
