"""The values of one file held against its contract. All conditions come from the contract's types and constraints."""

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb

from townbase.contracts.contract import SCHEMA, Column, Contract
from townbase.contracts.parquet import longest_texts, scan
from townbase.contracts.rowchecks import SHOWN, RowCheck, find_rows, more
from townbase.contracts.shape import Shape
from townbase.findings import Finding
from townbase.limits import read_limits
from townbase.personal import holds_id_number, holds_mail, holds_mobile

# Conditions of RE2 on text, and what to do; full-width letters and digits look like plain ones and never join with them.
_UNSEEN = r"\x{00A0}\x{3000}\x00-\x1F\x7F\x{200B}-\x{200F}\x{2028}-\x{202E}\x{2060}\x{FEFF}"
_NO_BLANKS = "请去掉空格和不可见字符"
_HALF_WIDTH = "请改用半角字母和数字"
_FAULTS_OF_CODES = (
    ("含有空格或不可见字符", rf"[\s{_UNSEEN}]", _NO_BLANKS),
    ("含有全角字符", r"[\x{FF01}-\x{FF5E}]", _HALF_WIDTH),
)
_FAULTS_OF_TEXT = (
    ("前后有空格，或含有换行、全角空格、不可见字符", rf"^\s|\s$|[{_UNSEEN}]", _NO_BLANKS),
    ("含有全角字母或数字", r"[\x{FF10}-\x{FF19}\x{FF21}-\x{FF3A}\x{FF41}-\x{FF5A}]", _HALF_WIDTH),
)
_LONGEST_BYTES = 16  # times the limit of characters: a cell beyond is not even loaded


def load_values(con: duckdb.DuckDBPyConnection, path: Path, contract: Contract, shape: Shape) -> list[Finding]:
    """Load one file as table `contract.name` (typed, with source_file and source_row) and say what is wrong in it.

    A value that does not fit its type is loaded as null; the findings then refuse the delivery.
    """
    if findings := _endless(path, contract, shape):
        create_empty(con, contract)
        return findings
    raw, file = f"raw_{contract.name}", path.name
    con.execute(
        f"create or replace temp table {raw} as"
        f" select {_raw_columns(contract, shape)} from {scan(path, ', file_row_number = true')}"
    )
    con.execute(
        f"create or replace table main.{contract.name} as"
        f" select {_typed_columns(contract, shape, file)} from {raw} order by source_row"
    )
    key = [name for name in contract.key if name in shape.families]
    findings = find_rows(con, raw, file, key, list(_delivered(contract, shape)))
    findings += find_rows(con, contract.name, file, key, list(_constraints(contract, shape)))
    if len(key) == len(contract.key):
        findings += _duplicates(con, contract, file)
    con.execute(f"drop table {raw}")
    return findings


def create_empty(con: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    """The table of an extract that was not delivered, so that every mart finds its columns."""
    con.execute(
        f"create or replace table main.{contract.name} as select *, cast(null as varchar) as source_file,"
        f" cast(null as integer) as source_row from {SCHEMA}.{contract.name} where false"
    )


def _endless(path: Path, contract: Contract, shape: Shape) -> list[Finding]:
    """Cells so long that to load them would cost what a whole city does: a short file can name a long text many times."""
    names = [column.name for column in contract.columns if shape.families.get(column.name) == "text"]
    most = read_limits().text * _LONGEST_BYTES
    return [
        Finding("error", path.name, f"第 {row} 行", *_too_long(contract.column(name)))
        for name, longest, row in longest_texts(path, names)
        if longest > most
    ]


def _too_long(column: Column) -> tuple[str, str]:
    return f"{column.label}的文字超过 {read_limits().text:,} 个字", "请核对这一格，只保留必要的文字"


def _raw_columns(contract: Contract, shape: Shape) -> str:
    names = [f'"{column.name}"' for column in contract.columns if column.name in shape.families]
    return ", ".join([*names, "cast(file_row_number + 1 as integer) as source_row"])


def _typed_columns(contract: Contract, shape: Shape, file: str) -> str:
    parts = []
    for column in contract.columns:
        delivered = (
            f'try_cast("{column.name}" as {column.type})'
            if column.name in shape.families
            else f"cast(null as {column.type})"
        )
        parts.append(f'{delivered} as "{column.name}"')
    return ", ".join([*parts, f"'{file}' as source_file", "source_row"])


def _delivered(contract: Contract, shape: Shape) -> Iterator[RowCheck]:
    """What is asked of the values as they were delivered, before they take the contract's type."""
    for column in contract.columns:
        family = shape.families.get(column.name)
        name = f'"{column.name}"'
        if family and column.required:
            yield RowCheck(f"{name} is null", f"{column.label}为空", "这一项必须填写，请补填或删去这一行")
        if family == "text":
            yield from _text(column, name)
        elif family == "real":
            yield from _real(column, name)
        elif family in ("day", "moment"):
            yield from _date(column, name, family)
        if family in ("whole", "real") and column.type in ("INTEGER", "BIGINT"):
            whole = f"isfinite(cast({name} as double)) and cast({name} as double) = floor(cast({name} as double))"
            too_big = f"{whole} and try_cast({name} as {column.type}) is null"
            yield RowCheck(too_big, f"{column.label}的值 {{}} 过大，无法保存", "请核对单位和位数", name)


def _text(column: Column, name: str) -> Iterator[RowCheck]:
    faults = _FAULTS_OF_CODES if column.unit == "代码" else _FAULTS_OF_TEXT
    yield RowCheck(f"{name} = ''", f"{column.label}是空文本", "没有内容时请留空值，不要填空文本")
    for fault, pattern, todo in faults:
        yield RowCheck(f"regexp_matches({name}, '{pattern}')", f"{column.label}的值“{{}}”{fault}", todo, name)
    yield RowCheck(f"length({name}) > {read_limits().text}", *_too_long(column))
    personal = f"{column.label}中有像%s的内容"
    yield RowCheck(holds_id_number(name), personal % "身份证号", "请删去个人信息，只报送汇总数")
    yield RowCheck(holds_mail(name), personal % "邮箱", "请删去个人信息，只报送汇总数")
    if column.unit != "代码":
        yield RowCheck(holds_mobile(name), personal % "手机号", "请删去个人信息，只报送汇总数")


def _real(column: Column, name: str) -> Iterator[RowCheck]:
    number = f"cast({name} as double)"
    yield RowCheck(f"not isfinite({number})", f"{column.label}的值不是有效数字（非数或无穷大）", "没有数据时请留空值")
    if column.type in ("INTEGER", "BIGINT"):
        broken = f"isfinite({number}) and {number} <> floor({number})"
        yield RowCheck(broken, f"{column.label}应为整数，现为 {{}}", "请填整数；不要填比例或平均数", name)


def _date(column: Column, name: str, family: str) -> Iterator[RowCheck]:
    yield RowCheck(
        f"not isfinite({name})", f"{column.label}的值 {{}} 不是有效日期", "请填写实际日期，没有时留空值", name
    )
    if family == "moment":
        lossy = f"isfinite({name}) and cast(cast({name} as date) as timestamp) <> cast({name} as timestamp)"
        yield RowCheck(lossy, f"{column.label}的值 {{}} 带有时刻", "请只填日期", name)


def _constraints(contract: Contract, shape: Shape) -> Iterator[RowCheck]:
    """The contract's own CHECK expressions, with words for the forms they usually have."""
    for expression, names in contract.checks:
        if all(name in shape.families for name in names):
            yield _constraint(contract, expression, [contract.column(name) for name in dict.fromkeys(names)])


def _constraint(contract: Contract, expression: str, columns: list[Column]) -> RowCheck:
    condition = f"not ({expression})"
    value = (
        "concat_ws('、', "
        + ", ".join(f"coalesce(cast(\"{column.name}\" as varchar), '空')" for column in columns)
        + ")"
    )
    first = columns[0]
    bare = expression.strip("()")
    if len(columns) == 2 and (pair := re.fullmatch(r'"?(\w+)"? <= "?(\w+)"?', bare)):
        small, large = contract.column(pair[1]), contract.column(pair[2])
        value = f'"{small.name}" || \' > \' || "{large.name}"'
        return RowCheck(condition, f"{small.label}大于{large.label}：{{}}，部分不能大于整体", "请核对这两个数", value)
    if len(columns) == 1 and re.fullmatch(r'"?\w+"? >= 0', bare):
        return RowCheck(condition, f"{first.label}不能为负数，现为 {{}}", "请核对这个数", value)
    if len(columns) == 1 and (bounds := re.fullmatch(r'"?\w+"? BETWEEN (.+) AND (.+)', bare)):
        low, high = (_plain(bound) for bound in bounds.groups())
        return RowCheck(condition, f"{first.label}应在 {low} 到 {high} 之间，现为 {{}}", "请核对这个数", value)
    if len(columns) == 1 and (listed := re.fullmatch(r'"?\w+"? IN \((.+)\)?', bare)):
        return RowCheck(
            condition,
            f"{first.label}只能是 {_plain(listed[1]).replace(', ', '、')}，现为“{{}}”",
            "请改为允许的值",
            value,
        )
    labels = "与".join(column.label for column in columns)
    return RowCheck(condition, f"{labels}不符合规定，现为 {{}}", "请对照数据规定核对", value)


def _plain(text: str) -> str:
    """A SQL literal as a clerk reads it: no quotes, no casts."""
    return re.sub(r"CAST\((.+?) AS \w+\)", r"\1", text).replace("'", "")


def _duplicates(con: duckdb.DuckDBPyConnection, contract: Contract, file: str) -> list[Finding]:
    names = ", ".join(f'"{name}"' for name in contract.key)
    whole = " and ".join(f'"{name}" is not null' for name in contract.key)
    shown = ", ".join(f"""'{name}=' || "{name}\"""" for name in contract.key)
    groups = (
        f"select concat_ws('，', {shown}) as key, count(*) as n, min(source_row) as first,"
        f" array_to_string(list_sort(list(source_row))[1:10], '、') as places"
        f" from {contract.name} where {whole} group by {names} having count(*) > 1"
    )
    count = con.execute(f"select count(*) from ({groups})").fetchall()[0][0]
    if not count:
        return []
    rows = con.execute(f"select key, n, places from ({groups}) order by first limit {SHOWN}").fetchall()
    findings = [
        Finding("error", file, key, f"同一主键出现 {n} 次，在第 {places} 行", "请只保留正确的一行")
        for key, n, places in rows
    ]
    return findings + more("error", file, count, "主键重复")
