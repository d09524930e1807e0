"""A sheet is set as large as it can stand on A4, and no larger or smaller than can be read."""

from dataclasses import replace

import pytest

from tests.brief.conftest import MADE, YEAR
from townbase.brief import brief_of
from townbase.brief.model import Section
from townbase.brief.page_scale import LARGEST, SMALLEST, pages
from townbase.selection import Selection


def test_more_to_say_is_set_smaller_and_less_larger(ask):
    brief = brief_of(ask, Selection(), YEAR, MADE)
    (size, _), _ = pages(brief)
    (more, _), _ = pages(replace(brief, lines=(*brief.lines, "再多说一些。" * 200)))
    (less, _), _ = pages(replace(brief, sections=brief.sections[-5:]))
    assert SMALLEST <= more < size < less <= LARGEST


@pytest.mark.long
def test_there_are_one_or_two_sheets_for_every_place_of_the_city(ask):
    for township in ask("shared/frame_townships")["township_id"][::20]:
        assert len(pages(brief_of(ask, Selection(township=township), YEAR, MADE))) in (1, 2)


def test_a_sheet_that_holds_far_too_much_is_still_set_legibly(ask):
    brief = brief_of(ask, Selection(), YEAR, MADE)
    crowded = replace(brief, sections=(Section("长", lines=("很长的一行。" * 400,) * 20),))
    assert [size for size, _ in pages(crowded)] == [SMALLEST]
