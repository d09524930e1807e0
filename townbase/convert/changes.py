"""The second table of a mapping: codes that were changed or merged, each from one school year on."""

import pandas as pd

from townbase.asking import tuples
from townbase.convert.characters import label
from townbase.convert.checks.keys import ID_SHAPE
from townbase.convert.mapping import Mapping
from townbase.convert.table.sheet import Place, Unreadable
from townbase.convert.table.sheets import open_table
from townbase.convert.table.years import school_year
from townbase.findings import Finding

COLUMNS = ("kind", "old_id", "new_id", "school_year")
KINDS = {
    "township": "township", "乡镇": "township", "乡镇(街道)": "township", "镇街": "township", "街道": "township",
    "school": "school", "学校": "school", "学校(园)": "school", "幼儿园": "school",
}  # fmt: skip
KEY = {"township": "township_id", "school": "school_id"}


def read_changes(mapping: Mapping, say_of) -> tuple[pd.DataFrame | None, list[Finding]]:
    """kind, old_id, new_id, school_year (the first year under the new code); None where the mapping names no table."""
    if not mapping.changes:
        return None, []
    path = mapping.folder / mapping.changes["file"]
    say = say_of(path.name)
    try:
        sheets, faults = open_table(path, _as_table(mapping))
    except Unreadable as error:
        where, what, todo = error.args
        return None, [Finding("error", path.name, where, what, todo)]
    for number, what in faults:
        say.at(f"第 {number} 行", what, "请改正这一行")
    frame = _frame(sheets[0], mapping, say)
    if frame is None:
        return None, say.findings
    frame["kind"] = [KINDS.get(label(text).lower(), text) for text in frame.kind]
    say(~frame.kind.isin(list(KEY)), "类别不对", "应为“乡镇”或“学校”", frame.kind)
    for column in ("old_id", "new_id"):
        for kind, key in KEY.items():
            frame[column] = frame[column].where(frame.kind != kind, _padded(frame[column], mapping.pad.get(key)))
            shape, words = ID_SHAPE[mapping.delivery["code_system"]][key]
            bad = (frame.kind == kind) & ~frame[column].str.fullmatch(shape)
            say(bad, f"“{mapping.changes[column]}”的代码写法不对", f"应为{words}", frame[column])
    years = frame.school_year.map(lambda text: school_year(text, mapping.year_offset)).astype("Int64")
    say(
        years.isna(),
        f"“{mapping.changes['school_year']}”不是学年",
        "写新代码开始使用的学年，如 2025",
        frame.school_year,
    )
    frame["school_year"] = years
    say(frame.old_id == frame.new_id, "新旧代码相同", "请改正或删去这一行", frame.old_id)
    say(
        frame.duplicated(["kind", "old_id", "school_year"], keep=False),
        "同一代码同一学年改了不止一次",
        "请只留一行",
        frame.old_id,
    )
    return (None if say.findings else frame), say.findings


def _as_table(mapping: Mapping) -> Mapping:
    """The changes' own columns, so that the delimiter is found by them."""
    import dataclasses

    names = {column: mapping.changes[column] for column in COLUMNS}
    return dataclasses.replace(mapping, columns=names, grades={}, sheets=(), delimiter=None, encoding=None)


def _frame(sheet, mapping: Mapping, say) -> pd.DataFrame | None:
    rows = sheet.filled_rows
    header = {label(cell): at for at, cell in enumerate(sheet.cells(rows[0]))} if rows else {}
    missing = [mapping.changes[column] for column in COLUMNS if label(mapping.changes[column]) not in header]
    if missing or len(rows) < 2:
        say.at(
            "第 1 行（表头）",
            f"没有“{'”“'.join(missing)}”列" if missing else "表头下面没有数据",
            "请核对代码变更表和映射的 [code_changes]",
        )
        return None
    at = {column: header[label(mapping.changes[column])] for column in COLUMNS}
    index = pd.MultiIndex.from_tuples([Place("", row) for row in rows[1:]], names=["sheet", "row"])
    return pd.DataFrame(
        {c: [sheet.cell(row, place) for row in rows[1:]] for c, place in at.items()}, index=index, dtype="object"
    )


def _padded(codes: pd.Series, width: int | None) -> pd.Series:
    return codes.where(~codes.str.fullmatch(r"[0-9]+"), codes.str.zfill(width)) if width else codes


def check_changes(
    changes: pd.DataFrame | None, rows: pd.DataFrame, file: str, say_of
) -> tuple[list[Finding], list[str]]:
    """Every new code stands in the table. What is told: old codes that go on, which are schools of their own from then on."""
    if changes is None:
        return [], []
    say = say_of(file)
    known = {(kind, code) for kind, key in KEY.items() for code in rows[key].unique()}
    later = {(row.kind, row.old_id) for row in tuples(changes)}
    lost = ~pd.Series([(row.kind, row.new_id) in known | later for row in tuples(changes)], index=changes.index)
    say(lost, "新代码不在所转换的表里", "请核对新代码", changes.new_id)
    notes = []
    for row in tuples(changes):
        own = rows[(rows[KEY[row.kind]] == row.old_id) & (rows.school_year >= row.school_year)]
        if len(own):
            kind = "学校" if row.kind == "school" else "乡镇"
            notes.append(
                f"{kind}代码 {row.old_id} 在 {row.school_year} 学年改为 {row.new_id} 后又出现，按新的{kind}登记"
            )
    return say.findings, notes
