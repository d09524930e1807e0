"""The SQL of the project as files: one table, check or question a file, the file's name is its name."""

import json
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import duckdb

from townbase.settings import SQL


class SqlFileError(Exception):
    """A SQL file that cannot be used; the message names the file and says why, in Chinese."""


def read_room(room: str, root: Path = SQL) -> dict[str, str]:
    """All files of one room (contract, macro, mart, check) and of its folders as {name: text}, by name."""
    found = sorted((root / room).rglob("*.sql"), key=lambda path: path.stem)
    return {path.stem: path.read_text(encoding="utf-8") for path in found}


def place_of(room: str, name: str, root: Path = SQL) -> str:
    """sql/mart/verdict/progress.sql: where the file of a name lies, for a finding that names it."""
    found = next((root / room).rglob(f"{name}.sql"), root / room / f"{name}.sql")
    return f"sql/{found.relative_to(root).as_posix()}"


def with_included(text: str, root: Path = SQL) -> str:
    """The text with `/* include mart/verdict/headline */` replaced by that file's SELECT: a question that asks the build's
    own rules of other rows says them nowhere a second time."""
    return re.sub(
        r"/\* include ([a-z0-9_/]+) \*/",
        lambda found: (
            "\n" + with_included(select_of((root / f"{found[1]}.sql").read_text(encoding="utf-8")), root) + "\n"
        ),
        text,
    )


def mart_order(con: duckdb.DuckDBPyConnection, marts: dict[str, str] | None = None) -> list[str]:
    """The marts, each after those it reads. Raises SqlFileError for a file that is not one SELECT, or a cycle."""
    marts = read_room("mart") if marts is None else marts
    needs = mart_needs(con, marts)
    sorter = TopologicalSorter({name: sorted(needs[name]) for name in sorted(needs)})
    try:
        return list(sorter.static_order())
    except CycleError as error:
        raise SqlFileError(f"sql/mart 中的表互相引用，排不出先后：{' → '.join(error.args[1])}") from None


def mart_needs(con: duckdb.DuckDBPyConnection, marts: dict[str, str]) -> dict[str, set[str]]:
    """Which other marts each mart reads."""
    return {
        name: (tables_read(con, text, place_of("mart", name)) & set(marts)) - {name} for name, text in marts.items()
    }


def tables_read(con: duckdb.DuckDBPyConnection, text: str, name: str = "SQL") -> set[str]:
    """The tables one SELECT reads, without the names its own WITH clauses give. Nothing is run."""
    tree = json.loads(con.execute("select json_serialize_sql(?)", [text]).fetchall()[0][0])
    if tree["error"]:
        raise SqlFileError(f"{name}：不是一条可读的 SELECT 语句（{tree['error_message']}）")
    if len(tree["statements"]) != 1:
        raise SqlFileError(f"{name}：应当只有一条 SELECT 语句，现有 {len(tree['statements'])} 条")
    return set(_tables(tree["statements"][0], frozenset()))


def _tables(node, hidden: frozenset[str]) -> Iterator[str]:
    """Walk the syntax tree; a WITH name hides a table of that name only inside its own query."""
    if isinstance(node, list):
        for part in node:
            yield from _tables(part, hidden)
    elif isinstance(node, dict):
        if node.get("type") == "BASE_TABLE" and node["table_name"].lower() not in hidden:
            yield node["table_name"].lower()
        for step in node.get("cte_map", {}).get("map", []):
            name = step["key"].lower()
            recursive = step["value"]["query"]["node"].get("type") == "RECURSIVE_CTE_NODE"
            yield from _tables(step["value"], hidden | {name} if recursive else hidden)
            hidden = hidden | {name}
        for key, part in node.items():
            if key != "cte_map":
                yield from _tables(part, hidden)


def is_view(text: str) -> bool:
    """Whether a mart's first line asks for a view instead of a table."""
    return "(view)" in text.split("\n", 1)[0]


def is_draft(text: str) -> bool:
    """Whether a mart's first line keeps it out of the published file: a step on the way that holds raw rows."""
    return "(draft)" in text.split("\n", 1)[0]


def select_of(text: str) -> str:
    """The SELECT of a file without its closing semicolon, so that it fits behind `create table … as`."""
    return re.sub(r"\s*;\s*$", "", text)


def grain(text: str, name: str = "SQL") -> list[str]:
    """The key columns that a mart's first line names: `-- grain: a (what) x b x c: and what it holds` gives a, b, c.

    Raises SqlFileError where the first line says no key.
    """
    first = text.split("\n", 1)[0]
    key = re.split("[:,]", re.sub(r"\([^)]*\)", "", first.removeprefix("-- grain:")))[0]
    columns = [column.strip() for column in key.split(" x ")]
    if not first.startswith("-- grain:") or not all(re.fullmatch("[a-z_]+", column) for column in columns):
        raise SqlFileError(f"{name}：第一行没有写明每行的键（-- grain: 列 x 列）")
    return columns


def head_comments(text: str) -> list[str]:
    """The comment lines that open a file, without their dashes."""
    lines = []
    for line in text.splitlines():
        if not line.lstrip().startswith("--"):
            break
        lines.append(line.lstrip().lstrip("-").strip())
    return lines
