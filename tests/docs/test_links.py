"""A page leads only to what is there: links, paths, commands and options, nouns of the glossary."""

import re
import shlex
from itertools import chain
from pathlib import PurePosixPath

import pytest

from tests.docs.pages import files, pages, prose, quoted, text
from townbase.__main__ import main
from townbase.settings import PACKAGE, ROOT

# A path may be written from its page, from the root, from the package, or from its SQL; <page> and * stand for any name.
STARTS = (ROOT, PACKAGE, PACKAGE / "sql")
ENDINGS = "py|sql|md|csv|toml|txt|css|js|docx|yaml|sh"
PATH = re.compile(rf"\.?[\w.<>*-]+(/[\w.<>*-]+)+/?|[\w.<>*-]+/|[\w<>*-]+\.({ENDINGS})")
# Words with a stroke that are no paths, and files that belong to the reader or to git.
NO_PATHS = {"FILE.docx", "M.toml", "brief.html", "data/published", "shared/", "base/"}


def is_there(path: str, page: str = "README.md") -> bool:
    if (ROOT / page).parent.joinpath(path).exists():
        return True
    pattern = re.sub(r"<[^<>]+>", "*", path).rstrip("/")
    if "/" not in path.rstrip("/") and not path.endswith("/"):
        return any(file.match(pattern) for file in files())
    return any(next(start.glob(pattern), None) for start in STARTS)


def links(name: str) -> list[str]:
    return [link for link in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", prose(name)) if "://" not in link]


@pytest.mark.parametrize("page", pages())
def test_every_link_leads_to_a_file_or_folder(page):
    at = PurePosixPath(page).parent
    assert [link for link in links(page) if not (ROOT / at / link).exists()] == []


@pytest.mark.parametrize("page", pages())
def test_every_link_to_a_heading_finds_it(page):
    at = PurePosixPath(page).parent
    named = re.findall(r"\]\(([^)#\s]*)#([^)\s]+)\)", prose(page))
    inside = [(link, mark) for link, mark in named if "://" not in link]
    assert [(link, mark) for link, mark in inside if mark not in marks((at / link).as_posix() if link else page)] == []


def marks(page: str) -> set[str]:
    """The marks that headings get: small letters, blanks as hyphens, no other signs."""
    heads = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", pages())
def test_every_path_that_a_page_names_exists(page):
    paths = [found for found in quoted(page) if PATH.fullmatch(found) and found not in NO_PATHS]
    assert [path for path in paths if not is_there(path, page)] == []


def test_a_path_that_is_not_there_is_noticed():
    assert is_there("townbase/sql/mart/verdict/progress.sql") and is_there("mart/verdict/progress.sql") and is_there("views/<page>/")
    assert not is_there("townbase/sql/mart/no_such.sql") and not is_there("no_such.py") and not is_there("views/<page>/no_such.py")


@pytest.mark.parametrize("page", pages())
def test_every_command_that_a_page_names_exists_with_its_options(page):
    for line in re.findall(r"python3? -m townbase ([^`\n]+)", text(page)):
        name, *words = shlex.split(line.partition(" #")[0].partition("   ")[0])
        assert name in main.commands, line
        options = set(chain.from_iterable(option.opts for option in main.commands[name].params))
        assert {word for word in words if word.startswith("--")} <= options, line


@pytest.mark.parametrize("page", pages())
def test_every_module_that_a_page_runs_exists(page):
    for module in re.findall(r"python3? -m (tests[\w.]*)", text(page)):
        base = ROOT / module.replace(".", "/")
        assert base.with_suffix(".py").exists() or (base / "__main__.py").exists(), module


def test_the_nouns_of_the_glossary_stand_in_the_code():
    code = "\n".join(
        (ROOT / file).read_text(encoding="utf-8")
        for file in files()
        if file.suffix in (".py", ".sql", ".csv", ".toml", ".css") and file.parts[0] in ("townbase", "pages", "app.py")
    )
    words = set(re.findall(r"\w+", code))
    cells = [line.split("|")[2] for line in prose("docs/glossary.md").splitlines() if line.startswith("| ")]
    nouns = {noun for cell in cells for noun in re.findall(r"`(\w+)`", cell)}
    assert nouns and nouns - words == set()
