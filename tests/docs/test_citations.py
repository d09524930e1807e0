"""Nothing in the project cites a page that is not in it: a reader could not look it up."""

import re

from tests.docs.pages import files
from townbase.settings import ROOT

TEXT = {".py", ".sql", ".md", ".toml", ".csv", ".txt", ".js", ".css", ".yaml", ""}
CITED = re.compile(r"[\w./-]*\w\.md\b")
# What is known only where the project was written, or lies behind a number that means nothing elsewhere.
ELSEWHERE = re.compile(r"\bissues? #?\d+|\b(?:see|per|in) the issue\b|(?<![\w/])/work/", re.IGNORECASE)


def lines():
    """(file:line, text) of every text file but this one."""
    for file in files():
        if file.suffix in TEXT and (ROOT / file) != ROOT / "tests/docs/test_citations.py":
            for number, line in enumerate((ROOT / file).read_text(encoding="utf-8").splitlines(), 1):
                yield f"{file.as_posix()}:{number}", line


def test_every_page_that_is_cited_is_in_the_project():
    pages = {file.name for file in files() if file.suffix == ".md"}
    cited = [(place, name) for place, line in lines() for name in CITED.findall(line)]
    assert [found for found in cited if found[1].rpartition("/")[2] not in pages] == []


def test_no_line_points_outside_the_project():
    assert [place for place, line in lines() if ELSEWHERE.search(line)] == []


def test_no_file_keeps_both_sides_of_a_merge():
    assert [place for place, line in lines() if re.match(r"(<{7}|>{7}) ", line)] == []
