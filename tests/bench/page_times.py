"""What a page costs the server: remembered, drawn anew, and the floor, which sends the same messages and does nothing else."""

import contextlib
import pickle
import statistics
from pathlib import Path

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.bench import report
from tests.bench.addresses import named_pages
from tests.bench.client import opened, run
from tests.bench.servers import floor, forgetful
from tests.e2e.conftest import running

RUNS = 8
SENT = ("delta", "page_config_changed")


def time_pages(db: Path, published: Path, home: Path) -> None:
    asked = named_pages(published)
    with contextlib.ExitStack() as stack:
        shipped = stack.enter_context(running(db, _home(home, "shipped")))
        anew = stack.enter_context(forgetful(db, _home(home, "anew")))
        sent = _record(shipped, asked)
        messages = home / "messages.pickle"
        messages.write_bytes(pickle.dumps(sent))
        least = stack.enter_context(floor(db, _home(home, "floor"), messages))
        rows = [_row(label, where, sent[label], (shipped, anew, least)) for label, where in asked.items()]
    report.table(
        "Pages, milliseconds of the server",
        ["page", "remembered", "anew", "floor", "**remembered ÷ floor**", "**anew ÷ floor**", "messages", "kB sent"],
        rows,
        f"From the question to the end of the run, over a websocket. The median of {RUNS} runs of each, in turn; the ratios are of the least.",
    )


def _home(home: Path, name: str) -> Path:
    (home / name).mkdir(exist_ok=True)
    return home / name


def _record(address: str, asked: dict[str, str]) -> dict[str, list[bytes]]:
    """What each page sends to a new session that has seen nothing."""
    found = {}
    for label, where in asked.items():
        with opened(address) as socket:
            run(socket, where)
            _, told = run(socket, where)
        found[label] = [each for each in told if ForwardMsg.FromString(each).WhichOneof("type") in SENT]
    return found


def _row(label: str, where: str, sent: list[bytes], addresses: tuple[str, str, str]) -> list[object]:
    """One page at the three servers in turn, after a first run of each that is not counted."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(opened(address)) for address in addresses]
        questions = [where, where, f"?label={label}"]
        took: list[list[float]] = [[], [], []]
        for number in range(RUNS + 1):
            for at, (socket, question) in enumerate(zip(sockets, questions, strict=True)):
                seconds, _ = run(socket, question)
                if number:
                    took[at].append(seconds * 1000)
    kept, anew, least = map(min, took)
    middle = [f"{statistics.median(each):.0f}" for each in took]
    return [label, *middle, f"**{kept / least:.1f}**", f"**{anew / least:.1f}**", len(sent), round(sum(map(len, sent)) / 1024)]
