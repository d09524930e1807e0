"""The list of accounts: a CSV with one line an account, kept by a clerk in a spreadsheet.

    账号,姓名,范围,角色
    zhao@example.org,赵老师,全市,管理
    qian@example.org,钱老师,示例一区,查看
    sun@example.org,孙老师,示例一区、示例二区,查看

账号 is what the sign-in service says (the claim `email`, else `preferred_username`, else `sub`), without regard to case.
范围 is 全市, or districts by name or id. A scope that names nothing known shows nothing: a mistake never widens it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from townbase.findings import Finding

HEADS = ("账号", "姓名", "范围", "角色")
CITY = "全市"
READER, MANAGER = "查看", "管理"
ROLES = (READER, MANAGER)
BETWEEN = "、，,;； "
LONGEST = 1_000_000  # bytes: a list of some thousand accounts is far smaller


@dataclass(frozen=True)
class Account:
    """places: districts by name or id as the list has them, None = the whole city. role: READER or MANAGER; a manager
    also sees what a build found and what the last one was refused for."""

    account: str
    name: str
    places: tuple[str, ...] | None
    role: str

    def scope(self, districts: Mapping[str, str]) -> tuple[str, ...] | None:
        """The ids of what it sees in a version; districts: id -> name there. () where none of them is known."""
        if self.places is None:
            return None
        return tuple(sorted(id for id, name in districts.items() if id in self.places or name in self.places))

    @property
    def manages(self) -> bool:
        return self.role == MANAGER


@dataclass(frozen=True)
class Accounts:
    """What was read: accounts by key, and everything that is wrong with the list. With a finding nobody is let in."""

    by_key: Mapping[str, Account]
    findings: tuple[Finding, ...]

    def find(self, account: str) -> Account | None:
        return None if self.findings else self.by_key.get(_key(account))

    def in_version(self, districts: Mapping[str, str], file: str) -> list[Finding]:
        """What of the list the published version does not know."""
        known = {*districts, *districts.values()}
        return [
            _finding(file, f"账号 {account.account}", f"范围中的“{place}”不是已发布数据中的区县", _known(districts))
            for account in self.by_key.values()
            for place in account.places or ()
            if place not in known
        ]


def read_accounts(path: Path) -> Accounts:
    """The list, whole or with findings; a file that cannot be read is a finding too."""
    try:
        rows = list(_rows(path))
    except _Unreadable as error:
        return Accounts({}, (_finding(path.name, "", str(error), "请按部署文档改好文件"),))
    findings = [*_wrong_rows(rows, path.name), *_doubled(rows, path.name)]
    if not rows:
        findings.append(_finding(path.name, "", "没有一个账号", "至少写一行"))
    return Accounts({} if findings else {_key(row["账号"]): _account(row) for _, row in rows}, tuple(findings))


class _Unreadable(Exception):
    """The file as a whole; the text says why."""


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """(line, cells by head) of every line that holds anything."""
    table = csv.reader(io.StringIO(_text(path)))
    heads = [cell.strip() for cell in next(table, [])]
    missing = [head for head in HEADS if head not in heads]
    if missing:
        raise _Unreadable(f"第一行缺少列：{'、'.join(missing)}")
    for line, cells in enumerate(table, 2):
        if any(cell.strip() for cell in cells):
            yield line, {head: cell.strip() for head, cell in zip(heads, [*cells, *[""] * len(heads)], strict=False)}


def _text(path: Path) -> str:
    """UTF-8, or what a Chinese spreadsheet saves as CSV."""
    try:
        with path.open("rb") as file:
            raw = file.read(LONGEST + 1)
    except OSError as error:
        raise _Unreadable(f"不能读取（{error.strerror}）") from None
    if len(raw) > LONGEST:
        raise _Unreadable("文件过大，不是账号名册")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _Unreadable("不是文本文件，请另存为 CSV（UTF-8）")


def _wrong_rows(rows: Collection[tuple[int, dict[str, str]]], file: str) -> Iterator[Finding]:
    for line, row in rows:
        where = f"第 {line} 行"
        if not row["账号"]:
            yield _finding(file, where, "账号为空", "填写登录系统中的账号")
        if not _places(row["范围"]) and row["范围"] != CITY:
            yield _finding(file, where, "范围为空", f"填写“{CITY}”或区县名称，多个用顿号分开")
        if CITY in _places(row["范围"]) and row["范围"] != CITY:
            yield _finding(file, where, f"范围“{row['范围']}”既写全市又写区县", f"只写“{CITY}”，或只写区县")
        if row["角色"] not in ROLES:
            yield _finding(file, where, f"角色“{row['角色']}”不认识", f"改为{'或'.join(f'“{role}”' for role in ROLES)}")
        elif row["角色"] == MANAGER and row["范围"] != CITY:
            yield _finding(file, where, f"角色“{MANAGER}”的范围必须是“{CITY}”", "检查提醒涉及各区县，请改范围或角色")


def _doubled(rows: Collection[tuple[int, dict[str, str]]], file: str) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for line, row in rows:
        key = _key(row["账号"])
        if key and key in first:
            yield _finding(file, f"第 {line} 行", f"账号 {row['账号']} 与第 {first[key]} 行重复", "一个账号只留一行")
        first.setdefault(key, line)


def _account(row: Mapping[str, str]) -> Account:
    places = None if row["范围"] == CITY else _places(row["范围"])
    return Account(row["账号"], row["姓名"] or row["账号"], places, row["角色"])


def _places(text: str) -> tuple[str, ...]:
    for sign in BETWEEN:
        text = text.replace(sign, "\n")
    return tuple(part for part in text.split("\n") if part)


def _key(account: str) -> str:
    return account.strip().casefold()


def _known(districts: Mapping[str, str]) -> str:
    return f"可用的区县：{'、'.join(districts.values())}"


def _finding(file: str, key: str, what: str, todo: str) -> Finding:
    return Finding("error", file, key, what, todo)
