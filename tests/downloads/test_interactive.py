"""A chart that draws itself lies whole in the page taken away: its library, its rows, and a policy that lets nothing else in."""

import base64
import hashlib
import re

import pandas as pd
import plotly.graph_objects as go
import pytest

from tests.support.read_files import Page, about
from townbase import theme
from townbase.downloads import Interactive, html_bytes

TABLE = pd.DataFrame({"乡镇": ["谷雨镇", "霜降镇"], "本地就读率（%）": [63.6, None]})
NASTY = "</script><script>document.title='ran'</script>"


def made(text: str = "谷雨镇") -> bytes:
    figure = go.Figure(go.Scatter(x=[1, 2], y=[3, 4], text=[text, ""]), layout={"template": "none", "height": 420})
    return html_bytes("一句发现", "<p>说明</p>", theme.css(), about(), TABLE, Interactive(figure, "散点图，每点一个<乡镇>"))


@pytest.fixture(scope="module")
def page():
    return Page(made())


def test_the_library_lies_inside_and_nothing_is_fetched(page):
    assert any("plotly.js v" in script for script in page.scripts)
    assert not [given for tag, given in page.tags if tag == "script" and "src" in given]
    assert not [found for found in page.attributes if found[1] in ("href", "src", "action")]


def test_the_policy_names_every_script_by_its_hash_and_no_other_source(page):
    [text] = [given["content"] for tag, given in page.tags if tag == "meta" and given.get("http-equiv") == "Content-Security-Policy"]
    policy = {part.split()[0]: part.split()[1:] for part in text.split(";")}
    assert policy["default-src"] == ["'none'"] and policy["script-src"] == [
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in page.scripts
    ]
    assert "connect-src" not in policy and "unsafe" not in " ".join(policy["script-src"])


def test_no_button_would_send_the_figure_anywhere(page):
    last = page.scripts[-2]
    assert re.search(r'"showSendToCloud": ?false', last) and re.search(r'"displaylogo": ?false', last) and re.search(r'"displayModeBar": ?false', last)


def test_the_chart_says_in_words_what_it_shows_and_its_table_stands_below(page):
    assert ("div", {"class": "tb-plot", "role": "img", "aria-label": "散点图，每点一个<乡镇>"}) in page.tags
    assert page.table == [["乡镇", "本地就读率（%）"], ["谷雨镇", 63.6], ["霜降镇", None]]
    assert "说明" in "".join(page.text)


def test_a_name_that_would_end_the_script_stays_a_name():
    assert len(Page(made(NASTY)).scripts) == len(Page(made()).scripts)


def test_a_page_without_such_a_chart_has_no_library():
    assert len(html_bytes("一句", "<p>图</p>", theme.css(), about(), TABLE)) < 100_000
