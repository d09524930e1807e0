"""The commands say what they did in words, and their exit code says it to a machine: 0 done, 1 refused, 2 wrong usage."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.drawn import delivery
from townbase import versions
from townbase.__main__ import main

ROOT = Path(__file__).resolve().parents[1]
CITY = {
    "townships": "township_id|name|district_id\nt1|谷雨镇|d1",
    "schools": "school_id|school_year|township_id|name|kind\ns1|2025|t1|谷雨小学|primary",
}
BAD = {**CITY, "enrolment": "school_id|school_year|stage|grade|pupils\ns1|2025|primary|1|-3\ns8|2025|primary|1|3"}


def run(*words) -> tuple[int, str]:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def test_check_passes_a_sound_delivery_with_a_friendly_line(tmp_path):
    assert run("check", "--extracts", delivery(tmp_path, CITY)) == (0, "核对通过，可以发布。\n")


def test_check_prints_every_finding_one_a_line_and_refuses(tmp_path):
    code, output = run("check", "--extracts", delivery(tmp_path, BAD))
    assert code == 1
    *findings, summary = output.splitlines()
    assert len(findings) == 2
    assert all(line.startswith("【错误】enrolment.parquet，第 ") and line.endswith("。") for line in findings)
    assert summary == "核对未通过：2 项错误需要改正。"


def test_the_summary_counts_every_row_and_not_the_lines(tmp_path):
    rows = "\n".join(f"s1|{2000 + year}|primary|1|-1" for year in range(26))
    code, output = run("check", "--extracts", delivery(tmp_path, {**CITY, "enrolment": f"school_id|school_year|stage|grade|pupils\n{rows}"}))
    assert code == 1
    assert sum(line.startswith("【错误】") for line in output.splitlines()) == 21
    assert output.splitlines()[-1] == "核对未通过：26 项错误需要改正。"


def test_check_passes_with_warnings_but_tells_them(tmp_path):
    code, output = run("check", "--extracts", delivery(tmp_path, {**CITY, "staffing": "school_id|school_year|stage|teachers\ns1|2025|junior|3"}))
    assert code == 0
    assert output.splitlines()[0].startswith("【提醒】")
    assert output.splitlines()[-1] == "核对通过，可以发布，另有 1 项提醒。"


@pytest.mark.parametrize("words", [("check", "--extracts", "no/such/folder"), ("check", "--folder", "."), ("chek",), ("convert",), ("sample", "--seed", "one")])
def test_wrong_usage_is_exit_code_two(words):
    assert run(*words)[0] == 2


def test_build_publishes_and_says_which_version(tmp_path):
    folder = delivery(tmp_path / "in", CITY)
    code, output = run("build", "--extracts", folder, "--db", tmp_path / "db")
    version = versions.current(tmp_path / "db")
    assert (code, output.splitlines()[-1]) == (0, f"已发布版本 {version}。")
    assert output.startswith("[1/")
    code, output = run("build", "--extracts", folder, "--db", tmp_path / "db")
    assert (code, output.splitlines()[-1]) == (0, f"版本 {version} 已经发布过，内容没有变化。")


def test_build_refuses_with_the_reasons_and_keeps_what_is_served(tmp_path):
    run("build", "--extracts", delivery(tmp_path / "in", CITY), "--db", tmp_path / "db")
    served = versions.current(tmp_path / "db")
    code, output = run("build", "--extracts", delivery(tmp_path / "bad", BAD), "--db", tmp_path / "db")
    assert code == 1
    assert "不能为负数" in output
    assert output.splitlines()[-1] == "没有发布，原来的版本照常使用。"
    assert versions.current(tmp_path / "db") == served


def test_the_environment_names_folders_that_are_not_given(tmp_path, monkeypatch):
    monkeypatch.setenv("TOWNBASE_EXTRACTS", str(delivery(tmp_path / "in", CITY)))
    monkeypatch.setenv("TOWNBASE_DB", str(tmp_path / "db"))
    assert run("build")[0] == 0
    assert versions.current(tmp_path / "db")


def test_versions_lists_what_stands_and_uses_another(tmp_path):
    db = tmp_path / "db"
    assert "还没有发布过版本" in run("versions", "--db", db)[1]
    run("build", "--extracts", delivery(tmp_path / "in", CITY), "--db", db)
    first = versions.current(db)
    run("build", "--extracts", delivery(tmp_path / "in2", {**CITY, "townships": CITY["townships"].replace("谷雨", "白露")}), "--db", db)
    second = versions.current(db)
    assert run("versions", "--db", db) == (0, f"{second}  当前\n{first}\n")
    assert run("versions", "--db", db, "--use", first) == (0, f"{second}\n{first}  当前\n")
    code, output = run("versions", "--db", db, "--use", "0" * 12)
    assert (code, versions.current(db)) == (1, first)
    assert "没有版本 000000000000" in output


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "cp437", "utf-8"])
def test_findings_are_printed_whatever_the_console_can_show(tmp_path, encoding):
    folder = delivery(tmp_path, BAD)
    done = subprocess.run(
        [sys.executable, "-m", "townbase", "check", "--extracts", str(folder)],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, b"")
    lines = done.stdout.splitlines()
    assert len(lines) == 3
    assert b"enrolment.parquet" in lines[0]
    if encoding in ("gbk", "utf-8"):
        assert "不能为负数" in done.stdout.decode(encoding)
