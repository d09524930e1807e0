"""A card: finding, how to read it, the picture, and one row of tools. No box."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from townbase import words
from townbase.charts.base.plot import CONFIG, Plot
from townbase.charts.base.table import frame_table
from townbase.downloads import Sheet
from townbase.text import Markup, esc, join
from townbase.ui import download_buttons as take
from townbase.ui.frame import Page, current
from townbase.ui.markup import show


@dataclass(frozen=True)
class _Card:
    key: str
    title: str
    how: str
    body: str
    plot: Plot | None
    table: pd.DataFrame | None
    shown: bool
    definition: object
    source: str | None
    file: str
    ticked: Mapping[str, pd.DataFrame]

    @property
    def is_taken(self) -> bool:
        return self.table is not None and not self.table.empty


def card(
    key: str,
    title: object,
    how: object,
    body: str,
    *,
    plot: Plot | None = None,
    head: str | None = None,
    table: pd.DataFrame | None = None,
    shown: bool = False,
    definition: object = None,
    source: object = None,
    file: str | None = None,
    ticked: Mapping[str, pd.DataFrame] | None = None,
) -> None:
    """Draw one card.

    title: the finding, one sentence · how: one line, or "" · body: markup
    plot: a chart that the reader's browser draws, above the body
    head: markup that stands for title and how where the page's own headline is the finding
    table: the rows behind the picture with Chinese column names; shown as 数据表 and taken away as page, workbook and
    CSV, the body as a picture · shown: the body is that table already, so that it is only taken away
    definition: text or markup of 口径与依据 · source: text; without it the delivery's source and day
    file: what the file is called, without place, year and ending; without it the title
    ticked: a state of the card's own ticks (words.TICKED) -> the rows of `table` that the chart then shows
    """
    drawn = _Card(
        key,
        str(title),
        str(how or ""),
        body,
        plot,
        table,
        shown,
        definition,
        source and str(source),
        file or str(title),
        ticked or {},
    )
    with st.container(key=f"card-{key}"):
        _picture(drawn, _head(drawn) if head is None else head)
        _tools(drawn, current())


# As wide as paper is: Plotly does not lay out again for print, and what is wider would be cut.
WIDEST_PLOT = 880


def _picture(drawn: _Card, head: str) -> None:
    if drawn.plot is None:
        show(f"{head}{drawn.body}")
        return
    show(head)
    st.plotly_chart(
        drawn.plot.figure(), theme=None, width=WIDEST_PLOT, config=CONFIG, alt=drawn.plot.alt, key=f"plot-{drawn.key}"
    )
    if drawn.body:
        show(drawn.body)


def _head(drawn: _Card) -> Markup:
    reading = f'<p class="tb-how">{words.on_screen(drawn.how)}</p>' if drawn.how else ""
    return Markup(f'<h2 class="tb-finding">{esc(drawn.title)}</h2>{reading}')


def _tools(drawn: _Card, opened: Page) -> None:
    text = drawn.source or take.origin(opened, words.year_label(opened.year))
    with st.container(key=f"tools-{drawn.key}", horizontal=True, vertical_alignment="center", gap="small"):
        folds = [_fold("口径与依据", _paragraph(drawn.definition)), _fold("数据表", _table(drawn))]
        if drawn.is_taken:
            folds.append(
                take.pictures(
                    drawn.key, opened, drawn.file, drawn.title, drawn.source or take.origin(opened), drawn.ticked
                )
            )
        if any(folds):
            show(f'<div class="tb-folds">{join(folds)}</div>', width="content")
        if drawn.is_taken:
            sheet = take.sheet_of(
                opened, drawn.key, drawn.file, drawn.title, drawn.how, drawn.table, drawn.definition, drawn.source
            )
            opened.sheets.append(sheet)
            _files(drawn, opened, sheet)
        show(f'<p class="tb-note">{esc(text)}</p>', width="content")


def _files(drawn: _Card, opened: Page, sheet: Callable[[], Sheet]) -> None:
    """One set of buttons; where ticks change the rows of the chart a set for each state, of which the sheet shows one
    (ticked.css): the ticks live in the reader's browser alone."""
    if not drawn.ticked:
        take.files(drawn.key, opened, drawn.file, drawn.body, sheet, drawn.plot)
        return
    with _set("all", drawn.key):
        take.files(drawn.key, opened, drawn.file, drawn.body, sheet)
    for state, rows in drawn.ticked.items():
        with _set(state, drawn.key):
            part = take.sheet_of(
                opened, drawn.key, drawn.file, drawn.title, drawn.how, rows, drawn.definition, drawn.source, state
            )
            take.files(
                drawn.key,
                opened,
                drawn.file,
                Markup(f'<div class="tb-left-{state}">{drawn.body}</div>'),
                part,
                state=state,
            )


def _set(state: str, key: str):
    return st.container(key=f"ticked-{state}-{key}", horizontal=True, gap="small", width="content")


def _fold(name: str, inside: Markup) -> Markup:
    if not inside:
        return Markup("")
    return Markup(f'<details class="tb-fold"><summary>{name}</summary><div>{inside}</div></details>')


def _paragraph(text: object) -> Markup:
    if text is None or isinstance(text, Markup):
        return text or Markup("")
    return join(Markup(f"<p>{esc(line)}</p>") for line in str(text).split("\n") if line)


def _table(drawn: _Card) -> Markup:
    return Markup("") if drawn.shown or not drawn.is_taken else frame_table(drawn.table, caption=drawn.file, most=200)
