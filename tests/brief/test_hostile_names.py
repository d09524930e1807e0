"""Names come from a delivery: whatever they hold is text, in both forms and in the file's name."""

import re
from dataclasses import replace
from functools import partial
from html import unescape

import pytest

from tests.brief.conftest import MADE, paragraphs
from tests.support.draw_delivery import delivery
from townbase import store
from townbase.brief import brief_of, briefs_of, docx, html, name_of
from townbase.build import build
from townbase.selection import Selection

NAMES = {
    "t1": "=HYPERLINK(1+1)",
    "t2": "<script>alert(1)</script>&\"'",
    "t3": "../..\\con:*?.镇",
    "t4": "很长的镇" * 50,
    "t5": "🌾谷雨镇𠮷",
    "t6": "{{ 7*7 }}{% for x in brief %}{{ x }}{# 无 #}",
    "t7": "{{ brief.__class__.__mro__ }}",
    "t8": "]]></w:t><w:br/>&amp;&#x27;",
}
TABLES = {
    "townships": "township_id|name|district_id|district_name|kind|counted\n"
    + "\n".join(f"{key}|{name}|d1|<i>示例</i>区{{{{ 1 }}}}|镇|true" for key, name in NAMES.items()),
    "schools": "school_id|school_year|township_id|name|kind\n" + "\n".join(f"s{key}|2025|{key}|{name}小学|primary" for key, name in NAMES.items()),
    "delivery": "task_id|unit_id|school_year|due|status|owner_unit\n"
    + "\n".join(f"T3-4|{key}|2025|2025-06-30|in_progress|{name}" for key, name in NAMES.items()),
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    build(delivery(folder / "extracts", TABLES, extracts={"delivery": {"as_of": "2025-10-01"}}), folder / "db")
    return folder / "db"


@pytest.fixture(scope="module")
def ask_them(hostile):
    return partial(store.ask, store.open_session(hostile))


@pytest.mark.parametrize("key", list(NAMES))
def test_a_name_is_said_as_it_is_and_does_nothing(key, ask_them):
    brief = brief_of(ask_them, Selection(township=key), 2025, MADE)
    page = html(brief)
    assert NAMES[key] in unescape(page)
    assert re.findall(r"<(\w+)", page).count("script") == 0 and "<i>" not in page and "<w:br" not in page
    text = "\n".join(paragraphs(docx(brief)))
    assert NAMES[key] in text
    assert "49" not in text.split(NAMES[key])[0][-3:] and "<class" not in text


def test_the_districts_name_with_braces_survives_too(ask_them):
    brief = brief_of(ask_them, Selection(district="d1"), 2025, MADE)
    assert "<i>示例</i>区{{ 1 }}" in unescape(html(brief))
    assert "<i>示例</i>区{{ 1 }}" in "\n".join(paragraphs(docx(brief)))


@pytest.mark.parametrize("odd", ["谷\n雨\r\n镇", "谷\x0b雨\x00镇", "谷\u2028雨\u202e镇", "谷\t雨\x07镇"])
def test_line_breaks_and_control_characters_become_blanks(odd, ask_them):
    from townbase.brief.model import tidy

    brief = brief_of(ask_them, Selection(township="t5"), 2025, MADE)
    changed = tidy(replace(brief, place=odd, headline=f"{odd}。"))
    assert not re.search(r"[\x00-\x1f\u2028\u202e]", changed.title + changed.headline)
    sentence = paragraphs(docx(replace(brief, headline=f"{odd}。")))
    assert any(text.startswith("谷 ") and text.endswith("镇。") for text in sentence)


@pytest.mark.parametrize("form", ["html", "docx"])
def test_file_names_are_harmless_and_never_the_same(form, ask_them):
    made = [name for name, _ in briefs_of(ask_them, Selection(), 2025, form, MADE)]
    assert len(made) == len(set(made)) == 2 + len(NAMES)
    for name in made:
        assert name.startswith("演示-") and name.endswith(f".{form}") and len(name) <= 100
        assert not re.search(r'[\x00-\x1f<>:"/\\|?*]', name)


def test_two_places_of_one_name_are_two_files(ask_them, monkeypatch):
    from townbase.brief import batch as many

    monkeypatch.setattr(many, "brief_of", lambda ask, place, year, made: replace(brief_of(ask, place, year, made), place="同名镇"))
    made = [name for name, _ in briefs_of(ask_them, Selection(), 2025, "html", MADE)]
    assert len({name.casefold() for name in made}) == len(made)


def test_the_name_of_a_file_says_place_form_and_year(ask_them):
    assert name_of(brief_of(ask_them, Selection(), 2025, MADE), "docx") == "演示-全市-一页纸-2025-2026学年.docx"
