"""The clerk's guide says what is true: its commands run as they stand, its words are the program's own."""

import re
import shlex
import shutil

from click.testing import CliRunner

from townbase.__main__ import main
from townbase.settings import ROOT
from townbase.template import layout

GUIDE = (ROOT / "docs" / "first_day.zh-CN.md").read_text(encoding="utf-8")


def commands() -> list[list[str]]:
    return [shlex.split(line)[3:] for line in re.findall(r"^python -m townbase .+$", GUIDE, re.MULTILINE)]


def test_the_commands_of_the_guide_run_one_after_another(tmp_path, monkeypatch, filled_once):
    monkeypatch.chdir(tmp_path)
    for words in commands():
        result = CliRunner().invoke(main, words)
        assert result.exit_code == 0, (words, result.output)
        if words[:3] == ["template", "--out", "填报"]:  # a clerk fills it in
            shutil.rmtree("填报")
            shutil.copytree(filled_once.forms, "填报")
    assert [words[0] for words in commands()] == ["template", "template", "convert", "check", "build"]
    assert (tmp_path / "发布" / "current").is_file()


def test_the_guide_names_the_rows_as_they_stand():
    assert f"从第 {layout.FIRST_ROW} 行起填" in GUIDE
    assert f"第 {layout.HEADS} 行是列名，第 {layout.UNITS}、{layout.MEANINGS} 行是单位和填法，第 {layout.EXAMPLE} 行是示例" in GUIDE
