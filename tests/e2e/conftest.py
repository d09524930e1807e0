"""A real server and a real browser for the tests of clicks, addresses and Back.

Without playwright or chromium these tests are skipped and say so; where
TOWNBASE_REQUIRE_BROWSER is set (CI) a missing tool is a failure instead.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from townbase import versions

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
# The same walk once more on a phone is for the long run; what is a phone's own has tests of its own.
BOTH = ["desktop", pytest.param("phone", marks=pytest.mark.long)]


@pytest.fixture(scope="session")
def server(sample_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a running dashboard on the sample city."""
    _chromium()
    with running(sample_db, tmp_path_factory.mktemp("home")) as address:
        yield address


@pytest.fixture(scope="session")
def browser():
    """A headless chromium, started once."""
    sync_api = _playwright()
    with sync_api.sync_playwright() as tool:
        chromium = tool.chromium.launch(executable_path=_chromium(), args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(params=BOTH)
def size(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def tab(browser, server):
    """A desktop tab that remembers every address asked for."""
    yield from open_tab(browser, server, "desktop")


@pytest.fixture
def sized_tab(browser, server, size):
    """The same at desktop and phone width."""
    yield from open_tab(browser, server, size)


@pytest.fixture(scope="module", params=BOTH)
def window(browser, server, request):
    tabs = open_tab(browser, server, request.param)
    tab = next(tabs)
    tab.is_phone = request.param == "phone"
    yield tab
    next(tabs, None)


@pytest.fixture(scope="module")
def sql(sample_db):
    with contextlib.closing(duckdb.connect(str(versions.database(sample_db, versions.current(sample_db))), read_only=True)) as con:
        yield lambda text, *values: con.execute(text, list(values)).fetchall()


@pytest.fixture(scope="module")
def town(sql) -> str:
    """The counted township with the most schools."""
    [(town,)] = sql(
        "select t.township_id from township t join school s using (township_id) where t.counted and s.school_year = (select school_year from year_status where shown_by_default)"
        " group by all order by count(*) desc, 1 limit 1"
    )  # fmt: skip
    return town


def open_tab(browser, server: str, size: str):
    """A tab of its own context; closing it fails the test if it asked another host for anything."""
    context = browser.new_context(viewport=SIZES[size], base_url=server + "/", locale="zh-CN")
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.set_default_timeout(60_000)  # a busy machine is slow, not wrong
    page.asked = asked
    yield page
    context.close()
    own = (server, server.replace("http", "ws", 1), "data:", "blob:", "about:")
    assert [url for url in asked if not url.startswith(own)] == []


class running:
    """A dashboard server as a context manager: its address, and an end that is sure."""

    program = (sys.executable, "-m", "streamlit", "run", "app.py")

    def __init__(self, db: Path, home: Path, extracts: Path | None = None) -> None:
        self.port = _free_port()
        self.log = home / "server.log"
        extra = {"HOME": str(home), "USERPROFILE": str(home), "TOWNBASE_DB": str(db)}
        if extracts is not None:
            extra["TOWNBASE_EXTRACTS"] = str(extracts)
        self.environment = {**os.environ, **extra}

    def __enter__(self) -> str:
        options = ["--server.headless=true", f"--server.port={self.port}"]
        self.output = self.log.open("w", encoding="utf-8")
        self.process = subprocess.Popen([*self.program, *options], cwd=ROOT, env=self.environment, stdout=self.output, stderr=self.output)
        address = f"http://localhost:{self.port}"
        try:
            _wait_until_healthy(address, self.process)
        except BaseException:
            self.__exit__()
            raise
        return address

    def __exit__(self, *_exception) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)
        self.output.close()


# The last line says for which address it was drawn: after a click the address changes at once and the old page still
# stands. An address with a key that the page leaves out (a default) is never the same; then a quiet while has to do.
SETTLED = """() => {
    const foot = document.querySelector('.tb-foot'), running = document.querySelector('[data-testid=stApp][data-test-script-state=running]')
    const listening = window.__townbaseRouter && window.__townbasePicture  // a click before these have come is lost
    if (!foot || running || !listening) { window.__quiet = undefined; return false }
    window.__quiet ??= performance.now()
    const drawn = new URL(foot.dataset.at ?? '', location.origin + '/'), keys = url => [...url.searchParams].filter(([key]) => !['sort', 'unmet', 'words'].includes(key)).map(String).sort().join()
    const same = drawn.pathname === location.pathname && keys(drawn) === keys(new URL(location.href))
    return same || performance.now() - window.__quiet > 4000
}"""


def settled(page) -> None:
    """Wait until the page of this address shows its last line and no script runs."""
    page.wait_for_function(SETTLED)


def _wait_until_healthy(address: str, process: subprocess.Popen) -> None:
    for _try in range(240):
        if process.poll() is not None:
            raise RuntimeError("the server ended before it answered")
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.25)
    raise RuntimeError("the server did not answer within a minute")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return probe.getsockname()[1]


def _playwright():
    try:
        from playwright import sync_api
    except ImportError:
        _missing("playwright is not installed (pip install -r tests/requirements.txt)")
    return sync_api


def _chromium() -> str:
    named = os.environ.get("TOWNBASE_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if not found:
        _missing("no chromium on this machine (name one in TOWNBASE_CHROMIUM)")
    return found


def _missing(what: str) -> None:
    if os.environ.get("TOWNBASE_REQUIRE_BROWSER"):
        pytest.fail(what)
    pytest.skip(f"browser test: {what}")
