"""What the README says is what runs: its commands are those of .ci/run, and a commit is held to the same style."""

import re
import tomllib

import pytest

from townbase.settings import ROOT

READMES = ["README.md", "README.zh-CN.md"]
RUN = "python3 -m venv .venv && . .venv/bin/activate && pip install -r requirements.txt && streamlit run app.py"
TEST = "python3 -m venv .venv && . .venv/bin/activate && pip install -r requirements.txt -r tests/requirements.txt && pytest -n auto"
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
        assert "-r requirements.txt -r tests/requirements.txt" in test and test.endswith("pytest -n auto")


def test_ci_runs_the_readmes_test_command_and_the_bare_one():
    lines = [line.strip() for line in text(".ci/run").splitlines()]
    assert TEST in lines
    assert BARE in lines


def test_both_readmes_give_the_same_commands():
    def lines(name):
        return [re.sub(r"\s+#.*", "", line) for line in commands(name, "(?:sh|bat|powershell)")]

    assert lines("README.md") == lines("README.zh-CN.md")


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-signin.txt", "tests/requirements.txt"])
def test_every_requirement_has_a_range_and_a_reason(file):
    lines = [line for line in text(file).splitlines() if line and not line.startswith(("#", "-r "))]
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9-]+>=[\d.]+,<[\d.]+ +# .+", line)] == []


def test_a_bare_pytest_says_what_it_skipped():
    options = tomllib.loads(text("pyproject.toml"))["tool"]["pytest"]["ini_options"]
    assert "-ra" in options["addopts"].split()
    assert options["testpaths"] == ["tests"]


def test_the_definitions_name_every_table_with_its_key_and_every_reading_reason_and_setting():
    from townbase.settings import load_settings
    from townbase.sqlfiles import read_room

    page = text("docs/definitions.md")
    for name, sql in read_room("mart").items():
        first = sql.split("\n", 1)[0].removeprefix("-- grain: ")
        assert f"| {name} | " in page and f" | {first} |" in page, f"docs/definitions.md: the line of {name} is not that of its file"
    codes = re.findall(r"^\s+\('(\w+)', ", read_room("mart")["reading"] + read_room("mart")["reason_verdict"], re.MULTILINE)
    assert len(codes) > 30
    assert [word for word in [*codes, *load_settings()] if not re.search(rf"\b{word}\b", page)] == []


def test_a_hook_before_a_commit_runs_what_ci_runs():
    steps = dict(re.findall(r'step "([^"]+)" \S+ in_venv (.+)$', text(".ci/run"), re.MULTILINE))
    hooks = dict(re.findall(r"name: (.+)\n +entry: (.+)\n +language: system\n +pass_filenames: false", text(".pre-commit-config.yaml")))
    assert hooks == steps != {}


def test_the_readme_names_every_command_that_makes_or_reads_a_delivery():
    for readme in READMES:
        named = re.findall(r"^python -m townbase (\w+)", text(readme), re.MULTILINE)
        assert list(dict.fromkeys(named)) == ["sample", "template", "convert", "check", "build", "brief"]
