"""The last build that was asked for, kept beside the versions: when, what came of it, and why not where it was refused."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from townbase.versions.replacing import write_whole

ATTEMPT = "last-build.json"


@dataclass(frozen=True)
class Attempt:
    """when: local time to the second · version: what was published or stood already, None where it was refused
    findings: (severity, file, key, what, todo) of what refused it"""

    when: str
    extracts: str
    version: str | None
    findings: list[list[str]]


def write_attempt(directory: Path, attempt: Attempt) -> None:
    """Raises OSError."""
    write_whole(Path(directory) / ATTEMPT, json.dumps(asdict(attempt), ensure_ascii=False, indent=1) + "\n")


def read_attempt(directory: Path) -> Attempt | None:
    """None where none was noted, or the note cannot be read."""
    try:
        attempt = Attempt(**json.loads((Path(directory) / ATTEMPT).read_text(encoding="utf-8")))
        return attempt if all(len(finding) == 5 for finding in attempt.findings) else None
    except (OSError, ValueError, TypeError):
        return None
