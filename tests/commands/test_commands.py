"""The commands say what they did in words, and their exit code says it to a machine: 0 done, 1 refused, 2 wrong usage."""

import contextlib
import errno
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

import townbase.contracts
import townbase.sample
from tests.support.draw_delivery import delivery
from townbase import settings, versions
from townbase.__main__ import main

ROOT = Path(__file__).resolve().parents[2]
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


WRONG_USAGE = [
    ("chek",),
    ("--chek",),
    ("check", "--folder", "."),
    ("check", "--extracts", "no/such/folder"),
    ("check", "--extracts"),
    ("check", "--extracts", __file__),
    ("build", "--db", ""),
    ("build", "--db", "  "),
    ("build", "--db", __file__),
    ("build", "--extracts", "x" * 5000),
    ("build", "--extracts", "x\0y"),
    ("build", "more"),
    ("build", "--force=yes"),
    ("versions", "--db", ""),
    ("convert",),
    ("convert", "no-such-table.csv", "--mapping", __file__, "--out", "x"),
    ("convert", __file__, "--out", "x"),
    ("sample", "--seed", "one"),
    ("sample", "--seed", "-1"),
    ("sample", "--seed", "1.5"),
    ("sample", "--seed", "99999999999999999999"),
    ("sample", "--out", ""),
    ("brief", "--city"),
    ("brief", "--out", "x.html"),
    ("brief", "--city", "--township", "t1", "--out", "x.html"),
    ("brief", "--city", "--year", "x", "--out", "x.html"),
]


@pytest.mark.parametrize("words", WRONG_USAGE, ids=lambda words: " ".join(words)[:40].replace("\0", "0"))
def test_wrong_usage_is_exit_code_two_and_chinese(words):
    code, output = run(*words)
    assert code == 2
    assert "用法有误：" in output and "--help 查看用法" in output
    assert not re.search(r"[A-Za-z]{3,} [a-z]{2,} [a-z]{2,}|Usage|Error|Try|Invalid|Missing|No such", output.partition("用法有误")[2]), output


@pytest.mark.parametrize("words", [(), ("--help",), *((command, "--help") for command in main.commands)])
def test_help_is_chinese(words):
    code, output = run(*words)
    assert code == (0 if words else 2)
    assert output.startswith("用法：")
    assert not re.search(r"Usage|Option|Command|Argument|Show|required|default|TEXT|INTEGER|PATH|FILE|DIRECTORY", output)


def test_an_empty_db_publishes_nothing_where_one_stands(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    delivery(tmp_path / "in", CITY)
    before = sorted(path.name for path in tmp_path.iterdir())
    assert run("build", "--extracts", "in", "--db", "")[0] == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_folder_names_with_signs_of_a_pattern_are_names(tmp_path):
    folders = {"a[1]*": "春分", "a1b": "清明", "a?": "立夏", "ab": "小满"}
    for folder, name in folders.items():
        delivery(tmp_path / folder, {**CITY, "townships": CITY["townships"].replace("谷雨", name)})
    for folder in ("a[1]*", "a?"):
        db = tmp_path / f"db {folder} '".replace("?", "")
        code, output = run("build", "--extracts", tmp_path / folder, "--db", db)
        assert code == 0, output
        with contextlib.closing(duckdb.connect(str(versions.database(db, versions.current(db))), read_only=True)) as con:
            assert con.execute("select name from townships").fetchall() == [(f"{folders[folder]}镇",)]
    code, output = run("build", "--extracts", tmp_path / "ab", "--db", tmp_path / "db?")
    assert code == 1 and "路径中有问号" in output


def test_what_nobody_thought_of_is_written_down_and_no_traceback_is_shown(tmp_path, monkeypatch):
    def breaks(*_given):
        raise KeyError("内部细节")

    monkeypatch.setattr(townbase.contracts, "check", breaks)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    folder = delivery(tmp_path / "in", CITY)
    code, output = run("check", "--extracts", folder)
    (log,) = tmp_path.glob("townbase-error-*.log")
    assert (code, output) == (1, f"程序内部出错，没有完成。详情已写入 {log}，请交给维护人员。\n")
    assert "内部细节" in log.read_text(encoding="utf-8")


@pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise on Windows")
def test_a_reader_that_goes_away_ends_a_command_without_a_traceback(tmp_path):
    folder = delivery(tmp_path / "in", BAD)
    start = [sys.executable, "-m", "townbase", "check", "--extracts", str(folder)]
    with subprocess.Popen(start, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        child.stdout.close()
        errors = child.stderr.read()
    assert (child.returncode, errors) == (1, b"")


def test_a_setting_that_cannot_be_is_a_finding(tmp_path, monkeypatch):
    (tmp_path / "settings.toml").write_text('urban_level = "county"\n', encoding="utf-8")
    monkeypatch.setattr(settings.load_settings, "__defaults__", (tmp_path / "settings.toml",))
    code, output = run("build", "--extracts", delivery(tmp_path / "in", CITY), "--db", tmp_path / "db")
    assert code == 1
    assert "【错误】设置：settings.toml：urban_level 只能是 city、district" in output and "没有发布" in output


class TestNothingIsWrittenOver:
    """A folder or file that holds something is written to only with --force, which says what it replaces."""

    @pytest.fixture(autouse=True)
    def quick_sample(self, monkeypatch):
        def write(out, seed):
            for name in ("townships.parquet", "delivery.toml"):
                (out / name).write_text(f"sample {seed}", encoding="utf-8")

        monkeypatch.setattr(townbase.sample, "write", write)

    def test_sample_into_another_delivery(self, tmp_path, monkeypatch):
        real = delivery(tmp_path / "real", CITY, synthetic=False)
        before = {path.name: path.read_bytes() for path in real.iterdir()}
        monkeypatch.setenv("TOWNBASE_EXTRACTS", str(real))
        code, output = run("sample")
        assert code == 1
        assert "这个文件夹里已有文件（delivery.toml、schools.parquet、townships.parquet），没有写入" in output and "--force" in output
        assert {path.name: path.read_bytes() for path in real.iterdir()} == before
        code, output = run("sample", "--force", "--seed", 3)
        assert code == 0
        assert "里已有 delivery.toml、schools.parquet、townships.parquet，同名的将被取代" in output
        assert (real / "townships.parquet").read_text(encoding="utf-8") == "sample 3"
        assert (real / "schools.parquet").read_bytes() == before["schools.parquet"]

    def test_sample_into_an_empty_or_a_new_folder(self, tmp_path):
        (tmp_path / "empty").mkdir()
        for folder in ("empty", "new"):
            assert run("sample", "--out", tmp_path / folder) == (0, f"演示数据已写入 {tmp_path / folder}。\n")

    @pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left"), KeyboardInterrupt()], ids=["full disk", "Ctrl+C"])
    def test_sample_that_ends_half_way_leaves_what_was_there(self, tmp_path, monkeypatch, error):
        def half(out, _seed):
            (out / "townships.parquet").write_text("half", encoding="utf-8")
            raise error

        monkeypatch.setattr(townbase.sample, "write", half)
        real = delivery(tmp_path / "real", CITY)
        before = {path.name: path.read_bytes() for path in real.iterdir()}
        code, output = run("sample", "--out", real, "--force")
        assert code == 1 and ("磁盘已满" in output or "已中断" in output)
        assert {path.name: path.read_bytes() for path in real.iterdir()} == before
        run("sample", "--out", tmp_path / "new")
        assert not (tmp_path / "new").exists()

    def test_convert_into_another_delivery(self, tmp_path):
        real = delivery(tmp_path / "real", CITY)
        code, output = run("convert", __file__, "--mapping", __file__, "--out", real)
        assert code == 1
        assert "这个文件夹里已有文件" in output and output.endswith("没有转换。\n")

    def test_brief_into_a_file_that_is_there(self, tmp_path):
        (tmp_path / "brief.html").write_text("mine", encoding="utf-8")
        code, output = run("brief", "--city", "--out", tmp_path / "brief.html", "--db", tmp_path)
        assert code == 1
        assert "已经存在，没有覆盖" in output and "--force" in output
        assert (tmp_path / "brief.html").read_text(encoding="utf-8") == "mine"


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
    assert run("versions", "--db", db) == (0, f"{second}  完整  示例市  当前\n{first}  完整  示例市\n")
    assert run("versions", "--db", db, "--use", first) == (0, f"{second}  完整  示例市\n{first}  完整  示例市  当前\n")
    code, output = run("versions", "--db", db, "--use", "0" * 12)
    assert (code, versions.current(db)) == (1, first)
    assert "没有版本 000000000000" in output
    versions.database(db, first).write_bytes(b"")
    code, output = run("versions", "--db", db)
    assert output.splitlines()[:2] == [f"{second}  完整  示例市  当前", f"{first}  已损坏  示例市"]
    assert f"版本 {first} 的数据文件已损坏，现在显示的是版本 {second}" in output
    assert run("versions", "--db", db, "--use", first) == (1, f"版本 {first} 的文件已损坏，不能改用。\n")
    code, output = run("build", "--extracts", tmp_path / "in", "--db", db)
    assert (code, output.splitlines()[-1]) == (0, f"版本 {first} 的文件已损坏，现已重新计算并发布。")


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
