"""Show what a page's body draws; for the same version, scope and address it is drawn once.

What is kept is markup. A file is made from frames, and none is kept for it: the body runs again, unseen, on the click.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial

from townbase import store
from townbase.selection import Selection
from townbase.ui.cards import download_buttons
from townbase.ui.cards.seen_rows import Seen
from townbase.ui.memory import calls, kept
from townbase.ui.memory.calls import Made, Written
from townbase.ui.opened import Page, apart, is_apart, page_of

Body = Callable[[Page], None]


def remembered(opened: Page, body: Body, *also: Hashable) -> None:
    """body: draws the page and depends on nothing but the page's session, name, selection and year, and on `also`."""
    opened.ended = True
    files, written = _files(opened, body), Written()
    try:
        drawn = kept.pages.once(("body", *opened.rests_on, *also), partial(_draw, opened, body), written)
    except Exception:
        if not is_apart():
            stands = [call for call in written.calls if call[0] != "download"]
            calls.show_written(stands, written.live)
        raise
    if not is_apart():
        calls.show_written(drawn.calls, drawn.live, files)


def _draw(opened: Page, body: Body) -> None:
    body(opened)
    download_buttons.whole_page(opened)


def _files(opened: Page, body: Body) -> Callable[[str], Made]:
    of = partial(_file, opened.name, opened.session, opened.selection, opened.seen, body)
    return lambda button: partial(of, button)


def _file(
    name: str, session: store.Session, selection: Selection, seen: dict[str, Seen], body: Body, button: str
) -> bytes:
    opened = page_of(name, session, selection)
    opened.seen = seen
    written = Written()
    with apart(opened), calls.writing(written):
        _draw(opened, body)
    return written.files[button]()
