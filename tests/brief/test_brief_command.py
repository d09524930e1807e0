"""python -m townbase brief: one file, or a sentence that says why not, and an exit code that says it to a machine."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document

from townbase.__main__ import main


def run(*words) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["brief", *(str(word) for word in words)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


@pytest.fixture(scope="module")
def db(eight_db):
    return eight_db[1]


@pytest.mark.parametrize(
    ("which", "sentence"),
    [(("--township", "t2"), "雨水镇"), (("--district", "d1"), "示例一区"), (("--city",), "全市")],
)
def test_it_writes_html_and_word_by_the_files_ending(which, sentence, db, tmp_path):
    page, word = tmp_path / "一页纸.html", tmp_path / "一页纸.DOCX"
    assert run(*which, "--out", page, "--db", db) == (0, f"已写入 {page}：{sentence}教育强镇筑基行动进展通报，2025—2026学年。\n")
    assert run(*which, "--out", word, "--db", db)[0] == 0
    assert f"<h1>{sentence}教育强镇筑基行动进展通报</h1>" in page.read_text(encoding="utf-8")
    assert Document(str(word)).paragraphs[0].text == f"{sentence}教育强镇筑基行动进展通报"


def test_a_year_can_be_chosen(db, tmp_path):
    out = tmp_path / "a.html"
    assert run("--township", "t6", "--year", 2024, "--out", out, "--db", db)[0] == 0
    assert "2024—2025学年" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("--township", "t99", "--out", "a.html"), "没有这个乡镇：t99。"),
        (("--district", "d99", "--out", "a.html"), "没有这个区县：d99。"),
        (("--city", "--year", 1999, "--out", "a.html"), "没有 1999 学年的数据。现有学年：2021、2022、2023、2024、2025。"),
        (("--city", "--out", "a.pdf"), "文件名 a.pdf 应以 .html 或 .docx 结尾。"),
        (("--city", "--out", "a"), "文件名 a 应以 .html 或 .docx 结尾。"),
        (("--city", "--out", "不存在/a.html"), "文件夹 不存在 不存在，请先建好。"),
    ],
)
def test_a_wrong_word_is_refused_in_plain_chinese_and_writes_nothing(words, text, db, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run(*words, "--db", db) == (1, f"{text}\n")
    assert list(tmp_path.iterdir()) == []


def test_without_a_published_version_it_says_which_command_to_run(tmp_path):
    code, output = run("--city", "--out", tmp_path / "a.html", "--db", tmp_path / "none")
    assert code == 1 and "请先运行 python -m townbase build" in output


def test_a_file_that_is_open_elsewhere_is_told(db, tmp_path, monkeypatch):
    def refused(self, content):
        raise PermissionError(13, "in use", str(self))

    monkeypatch.setattr(Path, "write_bytes", refused)
    out = tmp_path / "a.docx"
    assert run("--city", "--out", out, "--db", db) == (1, f"不能写入 {out}：可能正在别的程序中打开，或没有写入权限。请关闭后重试，或换一个文件名。\n")


@pytest.mark.parametrize(
    "words", [("--out", "a.html"), ("--city", "--district", "d1", "--out", "a.html"), ("--city",), ("--city", "--year", "x", "--out", "a.html")]
)
def test_wrong_usage_is_exit_code_two(words, db):
    assert run(*words, "--db", db)[0] == 2


def test_the_folder_of_the_database_can_come_from_the_environment(db, tmp_path, monkeypatch):
    monkeypatch.setitem(os.environ, "TOWNBASE_DB", str(db))
    assert run("--city", "--out", tmp_path / "a.html")[0] == 0
