"""One builder at a time: an operating-system lock that dies with its process, and a note that says who holds it."""

import contextlib
import json
import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

LOCK, NOTE = "build.lock", "build.note"


@contextlib.contextmanager
def only_builder(db: Path, tell: Callable[[str], None]) -> Iterator[None]:
    """Hold the folder's lock. Where another process has it, tell a Chinese sentence about it and wait. Raises OSError."""
    lock = FileLock(db / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        tell(holder(db))
        lock.acquire()
    try:
        _write_note(db)
        yield
    finally:
        with contextlib.suppress(OSError):
            (db / NOTE).unlink()
        lock.release()


def holder(db: Path) -> str:
    """Who is waited for, by the note of the holder."""
    try:
        note = json.loads((db / NOTE).read_text(encoding="utf-8"))
        who = f"（进程 {int(note['pid'])}，{datetime.fromisoformat(note['since']):%Y年%m月%d日 %H:%M:%S} 开始）"
    except (OSError, ValueError, KeyError, TypeError):
        who = ""
    return f"另一次计算正在进行{who}，完成后自动继续"


def _write_note(db: Path) -> None:
    """Not in the lock's own file: on Windows nobody else can read that. A missing note only makes a sentence shorter."""
    note = {"pid": os.getpid(), "since": datetime.now().replace(microsecond=0).isoformat()}
    with contextlib.suppress(OSError):
        (db / NOTE).write_text(json.dumps(note), encoding="utf-8")
