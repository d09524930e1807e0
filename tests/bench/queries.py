"""What the named queries cost that the pages ask: planning and running, in milliseconds of processor time."""

import os
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.support.page_cards import scripts
from townbase import store
from townbase.settings import SQL
from townbase.sqlfiles import with_included

MUCH = 5.0  # milliseconds above which a query is told
RUNS = 5


def time_queries(db: Path, asked: list[tuple[str, str, str]]) -> None:
    """Open every page once, then ask again what it asked; print what took more than MUCH, the slowest first."""
    questions = _questions(db, asked)
    took = sorted(((_least(*question), name) for name, question in questions.items()), reverse=True)
    print(f"named queries over {MUCH:.0f} ms of processor time, of {len(took)} that pages ask, least of {RUNS}")
    for milliseconds, name in took:
        if milliseconds > MUCH:
            print(f"{milliseconds:8.1f}  {name}")
    print(flush=True)


def _questions(db: Path, asked: list[tuple[str, str, str]]) -> dict[str, tuple]:
    names = {
        with_included(path.read_text(encoding="utf-8")): path.relative_to(SQL / "query").with_suffix("").as_posix() for path in (SQL / "query").rglob("*.sql")
    }
    found: dict[str, tuple] = {}
    run = store._run

    def noted(session, text, params):
        if text in names:
            found.setdefault(names[text], (session, text, params))
        return run(session, text, params)

    before, store._run = os.environ.get("TOWNBASE_DB"), noted
    os.environ["TOWNBASE_DB"] = str(db)
    try:
        for _, page, query in asked:
            app = AppTest.from_file(scripts()[page or "overview"], default_timeout=120)
            app.query_params.update(dict(part.split("=") for part in query.split("&") if part))
            app.run()
    finally:
        store._run = run
        os.environ.pop("TOWNBASE_DB") if before is None else os.environ.update(TOWNBASE_DB=before)
    return found


def _least(session, text: str, params: dict) -> float:
    took = []
    for _ in range(RUNS):
        begun = time.process_time()
        store._run(session, text, params)
        took.append((time.process_time() - begun) * 1000)
    return min(took)
