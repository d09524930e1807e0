"""A page of one card keeps its promises by its markup alone: nothing to fetch, nothing to follow, one script of its own."""

import base64
import hashlib
import re

import pandas as pd
import pytest

from tests.support.read_files import Page, about
from townbase import theme
from townbase.downloads import html_bytes
from townbase.downloads.inert import inert, sheet
from townbase.text import Markup

TABLE = pd.DataFrame({"乡镇": ["谷雨镇", "霜降镇"], "本地就读率（%）": [63.6, None]})
SVG = '<svg viewBox="0 0 9 9" role="img" aria-label="图"><defs><linearGradient id="g"></linearGradient></defs><path d="M0 0"/></svg>'
CHART = (
    f'<table class="tb-t"><tr><td><a data-nav class="k" href="township?township=1">谷雨镇</a></td><td>{SVG}</td></tr></table>'
    '<img alt="图" src="data:image/svg+xml,%3Csvg%3E"><a href="#below">下面</a><details class="tb-fold"><summary>更多</summary><p>内容</p></details>'
)


@pytest.fixture(scope="module")
def page():
    text = about(
        filters=(("区县", "示例一区"),), year="2025—2026学年", source="教育事业统计报表", as_of="2025年9月1日",
        definition=Markup("<p>口径。</p>"), note="怎样读", key="retention-townships",
    )  # fmt: skip
    return Page(html_bytes("一句发现", CHART, theme.css(), text, TABLE))


def policy_of(page) -> dict[str, str]:
    [text] = [given["content"] for tag, given in page.tags if tag == "meta" and given.get("http-equiv") == "Content-Security-Policy"]
    return {part.split()[0]: " ".join(part.split()[1:]) for part in text.split(";")}


def test_the_policy_lets_nothing_in_but_the_pages_own_script_styles_and_pictures(page):
    policy = policy_of(page)
    [script] = page.scripts
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy == {
        "default-src": "'none'", "style-src": "'unsafe-inline'", "img-src": "data:", "script-src": f"'sha256-{digest}'",
        "base-uri": "'none'", "form-action": "'none'",
    }  # fmt: skip


def test_the_policy_stands_before_anything_it_is_to_hold(page):
    names = [tag for tag, _ in page.tags]
    first = next(at for at, (tag, given) in enumerate(page.tags) if given.get("http-equiv"))
    assert first < names.index("style") < names.index("script")


def test_no_address_is_left_but_pictures_in_the_page_and_its_own_anchors(page):
    addresses = [value for _, name, value in page.attributes if name in ("href", "src", "action", "srcset", "xlink:href")]
    assert addresses == ["data:image/svg+xml,%3Csvg%3E", "#below"]
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", "".join(page.styles))


def test_the_chart_its_links_as_text_its_folds_and_its_drawing_stay(page):
    text = html_bytes("一句发现", CHART, "", about(), TABLE).decode("utf-8")
    assert '<a class="k">谷雨镇</a>' in text and '<a href="#below">下面</a>' in text
    assert 'viewBox="0 0 9 9"' in text and "<linearGradient" in text
    assert "<summary>更多</summary>" in text


def test_the_foot_says_whose_data_of_which_day_and_version(page):
    sentence = "".join(page.text)
    for word in ("演示数据：示例市为虚构城市", "区县：示例一区", "2025—2026学年", "教育事业统计报表", "2025年9月1日", "3f9a5c0b1d22"):
        assert word in sentence


def test_definition_and_meaning_of_every_column_with_its_clause_stand_in_folds(page):
    sentence = "".join(page.text)
    assert "口径。" in sentence and "户籍学生占查到就读学校" in sentence and "域内户籍儿童" in sentence


def test_heads_are_buttons_and_a_number_keeps_its_value_beside_what_is_printed(page):
    text = html_bytes("一句发现", "", "", about(), TABLE).decode("utf-8")
    assert text.count('<button type="button" class="tb-sort">') == 2
    assert '<td class="n" data-v="63.6">63.6</td>' in text and '<td class="n" data-v="">—</td>' in text


def test_the_page_is_chinese_fits_a_phone_and_follows_the_readers_theme(page):
    assert ("html", {"lang": "zh-CN"}) in page.tags
    assert any(given.get("name") == "viewport" and "width=device-width" in given["content"] for _, given in page.tags)
    assert "color-scheme: light dark" in "".join(page.styles) and "@media print" in "".join(page.styles)


def test_real_data_is_not_called_invented():
    assert "演示" not in html_bytes("一句", "", "", about(synthetic=False), TABLE).decode("utf-8")


@pytest.mark.parametrize(
    ("markup", "left"),
    [
        ("<script>x()</script>后", "后"),
        ("<script src='//x'></script>后", "后"),
        ("<p onclick='x()' style='color:red'>甲</p>", '<p style="color:red">甲</p>'),
        ("<p style='background:url(http://x)'>甲</p>", "<p>甲</p>"),
        ('<a href="javascript:x()">甲</a>', "<a>甲</a>"),
        ('<a href=" java\nscript:x()">甲</a>', "<a>甲</a>"),
        ('<img src="http://x/y.png" alt="图">', '<img alt="图">'),
        ('<img src="data:text/html,x">', "<img>"),
        ('<iframe src="http://x"><p>内</p></iframe>后', "后"),
        ('<form action="http://x"><button>送</button></form>', "<button>送</button>"),
        ('<meta http-equiv="refresh" content="0;url=http://x"><base href="http://x"><link rel="stylesheet" href="x">后', "后"),
        ('<svg><use xlink:href="http://x#a"></use><use href="#a"></use></svg>', '<svg><use></use><use href="#a"></use></svg>'),
        ("<svg><script>x()</script><foreignObject></foreignObject></svg>", "<svg><foreignObject></foreignObject></svg>"),
        ("<p>没有关", "<p>没有关</p>"),
        ("</div></main>后", "后"),
        ("<!-- <script>x()</script> -->后", "后"),
        ("<p>1 &lt; 2 &amp; 3</p>", "<p>1 &lt; 2 &amp; 3</p>"),
        ("<style>a{}@import url(http://x);b{}</style>", "<style>a{}b{}</style>"),
        ("<blink onfocus=x()>后</blink><marquee>也</marquee>", "后也"),
        ('<p autofocus contenteditable="true" data-nav data-head="甲" aria-label="乙">丙</p>', '<p aria-label="乙" data-head="甲">丙</p>'),
        (
            '<svg viewBox="0 0 1 1"><rect fill="url(http://x)"/><rect fill="url(#a)"/></svg>',
            '<svg viewBox="0 0 1 1"><rect></rect><rect fill="url(#a)"></rect></svg>',
        ),
    ],
)
def test_what_could_run_fetch_or_send_is_taken_out(markup, left):
    assert inert(markup) == left


def test_styles_cannot_end_their_own_element():
    assert "</style" not in sheet("a{} </style><script>x()</script>")


def test_without_a_table_the_page_is_the_chart_alone():
    page = Page(html_bytes("一句", CHART, "", about(), None))
    assert page.table == [] and "谷雨镇" in "".join(page.text)
