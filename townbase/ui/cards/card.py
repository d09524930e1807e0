"""A card: finding, how to read it, the picture, and one row of tools. No box.

Every page draws its cards here, most of them by `part`: a card and its content, one way for all.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from townbase import words
from townbase.charts.base.plot import Plot
from townbase.charts.base.table import frame_table
from townbase.text import Markup, esc, join, paragraphs
from townbase.ui.cards import download_buttons
from townbase.ui.cards.drawn import Drawn
from townbase.ui.markup import empty, show
from townbase.ui.memory import calls
from townbase.ui.opened import Page, current
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent


def part(
    content: CardContent,
    draw: Callable[[pd.DataFrame], str],
    *,
    definition: str | Markup | None = None,
    plot: Plot | None = None,
    above_empty: str = "",
) -> None:
    """One card with its content, or its title with why it is empty.

    draw: the frame of the content -> markup; not called where there is nothing to draw
    definition: 口径与依据 where it depends on the content; else the card's own · plot: a chart that the browser draws
    above_empty: markup that stays where there is nothing to draw, such as the choice that emptied the card
    """
    body = f"{above_empty}{_why_empty(content)}" if content.is_empty else draw(content.frame)
    note = f'<p class="tb-note">{words.on_screen(content.note)}</p>' if content.note else ""
    card(
        content.card,
        content.title,
        "" if content.is_empty else content.how,
        Markup(f"{body}{note}"),
        plot=None if content.is_empty else plot,
        table=None if content.is_empty else content.table,
        definition=definition,
    )


def _why_empty(content: CardContent) -> Markup:
    """Good news as it is; else ◌ why there is nothing."""
    return good_news(content.empty) if content.good else empty(content.empty)


def good_news(text: object) -> Markup:
    """There is nothing to do, no gap to mend."""
    return Markup(f'<p class="tb-empty">{esc(text)}</p>')


def card(
    of: Card,
    title: object,
    how: object,
    body: str,
    *,
    plot: Plot | None = None,
    head: str | None = None,
    table: pd.DataFrame | None = None,
    definition: str | Markup | None = None,
) -> None:
    """Draw one card.

    title: the finding, one sentence · how: one line, or "" · body: markup
    plot: a chart that the reader's browser draws, above the body
    head: markup that stands for title and how where the page's own headline is the finding
    table: the rows behind the picture with Chinese column names; shown as 数据表 (unless the body is that table) and
    taken away as page, workbook and CSV, the body as a picture
    definition: text or markup of 口径与依据 in place of the card's own
    """
    defined = of.definition if definition is None else definition
    drawn = Drawn(of, str(title), str(how or ""), body, plot, table, defined)
    opened = current()
    opened.drawn.append(drawn)
    with calls.container(f"card-{of.key}"):
        _show(drawn, _head(drawn) if head is None else head, _tools(drawn, opened))
        if drawn.is_taken:
            with calls.container(f"files-{drawn.card.key}"):
                download_buttons.files(opened, drawn)


def columns(key: str, widths: tuple[int, ...]):
    """Columns that stack on phones and in print."""
    with calls.container(f"cols-{key}"):
        return calls.columns(widths)


def row(key: str):
    """Pieces beside one another, as wide as they are; on a phone they wrap."""
    return calls.container(key, horizontal=True, vertical_alignment="center", gap="medium")


def _show(drawn: Drawn, head: str, tools: Markup) -> None:
    """Few messages: each costs the server and the browser more than what it holds."""
    if drawn.plot is None:
        show(f"{head}{drawn.body}", tools)
        return
    show(head)
    calls.plot(f"plot-{drawn.card.key}", drawn.plot)
    show(drawn.body, tools)


def _head(drawn: Drawn) -> Markup:
    reading = f'<p class="tb-how">{words.on_screen(drawn.how)}</p>' if drawn.how else ""
    return Markup(f'<h2 class="tb-finding">{esc(drawn.title)}</h2>{reading}')


def _tools(drawn: Drawn, opened: Page) -> Markup:
    """Definition, table and files of the card, and whose data it is."""
    defined = drawn.definition if isinstance(drawn.definition, Markup) else paragraphs(drawn.definition)
    folds = [_fold("口径与依据", defined), _fold("数据表", _table(drawn))]
    if drawn.is_taken:
        folds.append(download_buttons.menu(opened, drawn))
    row = f'<div class="tb-folds">{join(folds)}</div>' if any(folds) else ""
    origin = download_buttons.origin(opened, drawn.card, words.year_label(opened.year))
    return Markup(f'<div class="tb tb-tools">{row}<p class="tb-note">{esc(origin)}</p></div>')


def _fold(name: str, inside: Markup) -> Markup:
    if not inside:
        return Markup("")
    return Markup(f'<details class="tb-fold"><summary>{name}</summary><div>{inside}</div></details>')


def _table(drawn: Drawn) -> Markup:
    if drawn.card.body_is_table or drawn.table is None or drawn.table.empty:
        return Markup("")
    return frame_table(drawn.table, caption=drawn.card.file, most=200)
