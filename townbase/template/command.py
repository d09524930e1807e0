"""The bodies of the commands template and convert (of a folder): what is written, and what is sentences."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from townbase.findings import Finding, Refused, errors
from townbase.template import prefill, roster
from townbase.template.delivery import write_delivery
from townbase.template.folder import Filled, read_folder
from townbase.template.form import Form, read_forms
from townbase.template.info import FILE as INFO_FILE
from townbase.template.info import write_info
from townbase.template.mark import mark
from townbase.template.write import write_form


def write_templates(folder: Path, rosters: Sequence[str] = ()) -> list[str]:
    """Write 填报信息 and one workbook an extract into `folder`; sentences on what they begin with.

    rosters: paths, or names of shipped rosters. Raises Refused where one cannot be read, and then nothing was written.
    """
    forms = read_forms()
    known, findings = _rosters(rosters, forms)
    if findings:
        raise Refused(findings)
    townships, schools = known.get("townships", []), known.get("schools", [])
    _write_forms(folder, forms, townships, schools)
    sentences = [f"{INFO_FILE} 和 {len(forms)} 张填报表。"]
    sentences += [f"乡镇（街道）名录已填好 {len(townships):,} 个乡镇（街道）。"] if townships else []
    newest = len(prefill.latest(schools))
    sentences += [f"学校名录已填好，其余各表已填好 {newest:,} 所学校的代码、学年和学段。"] if schools else []
    return sentences


def forms_in(out: Path) -> list[Finding]:
    """A finding for each workbook of ours that stands in `out`: what a clerk has filled in is never overwritten."""
    names = (INFO_FILE, *(form.file for form in read_forms().values()))
    return [
        Finding("error", str(out), name, "文件已经在这里，可能已填了数据，没有改动", "请换一个空文件夹")
        for name in names
        if (out / name).exists()
    ]


def _write_forms(out: Path, forms: Mapping[str, Form], townships: Sequence, schools: Sequence) -> None:
    out.mkdir(parents=True, exist_ok=True)
    tasks = prefill.task_titles()
    write_info(out / INFO_FILE, forms)
    for form in forms.values():
        rows, locked = prefill.rows_of(form, townships, schools)
        lists = prefill.lists_of(form, townships, schools, tasks)
        write_form(out / form.file, form, rows, locked=locked, places=lists)


def _rosters(names: Sequence[str], forms: dict[str, Form]) -> tuple[dict[str, list], list[Finding]]:
    known: dict[str, list] = {}
    findings: list[Finding] = []
    for name in names:
        path = roster.find_roster(name)
        if path is None:
            shipped = "、".join(sorted(path.name for path in roster.SHIPPED.glob("*.csv")))
            findings.append(Finding("error", name, "", "找不到这个名录", f"请检查路径；自带的有：{shipped}"))
            continue
        try:
            extract, rows = roster.read_roster(path, forms)
        except Refused as refused:
            findings += refused.findings
            continue
        known.setdefault(extract, []).extend(rows)
    return known, findings


SHOWN = 20


@dataclass(frozen=True)
class Outcome:
    """done: whether a delivery was written. marked: the folder with the marked files, where there is something to mark."""

    done: bool
    findings: list[Finding]
    notes: list[str]
    marked: Path | None

    def lines(self) -> list[str]:
        """The findings as sentences; of those of one kind in one column the first twenty, then how many more."""
        kinds = Counter(_kind(finding) for finding in self.findings)
        shown: Counter = Counter()
        sentences = []
        for finding in self.findings:
            kind = _kind(finding)
            shown[kind] += 1
            if shown[kind] <= SHOWN:
                sentences.append(finding.line())
            elif shown[kind] == kinds[kind]:
                sentences.append(f"　　……{finding.file} 同一列另有 {kinds[kind] - SHOWN:,} 处同类问题，见问题清单。")
        return sentences


def _kind(finding: Finding) -> tuple[str, ...]:
    return finding.severity, finding.file, re.sub(r"第 \d+ 行", "", finding.key), finding.todo


def convert_folder(folder: Path, out: Path) -> Outcome:
    """Read the filled workbooks and CSV exports in `folder` and write the delivery to `out`; nothing where one is refused."""
    filled = read_folder(folder, read_forms(), prefill.task_titles())
    findings = [fault.finding() for fault in filled.faults]
    notes = [table.balance() for table in filled.tables.values()] + filled.notes
    if errors(findings):
        return Outcome(False, findings, notes, _marked(filled, folder))
    out.mkdir(parents=True, exist_ok=True)
    write_delivery(out, filled.tables, filled.info)
    return Outcome(True, findings, notes, None)


def _marked(filled: Filled, folder: Path) -> Path | None:
    try:
        return mark(filled.faults, folder) if filled.faults else None
    except OSError:
        return None
