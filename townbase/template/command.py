"""The bodies of the commands template and convert (of a folder): what is written, and what is said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from townbase import faults
from townbase.findings import Finding, Refused
from townbase.template import prefill, roster
from townbase.template.delivery import write_delivery
from townbase.template.folder import Filled, read_folder
from townbase.template.form import Form, read_forms
from townbase.template.info import FILE as INFO_FILE
from townbase.template.info import write_info
from townbase.template.mark import mark
from townbase.template.write import write_form


def write_templates(out: Path, rosters: Sequence[str] = ()) -> list[str]:
    """Write 填报信息 and one workbook an extract into `out`; sentences on what was written.

    rosters: paths, or names of shipped rosters. Raises Refused, and then nothing was written; a file that is there is never
    overwritten.
    """
    forms = read_forms()
    known, findings = _rosters(rosters, forms)
    findings += [
        Finding("error", str(out), name, "文件已经在这里，可能已填了数据，没有改动", "请换一个空文件夹")
        for name in (INFO_FILE, *(form.file for form in forms.values()))
        if (out / name).exists()
    ]
    if findings:
        raise Refused(findings)
    townships, schools = known.get("townships", []), known.get("schools", [])
    try:
        _write_forms(out, forms, townships, schools)
    except OSError as error:
        raise Refused([_cannot_write(out, error)]) from error
    said = [f"已在 {out} 写入 {INFO_FILE} 和 {len(forms)} 张填报表。"]
    said += [f"乡镇（街道）名录已填好 {len(townships):,} 个乡镇（街道）。"] if townships else []
    newest = len(prefill.latest(schools))
    said += [f"学校名录已填好，其余各表已填好 {newest:,} 所学校的代码、学年和学段。"] if schools else []
    return [*said, f"填好后请运行 python -m townbase convert {out} --out 交付文件夹。"]


def _write_forms(out: Path, forms: Mapping[str, Form], townships: Sequence, schools: Sequence) -> None:
    out.mkdir(parents=True, exist_ok=True)
    tasks = prefill.task_titles()
    write_info(out / INFO_FILE, forms)
    for form in forms.values():
        rows, locked = prefill.rows_of(form, townships, schools)
        lists = prefill.lists_of(form, townships, schools, tasks)
        write_form(out / form.file, form, rows, locked=locked, places=lists)


def _cannot_write(out: Path, error: OSError) -> Finding:
    what, todo = faults.in_words(error)
    return Finding("error", str(out), "", f"写不进这个文件夹：{what}", todo)


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


@dataclass(frozen=True)
class Outcome:
    """done: whether a delivery was written. marked: the folder with the marked files, where there is something to mark."""

    done: bool
    findings: list[Finding]
    notes: list[str]
    marked: Path | None


def convert_folder(folder: Path, out: Path) -> Outcome:
    """Read the filled workbooks and CSV exports in `folder` and write the delivery to `out`, all of it or nothing."""
    filled = read_folder(folder, read_forms(), prefill.task_titles())
    findings = [fault.finding() for fault in filled.faults] + _in_the_way(out, filled)
    notes = [table.balance() for table in filled.tables.values()] + filled.notes
    if any(finding.severity == "error" for finding in findings):
        return Outcome(False, findings, notes, _marked(filled, folder))
    try:
        _write(filled, out)
    except OSError as error:
        return Outcome(False, [*findings, _cannot_write(out, error)], notes, None)
    return Outcome(True, findings, notes, None)


def _marked(filled: Filled, folder: Path) -> Path | None:
    try:
        return mark(filled.faults, folder) if filled.faults else None
    except OSError:
        return None


def _in_the_way(out: Path, filled: Filled) -> list[Finding]:
    """What stands in `out` and would be built together with the new files."""
    if out.exists() and not out.is_dir():
        return [Finding("error", str(out), "", "输出位置是一个文件，不是文件夹", "请换一个文件夹")]
    ours = {"delivery.toml", *(f"{name}.parquet" for name in filled.tables)}
    others = sorted(path.name for path in out.iterdir() if path.name not in ours) if out.exists() else []
    if not others:
        return []
    return [Finding("error", str(out), "", f"输出文件夹里已有别的文件：{'、'.join(others)}", "请换一个空文件夹")]


def _write(filled: Filled, out: Path) -> None:
    """Everything is written elsewhere first, so that a full disk leaves no half delivery."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as draft:
        write_delivery(Path(draft), filled.tables, filled.info)
        out.mkdir(exist_ok=True)
        for path in Path(draft).iterdir():
            path.replace(out / path.name)
