"""Promises about the marts: each file of sql/check returns the rows that break it."""

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from townbase.findings import Finding
from townbase.limits import trouble
from townbase.sqlfiles import head_comments, read_room, select_of

SHOWN = 20


@dataclass(frozen=True)
class Promise:
    """One check: its name is the sentence, zh the same in Chinese; a warning is told, an error refuses the build."""

    name: str
    zh: str
    severity: str
    select: str


def read_promises() -> list[Promise]:
    """All promises of sql/check, by name."""
    return [promise(name, text) for name, text in read_room("check").items()]


def promise(name: str, text: str) -> Promise:
    """Read one check file: `-- zh:` says it in Chinese, a comment `-- warning` makes it a warning."""
    comments = head_comments(text)
    zh = next((line.removeprefix("zh:").strip() for line in comments if line.startswith("zh:")), name.replace("_", " "))
    return Promise(name, zh, "warning" if "warning" in comments else "error", select_of(text))


def ask_promise(con: duckdb.DuckDBPyConnection, asked: Promise) -> list[Finding]:
    """The rows that break one promise as findings: 20 shown, then the count. A check that cannot run is an error."""
    file = f"sql/check/{asked.name}.sql"
    try:
        count = con.execute(f"select count(*) from ({asked.select}\n)").fetchone()[0]
        if not count:
            return []
        cursor = con.execute(f"select * from ({asked.select}\n) order by all limit {SHOWN}")
        names = [column[0] for column in cursor.description]
        rows = cursor.fetchall()
    except duckdb.Error as error:
        return [Finding("error", file, "", *(trouble(error) or (f"这条检验无法运行：{error}", "请联系维护人员")))]
    findings = [
        Finding(asked.severity, file, _key(names, row), asked.zh.rstrip("。"), "请核对这一行的来源数据") for row in rows
    ]
    return findings + list(_more(asked, file, count))


def _key(names: list[str], row: tuple) -> str:
    return "，".join(f"{name}={'空' if value is None else value}" for name, value in zip(names, row, strict=True))


def _more(asked: Promise, file: str, count: int) -> Iterator[Finding]:
    if count > SHOWN:
        yield Finding(
            asked.severity,
            file,
            f"共 {count} 处",
            f"同类问题只列出前 {SHOWN} 处（{asked.zh}）",
            "请一并核对",
            places=count - SHOWN,
        )
