"""A figure is rounded in one place (words/rounding.py): page, workbook, CSV, offline page and brief show the same one."""

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

from tests.support.hypothesis_setup import given, settings, st
from tests.support.read_files import Page, about, book, csv_rows, sheet_rows
from townbase import words
from townbase.brief.cells import Cell
from townbase.charts.base.table import frame_table
from townbase.downloads import Sheet, csv_bytes, html_bytes, workbook_bytes
from townbase.downloads.formats import number_format

ROOT = Path(__file__).parents[2]
# A figure that is rounded to the nearest on the way to a reader, by Python, pandas or numpy. (Counting up whole units is no rounding.)
ROUNDS = re.compile(r"(?<![\w.])round\(|\.(?:round|around|rint)\(|\bint\(.*\+ 0?\.5\)|:,?\.\d+f\}")
MAY = {"townbase/charts/base/scale.py"}  # its step_of rounds places of a drawing
PLACES = re.compile(r":\.[12]f\}(?=[\"' %HVLMhvl]|px)")  # pixels and per cent of a drawing, in charts and on paper


def code(*rooms):
    return [path for room in rooms for path in sorted((ROOT / "townbase" / room).rglob("*.py"))]


@pytest.mark.parametrize("path", code("views", "downloads", "charts", "brief"), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_view_chart_brief_or_file_rounds_a_figure_by_itself(path):
    name = path.relative_to(ROOT).as_posix()
    text = path.read_text(encoding="utf-8")
    if name.startswith(("townbase/charts", "townbase/brief")):
        text = PLACES.sub("}", text)
    found = [] if name in MAY else ROUNDS.findall(text)
    assert not found, f"{name}: {found}: use townbase.words (rounded_to, whole, percent, number …)"


def test_the_search_for_roundings_finds_one():
    for line in ("round(x * 100, 1)", 'frame["n"].round(1)', "np.round(x)", "int(abs(n) + 0.5)", 'f"{share:.1f}"'):
        assert ROUNDS.search(line), line
    assert not ROUNDS.search("words.rounded_to(x, 1)") and not ROUNDS.search("ground(x)")


def halves_up(numerator, denominator, decimals):
    """The rounding of schoolbooks, over the true fraction and no double."""
    share = Fraction(numerator * 100, denominator)
    return (Decimal(share.numerator) / Decimal(share.denominator)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def test_nine_sixteenths_is_563_tenths_everywhere():
    assert (words.share(9 / 16), words.percent(9 / 16)) == ("56.3%", 56.3)


@settings(max_examples=300)
@given(st.integers(0, 3000), st.integers(1, 3000))
def test_a_share_is_rounded_as_the_true_fraction_is(part, whole):
    part = min(part, whole)
    true = halves_up(part, whole, 1)
    if part in (0, whole) or true not in (0, 100):
        assert words.share(part / whole) == f"{true}%"
        assert words.percent(part / whole) == float(true)


@settings(max_examples=300)
@given(st.floats(0, 1))
def test_only_everything_is_100_and_only_nothing_is_0_on_the_page_and_in_files(fraction):
    everything = fraction >= 1 - 1e-11
    assert (words.share(fraction) == "100.0%") == (words.percent(fraction) == 100.0) == everything
    assert (words.share(fraction) == "0.0%") == (words.percent(fraction) == 0.0) == (fraction == 0)


@pytest.mark.parametrize("fraction", [1 - 1e-10, 0.99999, 0.9997, 0.9995, 1e-300, 1e-9, 0.0004])
def test_a_share_near_either_end_keeps_what_shows_it_in_files(fraction):
    assert 0.0 < words.percent(fraction) < 100.0
    assert words.share(fraction) in (">99.9%", "<0.1%") or words.share(fraction) == f"{words.percent(fraction):.1f}%"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(1, 2000)), min_size=1, max_size=12))
def test_page_workbook_csv_offline_page_and_brief_agree(pairs):
    shares = [min(part, whole) / whole for part, whole in pairs]
    table = pd.DataFrame({"达标率（%）": [words.percent(share) for share in shares]})
    workbook = [row[0] for row in sheet_rows(book(workbook_bytes([Sheet("数", about(), table)]))["数"])[1:]]
    csv = [float(row[0]) for row in csv_rows(csv_bytes(table))[1:]]
    offline = [row[0] for row in Page(html_bytes("数", "", "", about(), table)).table[1:]]
    page = [float(cell) for cell in re.findall(r'<th scope="row"[^>]*>([^<]*)</th>', frame_table(table, caption="数"))]
    assert workbook == csv == offline == page == table.iloc[:, 0].tolist()
    for share, held in zip(shares, workbook, strict=True):
        brief = Cell(words.share(share)).text
        assert brief in ("<0.1%", ">99.9%") or float(brief[:-1]) == held
        assert (brief == "<0.1%") == (0 < held < 0.05) and (brief == ">99.9%") == (99.95 <= held < 100)


def test_a_workbook_shows_every_decimal_that_keeps_a_share_from_its_end():
    assert number_format("达标率（%）", [63.6, 99.97]) == "0.0##"
    assert number_format("达标率（%）", [99.9997]) == "0.0###"


def test_whole_ones_and_differences_round_away_from_nothing():
    assert [words.whole(n) for n in (0.5, 1.5, 2.5, -2.5, 2.4999)] == [1, 2, 3, -3, 2]
    assert (words.points(0.6345 - 0.6), words.in_points(0.6345 - 0.6), words.in_points(0.6 - 0.6345)) == ("+3.5 个百分点", 3.5, -3.5)
    assert (words.whole_share(0.996), words.whole_share(1), words.whole_share(0.004), words.whole_share(0)) == (">99%", "100%", "<1%", "0%")


@given(st.floats(-1e12, 1e12), st.integers(0, 6))
def test_a_number_and_its_text_are_rounded_alike(amount, decimals):
    text = words.number(amount, decimals).replace(",", "").replace(words.MINUS, "-")
    assert float(text) == words.rounded_to(amount, decimals)
    assert not text.startswith("-0") or float(text) != 0
