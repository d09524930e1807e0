"""What the city shown is built from: version and settings, and every file of the delivery."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.text import is_missing
from townbase.views.data import definitions as says
from townbase.views.data.export_columns import take
from townbase.views.shared import measure_source
from townbase.views.shared import row_words as say
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent

DELIVERY = Card(
    key="delivery", file="版本与设置", filters=(), follows_opened=True, body_is_table=False, definition=says.DELIVERY
)
FILES = Card(key="files", file="数据文件", filters=(), follows_opened=True, body_is_table=False, definition=says.FILES)

ABSENT = "未提供"
CODE_SYSTEM = {"cn": "国标（区划 6、9 位，学校 10 位）", "other": "自定"}

HEADS = {
    "name": "数据", "about": "内容", "rows": "行数（行）", "as_of": "数据时点", "kind": "来源", "synthetic": "演示数据", "review": "审核",
    "file": "文件", "sha256": "SHA-256", "brings": "提供后可以看到",
}  # fmt: skip


def file_said(file: Mapping) -> dict[str, str]:
    """file, as_of, kind, review and sha256 of one file, in words; `file` has the columns of source_file."""
    return {
        "file": say.text_of(file["file"]),
        "as_of": words.date_table(file["as_of"]),
        "kind": words.SOURCE_KIND.get(file["source_kind"], say.text_of(file["source_kind"])),
        "review": words.REVIEWED[None if is_missing(file["reviewed"]) else bool(file["reviewed"])],
        "sha256": say.text_of(file["sha256"]),
    }


def delivery(info: Mapping) -> CardContent:
    """Whose data this is, when it was delivered and published, and the settings behind it."""
    invented = not is_missing(info["synthetic"]) and bool(info["synthetic"])
    rows = [
        ("城市", say.text_of(info["city"])),
        ("数据来源", say.text_of(info["source"])),
        ("是否演示数据", "是：虚构城市，不对应任何真实地方" if invented else "否"),
        ("报送日期", words.date_label(info["delivered_on"])),
        ("发布时间", _moment(info["built_at"])),
        ("版本", say.text_of(info["version"])),
        ("代码", CODE_SYSTEM.get(info["code_system"], say.text_of(info["code_system"]))),
        ("城区对照", words.URBAN.get(info["urban_level"], say.text_of(info["urban_level"]))),
        ("差异率算法", words.FORMULA.get(info["difference_formula"], say.text_of(info["difference_formula"]))),
    ]
    frame = pd.DataFrame([row for row in rows if row[1]], columns=["项目", "内容"])
    kind = f"，{words.SYNTHETIC_TAG}" if invented else ""
    return CardContent(DELIVERY, title=f"{info['city']}{kind}：版本 {info['version']}", frame=frame, table=frame)


def _moment(when: object) -> str:
    if is_missing(when):
        return words.MISSING
    return f"{words.date_label(when)} {when:%H:%M}"


def files(delivered: pd.DataFrame) -> CardContent:
    """Every extract of the contract; those that were not delivered say what they would bring."""
    found = {row["extract"]: row for row in records(delivered)}
    order = [name for name in measure_source.known_extracts() if name in found]
    order += [name for name in found if name not in order]
    rows = [_file(found[name]) for name in order]
    absent = [name for name in measure_source.known_extracts() if name not in found]
    rows += [_absent(name) for name in absent]
    frame = pd.DataFrame(rows)
    return CardContent(
        FILES,
        title=_title(rows, len(absent)),
        how="待审的数据还可能修改。校验码只列前 12 位，全文在数据表里。",
        frame=frame,
        table=take(frame, HEADS, numbers=("rows",)),
    )


def received(files_part: CardContent) -> tuple[str, int]:
    """收到 3 类数据，缺 12 类; and how many are absent"""
    absent = int((files_part.frame["review"] == ABSENT).sum())
    return _received(len(files_part.frame), absent), absent


def _received(every: int, absent: int) -> str:
    return f"收到 {every - absent} 类数据文件，缺 {absent} 类" if absent else f"{every} 类数据文件全部收到"


def _title(rows: list[Row], absent: int) -> str:
    waiting = [row["name"] for row in rows if row["review"] == words.REVIEWED[False]]
    return _received(len(rows), absent) + (f"；{len(waiting)} 类待审：{'、'.join(waiting)}" if waiting else "")


def _file(row: Mapping) -> dict:
    synthetic = "" if is_missing(row["synthetic"]) else "是" if row["synthetic"] else "否"
    return _named(row["extract"]) | {"rows": row["rows"], "synthetic": synthetic, "brings": ""} | file_said(row)


def _absent(name: str) -> dict:
    nothing = dict.fromkeys(("as_of", "kind", "file", "sha256", "synthetic"), "")
    return _named(name) | nothing | {"rows": None, "review": ABSENT, "brings": says.BRINGS.get(name, "")}


def _named(extract: str) -> dict:
    return {"name": words.EXTRACT.get(extract, extract), "about": measure_source.about(extract)}
