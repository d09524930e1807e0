"""A build that the dashboard starts runs in a process of its own."""

import os
import subprocess
import time
from pathlib import Path

import pytest

from tests.build.published import POSIX, left_behind
from tests.support.faults import command
from townbase import faults, versions
from townbase.build import apart, build
from townbase.findings import Refused


class TestABuildOfTheApp:
    """It runs in a process of its own: killed, it takes nobody along."""

    @pytest.fixture
    def children(self, monkeypatch):
        started = []
        original = subprocess.Popen

        def popen(*given, **named):
            started.append(original(*given, **named))
            return started[-1]

        monkeypatch.setattr(apart.subprocess, "Popen", popen)
        return started

    def test_it_publishes_and_tells_its_steps(self, place):
        steps = []
        apart.build_apart(place / "other", place / "db", lambda *step: steps.append(step))
        assert versions.current(place / "db") == versions.fingerprint(place / "other")
        assert steps[0][:2] == (1, steps[-1][1]) and steps[-1][2] == "发布"

    def test_killed_it_is_a_finding_and_what_was_served_stays(self, place, children):
        served = versions.current(place / "db")
        with pytest.raises(faults.Broken, match="意外结束"):
            apart.build_apart(place / "other", place / "db", lambda step, of, label: step > 5 and children[0].kill())
        assert versions.served(place / "db") == versions.Served(served)
        assert build(place / "other", place / "db").published
        assert left_behind(place / "db") == []

    def test_its_refusal_is_the_same_as_in_this_process(self, place):
        (place / "other" / "schools.parquet").write_bytes(b"PAR1")
        with pytest.raises(Refused) as there:
            apart.build_apart(place / "other", place / "db", lambda *step: None)
        with pytest.raises(Refused) as here:
            build(place / "other", place / "db")
        assert there.value.findings == here.value.findings
        assert not isinstance(there.value, faults.Broken)

    @POSIX
    def test_it_ends_with_the_server(self, place):
        script = f"from townbase.build.apart import build_apart; build_apart({str(place / 'other')!r}, {str(place / 'db')!r}, lambda *step: print(*step, flush=True))"
        started = command("--help")
        started["args"] = [started["args"][0], "-c", script]
        with subprocess.Popen(**started) as server:
            next(line for line in server.stdout if "计算" in line)
            pid = int(server_child(server.pid))
            server.kill()
        for _try in range(200):
            if gone(pid):
                return
            time.sleep(0.05)
        pytest.fail("the build went on without its server")


def server_child(pid: int) -> str:
    """The process that this one started, by the system's own list."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    if children.exists():
        return children.read_text(encoding="ascii").split()[0]
    listed = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False).stdout.split()
    if not listed:
        pytest.skip("the system does not say which process started which")
    return listed[0]


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"
