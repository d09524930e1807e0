"""One file's columns held against its contract: which are there, which are too many, which have a wrong type."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from townbase.contracts.contract import Column, Contract
from townbase.contracts.parquet import scan, too_large, top_level_names
from townbase.findings import Finding
from townbase.personal import names_a_person

_FAMILIES = {
    "text": ("VARCHAR", "ENUM"),
    "whole": ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"),
    "real": ("FLOAT", "DOUBLE", "DECIMAL"),
    "flag": ("BOOLEAN",),
    "day": ("DATE",),
    "moment": ("TIMESTAMP", "TIMESTAMP_NS", "TIMESTAMP_MS", "TIMESTAMP_S"),
}
# What a contract's type may be delivered as. Values are looked at afterwards: a whole number in a real column passes.
_ACCEPTED = {
    "VARCHAR": ("text",),
    "INTEGER": ("whole", "real"),
    "BIGINT": ("whole", "real"),
    "DOUBLE": ("whole", "real"),
    "BOOLEAN": ("flag",),
    "DATE": ("day", "moment"),
}
_WORDS = {
    "VARCHAR": "文本",
    "INTEGER": "整数",
    "BIGINT": "整数",
    "DOUBLE": "数值",
    "BOOLEAN": "是否（true/false）",
    "DATE": "日期",
}
_TODO = {
    "VARCHAR": "请按文本导出，代码前面的 0 才不会丢失",
    "INTEGER": "请按整数导出，不带单位、逗号和引号",
    "BIGINT": "请按整数导出，不带单位、逗号和引号",
    "DOUBLE": "请按数值导出，不带单位、逗号和引号",
    "BOOLEAN": "请按 true/false 导出",
    "DATE": "请按日期导出",
}


@dataclass(frozen=True)
class Shape:
    """The columns of a file that can be used, with the family each one is delivered in."""

    families: dict[str, str]


def read_shape(con: duckdb.DuckDBPyConnection, path: Path, contract: Contract) -> tuple[Shape | None, list[Finding]]:
    """None where the columns cannot be told apart or the file is over a limit. Raises duckdb.Error for a file that is no Parquet."""
    if findings := too_large(con, path):
        return None, findings
    names = top_level_names(con, path)
    described = con.execute(f"select column_type from (describe select * from {scan(path)})").fetchall()
    empty = _empty_columns(con, path)
    twice = _same_but_for_case(names)
    if twice:
        return None, [
            _error(path, f"列 {'、'.join(same)}", "列名重复（不区分大小写）", "请只保留一列") for same in twice
        ]
    types = dict(zip(names, (type_ for (type_,) in described), strict=True))
    return _compare(path, contract, types, empty)


def _compare(path: Path, contract: Contract, types: dict[str, str], empty: set[str]) -> tuple[Shape, list[Finding]]:
    findings = [
        _unknown(path, contract, name) for name in types if name not in {column.name for column in contract.columns}
    ]
    families = {}
    for column in contract.columns:
        if column.name not in types:
            if column.required:
                findings.append(
                    _error(path, f"列 {column.name}", f"缺少必填列：{column.label}", "请补上这一列后重新导出")
                )
            continue
        family = _family(types[column.name])
        if family in _ACCEPTED[column.type] or column.name in empty:
            families[column.name] = family if family in _ACCEPTED[column.type] else "empty"
        else:
            findings.append(_wrong_type(path, column, types[column.name]))
    return Shape(families), findings


def _unknown(path: Path, contract: Contract, name: str) -> Finding:
    if names_a_person(name):
        return _error(
            path, f"列 {name}", "像是个人信息（姓名、证件号、学籍号、电话等），不得提交", "请删去这一列，只报送汇总数"
        )
    meant = next((column.name for column in contract.columns if column.name == name.strip().lower()), None)
    todo = f"请改名为 {meant}（注意大小写和空格）" if meant else "请删去这一列，或改为规定的列名"
    return _error(path, f"列 {name}", "规定中没有这一列", todo)


def _wrong_type(path: Path, column: Column, type_: str) -> Finding:
    what = f"{column.label}应为{_WORDS[column.type]}，文件中是 {type_}"
    return _error(path, f"列 {column.name}", what, _TODO[column.type])


def _family(type_: str) -> str:
    base = type_.split("(")[0]
    return next((family for family, types in _FAMILIES.items() if base in types and not type_.endswith("[]")), "other")


def _empty_columns(con, path: Path) -> set[str]:
    """Columns without one value: their type says nothing, so it is not held against them."""
    described = con.execute(f"select column_name from (describe select * from {scan(path)})").fetchall()
    counts = con.execute(f"select count(columns(*)) from {scan(path)}").fetchone()
    return {name for (name,), count in zip(described, counts, strict=True) if count == 0}


def _same_but_for_case(names: list[str]) -> list[list[str]]:
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(name.lower(), []).append(name)
    return [group for group in groups.values() if len(group) > 1]


def _error(path: Path, key: str, what: str, todo: str) -> Finding:
    return Finding("error", path.name, key, what, todo)
