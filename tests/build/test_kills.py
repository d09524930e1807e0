"""Two hundred kills in mid-build: whatever the moment, a whole version is served and the next build goes through."""

import itertools
import multiprocessing
import random
import shutil
import threading
import time
from pathlib import Path

import pytest

from tests.support.draw_delivery import delivery
from tests.support.faults import TWELVE
from townbase import versions
from townbase.build import build
from townbase.versions import State

KILLS, LANES = 200, 2
LATE = 0.25  # the last part of a build, in which the file is written and takes its name
# a server that has read in the libraries starts a builder in a moment; where there is none each starts anew
METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


class Lane:
    """One folder in which builders are killed one after another, each on a delivery of its own."""

    def __init__(self, folder: Path, extracts: Path, seed: int):
        self.extracts, self.db = folder / "in", folder / "db"
        shutil.copytree(extracts, self.extracts)
        self.chance, self.number = random.Random(seed), itertools.count()
        self.killed = self.published = self.parts = 0
        self.wrong: list[str] = []
        self.context = multiprocessing.get_context(METHOD)
        self.context.set_forkserver_preload(["townbase.build", "tests.build.test_kills"])
        self.change_and_build().join()
        began = time.monotonic()
        self.change_and_build().join()
        self.seconds = time.monotonic() - began

    def change_and_build(self):
        """Start a build of a version that was not there before."""
        manifest = self.extracts / "delivery.toml"
        manifest.write_text(manifest.read_text(encoding="utf-8").partition("\n# ")[0] + f"\n# {next(self.number)}\n", encoding="utf-8")
        builder = self.context.Process(target=build, args=(self.extracts, self.db))
        builder.start()
        return builder

    def kill(self, times: int) -> None:
        for _time in range(times):
            builder = self.change_and_build()
            least = 1 - LATE if self.chance.random() < 0.5 else 0
            builder.join(self.chance.uniform(least, 1.05) * self.seconds)
            self.killed += builder.is_alive()
            builder.kill()
            builder.join()
            self.look()

    def look(self) -> None:
        served = versions.served(self.db)
        self.parts += any(self.db.glob("*.part*"))
        self.published += served.version == versions.fingerprint(self.extracts)
        if served.trouble or versions.state(self.db, served.version) is not State.WHOLE:
            self.wrong.append(f"{served}")
        self.wrong += [f"{version} is not whole" for version in versions.published(self.db) if versions.state(self.db, version) is not State.WHOLE]


@pytest.mark.long
def test_two_hundred_kills_leave_nothing_broken(tmp_path, capsys):
    extracts = delivery(tmp_path / "extracts", TWELVE)
    began = time.monotonic()
    lanes = [Lane(tmp_path / str(number), extracts, number) for number in range(LANES)]
    threads = [threading.Thread(target=lane.kill, args=(KILLS // LANES,)) for lane in lanes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.monotonic() - began
    for lane in lanes:
        assert build(lane.extracts, lane.db).version == versions.served(lane.db).version
        assert list(lane.db.glob("*.part*")) == []
        assert len(versions.published(lane.db)) <= versions.KEPT + 1
    killed, parts, published = (sum(getattr(lane, name) for lane in lanes) for name in ("killed", "parts", "published"))
    with capsys.disabled():
        print(
            f"\n{KILLS} builds, {killed} killed, {parts} in the middle of the file, {published} after it was served, {sum(len(lane.wrong) for lane in lanes)} left something broken, {seconds:.0f} s"
        )
    assert [wrong for lane in lanes for wrong in lane.wrong] == []
    assert killed > KILLS // 2 and parts > 0
