"""What the named queries cost that the pages ask: planning and running, in milliseconds of processor time."""

import contextlib
import logging
import os
import time
from pathlib import Path

import duckdb
from streamlit.testing.v1 import AppTest

from tests.bench import report
from tests.support.page_cards import scripts, selections
from townbase import store
from townbase.settings import SQL
from townbase.sqlfiles import with_included

MUCH = 5.0  # milliseconds above which a query is told
RUNS = 7
SHOWN = 12  # of the slowest


def time_queries(db: Path, published: Path, home: Path) -> None:
    """Open every page and tab once, then ask again what it asked, in turn with a query that does nothing."""
    with contextlib.closing(duckdb.connect(str(published), read_only=True)) as con:
        asked = selections(lambda sql: con.execute(sql).fetchall(), every=False)
    questions = _questions(db, asked)
    took = sorted(((*_least(*question), name) for name, question in questions.items()), reverse=True)
    over = sum(milliseconds > MUCH for milliseconds, _, _ in took)
    rows = [[name, f"{milliseconds:.1f}", f"**{milliseconds / nothing:.0f}**"] for milliseconds, nothing, name in took[:SHOWN]]
    note = f"Planning and running, milliseconds of processor time, least of {RUNS}. {over} of {len(took)} queries that pages ask take more than {MUCH:.0f} ms."
    report.table("Named queries, the slowest", ["query", "ms", "**÷ select 1**"], rows, note)
    store.close_all()


def _questions(db: Path, asked: list[tuple[str, dict[str, str]]]) -> dict[str, tuple]:
    names = {
        with_included(path.read_text(encoding="utf-8")): path.relative_to(SQL / "query").with_suffix("").as_posix() for path in (SQL / "query").rglob("*.sql")
    }
    found: dict[str, tuple] = {}
    run = store._run

    def noted(session, text, params):
        if text in names:
            found.setdefault(names[text], (session, text, params))
        return run(session, text, params)

    logging.getLogger("streamlit").setLevel(logging.ERROR)  # each page that runs without a server says so
    before, store._run = os.environ.get("TOWNBASE_DB"), noted
    os.environ["TOWNBASE_DB"] = str(db)
    try:
        for page, query in asked:
            app = AppTest.from_file(scripts()[page], default_timeout=120)
            app.query_params.update(query)
            app.run()
    finally:
        store._run = run
        os.environ.pop("TOWNBASE_DB") if before is None else os.environ.update(TOWNBASE_DB=before)
    return found


def _least(session, text: str, params: dict) -> tuple[float, float]:
    """(the query, select 1)"""
    took: dict[str, list[float]] = {text: [], "select 1": []}
    for _ in range(RUNS):
        for each, given in ((text, params), ("select 1", {})):
            begun = time.process_time()
            store._run(session, each, given)
            took[each].append((time.process_time() - begun) * 1000)
    return min(took[text]), min(took["select 1"])
