"""Writing the delivery: Parquet files with the contract's columns and types, and delivery.toml."""

import re
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from townbase.sqlfiles import read_room

ARROW = {
    "varchar": pa.string(),
    "integer": pa.int32(),
    "double": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}
DELIVERED_ON = "2026-11-10"
CITY = "示例市"

# extract: as_of, source_kind, reviewed
ORIGIN = {
    "townships": ("2026-09-01", "系统导出", True),
    "schools": ("2026-09-01", "统计报表", True),
    "code_changes": ("2026-09-01", "系统导出", True),
    "enrolment": ("2026-09-01", "统计报表", True),
    "staffing": ("2026-09-01", "统计报表", True),
    "facilities": ("2026-09-01", "统计报表", False),
    "teaching": ("2026-10-15", "学校自报", False),
    "inspection": ("2026-10-20", "督导核验", True),
    "assessment": ("2026-06-30", "督导核验", True),
    "survey": ("2026-06-15", "督导核验", True),
    "residency": ("2026-10-08", "系统导出", False),
    "children": ("2026-08-31", "系统导出", True),
    "delivery": ("2026-10-31", "学校自报", False),
    "certification": ("2026-04-30", "督导核验", True),
    "funding": ("2026-09-30", "系统导出", True),
}


def columns_of(contract_text: str) -> list[tuple[str, pa.DataType]]:
    """Column names and types of a contract file, in order."""
    body = contract_text.split("(", 1)[1]
    found = re.findall(r"^    (\w+) (varchar|integer|double|boolean|date)\b", body, flags=re.MULTILINE)
    return [(name, ARROW[type_]) for name, type_ in found]


def key_of(contract_text: str) -> list[str]:
    return [name.strip() for name in re.findall(r"primary key \(([^)]*)\)", contract_text)[0].split(",")]


def write_all(out: Path, extracts: dict[str, pd.DataFrame], seed: int) -> None:
    """Write every extract and delivery.toml into `out` (made if missing). Same frames, same bytes."""
    out.mkdir(parents=True, exist_ok=True)
    contracts = read_room("contract")
    for name, frame in extracts.items():
        _write(out / f"{name}.parquet", frame, contracts[name])
    (out / "delivery.toml").write_bytes(_toml(list(extracts), seed).encode("utf-8"))


def _write(path: Path, frame: pd.DataFrame, contract: str) -> None:
    columns = columns_of(contract)
    frame = frame.sort_values(key_of(contract), kind="stable")
    arrays = [_array(frame[name], type_) for name, type_ in columns]
    table = pa.Table.from_arrays(arrays, schema=pa.schema(columns))
    pq.write_table(table, path, compression="zstd", compression_level=9, version="2.6", write_statistics=False)


def _array(values: pd.Series, type_: pa.DataType) -> pa.Array:
    values = values.astype(object).where(values.notna(), None)
    if pa.types.is_integer(type_):
        return pa.array([None if v is None else int(v) for v in values], type=type_)
    if pa.types.is_floating(type_):
        return pa.array([None if v is None else float(v) for v in values], type=type_)
    return pa.array(values.tolist(), type=type_)


def _toml(names: list[str], seed: int) -> str:
    lines = [
        f'city = "{CITY}"',
        f'source = "演示数据：由程序生成（种子 {seed}），不对应任何真实地方"',
        "synthetic = true",
        f"delivered_on = {DELIVERED_ON}",
        'code_system = "cn"',
    ]
    for name in names:
        as_of, kind, reviewed = ORIGIN[name]
        lines += [
            "",
            f"[extracts.{name}]",
            f"as_of = {as_of}",
            f'source_kind = "{kind}"',
            f"reviewed = {str(reviewed).lower()}",
        ]
    return "\n".join(lines) + "\n"
