"""The server's visit to itself: what everybody opens first is drawn before anybody asks, after the start and after each
publication. It runs beside the readers and in their way as little as can be; whatever fails in it fails nobody else."""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from streamlit.runtime.scriptrunner import StopException

from townbase import settings, store, versions
from townbase.page_records import PAGES
from townbase.ui import frame, opened

LOG = logging.getLogger("townbase")
LOOK_EVERY = 20.0  # seconds; a look is one small file
PAUSE = 0.05  # seconds between two pages, for whoever is waiting for one


@asynccontextmanager
async def warming(_app: Any) -> AsyncIterator[None]:
    """For st.App, as its lifespan."""
    ended = threading.Event()
    threading.Thread(target=_keep_warm, args=(ended,), name="warm", daemon=True).start()
    try:
        yield
    finally:
        ended.set()


def _keep_warm(ended: threading.Event) -> None:
    warm: str | None = None
    while not ended.is_set():
        try:
            directory = settings.published_dir()
            served = versions.current(directory)
            if served not in (None, warm):
                warm = served
                visit_all(directory, ended)
        except Exception:  # a folder that cannot be read is told to whoever opens a page
            LOG.debug("not warmed", exc_info=True)
        ended.wait(LOOK_EVERY)


def visit_all(directory: Path, ended: threading.Event) -> None:
    """Every page of the navigation as its address alone gives it, one after the other."""
    session = store.open_session(directory)
    for name, script in scripts().items():
        if ended.wait(PAUSE):
            return
        try:
            visit(session, script)
        except (Exception, StopException):  # a page may ask who is there, and end where nobody is
            LOG.debug("%s not warmed", name, exc_info=True)
    frame.freeze(*PAGES)


def visit(session: store.Session, script: Path) -> None:
    """Run a page's script as Streamlit does, with nobody looking on."""
    with opened.visiting(session):
        code = compile(script.read_text(encoding="utf-8"), str(script), "exec")
        exec(code, {"__name__": "__main__", "__file__": str(script)})


def scripts() -> dict[str, Path]:
    """page -> its script, in the order of the navigation."""
    found = {path.stem.partition("_")[2]: path for path in (settings.ROOT / "pages").glob("*_*.py")}
    found["overview"] = settings.ROOT / "app.py"
    return {name: found[name] for name in PAGES if name in found}
