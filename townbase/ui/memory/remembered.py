"""Show what a page's body draws; for the same version, scope and address it is drawn once.

What is kept is markup. A file is made from frames, and none is kept for it: the body runs again, unseen, on the click.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial

from townbase import store
from townbase.selection import Selection
from townbase.ui import download_buttons
from townbase.ui.frame import Page, apart, is_apart, page_of
from townbase.ui.memory import calls
from townbase.ui.memory.calls import Made, Written
from townbase.ui.memory.kept import BYTES, Kept, Pages
from townbase.ui.seen_rows import Seen

Body = Callable[[Page], None]
pages = Pages(BYTES)


def remembered(opened: Page, body: Body, *also: Hashable) -> None:
    """body: draws the page and depends on nothing but the page's session, name, selection and year, and on `also`."""
    opened.ended = True
    kept = _kept(opened, body, also)
    if not is_apart():
        calls.show_written(kept.calls, kept.live, _files(opened, body))


def _kept(opened: Page, body: Body, also: tuple[Hashable, ...]) -> Kept:
    key = (opened.session, opened.name, opened.selection, opened.year, also)
    kept = pages.get(key)
    if kept is not None:
        return kept
    with pages.one_at_a_time(key):
        kept = pages.get(key)
        if kept is None:
            kept = Kept.of(_drawn(opened, body))
            pages.put(key, kept)
    return kept


def _drawn(opened: Page, body: Body) -> Written:
    """All that the page draws. Where it fails, what stands by then is shown, without files, and the error goes on."""
    written = Written()
    try:
        with calls.writing(written):
            _draw(opened, body)
    except Exception:
        if not is_apart():
            stands = [call for call in written.calls if call[0] != "download"]
            calls.show_written(stands, written.live, _files(opened, body))
        raise
    return written


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
