"""A file that appears whole or not at all."""

import contextlib
import os
import time
from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Write a small text beside `path` and let it take its place. Raises OSError, and then leaves nothing behind."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        replace(part, path)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise


def replace(source: Path, target: Path) -> None:
    """os.replace, tried again for a moment: on Windows it fails while somebody reads the target."""
    for attempt in range(20):
        try:
            os.replace(source, target)
            return
        except PermissionError:
            if attempt == 19:
                raise
            time.sleep(0.05)
