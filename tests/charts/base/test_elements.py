"""Small pieces that several pages share: every text is text, the one in use is marked, a definition leaves nothing empty."""

from types import SimpleNamespace

from townbase.charts.base import elements

HOSTILE = "<script>x</script>"


def test_a_choice_marks_the_one_in_use_and_no_text_is_markup():
    ways = [{"label": HOSTILE, "title": HOSTILE, "href": "?a=1&b=2", "current": True}, {"label": "乙", "title": "", "href": "?b", "current": False}]
    drawn = elements.chips(ways, HOSTILE)
    assert HOSTILE not in drawn and drawn.count("aria-current") == 1 and 'href="?a=1&amp;b=2"' in drawn


def test_a_definition_says_only_what_there_is():
    said = SimpleNamespace(title="本科", role="核心指标", formula="a/b", target="", basis="", clauses=[HOSTILE])
    drawn = elements.definitions([said])
    assert HOSTILE not in drawn and "<dt>性质</dt>" in drawn and "<dt>目标</dt>" not in drawn and "<dt>条款</dt>" in drawn


def test_terms_and_links_are_escaped_and_can_be_reached_by_keyboard():
    assert 'tabindex="0"' in elements.term(HOSTILE) and HOSTILE not in elements.term(HOSTILE)
    assert elements.text_link('"><i>', HOSTILE).count("<") == 2
