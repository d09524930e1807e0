"""The folder that versions are published in: what stands there, the pointer that names one, and what is cleared away."""

import re
from pathlib import Path

from townbase.versions.record import State, database, read_record, record_file, state
from townbase.versions.releases import releases
from townbase.versions.replacing import write_whole

KEPT = 3
POINTER = "current"
_NAME = re.compile(r"townbase-([0-9a-f]{12})\.duckdb")


def published(directory: Path) -> list[str]:
    """Every version that stands in the directory, the last published first. What has no record counts as older."""
    found = (_NAME.fullmatch(path.name) for path in Path(directory).glob("townbase-*.duckdb"))
    return sorted((name[1] for name in found if name), key=lambda name: _age(directory, name))


def _age(directory: Path, version: str) -> tuple[int, int, str]:
    record = read_record(directory, version)
    try:
        written = database(directory, version).stat().st_mtime_ns
    except OSError:
        written = 0
    return (-record.number if record else 0, -written, version)


def anything_published(directory: Path) -> bool:
    """Whether anything was ever published here, whole or not."""
    return bool(published(directory)) or (Path(directory) / POINTER).exists()


def only_sample(directory: Path) -> bool:
    """Whether something stands here, and all of it was built from the sample city as it ships."""
    records = [read_record(directory, version) for version in published(directory)]
    return bool(records) and all(record is not None and record.sample for record in records)


def next_number(directory: Path) -> int:
    """The number of the next publication."""
    records = [read_record(directory, version) for version in published(directory)]
    return 1 + max((record.number for record in records if record), default=0)


def named(directory: Path, text: str) -> str | None:
    """The version that a release's name or a version's own digits mean; None where nothing such stands here."""
    version = releases(directory).get(text, text)
    return version if version in published(directory) else None


def point(directory: Path, version: str) -> None:
    """Let the pointer name a version. Raises FileNotFoundError if that version is not published here, OSError."""
    if not database(directory, version).exists():
        raise FileNotFoundError(database(directory, version))
    write_whole(Path(directory) / POINTER, version + "\n")


def prune(directory: Path, served: str | None, kept: int = KEPT) -> None:
    """Remove what is older than the last whole versions. The served one stays, one with a name stays for good, and one
    that a reader holds is left for the next build."""
    whole, stays = 0, {served, *releases(directory).values()}
    for version in published(directory):
        if whole < kept:
            whole += state(directory, version) is State.WHOLE
        elif version not in stays:
            try:
                database(directory, version).unlink()
                record_file(directory, version).unlink(missing_ok=True)
            except OSError:
                continue
