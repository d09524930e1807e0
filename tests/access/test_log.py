"""The access log: a line for each look, appended by every process, old days removed."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime

from townbase.access import AccessLog, Entry

DAY = datetime(2026, 11, 28, 9, 0).astimezone()


def lines(folder) -> list[dict]:
    return [json.loads(line) for path in sorted(folder.iterdir()) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_line_says_who_when_and_what(tmp_path):
    AccessLog(tmp_path).write(Entry("甲@x", "file", "表\n格.xlsx", "abc"), DAY)
    [line] = lines(tmp_path)
    assert line == {"when": DAY.isoformat(timespec="seconds"), "who": "甲@x", "what": "file", "of": "表\n格.xlsx", "version": "abc"}


def test_another_log_on_the_same_folder_only_appends(tmp_path):
    for who in ("a", "b", "c"):
        AccessLog(tmp_path).write(Entry(who, "page", "./"), DAY)
    assert [line["who"] for line in lines(tmp_path)] == ["a", "b", "c"]


def test_what_many_processes_write_at_once_is_whole(tmp_path):
    program = (
        "import sys; from townbase.access import AccessLog, Entry; log = AccessLog(sys.argv[1])\n"
        "for n in range(200): log.write(Entry(sys.argv[2], 'page', 'x' * 300))"
    )
    running = [subprocess.Popen([sys.executable, "-c", program, str(tmp_path), who]) for who in "abc"]
    assert [each.wait() for each in running] == [0, 0, 0]
    found = [line["who"] for line in lines(tmp_path)]
    assert {who: found.count(who) for who in "abc"} == dict.fromkeys("abc", 200)


def test_days_older_than_are_kept_are_removed_and_nothing_else(tmp_path):
    for name in ("access-2026-11-01.jsonl", "access-2026-11-20.jsonl", "other.txt"):
        (tmp_path / name).write_text("{}\n", encoding="utf-8")
    AccessLog(tmp_path, days=10).write(Entry("a", "page", "./"), DAY)
    assert {path.name for path in tmp_path.iterdir()} == {"access-2026-11-20.jsonl", "access-2026-11-28.jsonl", "other.txt"}


def test_a_long_value_is_cut(tmp_path):
    AccessLog(tmp_path).write(Entry("a", "page", "x" * 10_000), DAY)
    assert len(lines(tmp_path)[0]["of"]) == 400
