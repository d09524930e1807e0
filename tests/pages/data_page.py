"""The data page as text, tables and links."""

import html
import io
import re
from functools import partial
from urllib.parse import parse_qs, urlsplit

import pandas as pd
from streamlit.testing.v1 import AppTest

from tests.support.open_page import open_page, page_text

opened = partial(open_page, "5_data.py")
NOW = "(select school_year from year_status where shown_by_default)"


def headline(markup: str) -> str:
    return plain(re.search(r'<h1 class="tb-headline">(.*?)</h1>', markup, re.S)[1])


def plain(markup: str) -> str:
    """Text without tags and without the labels that only a phone shows."""
    markup = re.sub(r'<span class="tb-lab">.*?</span>|<small class="tb-lab">.*?</small>', "", markup)
    return html.unescape(re.sub("<.*?>", "", markup)).strip()


def table(markup: str, css: str) -> list[list[str]]:
    """The cells of every row of the first table with a class."""
    found = re.search(rf'<table class="tb-t [^"]*\b{css}\b[^"]*">.*?</table>', markup, re.S)
    assert found, css
    rows = re.findall(r"<tr.*?</tr>", found[0], re.S)
    return [[plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)] for row in rows]


def links(markup: str, page: str) -> list[dict[str, str]]:
    found = [urlsplit(html.unescape(href)) for href in re.findall(r'<a data-nav[^>]*href="([^"]+)"', markup)]
    return [{key: value[0] for key, value in parse_qs(link.query).items()} for link in found if link.path == page]


def rows_of(app: AppTest) -> pd.DataFrame:
    """The delivered rows of a school's figure as the page's own 数据表 holds them."""
    markup = page_text(app)
    inside = re.search(r"<summary>数据表</summary><div>(.*?</table>)", markup.split("个数，来自", 1)[1], re.S)[1]
    [frame] = pd.read_html(io.StringIO(inside), keep_default_na=False, converters={"报送代码": str, "SHA-256": str})
    return frame
