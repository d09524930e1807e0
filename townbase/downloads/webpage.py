"""One card as a page that opens offline: the chart as shown, its table to sort and search, and what it rests on.

The page sends nothing: its links are text, and a Content-Security-Policy lets the browser itself hold that promise
(no address at all but pictures inside the page; its own scripts, each named by its hash).
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import lru_cache
from pathlib import Path

import pandas as pd

from townbase import answers
from townbase.downloads.about import About
from townbase.downloads.cells import cell, text
from townbase.downloads.columns import described, unit_in
from townbase.downloads.formats import places, printed
from townbase.downloads.inert import inert, sheet
from townbase.downloads.interactive import Interactive, drawn
from townbase.text import Markup, esc, join
from townbase.words import DISCLAIMER, MISSING, PRODUCT, SYNTHETIC_TAG

HERE = Path(__file__).parent


def html_bytes(
    title: str,
    body_markup: str,
    css: str,
    about: About,
    table: pd.DataFrame | None = None,
    plot: Interactive | None = None,
) -> bytes:
    """A whole page as UTF-8. body_markup: the chart, already escaped markup · css: theme.css() of the page
    plot: a chart that draws itself, above the body
    """
    script = _script()
    chart, scripts = drawn(plot) if plot else (Markup(""), [])
    hashes = " ".join(f"'sha256-{_digest(each)}'" for each in (*scripts, script))
    policy = (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
        f"script-src {hashes}; base-uri 'none'; form-action 'none'"
    )
    parts = [
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{esc(policy)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{esc(_marked(title, about))}</title><style>{sheet(css)}\n{_own('webpage.css')}</style></head><body><main>",
        _mast(about),
        f'<div class="tb"><h1 class="tb-headline">{esc(title)}</h1></div>',
        chart,
        f'<div class="tb tb-body">{inert(body_markup)}</div>',
        _note(about),
        _table(table, title),
        _folds(about, table),
        _foot(about),
        f"</main><script>{script}</script></body></html>\n",
    ]
    return text("".join(parts)).encode("utf-8")


def _marked(title: str, about: About) -> str:
    return f"{SYNTHETIC_TAG} · {title}" if about.synthetic else str(title)


def _mast(about: About) -> Markup:
    tag = Markup(f'<span class="tb-tag">{SYNTHETIC_TAG}</span>') if about.synthetic else Markup("")
    return Markup(
        f'<header class="tb"><div class="tb-mast"><span class="tb-name">{PRODUCT}</span>'
        f'<span class="tb-city">{esc(about.city)}</span>{tag}<span class="tb-city">{esc(about.page)}</span></div>'
        f'<p class="tb-note">{esc(about.filtered())}</p></header>'
    )


def _note(about: About) -> Markup:
    return (
        Markup(f'<p class="tb tb-note">{esc(inert(about.note) if isinstance(about.note, Markup) else about.note)}</p>')
        if about.note
        else Markup("")
    )


def _table(table: pd.DataFrame | None, title: str) -> Markup:
    """数据表 with a box to search in; it stays hidden where no script runs."""
    if table is None or table.empty:
        return Markup("")
    columns = [_column(table, at) for at in range(table.shape[1])]
    heads = join(
        Markup(f'<th scope="col"{css}><button type="button" class="tb-sort">{esc(head)}</button></th>')
        for head, css, _ in columns
    )
    body = join(Markup(f"<tr>{join(cells)}</tr>") for cells in zip(*(cells for _, _, cells in columns), strict=True))
    return Markup(
        '<section class="tb tb-table tb-answer"><h2 class="tb-finding">数据表</h2>'
        '<div class="tb-tools-table" hidden><label class="tb-search"><span>查找</span>'
        f'<input type="search" autocomplete="off"><span role="status">共 {len(table)} 行</span></label>'
        '<span class="tb-note">点列名排序，点第一列恢复原来的顺序</span></div>'
        f'<div class="tb-scroll" tabindex="0" role="region" aria-label="数据表"><table class="tb-t tb-data">'
        f'<caption class="tb-said">{esc(title)}</caption><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div></section>'
    )


def _column(table: pd.DataFrame, at: int) -> tuple[str, str, list[Markup]]:
    """Head, class and cells; data-v holds a number as it is, and is empty where there is none."""
    head, values = text(table.columns[at]), [cell(value) for value in table.iloc[:, at]]
    numbers = all(
        value is None or (isinstance(value, (int, float)) and not isinstance(value, bool)) for value in values
    )
    numeric = numbers and any(value is not None for value in values)
    decimals = places(values)
    return head, ' class="n"' if numeric else "", [_cell(value, head, decimals, numeric) for value in values]


def _cell(value: object, head: str, decimals: int, numeric: bool) -> Markup:
    css = ' class="n"' if numeric else ""
    if value is None:
        return Markup(f'<td{css} data-v="">{MISSING}</td>')
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Markup(f'<td{css} data-v="{value!r}">{printed(value, head, decimals)}</td>')
    return Markup(f"<td{css}>{esc(value)}</td>")


def _folds(about: About, table: pd.DataFrame | None) -> Markup:
    defined = about.definition
    inside = (
        inert(defined)
        if isinstance(defined, Markup)
        else join(Markup(f"<p>{esc(line)}</p>") for line in str(defined or "").split("\n") if line)
    )
    means = _means(about, table)
    return (
        Markup(f'<div class="tb tb-folds">{_fold("口径与依据", inside)}{_fold("各列的含义", means)}</div>')
        if inside or means
        else Markup("")
    )


def _fold(name: str, inside: Markup) -> Markup:
    return (
        Markup(f'<details class="tb-fold"><summary>{name}</summary><div>{inside}</div></details>')
        if inside
        else Markup("")
    )


def _means(about: About, table: pd.DataFrame | None) -> Markup:
    """Every column's unit, meaning and clause, as on 说明 of the workbook."""
    if table is None or table.empty:
        return Markup("")
    rows = Markup("")
    for head in map(str, table.columns):
        known = described(head, about.key)
        worded = (head, known.unit, known.meaning, known.clause) if known else (head, unit_in(head), "", "")
        rows += Markup(f"<tr>{join(Markup(f'<td>{esc(each)}</td>') for each in worded)}</tr>")
    heads = join(Markup(f'<th scope="col">{name}</th>') for name in ("列", "单位", "含义", "条款（政策原文）"))
    return Markup(
        '<div class="tb-scroll" tabindex="0" role="region" aria-label="各列的含义"><table class="tb-t tb-means">'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _foot(about: About) -> Markup:
    lines = join(
        Markup(f"<dt>{esc(name)}</dt><dd>{esc(value)}</dd>") for name, value in about.lines() if name != "标题"
    )
    return Markup(f'<footer class="tb tb-foot"><dl class="tb-about">{lines}</dl><p>{DISCLAIMER}</p></footer>')


@lru_cache(maxsize=4)
def _own(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _script() -> str:
    return f"(() => {{\n{answers.script()}{_own('webpage.js')}}})();"


def _digest(script: str) -> str:
    """Over the very text between the tags, with the line ends a parser sees."""
    return b64encode(hashlib.sha256(script.encode()).digest()).decode()
