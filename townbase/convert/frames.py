"""From checked text rows to the three frames of a delivery."""

from dataclasses import dataclass

import pandas as pd

from townbase.convert.mapping import KEYS, Mapping
from townbase.convert.table import row_list
from townbase.findings import Finding

IDS = ("district_id", "township_id", "school_id")
ID_SHAPE = {
    "other": dict.fromkeys(IDS, (r"[A-Za-z0-9-]{1,20}", "1 至 20 个字母、数字或连字符")),
    "cn": {
        "district_id": (r"[0-9]{6}", "6 位数字"),
        "township_id": (r"[0-9]{9}", "9 位数字"),
        "school_id": (r"[0-9]{10}", "10 位数字"),
    },
}
YEARS = (2000, 2100)


@dataclass(frozen=True)
class Delivered:
    """townships (one row each), schools (school × year), enrolment (school × year × stage × grade), notes in words."""

    townships: pd.DataFrame
    schools: pd.DataFrame
    enrolment: pd.DataFrame
    notes: tuple[str, ...]


def frames(table: pd.DataFrame, mapping: Mapping, file: str) -> tuple[Delivered | None, list[Finding]]:
    """The delivery's frames from a table of text whose index is the row number, or every finding at once."""
    rows = table[[mapping.columns[key] for key in KEYS]].set_axis(list(KEYS), axis=1)
    for key, width in mapping.pad.items():
        rows[key] = rows[key].where(~rows[key].str.fullmatch(r"[0-9]+"), rows[key].str.zfill(width))
    pupils = table[list(mapping.grades)]
    if mapping.empty_is_zero:
        pupils = pupils.replace("", "0")
    say = _Sayer(file)
    _check_keys(rows, mapping, say)
    counts = _check_counts(pupils, say)
    if mapping.columns.get("total"):
        _check_total(counts, table[mapping.columns["total"]], say)
    _check_unique(rows, say)
    if say.findings:
        return None, say.findings
    return _deliver(rows.astype({"school_year": int}), counts.astype(int), mapping), []


class _Sayer:
    """Gathers one finding per kind of fault, with all its rows; an example value helps to find it."""

    def __init__(self, file: str):
        self.file, self.findings = file, []

    def __call__(self, bad: pd.Series, what: str, todo: str, values: pd.Series | None = None) -> None:
        numbers = bad.index[bad].tolist()
        if numbers:
            example = f"，如“{values[numbers[0]]}”" if values is not None else ""
            self.findings.append(Finding("error", self.file, row_list(numbers), what + example, todo))


def _check_keys(rows: pd.DataFrame, mapping: Mapping, say: _Sayer) -> None:
    """Also turns school_year into the number by which we call it (Int64, null where it is none)."""
    for key in KEYS:
        say(rows[key] == "", f"“{mapping.columns[key]}”是空的", "请补上；合计行请删去")
    for key, (shape, words) in ID_SHAPE[mapping.delivery["code_system"]].items():
        bad = (rows[key] != "") & ~rows[key].str.fullmatch(shape)
        say(bad, f"“{mapping.columns[key]}”的代码写法不对", f"应为{words}", rows[key])
    number = rows.school_year.where(rows.school_year.str.fullmatch(r"[0-9]{4}"))
    year = number.astype("Int64") + mapping.year_offset
    bad = (rows.school_year != "") & ~year.between(*YEARS).fillna(False).astype(bool)
    words = f"应为四位年份，加上 year_offset（{mapping.year_offset}）后在 {YEARS[0]} 至 {YEARS[1]} 之间"
    say(bad, f"“{mapping.columns['school_year']}”不是学年", words, rows.school_year)
    rows["school_year"] = year


def _check_counts(pupils: pd.DataFrame, say: _Sayer) -> pd.DataFrame:
    """Whole numbers (Int64), null where a cell is not one."""
    for column in pupils:
        cells = pupils[column]
        say(cells == "", f"“{column}”是空的", "请填人数；空格就是没有学生的，在映射的 [table] 写 empty_is_zero = true")
        bad = (cells != "") & ~cells.str.fullmatch(WHOLE)
        say(bad, f"“{column}”不是整数人数", "应为 0 或正整数，不带逗号、小数和文字", cells)
    return pupils.apply(lambda cells: cells.where(cells.str.fullmatch(WHOLE)).astype("Int64"))


WHOLE = r"[0-9]{1,7}"


def _check_total(counts: pd.DataFrame, total: pd.Series, say: _Sayer) -> None:
    stated = total.where(total.str.fullmatch(WHOLE)).astype("Int64")
    say(stated.isna(), f"“{total.name}”不是整数人数", "请改正，或从映射的 [columns] 去掉 total", total)
    complete = counts.notna().all(axis=1) & stated.notna()
    bad = complete & (counts.sum(axis=1) != stated).fillna(False).astype(bool)
    say(bad, f"各年级之和与“{total.name}”不等", "请核对这些行的年级人数")


def _check_unique(rows: pd.DataFrame, say: _Sayer) -> None:
    twice = (
        rows.duplicated(["school_id", "school_year"], keep=False) & (rows.school_id != "") & rows.school_year.notna()
    )
    say(twice, "同一学校同一学年出现不止一行", "请合并或删去重复的行", rows.school_id)
    latest = rows[rows.school_year == rows.groupby("township_id").school_year.transform("max")]
    torn = (latest.groupby("township_id").district_id.transform("nunique") > 1) & (latest.township_id != "")
    say(torn, "同一乡镇在最近一个学年属于不止一个区县", "请改成一个", latest.township_id)


def _deliver(rows: pd.DataFrame, counts: pd.DataFrame, mapping: Mapping) -> Delivered:
    enrolment = _enrolment(rows, counts, mapping)
    townships, notes = _townships(rows)
    empty = int((counts.sum(axis=1) == 0).sum())
    if empty:
        notes.append(f"{empty:,} 行各年级人数都是 0：只进学校名录，没有在校生")
    return Delivered(townships, _schools(rows, counts, mapping), enrolment, tuple(notes))


def _enrolment(rows: pd.DataFrame, counts: pd.DataFrame, mapping: Mapping) -> pd.DataFrame:
    """A grade with 0 pupils gives no row: a wide table writes 0 for every grade that a school does not run."""
    long = counts.melt(ignore_index=False, var_name="column", value_name="pupils")
    long = long[long.pupils > 0].join(rows[["school_id", "school_year"]])
    long["stage"] = long.column.map(lambda column: mapping.grades[column][0])
    long["grade"] = long.column.map(lambda column: mapping.grades[column][1])
    keys = ["school_id", "school_year", "stage", "grade"]
    return long.sort_values(keys)[[*keys, "pupils"]].reset_index(drop=True)


def _schools(rows: pd.DataFrame, counts: pd.DataFrame, mapping: Mapping) -> pd.DataFrame:
    schools = rows[["school_id", "school_year", "township_id", "school_name"]].rename(columns={"school_name": "name"})
    stages = pd.Series({column: stage for column, (stage, _) in mapping.grades.items()})
    run = {stage: (counts[stages.index[stages == stage]] > 0).any(axis=1) for stage in stages.unique()}
    kind = pd.Series("other", index=rows.index, dtype="object")
    for name, needs in reversed(mapping.kinds):  # the first rule wins, so it is written last
        fits = pd.Series(True, index=rows.index)
        for stage in needs:
            fits &= run.get(stage, False)
        kind[fits] = name
    kind[~(counts > 0).any(axis=1)] = "other"
    return schools.assign(kind=kind).sort_values(["school_id", "school_year"]).reset_index(drop=True)


def _townships(rows: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """One row per township as its latest school year has it, and a sentence on each choice that this meant."""
    latest = rows[rows.school_year == rows.groupby("township_id").school_year.transform("max")]
    townships = latest.groupby("township_id").agg(name=("township_name", _usual), district_id=("district_id", "first"))
    newest = rows[rows.school_year == rows.groupby("district_id").school_year.transform("max")]
    townships["district_name"] = townships.district_id.map(newest.groupby("district_id").district_name.agg(_usual))
    said = {
        "个乡镇换过区县，各学年都按最近一个学年的区县登记": rows.groupby("township_id").district_id.nunique() > 1,
        "个乡镇有过不止一个名称，取最近一个学年用得最多的": rows.groupby("township_id").township_name.nunique() > 1,
        "个区县有过不止一个名称，取最近一个学年用得最多的": rows.groupby("district_id").district_name.nunique() > 1,
        "所学校换过乡镇，各学年按当年所在乡镇登记": rows.groupby("school_id").township_id.nunique() > 1,
    }
    notes = [
        f"{many.sum():,} {words}（{'、'.join(many.index[many][:5])}{' 等' if many.sum() > 5 else ''}）"
        for words, many in said.items()
        if many.any()
    ]
    return townships.sort_index().reset_index(), notes


def _usual(names: pd.Series) -> str:
    """The most frequent name; of equals, the one that comes first in the file."""
    return names.value_counts(sort=False).idxmax()
