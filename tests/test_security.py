"""SECURITY.md promises nothing that no test shows: every test it names exists, and every promise names one."""

import ast
import re

import pytest

from townbase.settings import ROOT

TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
PROMISED = TEXT.partition("## What is promised")[2].partition("## What is not promised")[0]
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)


def defined(file: str) -> set[str]:
    """Names of all test functions and classes of a file that hold tests, methods too."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    functions = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    classes = {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and any(isinstance(inside, ast.FunctionDef) and inside.name.startswith("test_") for inside in node.body)
    }
    return functions | classes


@pytest.mark.parametrize(("file", "name"), NAMED, ids=[name for _, name in NAMED])
def test_every_test_that_it_names_exists(file, name):
    assert name.startswith(("test_", "Test"))
    assert name in defined(file)


def test_every_promise_names_a_test():
    promises = re.split(r"^\*\*", PROMISED, flags=re.MULTILINE)[1:]
    assert len(promises) >= 10
    assert [promise.partition("**")[0] for promise in promises if not re.search(r"^- `tests/", promise, re.MULTILINE)] == []


def test_nothing_is_named_that_is_no_test():
    assert len(re.findall(r"^- `", PROMISED, re.MULTILINE)) == len(NAMED)
