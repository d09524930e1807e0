"""What the README says is what runs: its commands are those of .ci/run, and every file it names is there."""

import re
import tomllib

import pytest

from townbase.settings import ROOT

READMES = ["README.md", "README.zh-CN.md"]
RUN = "python3 -m venv .venv && . .venv/bin/activate && pip install -r requirements.txt && streamlit run app.py"
TEST = "python3 -m venv .venv && . .venv/bin/activate && pip install -r requirements.txt -r tests/requirements.txt && pytest"
BARE = "python3 -m venv .venv && . .venv/bin/activate && pip install -r requirements.txt && pytest"


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands(name: str, language: str) -> list[str]:
    """The lines of every fenced block of that language."""
    blocks = re.findall(rf"^```{language}\n(.*?)^```", text(name), re.MULTILINE | re.DOTALL)
    return [line.strip() for block in blocks for line in block.splitlines()]


@pytest.mark.parametrize("readme", READMES)
def test_the_two_commands_stand_in_the_readme_to_be_copied(readme):
    assert commands(readme, "sh")[:2] == [RUN, TEST]


@pytest.mark.parametrize("readme", READMES)
def test_the_windows_lines_install_and_start_the_same(readme):
    for language in ("bat", "powershell"):
        run, test = commands(readme, language)
        assert "-r requirements.txt" in run and run.endswith("streamlit run app.py")
        assert "-r requirements.txt -r tests/requirements.txt" in test and test.endswith("pytest")


def test_ci_runs_the_readmes_test_command_and_the_bare_one():
    lines = [line.strip() for line in text(".ci/run").splitlines()]
    assert TEST in lines
    assert BARE in lines


@pytest.mark.parametrize("readme", [*READMES, "SECURITY.md"])
def test_every_file_that_a_page_links_to_exists(readme):
    links = re.findall(r"\]\(([^)#\s]+)\)", text(readme))
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []


@pytest.mark.parametrize("readme", READMES)
def test_every_command_of_townbase_in_the_readme_exists(readme):
    from townbase.__main__ import main

    named = re.findall(r"^python -m townbase (\w+)(.*?)(?:#|$)", text(readme), re.MULTILINE)
    assert {command for command, _ in named} == {"sample", "template", "convert", "check", "build", "brief"}
    for command, rest in named:
        options = {option for parameter in main.commands[command].params for option in parameter.opts}
        assert set(re.findall(r"--\w+", rest)) <= options


def test_both_readmes_give_the_same_commands():
    def lines(name):
        return [re.sub(r"\s+#.*", "", line) for line in commands(name, "(?:sh|bat|powershell)")]

    assert lines("README.md") == lines("README.zh-CN.md")


@pytest.mark.parametrize("file", ["requirements.txt", "tests/requirements.txt"])
def test_every_requirement_has_a_range_and_a_reason(file):
    lines = [line for line in text(file).splitlines() if line and not line.startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z-]+>=[\d.]+,<[\d.]+ +# .+", line)] == []


def test_a_bare_pytest_says_what_it_skipped():
    options = tomllib.loads(text("pyproject.toml"))["tool"]["pytest"]["ini_options"]
    assert "-ra" in options["addopts"].split()
    assert options["testpaths"] == ["tests"]
