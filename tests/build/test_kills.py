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
# a server that has read in the libraries starts a builder in a moment; where there is none each starts anew
METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


def told_build(extracts: Path, db: Path, step) -> None:
    """A build in the child that tells its parent how far it is: step / steps."""

    def tell(done: int, of: int, _label: str) -> None:
        step.value = done / of

    build(extracts, db, tell)
    step.value = 2


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
        builder, step = self.change_and_build()
        self.wait(builder, step, 1)
        began = time.monotonic()
        builder.join()
        self.writing = time.monotonic() - began  # seconds in which the file is written and takes its name

    def change_and_build(self):
        """Start a build of a version that was not there before."""
        manifest = self.extracts / "delivery.toml"
        manifest.write_text(manifest.read_text(encoding="utf-8").partition("\n# ")[0] + f"\n# {next(self.number)}\n", encoding="utf-8")
        step = self.context.Value("d", 0)
        builder = self.context.Process(target=told_build, args=(self.extracts, self.db, step))
        builder.start()
        return builder, step

    def kill(self, times: int) -> None:
        """Half of them anywhere, half while the file is written and takes its name."""
        for _time in range(times):
            builder, step = self.change_and_build()
            late = self.chance.random() < 0.5
            self.wait(builder, step, 1 if late else self.chance.random())
            time.sleep(self.chance.random() * self.writing * (1.2 if late else 0.1))
            self.killed += builder.is_alive()
            builder.kill()
            builder.join()
            self.look()

    @staticmethod
    def wait(builder, step, until: float) -> None:
        while step.value < until and builder.is_alive():
            time.sleep(0.005)

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
