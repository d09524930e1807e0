"""The access log: one line of JSON for each page looked at and each file taken, only ever appended to.

A day has a file of its own, access-2026-11-28.jsonl; one older than `days` is removed when a new day begins. Several
processes append to the same file: a line is written in one call, and shorter than what a system writes in one piece.
"""

from __future__ import annotations

import contextlib
import json
import os
import threading
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

KEPT_DAYS = 180
LONGEST = 400  # characters of one value


@dataclass(frozen=True)
class Entry:
    """what: page, file, refused · of: the page's address, or the file's name"""

    who: str
    what: str
    of: str
    version: str = ""


class AccessLog:
    """Appends to the files of one folder. A log that cannot be written raises: what is not logged is not served."""

    def __init__(self, folder: Path, days: int = KEPT_DAYS):
        self._folder, self._days, self._lock = Path(folder), days, threading.Lock()
        self._today = ""

    def write(self, entry: Entry, now: datetime | None = None) -> None:
        moment = now or datetime.now().astimezone()
        line = {"when": moment.isoformat(timespec="seconds"), **{k: v[:LONGEST] for k, v in asdict(entry).items()}}
        with self._lock:
            self._folder.mkdir(parents=True, exist_ok=True)
            if self._today != (today := f"{moment:%Y-%m-%d}"):
                self._today = today
                self._rotate(moment)
            self._append(self._folder / f"access-{today}.jsonl", json.dumps(line, ensure_ascii=False) + "\n")

    @staticmethod
    def _append(path: Path, line: str) -> None:
        number = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
        try:
            os.write(number, line.encode("utf-8"))
        finally:
            os.close(number)

    def _rotate(self, now: datetime) -> None:
        oldest = f"access-{now - timedelta(days=self._days):%Y-%m-%d}.jsonl"
        for path in self._folder.glob("access-????-??-??.jsonl"):
            if path.name < oldest:
                with contextlib.suppress(OSError):  # another process removed it
                    path.unlink()
