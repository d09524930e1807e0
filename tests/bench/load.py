"""python -m tests.bench.load --url http://localhost:8501: many readers at once, each clicking from page to page.

A reader is a websocket in Streamlit's own protocol: it asks for a page, takes what comes until the run has ended, thinks,
and asks for another. The address may be a proxy's: a cookie that it sets at the first request is sent with the websocket.
"""

import argparse
import asyncio
import random
import ssl
import statistics
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from websockets.asyncio.client import connect

from tests.bench import report
from tests.bench.addresses import mixed_pages
from tests.bench.client import has_ended, opened, question, run, socket_of
from tests.e2e.conftest import running
from townbase.settings import ROOT

SESSIONS = (20, 50, 100)
SECONDS, THINK = 25.0, 5.0
EXTRA: tuple[str, ...] = ()  # more words for the readers' own command
PATIENCE = 60.0  # seconds after which a page counts as not answered


@dataclass
class Told:
    """first, then: seconds of the first page of each reader and of all later ones · failed: what went wrong"""

    first: list[float] = field(default_factory=list)
    then: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def time_load(db: Path, published: Path, home: Path) -> None:
    """One server as shipped; the readers in a process of their own, on the same machine."""
    pages = home / "pages.txt"
    mixed = mixed_pages(published)
    pages.write_text("\n".join(mixed), encoding="utf-8")
    with running(db, home) as address:
        with opened(address) as socket:
            for where in mixed:
                run(socket, where)
        command = [sys.executable, "-m", "tests.bench.load", "--url", address, "--pages", str(pages), *EXTRA]
        made = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout
    rows = [line.strip("| ").split(" | ") for line in made.splitlines() if line.startswith("| ") and line[2].isdigit()]
    report.table(
        "Many readers at one process, seconds a page",
        HEADS,
        rows,
        f"Mixed pages and townships, each opened once before, {THINK:.0f} s between a reader's clicks, {SECONDS:.0f} s; the readers run on the same machine and take their share of it.",
    )


HEADS = ["sessions", "pages opened", "median", "95 %", "slowest", "first page, 95 %", "failed"]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.load", description=__doc__.partition("\n")[0])
    parser.add_argument("--url", required=True)
    parser.add_argument("--sessions", nargs="+", type=int, default=list(SESSIONS))
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--think", type=float, default=THINK)
    parser.add_argument("--pages", type=Path, help="a file of addresses after the host, one a line; else the pages without a query")
    asked = parser.parse_args()
    pages = asked.pages.read_text(encoding="utf-8").split("\n") if asked.pages else ["", "actions", "township", "gap", "retention", "data", "path", "policy"]
    rows, failed = [], []
    for sessions in asked.sessions:
        told = asyncio.run(readers(asked.url, sessions, pages, asked.seconds, asked.think))
        rows.append(_row(sessions, told))
        failed += told.failed
    report.table(f"Load at {asked.url}", HEADS, rows)
    for each in sorted(set(failed))[:10]:
        print(each)


async def readers(url: str, sessions: int, pages: list[str], seconds: float, think: float) -> Told:
    """They come one after the other over the time of one thought, and go together."""
    told, begun = Told(), time.monotonic()
    loop = asyncio.get_running_loop()
    cookies = await asyncio.gather(*(loop.run_in_executor(None, _cookie, url) for _ in range(sessions)))
    ends = time.monotonic() + think + seconds
    await asyncio.gather(*(_reader(url, cookie, random.Random(n), n * think / sessions, ends, pages, think, told) for n, cookie in enumerate(cookies)))
    assert time.monotonic() > begun
    return told


async def _reader(url: str, cookie: str, draw: random.Random, late: float, ends: float, pages: list[str], think: float, told: Told) -> None:
    await asyncio.sleep(late)
    headers = {"Cookie": cookie} if cookie else {}
    try:
        async with connect(socket_of(url), subprotocols=["streamlit"], max_size=None, additional_headers=headers, ssl=_ssl(url), ping_interval=None) as socket:
            times = told.first
            while time.monotonic() < ends:
                begun, where = time.monotonic(), draw.choice(pages)
                await socket.send(question(where))
                while not has_ended(await asyncio.wait_for(socket.recv(), PATIENCE), where):
                    pass
                times.append(time.monotonic() - begun)
                times = told.then
                await asyncio.sleep(think * draw.uniform(0.5, 1.5))
    except Exception as error:
        told.failed.append(f"{type(error).__name__}: {error}")


def _cookie(url: str) -> str:
    """What a proxy sets to lead a reader to one process; nothing where there is none."""
    with urllib.request.urlopen(url, timeout=PATIENCE, context=_ssl(url)) as answer:
        set_ = answer.headers.get_all("Set-Cookie") or []
    return "; ".join(each.partition(";")[0] for each in set_)


def _ssl(url: str) -> ssl.SSLContext | None:
    """The certificate of a proxy on loopback is its own."""
    return ssl._create_unverified_context() if url.startswith("https") else None


def _row(sessions: int, told: Told) -> list[object]:
    return [
        sessions,
        len(told.then),
        *(f"{each:.2f}" for each in (_part(told.then, 50), _part(told.then, 95), max(told.then, default=0.0), _part(told.first, 95))),
        len(told.failed),
    ]


def _part(times: list[float], percent: int) -> float:
    return statistics.quantiles(times, n=100, method="inclusive")[percent - 1] if len(times) > 1 else sum(times)


if __name__ == "__main__":
    main()
