"""A folder of filled workbooks becomes a delivery, or its faults are told and marked: the body of the command convert."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from townbase.findings import Finding, errors
from townbase.template import prefill
from townbase.template.delivery import write_delivery
from townbase.template.folder import Filled, read_folder
from townbase.template.form import read_forms
from townbase.template.mark import mark

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
