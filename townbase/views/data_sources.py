"""What the city shown is built from: version and settings, and every file of the delivery."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.text import is_missing
from townbase.views import data_definitions as says
from townbase.views import measure_source as source
from townbase.views import row_words as say
from townbase.views.part import Part
from townbase.views.records import records

ABSENT = "未提供"
CODE_SYSTEM = {"cn": "国标（区划 6、9 位，学校 10 位）", "other": "自定"}


def delivery(info: Mapping) -> Part:
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
    return Part(title=f"{info['city']}{kind}：版本 {info['version']}", frame=frame, table=frame)


def _moment(when: object) -> str:
    if is_missing(when):
        return words.MISSING
    return f"{words.date_label(when)} {when:%H:%M}"


def files(delivered: pd.DataFrame) -> Part:
    """Every extract of the contract; those that were not delivered say what they would bring."""
    found = {row["extract"]: row for row in records(delivered)}
    order = [name for name in source.known_extracts() if name in found]
    order += [name for name in found if name not in order]
    rows = [_file(found[name]) for name in order]
    absent = [name for name in source.known_extracts() if name not in found]
    rows += [_absent(name) for name in absent]
    frame = pd.DataFrame(rows)
    return Part(
        title=_title(rows, len(absent)),
        how="待审的数据还可能修改。指向文件名下的指纹可看全文。",
        frame=frame,
        table=_table(frame),
    )


def received(files_part: Part) -> tuple[str, int]:
    """收到 3 类数据，缺 12 类; and how many are absent"""
    absent = int((files_part.frame["review"] == ABSENT).sum())
    return _received(len(files_part.frame), absent), absent


def _received(every: int, absent: int) -> str:
    return f"收到 {every - absent} 类数据，缺 {absent} 类" if absent else f"{every} 类数据全部收到"


def _title(rows: list[dict], absent: int) -> str:
    waiting = [row["name"] for row in rows if row["review"] == words.REVIEWED[False]]
    return _received(len(rows), absent) + (f"；{len(waiting)} 类待审：{'、'.join(waiting)}" if waiting else "")


def _file(row: Mapping) -> dict:
    reviewed = None if is_missing(row["reviewed"]) else bool(row["reviewed"])
    return {
        "name": words.EXTRACT.get(row["extract"], row["extract"]),
        "about": source.about(row["extract"]),
        "rows": row["rows"],
        "as_of": words.date_table(row["as_of"]),
        "kind": words.SOURCE_KIND.get(row["source_kind"], say.text_of(row["source_kind"])),
        "review": words.REVIEWED[reviewed],
        "file": row["file"],
        "sha256": say.text_of(row["sha256"]),
        "brings": "",
        "open": row["extract"] not in source.KEPT_BACK,
    }


def _absent(name: str) -> dict:
    return {
        "name": words.EXTRACT.get(name, name),
        "about": source.about(name),
        "rows": None,
        "as_of": words.MISSING,
        "kind": "",
        "review": ABSENT,
        "file": "",
        "sha256": "",
        "brings": says.BRINGS.get(name, ""),
        "open": True,
    }


def _table(frame: pd.DataFrame) -> pd.DataFrame:
    heads = {
        "name": "数据", "about": "内容", "rows": "行数", "as_of": "数据时点", "kind": "来源", "review": "审核",
        "file": "文件", "sha256": "SHA-256", "brings": "提供后可以看到",
    }  # fmt: skip
    return frame.assign(rows=frame["rows"].astype("Int64"))[list(heads)].rename(columns=heads)
