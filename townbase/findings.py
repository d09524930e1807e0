"""A finding: something about a delivery or a build, said so that a clerk knows what to do."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from townbase.personal import hide

# Signs that would break a line, move the cursor of a terminal or turn the order of reading.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_LENGTHS = {"file": 80, "key": 400, "what": 300, "todo": 300}  # characters: a line of some hundred can still be read


@dataclass(frozen=True)
class Finding:
    """One finding. severity is error (refuses a build) or warning; file, key (row or ids), what is wrong, what to do.

    places: how many places of the delivery it stands for. What it repeats of a delivery is made readable: no sign that
    cannot be seen, no number of a person, no text without end.
    """

    severity: str
    file: str
    key: str
    what: str
    todo: str
    places: int = 1

    def __post_init__(self):
        for name, length in _LENGTHS.items():
            object.__setattr__(self, name, readable(getattr(self, name), length))

    def line(self) -> str:
        word = "错误" if self.severity == "error" else "提醒"
        place = f"{self.file}，{self.key}" if self.key else self.file
        return f"【{word}】{place}：{self.what}。{self.todo}。"


def readable(text: str, length: int) -> str:
    """The text in one line, without numbers of a person, its end cut where it is longer than this many characters."""
    text = hide(_UNSEEN.sub("·", text))
    return text if len(text) <= length else f"{text[: length - 1]}…"


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Only those that refuse a build."""
    return [finding for finding in findings if finding.severity == "error"]


def places(findings: Iterable[Finding]) -> int:
    """How many places of the delivery these findings are about, those that are not listed one by one included."""
    return sum(finding.places for finding in findings)


class Refused(Exception):
    """Nothing was written or published; `findings` says why, every finding at once."""

    def __init__(self, findings: Iterable[Finding]):
        self.findings = list(findings)
        super().__init__("\n".join(finding.line() for finding in self.findings))
