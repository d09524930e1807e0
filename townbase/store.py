"""The one way to read what is published: a locked connection per version, a bounded cache, an end to every query."""

import re
import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import duckdb
import pandas as pd

from townbase import versions
from townbase.settings import SQL, extracts_dir, published_dir
from townbase.sqlfiles import with_included

QUERY_SECONDS = 20
CACHE_BYTES = 128 * 2**20
OPEN_VERSIONS = 3

# Together these leave a reader no file but its own: no COPY, no read_csv, no extension, and no way to turn it back on.
_CONFIG = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "memory_limit": "2GB",
    "threads": "2",
    "lock_configuration": "true",
}


class NoDatabase(Exception):
    """Nothing is published in this folder, or the version that was asked for is no longer there."""


class TooSlow(Exception):
    """A query was stopped after QUERY_SECONDS."""


class Damaged(NoDatabase):
    """The published file could not be read. The next page looks it over as a whole and turns to another version."""


# What DuckDB raises where a block does not hold what was written.
DAMAGED = (duckdb.IOException, duckdb.FatalException, duckdb.InternalException, duckdb.SerializationException)


@dataclass(frozen=True)
class Session:
    """What a reader's answers depend on: where, which version, and the district ids in scope (None = the whole city)."""

    directory: Path
    version: str
    scope: tuple[str, ...] | None = None


def open_session(directory: Path | None = None, scope: tuple[str, ...] | None = None) -> Session:
    """A session pinned to the version that is served now. Raises NoDatabase."""
    directory = Path(directory or published_dir()).resolve()
    version = newest(directory)
    if version is None:
        raise NoDatabase(f"{directory} 中还没有发布数据，请先运行 python -m townbase build")
    return Session(directory, version, None if scope is None else tuple(sorted(scope)))


def newest(directory: Path) -> str | None:
    """The version that is served, or None."""
    return versions.current(Path(directory))


def stale(directory: Path, extracts: Path | None = None) -> bool:
    """Whether a build would publish something else than what is served: extracts, policy, SQL or settings changed."""
    return versions.fingerprint(Path(extracts or extracts_dir())) != newest(directory)


def ask(session: Session, name: str, **params) -> pd.DataFrame:
    """Run sql/query/<name>.sql with its $named parameters; $districts is filled with the districts in scope.

    Returns a frame that shares its values with the cache; pandas copies on write. Raises NoDatabase, TooSlow,
    FileNotFoundError for an unknown name, and duckdb.Error for a parameter too many or too few.
    """
    text = _question(name)
    key = (session, name, text, tuple(sorted((key, _frozen(value)) for key, value in params.items())))
    frame = _cache.get(key)
    if frame is None:
        if re.search(r"\$districts\b", text):
            params = {
                **params,
                "districts": list(session.scope if session.scope is not None else _all_districts(session)),
            }
        frame = _run(session, text, params)
        _cache.put(key, frame)
    return frame.copy(deep=False)


def _question(name: str) -> str:
    if not re.fullmatch(r"[a-z0-9_]+(/[a-z0-9_]+)*", name):
        raise FileNotFoundError(name)
    path = SQL / "query" / f"{name}.sql"
    return _text(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=256)
def _text(path: Path, changed: int) -> str:
    return with_included(path.read_text(encoding="utf-8"), SQL)


def _frozen(value):
    return ("list", *value) if isinstance(value, list | tuple) else (type(value).__name__, value)


@lru_cache(maxsize=16)
def _all_districts(session: Session) -> tuple[str, ...]:
    frame = _run(session, "select distinct district_id from townships order by 1", {})
    return tuple(frame["district_id"])


def _run(session: Session, text: str, params: dict) -> pd.DataFrame:
    """One query on its own cursor: connections are not safe across threads, cursors are."""
    try:
        cursor = _connections.cursor(versions.database(session.directory, session.version))
    except Damaged:
        versions.doubt(session.directory, session.version)
        raise
    timer = threading.Timer(QUERY_SECONDS, cursor.interrupt)
    timer.daemon = True
    timer.start()
    try:
        return cursor.execute(text, params).df()
    except duckdb.InterruptException:
        raise TooSlow(f"查询超过 {QUERY_SECONDS} 秒，已停止") from None
    except DAMAGED as error:
        versions.doubt(session.directory, session.version)
        raise Damaged(f"版本 {session.version} 的数据文件读取出错，请刷新页面") from error
    finally:
        timer.cancel()
        cursor.close()


class _Connections:
    """One read-only connection per version file; the least used is closed, so that Windows can delete its file. A file
    that was written anew under its name is opened anew: DuckDB would go on answering from the old one."""

    def __init__(self, limit: int):
        self._open: OrderedDict[Path, tuple[tuple[int, int, int], duckdb.DuckDBPyConnection]] = OrderedDict()
        self._lock = threading.Lock()
        self._limit = limit

    def cursor(self, path: Path) -> duckdb.DuckDBPyConnection:
        with self._lock:
            stamp = self._stamp(path)
            if path in self._open and self._open[path][0] != stamp:
                self._open.pop(path)[1].close()
            if path not in self._open:
                self._open[path] = (stamp, self._connect(path))
            self._open.move_to_end(path)
            while len(self._open) > self._limit:
                self._open.popitem(last=False)[1][1].close()
            return self._open[path][1].cursor()

    def close(self) -> None:
        with self._lock:
            while self._open:
                self._open.popitem()[1][1].close()

    @staticmethod
    def _stamp(path: Path) -> tuple[int, int, int]:
        try:
            status = path.stat()
        except FileNotFoundError:
            raise NoDatabase(f"版本文件 {path.name} 已不在，请刷新页面使用最新版本") from None
        return status.st_mtime_ns, status.st_size, status.st_ino

    @staticmethod
    def _connect(path: Path) -> duckdb.DuckDBPyConnection:
        try:
            return duckdb.connect(str(path), read_only=True, config=dict(_CONFIG))
        except DAMAGED as error:
            raise Damaged(f"版本文件 {path.name} 无法打开，请管理员运行 python -m townbase build 重新发布") from error


class _Cache:
    """Frames by question, the least used dropped when all together weigh too much."""

    def __init__(self, limit: int):
        self._frames: OrderedDict[tuple, tuple[pd.DataFrame, int]] = OrderedDict()
        self._lock = threading.Lock()
        self._limit, self._weight = limit, 0

    def get(self, key: tuple) -> pd.DataFrame | None:
        with self._lock:
            if key not in self._frames:
                return None
            self._frames.move_to_end(key)
            return self._frames[key][0]

    def put(self, key: tuple, frame: pd.DataFrame) -> None:
        weight = int(frame.memory_usage(deep=True).sum())
        with self._lock:
            if weight > self._limit or key in self._frames:
                return
            self._frames[key] = (frame, weight)
            self._weight += weight
            while self._weight > self._limit:
                self._weight -= self._frames.popitem(last=False)[1][1]

    def clear(self) -> None:
        with self._lock:
            self._frames.clear()
            self._weight = 0


_connections = _Connections(OPEN_VERSIONS)
_cache = _Cache(CACHE_BYTES)


def close_all() -> None:
    """Close every connection and forget every answer (tests, and a process that ends)."""
    _connections.close()
    _cache.clear()
    _all_districts.cache_clear()
