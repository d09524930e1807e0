"""Above and below every page: whose data this is, where one is, where one can go, and what the figures are not."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pandas as pd

from townbase import settings, words
from townbase.charts.base.elements import term, text_link
from townbase.page_records import PAGES
from townbase.selection import Selection
from townbase.text import Markup, esc, is_missing, join
from townbase.ui import finder, viewer
from townbase.ui.markup import show


@lru_cache(maxsize=1)
def pages() -> tuple[str, ...]:
    """The pages that exist: app.py is the overview, the others stand in pages/ as N_name.py."""
    found = {path.stem.partition("_")[2] for path in (settings.ROOT / "pages").glob("*_*.py")}
    return tuple(name for name in PAGES if name == "overview" or name in found)


def masthead(page: str, selection: Selection, info: Any, scope_text: str, who: str = "") -> None:
    """Name, city, tag, navigation and who is signed in, in one line over a rule; in print also year and scope."""
    tag = Markup(f'<span class="tb-tag">{words.SYNTHETIC_TAG}</span>') if info.synthetic else ""
    links = join(Markup(f"<li>{_nav(name, page, selection)}</li>") for name in pages() if not PAGES[name].under)
    show(
        f'<header class="tb-mast"><span class="tb-name">{words.PRODUCT}</span>'
        f'<span class="tb-city">{esc(info.city)}</span>{tag}'
        f'<nav aria-label="页面"><ul class="tb-nav">{links}</ul></nav>{finder.BOX}{signed_in(who)}</header>'
        f"{first_visit(selection) if page == 'overview' else ''}"
        f'<p class="tb-print">{esc(scope_text)} · {esc(source(info))}</p>'
    )


def first_visit(selection: Selection) -> Markup:
    """What the headline counts and where to begin, for who has not been here (scripts/first_visit.js)."""
    entries = (("看差在哪", "gap"), ("找一个镇", "township"), ("看孩子去哪", "retention"))
    ways = join((text_link(selection.href(page), text) for text, page in entries), " · ")
    return Markup(
        '<p class="tb-first tb-screen"><span>第一次使用<span class="tb-wide">：标题统计'
        f"{term('纳入')}范围内{term('六项目标')}全部{term('达标')}的乡镇（街道），点虚线词看含义。从这里开始</span>：{ways}</span>"
        '<button type="button">不再显示</button></p>'
    )


def signed_in(who: str) -> Markup:
    """Who looks, and the way out; nothing where nobody signs in."""
    if not who:
        return Markup("")
    return Markup(f'<span class="tb-who">{esc(who)} <a href="{viewer.SIGN_OUT}" target="_self">退出</a></span>')


def bare() -> None:
    """Only the name, while there is nothing to go to."""
    show(f'<header class="tb-mast"><span class="tb-name">{words.PRODUCT}</span></header>')


def _nav(name: str, page: str, selection: Selection) -> str:
    here = ' aria-current="page"' if name == page else ' aria-current="true"' if name == PAGES[page].under else ""
    there = PAGES[name]
    ended = there.fresh if name == page else (*there.left_behind, *there.fresh)
    changes = {"with_" if key == "with" else key: None for key in ended}
    return f'<a data-nav href="{esc(selection.href(name, **changes))}"{here}>{there.title}</a>'


def source(info: Any) -> str:
    """来源：… 发布：…, as text"""
    parts = [f"来源：{info.source}" if not is_missing(info.source) else ""]
    parts.append(f"发布：{words.date_label(info.built_at)}")
    return "。".join(part for part in parts if part) + "。"


def footer(info: Any, sources: pd.DataFrame, at: str) -> None:
    """Points in time, source, publication, and the two fixed sentences. at: the address that the page was drawn for, so
    that who waits for a page (a browser test) can tell it from the one that stood there before."""
    lines = [f"{points_in_time(sources)}{source(info)}版本 {info.version}。", words.DISCLAIMER]
    if info.synthetic:
        lines.append(words.SYNTHETIC_NOTE.format(city=info.city))
    show(
        f'<footer class="tb-foot" data-at="{esc(at)}">{join(Markup(f"<p>{esc(line)}</p>") for line in lines)}</footer>'
    )


def points_in_time(sources: pd.DataFrame) -> str:
    """数据时点：2025年9月1日至 2025年12月20日（其中 2 份待审）。 '' where no file says its day"""
    days = sources.as_of.dropna()
    if days.empty:
        return ""
    first, last = words.date_label(days.min()), words.date_label(days.max())
    waiting = int((sources.reviewed == False).sum())  # noqa: E712 - missing is neither
    note = f"（其中 {waiting} 份数据待审）" if waiting else ""
    return f"数据时点：{first if first == last else f'{first}至 {last}'}{note}。"
