"""Where a check or a draft puts what does not fit into memory: a folder of its own, gone with its build, or with the next one."""

import contextlib
import errno
import os
import shutil
import tempfile
from pathlib import Path

from filelock import FileLock, Timeout

PREFIX = "townbase-spill-"


class Spill:
    """A temporary folder under a lock that dies with its process, so that another build can tell whether it is in use.
    Raises OSError."""

    def __init__(self):
        sweep_spills()
        for _try in range(5):  # another sweep may take a folder for left behind in the moment before it is locked
            self.folder = Path(tempfile.mkdtemp(prefix=PREFIX))
            self._lock = FileLock(self.folder / "lock")
            with contextlib.suppress(Timeout, OSError):
                self._lock.acquire(timeout=5)
                if (self.folder / "lock").exists():
                    return
            self.remove()
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(self.folder))

    def __enter__(self) -> "Spill":
        return self

    def __exit__(self, *_exception) -> None:
        self.remove()

    def remove(self) -> None:
        self._lock.release()
        shutil.rmtree(self.folder, ignore_errors=True)


def sweep_spills() -> None:
    """Remove the folders of builds that were killed. What another user or a living build owns is left alone."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        lock = folder / "lock"
        if not lock.exists():  # just being made
            continue
        with contextlib.suppress(Timeout, OSError):
            with FileLock(lock, timeout=0):
                pass
            shutil.rmtree(folder, ignore_errors=True)
