"""The contract's own findings about what was read, told by the row and column of the clerk's file."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from townbase.contracts import check
from townbase.findings import Finding
from townbase.template.delivery import write_delivery
from townbase.template.fault import Fault, Place
from townbase.template.form import Form
from townbase.template.info import Info, complete
from townbase.template.table import Row, Table

ROW = re.compile(r"第 (\d+) 行")
# Found here already, with the clerk's own rows.
EMPTY, SAME_KEY = "为空", "同一主键"
ROSTERS = ("townships", "schools")
IDS = ("township_id", "school_id", "district_id", "destination", "unit_id", "old_id", "new_id", "parent_school_id")
ABOUT_ROSTERS, CODE_FORM = "名录", "不合代码规则"
# The contract speaks to a data team; a clerk knows the workbook of 填报信息.
PLAIN = {
    "delivery.toml 写明": "填报信息中写明",
    "（synthetic = false）": "",
    "（synthetic = true）": "",
    "或把 synthetic 改为 true": "或在填报信息中把“数据性质”改为演示数据",
    "请在来源处一并改正后重新导出": "请一并改正",
    "code_system 为 cn 时，": "填报信息中选的是全国统一代码，",
    "code_system 为 other 时，": "填报信息中选的是其他代码，",
}


def recheck(tables: Mapping[str, Table], info: Info, doubtful: set[str]) -> Iterator[Fault]:
    """Every finding of `check` on these tables, but for those that another fault already explains.

    doubtful: ids of roster rows that were refused: that nobody knows them is no second fault.
    """
    with TemporaryDirectory() as folder:
        write_delivery(Path(folder), tables, info)
        findings = check(Path(folder))
    misspelt: set[Place] = set()
    for finding in findings:
        table = tables.get(finding.file.removesuffix(".parquet"))
        if table is None:
            # What 填报信息 lacks, and a roster that is missing, have their own fault; the contract then misses the same.
            if finding.severity == "warning" or (complete(info, tables) and set(ROSTERS) <= set(tables)):
                place = info.sheet or Place(Path(finding.file))
                yield Fault(place, _plain(finding.what), _plain(finding.todo), finding.severity)
        elif SAME_KEY not in finding.what:
            for fault in _in_the_form(finding, table, doubtful):
                # A code of the wrong form is in no roster either: one finding is enough.
                if not (ABOUT_ROSTERS in finding.what and fault.place in misspelt):
                    yield fault
                misspelt |= {fault.place} if CODE_FORM in finding.what else set()


def _in_the_form(finding: Finding, table: Table, doubtful: set[str]) -> Iterator[Fault]:
    found = ROW.match(finding.key)
    named = [name for name in table.columns if f"（{name}）" in finding.what]
    columns = sorted(named, key=lambda name: finding.what.index(f"（{name}）"))
    key, what, todo = (_words(text, table.form) for text in (finding.key, finding.what, finding.todo))
    if not found:
        yield Fault(Place(_any_file(table)), f"{key}：{what}" if key else what, todo, finding.severity, finding.places)
        return
    row = table.kept[int(found[1]) - 1]
    explained = row.wrong & set(columns) or finding.what.endswith(EMPTY)
    if explained or (ABOUT_ROSTERS in finding.what and _ids(row) & doubtful):
        return
    yield Fault(row.place(table.form, columns[0] if columns else table.form.key[0]), what, todo, finding.severity)


def _any_file(table: Table) -> Path:
    return next((row.origin.place.path for row in table.rows()), Path(table.form.file))


def _ids(row: Row) -> set[str]:
    return {str(row.values[name]) for name in IDS if name in row.values}


def _words(text: str, form: Form) -> str:
    """A clerk's words for the contract's: heads for column names, the words of the lists for codes."""
    text = _plain(text)
    for field in form.fields:
        text = text.replace(field.column.label, f"“{field.head}”").replace(f"{field.column.name}=", f"{field.head} ")
        for word, code in field.choices.items() if field.kind == "choice" else ():
            if re.fullmatch("[a-z_]{4,}", str(code)):
                text = re.sub(rf"(?<![\w]){code}(?![\w])", word, text)
    return text


def _plain(text: str) -> str:
    for technical, plain in PLAIN.items():
        text = text.replace(technical, plain)
    return text


def doubtful_ids(tables: Mapping[str, Table]) -> set[str]:
    """Ids of roster rows that have a fault: they may be somebody's, but were not read for certain."""
    rows = (row for name in ROSTERS if name in tables for row in tables[name].rows() if row.wrong)
    return {str(row.values[name]) for row in rows for name in ("township_id", "school_id") if name in row.values}
