"""What is asked of the keys of every row: filled, of the right shape, one school year each, no school twice."""

from datetime import date

import pandas as pd

from townbase.convert.mapping import IDS, KEYS, Mapping
from townbase.convert.table.cells import FAULTY
from townbase.convert.table.years import YEARS, school_year, year_words

ID_SHAPE = {
    "other": dict.fromkeys(IDS, (r"[A-Za-z0-9-]{1,20}", "1 至 20 个字母、数字或连字符")),
    "cn": {
        "district_id": (r"[0-9]{6}", "6 位数字"),
        "township_id": (r"[0-9]{9}", "9 位数字"),
        "school_id": (r"[0-9]{10}", "10 位数字"),
    },
}
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
# What a spreadsheet makes of 1-2, and what it leaves of a long code.
SPOILED = (
    (
        rf"(?i)[0-9]{{1,2}}-({_MONTHS})|({_MONTHS})-[0-9]{{2,4}}|[0-9]{{1,2}}月[0-9]{{1,2}}日|[0-9]{{4}}[-/][0-9]{{1,2}}[-/][0-9]{{1,2}}",
        "像是日期",
        "表格软件会把 1-2 之类改成日期；请把单元格设为文本后填回原来的代码",
    ),
    (
        r"(?i)[0-9]+(\.[0-9]+)?e\+[0-9]+",
        "被表格软件改成了科学计数法，末几位已经丢了",
        "请把单元格设为文本后填回原来的代码",
    ),
    (r"[0-9]+\.[0-9]+", "带小数", "请把单元格设为文本后填回原来的代码"),
    (r"[0-9]{15}0+", "末几位已被表格软件改成 0", "请把单元格设为文本后填回原来的代码"),
)


def check_keys(rows: pd.DataFrame, mapping: Mapping, say) -> pd.DataFrame:
    """The rows with school_year as the number by which we call it (Int64, null where it is none)."""
    for key in KEYS:
        todo = "请补上；合并单元格留下的空格，写 fill_down；合计行请删去或写进 [rows] total；表注写进 [rows] leave_out"
        say(rows[key] == "", f"“{title(mapping, key)}”是空的", todo)
        say(
            rows[key].str.fullmatch(r"[?？�]{2,}|.*\?{3,}.*"),
            f"“{title(mapping, key)}”是乱码",
            "请从原系统重新导出",
            rows[key],
        )
    _check_shapes(rows, mapping, say)
    years = rows.school_year.map({text: school_year(text, mapping.year_offset) for text in rows.school_year.unique()})
    years = years.astype("Int64")
    todo = (
        f"写 2024、2024—2025学年 或 2024/25；加上 year_offset（{mapping.year_offset}）后应在 {YEARS[0]} 至 {YEARS[-1]} 之间，"
        "写了起止两年的不加；民国纪年写 year_offset = 1911"
    )
    say(
        ~rows.school_year.isin(["", FAULTY]) & years.isna(),
        f"“{title(mapping, 'school_year')}”不是学年",
        todo,
        rows.school_year,
    )
    return rows.assign(school_year=years)


def title(mapping: Mapping, key: str) -> str:
    """How the mapping calls this key: its column, or the key itself where it is a constant."""
    return mapping.columns.get(key, key)


def _check_shapes(rows: pd.DataFrame, mapping: Mapping, say) -> None:
    for key, (shape, words) in ID_SHAPE[mapping.delivery["code_system"]].items():
        told = rows[key].isin(["", FAULTY])
        for pattern, what, todo in SPOILED:
            bad = ~told & rows[key].str.fullmatch(pattern)
            say(bad, f"“{title(mapping, key)}”的代码{what}", todo, rows[key])
            told |= bad
        bad = ~told & ~rows[key].str.fullmatch(shape)
        say(bad, f"“{title(mapping, key)}”的代码写法不对", f"应为{words}", rows[key])


def check_years(rows: pd.DataFrame, mapping: Mapping, say) -> None:
    """A year that has not begun when the figures were taken, years of a few rows, and years filled by dragging."""
    as_of = mapping.delivery["as_of"]
    early = rows.school_year.map(lambda year: pd.notna(year) and date(int(year), 9, 1) > as_of)
    say(
        early.astype(bool),
        f"学年在数据时点（as_of = {as_of}）以后才开始",
        "请核对学年、year_offset 和映射里的 as_of",
        rows.school_year,
    )
    sizes = rows.school_year.value_counts()
    usual = sizes.median()
    accepted = {str(year) for year in mapping.accept.get("years", ())}
    for year, size in zip(sizes.sort_index().index.tolist(), sizes.sort_index().tolist(), strict=True):
        if len(sizes) > 1 and size * 2 < usual and str(year) not in accepted:
            newest = "，却是最新的学年" if year == sizes.index.max() else ""
            todo = f"请核对是否写错学年或混入了别的学年的学校；确认无误的，在映射的 [accept] 写 years = [{year}]"
            alone = not {year - 1, year + 1} & set(sizes.index)
            severity = "error" if size * 10 <= usual or alone else "warning"
            what = f"{year_words(int(year))}只有 {size:,} 行，其他学年一般有 {usual:,.0f} 行{newest}"
            say(rows.school_year == year, what, todo, severity=severity)


def check_unique(rows: pd.DataFrame, counts: pd.DataFrame, mapping: Mapping, say) -> None:
    """No school twice in a year, unless the mapping allows several rows and they share no grade; no township torn."""
    keys = ["school_id", "school_year"]
    known = ~rows.school_id.isin(["", FAULTY]) & rows.school_year.notna()
    twice = rows.duplicated(keys, keep=False) & known
    if mapping.several_rows:
        filled = (counts.fillna(1) > 0).groupby([rows.school_id, rows.school_year]).transform("sum")
        say(
            twice & (filled > 1).any(axis=1),
            "同一学校同一学年的几行都有同一年级的人数",
            "请合并或删去重复的行",
            rows.school_id,
        )
        for key in ("school_name", "township_id", "district_id"):
            differ = rows.groupby(keys, dropna=False)[key].transform("nunique") > 1
            say(
                twice & differ, f"同一学校同一学年的几行，“{title(mapping, key)}”不一样", "请改成一样的", rows.school_id
            )
    else:
        todo = "请合并或删去重复的行；一所学校按学段分行的，在映射的 [table] 写 several_rows = true"
        say(twice, "同一学校同一学年出现不止一行", todo, rows.school_id)
    latest = rows[rows.school_year == rows.groupby("township_id").school_year.transform("max")]
    torn = (latest.groupby("township_id").district_id.transform("nunique") > 1) & (latest.township_id != "")
    say(torn, "同一乡镇在最近一个学年属于不止一个区县", "请改成一个", latest.township_id)
