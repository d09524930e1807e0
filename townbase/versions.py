"""Published versions: what a version is a hash of, how its file is called, and the pointer that names the served one."""

import hashlib
import os
import re
import time
from pathlib import Path

import townbase
from townbase.settings import PACKAGE, SETTINGS_FILE, SQL, policy_dir

KEPT = 3
_NAME = re.compile(r"townbase-([0-9a-f]{12})\.duckdb")

# Python that decides what stands in a published file; a change here is another version, like a change of SQL.
_PROGRAM = ("build", "contracts", "policy", "checks.py", "folding.py")


def database(directory: Path, version: str) -> Path:
    """The file of one version."""
    return Path(directory) / f"townbase-{version}.duckdb"


def current(directory: Path) -> str | None:
    """The version that is served, or None where nothing is published or the named file is gone."""
    try:
        version = (Path(directory) / "current").read_text(encoding="utf-8").strip()
    except OSError:
        return None
    return version if re.fullmatch("[0-9a-f]{12}", version) and database(directory, version).exists() else None


def published(directory: Path) -> list[str]:
    """Every version that stands in the directory, newest first."""
    files = [path for path in Path(directory).glob("townbase-*.duckdb") if _NAME.fullmatch(path.name)]
    return [
        _NAME.fullmatch(path.name)[1] for path in sorted(files, key=lambda path: path.stat().st_mtime_ns, reverse=True)
    ]


def point(directory: Path, version: str) -> None:
    """Let the pointer name a version. Raises FileNotFoundError if that version is not published here."""
    if not database(directory, version).exists():
        raise FileNotFoundError(database(directory, version))
    part = Path(directory) / "current.part"
    with part.open("w", encoding="utf-8", newline="\n") as file:
        file.write(version + "\n")
        file.flush()
        os.fsync(file.fileno())
    _replace(part, Path(directory) / "current")


def prune(directory: Path, kept: int = KEPT) -> None:
    """Remove all but the last versions. The served one stays, and one that a reader holds is left for the next build."""
    served = current(directory)
    for version in published(directory)[kept:]:
        if version != served:
            try:
                database(directory, version).unlink()
            except OSError:
                continue


def fingerprint(extracts: Path) -> str:
    """The version that a build from these extracts would have: 12 hex digits over all that decides its content."""
    return _hash([townbase.__version__, delivered(extracts), *_labelled(_policy_files() + _own_files())])[:12]


def delivered(extracts: Path) -> str:
    """A hash over a delivery alone."""
    paths = sorted([*Path(extracts).glob("*.parquet"), *Path(extracts).glob("delivery.toml")])
    return _hash(_labelled([(path.name, path) for path in paths]))


def _policy_files() -> list[tuple[str, Path]]:
    """The policy's rows and text, labelled alike wherever their folder lies."""
    folder = policy_dir()
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".csv", ".txt"))
    return [(f"policy/{path.relative_to(folder).as_posix()}", path) for path in files]


def _own_files() -> list[tuple[str, Path]]:
    """SQL, settings and the Python that turns rows into content."""
    sql = sorted(SQL.rglob("*.sql"))
    named = [PACKAGE / name for name in _PROGRAM]
    program = sorted(path for name in named for path in [name, *name.rglob("*.py")] if path.is_file())
    return [(path.relative_to(PACKAGE).as_posix(), path) for path in [*sql, SETTINGS_FILE, *program]]


def _labelled(files: list[tuple[str, Path]]) -> list[str]:
    """A label that does not depend on where a file lies, and the file's hash."""
    return [f"{label} {_digest(path)}" for label, path in files]


def _hash(parts: list[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


_known: dict[Path, tuple[tuple[int, int], str]] = {}


def _digest(path: Path) -> str:
    """The file's hash, remembered while size and time stay. Line ends of text do not count: git may turn them."""
    status = path.stat()
    stamp = (status.st_mtime_ns, status.st_size)
    if path not in _known or _known[path][0] != stamp:
        content = path.read_bytes()
        content = content if path.suffix == ".parquet" else content.replace(b"\r\n", b"\n")
        _known[path] = (stamp, hashlib.sha256(content).hexdigest())
    return _known[path][1]


def _replace(source: Path, target: Path) -> None:
    """os.replace, tried again for a moment: on Windows it fails while somebody reads the target."""
    for attempt in range(20):
        try:
            os.replace(source, target)
            return
        except PermissionError:
            if attempt == 19:
                raise
            time.sleep(0.05)
