"""python -m tests.bench: how long the server takes for each page on the sample city, what a build, a brief, a query and a file take, and its size.

Nothing is asserted here, since a time belongs to a machine. A page is asked for over a websocket as a browser does, and
timed until its run has ended. Between two runs there is a pause: without it the delayed acknowledgement of TCP (44 ms)
hides what the work costs.
"""

import contextlib
import statistics
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

import duckdb
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from tests.bench.files import time_files
from tests.bench.queries import time_queries
from tests.e2e.conftest import running
from townbase import store, versions
from townbase.brief import briefs_of
from townbase.build import build
from townbase.selection import Selection
from townbase.settings import ROOT

EXTRACTS = ROOT / "data" / "extracts"
RUNS = 15
PAUSE = 0.3  # seconds
SHOWN = 0.05  # seconds under which a step of the build is not told apart


def main() -> None:
    sys.stdout.reconfigure(errors="replace")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        db = Path(folder) / "db"
        published = versions.database(db, time_build(db))
        print(f"published file: {published.stat().st_size / 2**20:.1f} MB\n", flush=True)
        time_briefs(db)
        asked = pages(published)
        time_queries(db, asked)
        with running(db, Path(folder)) as address:
            time_pages(address, asked)
            time_files(address, next(query for label, _, query in asked if label == "township").removeprefix("township="))


def time_build(db: Path) -> str:
    """Print what each step of a build took; return the version."""
    begun: list[tuple[float, str]] = []
    result = build(EXTRACTS, db, lambda step, of, label: begun.append((time.perf_counter(), label)))
    ends = [at for at, _ in begun[1:]] + [time.perf_counter()]
    took = [(end - at, label) for (at, label), end in zip(begun, ends, strict=True)]
    print("build, seconds a step")
    for seconds, label in took:
        if seconds >= SHOWN:
            print(f"{seconds:8.2f}  {label}")
    rest = [seconds for seconds, _ in took if seconds < SHOWN]
    print(f"{sum(rest):8.2f}  {len(rest)} steps under {SHOWN} s\n{ends[-1] - begun[0][0]:8.2f}  in all", flush=True)
    return result.version


def time_briefs(db: Path) -> None:
    """Print what the briefs of townships take, the first and then the others of one district, and what a file holds."""
    ask = partial(store.ask, store.open_session(db))
    towns = ask("shared/frame_townships")
    largest = towns[towns["counted"]]["district_id"].value_counts().index[0]
    print("brief, seconds a township (the first one asks the store for what all share)")
    print(f"{'form':12}{'first':>8}{'median':>8}{'slowest':>9}{'kB':>8}")
    for form in ("html", "docx"):
        store.close_all()
        took, sizes, coming = [], [], briefs_of(ask, Selection(district=largest), 2025, form)
        next(coming)  # the district's own
        while True:
            begun = time.perf_counter()
            made = next(coming, None)
            if made is None:
                break
            took.append(time.perf_counter() - begun)
            sizes.append(len(made[1]) / 1024)
        print(f"{form:12}{took[0]:8.2f}{statistics.median(took):8.2f}{max(took):9.2f}{max(sizes):8.0f}")
    store.close_all()
    print(flush=True)


def pages(published: Path) -> list[tuple[str, str, str]]:
    """(label, page, query) of every page that stands, with the fullest district, township and school."""
    with contextlib.closing(duckdb.connect(str(published), read_only=True)) as con:
        [(district,)] = con.execute("select district_id from township where counted group by 1 order by count(*) desc, 1 limit 1").fetchall()
        [(school, township)] = con.execute(
            "select school_id, s.township_id from school s join township t using (township_id)"
            " where t.counted and s.school_year = 2025 order by s.pupils desc, 1 limit 1"
        ).fetchall()
    found = [
        ("overview", "", ""),
        ("district", "", f"district={district}"),
        ("actions", "actions", "action=3"),
        ("township", "township", f"township={township}"),
        ("school", "township", f"township={township}&school={school}"),
        ("gap", "gap", ""),
        ("retention", "retention", ""),
        ("data", "data", ""),
    ]
    standing = {"", *(path.stem.split("_", 1)[1] for path in (ROOT / "pages").glob("*.py"))}
    return [one for one in found if one[1] in standing]


def time_pages(address: str, asked: list[tuple[str, str, str]]) -> None:
    print(f"server time of a page, milliseconds, {RUNS} runs {PAUSE} s apart")
    print(f"{'page':12}{'median':>8}{'slowest':>9}{'first':>8}{'sent, kB':>10}")
    for label, page, query in asked:
        with connect(address.replace("http", "ws", 1) + "/_stcore/stream", subprotocols=["streamlit"], max_size=None) as socket:
            runs = [run(socket, page, query) for _ in range(RUNS + 1)]
        (first, sent), *rest = runs
        took = [seconds * 1000 for seconds, _ in rest]
        print(f"{label:12}{statistics.median(took):8.0f}{max(took):9.0f}{first * 1000:8.0f}{sent / 1024:10.0f}", flush=True)


def run(socket, page: str, query: str) -> tuple[float, int]:
    """Ask for one run of a page: seconds until it has ended, and the bytes that came. Raises if the page broke."""
    time.sleep(PAUSE)
    asked = BackMsg()
    asked.rerun_script.page_name = page
    asked.rerun_script.query_string = query
    begun, sent = time.perf_counter(), 0
    socket.send(asked.SerializeToString())
    while True:
        message = ForwardMsg()
        content = socket.recv(timeout=60)
        message.ParseFromString(content)
        sent += len(content)
        kind = message.WhichOneof("type")
        if kind == "page_not_found" or b'class="tb-error' in content:
            raise RuntimeError(f"{page}?{query} could not be drawn")
        if kind == "script_finished":
            return time.perf_counter() - begun, sent


if __name__ == "__main__":
    main()
