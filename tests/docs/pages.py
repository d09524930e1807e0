"""The pages of the project, and what stands in them."""

import os
import re
from functools import cache
from pathlib import Path

from townbase.settings import ROOT

# What git keeps and nobody writes; a database, an environment or a cache of this machine is no page of the project.
LEFT_OUT = {".git", ".venv", "venv", "node_modules", "__pycache__", ".pytest_cache", ".ruff_cache", ".hypothesis", "published"}


@cache
def files() -> tuple[Path, ...]:
    """Every file of the project, relative to its root."""
    found = []
    for folder, below, names in os.walk(ROOT):
        below[:] = [name for name in below if name not in LEFT_OUT]
        found += [Path(folder, name).relative_to(ROOT) for name in names if name not in LEFT_OUT]
    return tuple(sorted(found))


def pages() -> list[str]:
    """Every page of Markdown, as a path from the root."""
    return [path.as_posix() for path in files() if path.suffix == ".md"]


@cache
def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def prose(name: str) -> str:
    """A page without its fenced blocks."""
    return re.sub(r"^```.*?^```", "", text(name), flags=re.MULTILINE | re.DOTALL)


def quoted(name: str) -> list[str]:
    """What stands in backticks in the prose of a page."""
    return re.findall(r"`([^`\n]+)`", prose(name))
