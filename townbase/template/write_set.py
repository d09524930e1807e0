"""The whole set of workbooks, written into a folder: the body of the command template."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from townbase.findings import Finding, Refused
from townbase.template import prefill, roster
from townbase.template.form import Form, read_forms
from townbase.template.info import FILE as INFO_FILE
from townbase.template.info import write_info
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
