"""A finding: something about a delivery or a build, said so that a clerk knows what to do."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One finding. severity is error (refuses a build) or warning; file, key (row or ids), what is wrong, what to do."""

    severity: str
    file: str
    key: str
    what: str
    todo: str

    def line(self) -> str:
        word = "错误" if self.severity == "error" else "提醒"
        place = f"{self.file}，{self.key}" if self.key else self.file
        return f"【{word}】{place}：{self.what}。{self.todo}。"


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Only those that refuse a build."""
    return [finding for finding in findings if finding.severity == "error"]


class Refused(Exception):
    """Nothing was written or published; `findings` says why, every finding at once."""

    def __init__(self, findings: Iterable[Finding]):
        self.findings = list(findings)
        super().__init__("\n".join(finding.line() for finding in self.findings))
