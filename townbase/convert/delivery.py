"""Writes the frames as Parquet with a delivery.toml beside them."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from townbase.convert.frames import Delivered
from townbase.convert.mapping import Mapping
from townbase.findings import Finding

SCHEMAS = {
    "townships": pa.schema(
        [
            ("township_id", pa.string()),
            ("name", pa.string()),
            ("district_id", pa.string()),
            ("district_name", pa.string()),
        ]
    ),
    "schools": pa.schema(
        [
            ("school_id", pa.string()),
            ("school_year", pa.int32()),
            ("township_id", pa.string()),
            ("name", pa.string()),
            ("kind", pa.string()),
        ]
    ),
    "enrolment": pa.schema(
        [
            ("school_id", pa.string()),
            ("school_year", pa.int32()),
            ("stage", pa.string()),
            ("grade", pa.string()),
            ("pupils", pa.int32()),
        ]
    ),
    "code_changes": pa.schema(
        [
            ("kind", pa.string()),
            ("old_id", pa.string()),
            ("school_year", pa.int32()),
            ("new_id", pa.string()),
        ]
    ),
}
FILES = (*(f"{name}.parquet" for name in SCHEMAS), "delivery.toml")


def write_delivery(delivered: Delivered, mapping: Mapping, out: Path) -> None:
    """A Parquet file each and delivery.toml. Columns that the table cannot fill are left out, not invented."""
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for name, schema in SCHEMAS.items():
        frame = getattr(delivered, name)
        if frame is None:
            (out / f"{name}.parquet").unlink(missing_ok=True)  # of an earlier conversion
            continue
        written.append(name)
        table = pa.Table.from_pandas(frame[schema.names], schema, preserve_index=False)
        pq.write_table(table, out / f"{name}.parquet")
    text = _delivery_toml(mapping.delivery, written)
    (out / "delivery.toml").write_text(text, encoding="utf-8", newline="\n")


def foreign_files(out: Path) -> list[Finding]:
    """A finding if `out` holds other files: an older extract beside the new ones would be built together with them."""
    if out.exists() and not out.is_dir():
        return [Finding("error", str(out), "", "输出位置是一个文件，不是目录", "请换一个目录")]
    others = sorted(path.name for path in out.iterdir() if path.name not in FILES) if out.exists() else []
    if not others:
        return []
    return [Finding("error", str(out), "", f"输出目录里已有别的文件：{'、'.join(others)}", "请换一个空目录")]


def _delivery_toml(about: dict, extracts: list[str]) -> str:
    lines = [
        f"city = {_quoted(about['city'])}",
        f"source = {_quoted(about['source'])}",
        "synthetic = false",
        f"delivered_on = {about['delivered_on'].isoformat()}",
        f"code_system = {_quoted(about['code_system'])}",
    ]
    for name in extracts:
        lines += [
            "",
            f"[extracts.{name}]",
            f"as_of = {about['as_of'].isoformat()}",
            f"source_kind = {_quoted(about['source_kind'])}",
            f"reviewed = {str(about['reviewed']).lower()}",
        ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A JSON string is a TOML basic string, except that TOML also wants DEL escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
