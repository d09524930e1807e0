"""A card: finding, how to read it, the picture, and one row of tools. No box."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from townbase import words
from townbase.charts.table import frame_table
from townbase.text import Markup, esc, join
from townbase.ui import take
from townbase.ui.frame import Page, current
from townbase.ui.markup import show


def card(
    key: str,
    title: object,
    how: object,
    body: str | Callable[[], None],
    *,
    table: pd.DataFrame | None = None,
    shown: bool = False,
    definition: object = None,
    source: object = None,
    file: str | None = None,
) -> None:
    """Draw one card.

    title: the finding, one sentence · how: one line, or "" · body: markup, or a call that draws (Plotly)
    table: the rows behind the picture with Chinese column names; shown as 数据表 and taken away as page, workbook, CSV; the body as a picture
    shown: the body is that table already, so that it is only taken away
    definition: text or markup of 口径与依据 · source: text; without it the delivery's source and day
    file: what the file is called, without year and ending; without it the title
    """
    opened = current()
    with st.container(key=f"card-{key}"):
        reading = f'<p class="tb-how">{esc(how)}</p>' if how else ""
        head = f'<h2 class="tb-finding">{esc(title)}</h2>{reading}'
        if callable(body):
            show(head)
            body()
        else:
            show(head + body)
        _tools(key, opened, title, how, "" if callable(body) else body, table, shown, definition, source, file or str(title))


def _tools(
    key: str, opened: Page, title: object, how: object, body: str, table: pd.DataFrame | None, shown: bool, definition: object, source: object, file: str
) -> None:
    with st.container(key=f"tools-{key}", horizontal=True, vertical_alignment="center", gap="small"):
        said = str(source or take.origin(opened, words.year_label(opened.year)))
        taken = table is not None and len(table)
        folds = [_fold("口径与依据", _paragraph(definition)), _fold("数据表", Markup("") if shown else _table(table, file))]
        folds.append(take.pictures(opened, file, str(source or take.origin(opened))) if taken else Markup(""))
        if any(folds):
            show(f'<div class="tb-folds">{join(folds)}</div>', width="content")
        if taken:
            sheet = take.sheet_of(opened, key, file, title, how, table, definition, said)
            opened.sheets.append(sheet)
            take.files(key, opened, file, body, sheet)
        show(f'<p class="tb-note">{esc(said)}</p>', width="content")


def _fold(name: str, inside: Markup) -> Markup:
    if not inside:
        return Markup("")
    return Markup(f'<details class="tb-fold"><summary>{name}</summary><div>{inside}</div></details>')


def _paragraph(text: object) -> Markup:
    if text is None or isinstance(text, Markup):
        return text or Markup("")
    return join(Markup(f"<p>{esc(line)}</p>") for line in str(text).split("\n") if line)


def _table(table: pd.DataFrame | None, name: str) -> Markup:
    return Markup("") if table is None or table.empty else frame_table(table, caption=name, most=200)
