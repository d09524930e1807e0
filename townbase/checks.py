"""Promises about the marts: each file of sql/check returns the rows that break it; that a key stands once is generated."""

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from townbase.faults import MACHINE
from townbase.findings import Finding
from townbase.sqlfiles import grain, head_comments, place_of, read_room, select_of

SHOWN = 20


@dataclass(frozen=True)
class Promise:
    """One check: its name is the sentence, zh the same in Chinese; a warning is told, an error refuses the build.

    file is where it was read from.
    """

    name: str
    zh: str
    severity: str
    select: str
    file: str


def read_promises() -> list[Promise]:
    """All promises, by name: those of sql/check, and one row for each key of every mart. SqlFileError: a mart without key."""
    written = [promise(name, text) for name, text in read_room("check").items()]
    generated = [one_row_for_each_key(name, text) for name, text in read_room("mart").items()]
    return sorted([*written, *generated], key=lambda each: each.name)


def one_row_for_each_key(mart: str, text: str) -> Promise:
    """The promise that a mart keeps its grain, made from its first line; its second line names it in Chinese."""
    file = place_of("mart", mart)
    key = ", ".join(grain(text, file))
    select = f"select {key}, count(*) as times from {mart} group by {key} having count(*) > 1"
    return Promise(
        f"{mart}_has_one_row_for_each_key", f"{_zh(text) or '表'}（{mart}）每个键只有一行", "error", select, file
    )


def promise(name: str, text: str) -> Promise:
    """Read one check file: `-- zh:` says it in Chinese, a comment `-- warning` makes it a warning."""
    severity = "warning" if "warning" in head_comments(text) else "error"
    return Promise(name, _zh(text) or name.replace("_", " "), severity, select_of(text), place_of("check", name))


def _zh(text: str) -> str | None:
    """What a file's `-- zh:` line says."""
    return next((line.removeprefix("zh:").strip() for line in head_comments(text) if line.startswith("zh:")), None)


def ask_promise(con: duckdb.DuckDBPyConnection, asked: Promise) -> list[Finding]:
    """The rows that break one promise as findings: 20 shown, then the count. A check that cannot run is an error."""
    try:
        count = con.execute(f"select count(*) from ({asked.select}\n)").fetchall()[0][0]
        if not count:
            return []
        cursor = con.execute(f"select * from ({asked.select}\n) order by all limit {SHOWN}")
        names = [column[0] for column in cursor.description]
        rows = cursor.fetchall()
    except MACHINE:  # a full disk is not the check's fault
        raise
    except duckdb.Error as error:
        what, todo = f"这条检验无法运行：{error}", "请联系维护人员"
        return [Finding("error", asked.file, "", what, todo)]
    findings = [
        Finding(asked.severity, asked.file, _key(names, row), asked.zh.rstrip("。"), "请核对这一行的来源数据")
        for row in rows
    ]
    return findings + list(_more(asked, count))


def _key(names: list[str], row: tuple) -> str:
    return "，".join(f"{name}={'空' if value is None else value}" for name, value in zip(names, row, strict=True))


def _more(asked: Promise, count: int) -> Iterator[Finding]:
    if count > SHOWN:
        yield Finding(
            asked.severity,
            asked.file,
            f"共 {count} 处",
            f"同类问题只列出前 {SHOWN} 处（{asked.zh}）",
            "请一并核对",
            places=count - SHOWN,
        )
