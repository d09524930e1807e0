"""The rules of the house that import-linter cannot see: app.py and pages/ lie outside the package."""

import ast
import re
import sys

import pytest

from townbase.settings import ROOT

PAGES = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py"))]
MAY_IMPORT = {"townbase", "streamlit", *sys.stdlib_module_names}
# A page is a short list of cards: what it shows comes from views and charts, what it reads comes through the frame.
BELOW = {"townbase.store", "townbase.build", "townbase.sqlfiles", "townbase.checks", "townbase.contracts"}


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_imports_nothing_but_streamlit_and_the_rooms_made_for_it(page):
    names = set(imported(page))
    assert {name.split(".")[0] for name in names} <= MAY_IMPORT
    assert not {name for name in names if any(name == room or name.startswith(f"{room}.") for room in BELOW)}


def test_every_module_of_views_and_charts_and_every_mart_is_named_by_a_test():
    """So that a fault is looked for in one place: by an import, or where page tests hold it, in their first lines."""
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))
    modules = [path for room in ("views", "charts") for path in (ROOT / "townbase" / room).rglob("*.py") if path.name != "__init__.py"]
    unnamed = [str(path.relative_to(ROOT)) for path in modules if not _named(".".join(path.relative_to(ROOT).with_suffix("").parts), tests)]
    unnamed += [path.name for path in (ROOT / "townbase" / "sql" / "mart").rglob("*.sql") if not re.search(rf"\b{path.stem}\b", tests)]
    assert unnamed == []


def _named(module: str, tests: str) -> bool:
    room, _, name = module.rpartition(".")
    return module in tests or re.search(rf"from {re.escape(room)} import (?:[^\n(]*|\([^)]*)\b{name}\b", tests) is not None
