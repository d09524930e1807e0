"""What a version is a hash of: the delivery, and the program with the policy's rows that turns it into content."""

import hashlib
from pathlib import Path

import townbase
from townbase.settings import PACKAGE, SETTINGS_FILE, SHIPPED_SAMPLE, SQL, policy_dir

# Python that decides what stands in a published file; a change here is another version, like a change of SQL.
_PROGRAM = ("build", "contracts", "policy", "checks.py", "folding.py")

_DELIVERED = ("*.parquet", "delivery.toml", "boundaries.geojson")


def fingerprint(extracts: Path) -> str:
    """The version that a build from these extracts would have: 12 hex digits over all that decides its content.
    Raises OSError where a file cannot be read."""
    return _hash([delivered(extracts), program()])[:12]


def delivered(extracts: Path) -> str:
    """A hash over a delivery alone; that of a folder without one where nothing is there."""
    paths = sorted(path for pattern in _DELIVERED for path in Path(extracts).glob(pattern))
    return _hash(_labelled([(path.name, path) for path in paths]))


def program() -> str:
    """A hash over all that is not the delivery: package version, policy, SQL, settings and the Python that decides."""
    return _hash([townbase.__version__, *_labelled(_policy_files() + _own_files())])


def from_shipped_sample(extracts: Path) -> bool:
    """Whether these extracts are the sample city as it ships, by their content and not by what they say of themselves."""
    return delivered(extracts) == SHIPPED_SAMPLE.read_text(encoding="utf-8").strip()


def _policy_files() -> list[tuple[str, Path]]:
    """The policy's rows and text, labelled alike wherever their folder lies."""
    folder = policy_dir()
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".csv", ".txt"))
    return [(f"policy/{path.relative_to(folder).as_posix()}", path) for path in files]


def _own_files() -> list[tuple[str, Path]]:
    """SQL, settings and the Python that turns rows into content."""
    sql = sorted(SQL.rglob("*.sql"))
    named = [PACKAGE / name for name in _PROGRAM]
    own = sorted(path for name in named for path in [name, *name.rglob("*.py")] if path.is_file())
    return [(path.relative_to(PACKAGE).as_posix(), path) for path in [*sql, SETTINGS_FILE, *own]]


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
