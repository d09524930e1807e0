"""What a brief says of its own origin, also where a delivery is real, bare, or says nothing of itself."""

from functools import partial

import pytest

from tests.brief.conftest import MADE
from tests.support.draw_delivery import delivery
from townbase import store
from townbase.brief import brief_of, docx, html, name_of
from townbase.brief.provenance import days, returns, source
from townbase.build import build
from townbase.selection import Selection

BARE = {
    "townships": "township_id|name|district_id\nt1|谷雨镇|d1\nt2|霜降镇|d1",
    "schools": "school_id|school_year|township_id|name|kind\ns1|2025|t1|谷雨小学|primary",
}


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """A real city of which nothing is known but its townships and one school."""
    folder = tmp_path_factory.mktemp("bare")
    build(delivery(folder / "in", BARE, synthetic=False, city="某市", source="教育统计"), folder / "db")
    return folder / "db"


@pytest.mark.parametrize("which", [Selection(), Selection(district="d1"), Selection(township="t1"), Selection(township="t2")], ids=str)
def test_a_city_of_which_little_is_known_has_briefs_that_say_what_is_missing(which, bare, words_of):
    brief = brief_of(partial(store.ask, store.open_session(bare)), which, 2025, MADE)
    for content in (html(brief), docx(brief)):
        sentence = words_of(content)
        assert "某市" in sentence and "教育统计" in sentence and "不作为督导认定结论" in sentence
        assert "演示" not in sentence and "虚构" not in sentence
    assert name_of(brief, "html").startswith(brief.place)
    assert not any(text in brief.headline for text in ("达标 0", "nan", "None"))


def test_the_end_names_the_day_kind_and_review_of_each_return(ask):
    sources = ask("shared/frame_sources")
    assert "任务台账 学校自报 2026-10-31 待审" in returns(sources)
    assert days(sources) == "2026年4月30日至 2026年10月31日（其中 4 份数据待审）"
    assert days(sources[sources["extract"] == "staffing"]) == "2026年9月1日"
    assert days(sources.head(0)) == ""


def test_a_section_names_only_returns_that_were_delivered(ask):
    sources = ask("shared/frame_sources")
    assert source(sources, ["staffing", "facilities"], 2025) == "2025—2026学年，来源：教师、校舍与设备。"
    assert source(sources.head(0), ["staffing"], 2025) == "2025—2026学年。"


@pytest.mark.parametrize("which", [Selection(), Selection(district="990109"), Selection(township="990109100")], ids=str)
def test_a_leader_reads_no_word_of_the_machine(which, ask, words_of):
    """Four digits say which publication it is, as in the names of files; what made the sample is not said."""
    brief = brief_of(ask, which, 2025, MADE)
    version = ask("shared/frame_info")["version"].iloc[0]
    assert f"{version[:4]}（" in dict(brief.foot)["版本"]
    for content in (html(brief), docx(brief)):
        text = words_of(content)
        assert version not in text
        for word in ("种子", "小数合并", "变号", "由程序生成", "sha", "parquet"):
            assert word not in text, word
