"""The server's visit to itself: what everybody opens first stands before it is asked for, and nothing fails for it."""

import threading

import pytest

from tests.support.open_page import open_page, page_text, sample_served
from townbase import versions
from townbase.page_records import PAGES
from townbase.ui.memory import kept, warm


@pytest.fixture
def served(sample_db):
    with sample_served(sample_db):
        yield sample_db


def bodies() -> int:
    return sum(key[0] == "body" for key in kept.pages._pages)


def test_after_it_the_first_reader_finds_every_page_of_the_navigation(served):
    warm.visit_all(served, threading.Event())
    assert bodies() == len(PAGES)
    page_text(open_page("app.py"))
    page_text(open_page("4_retention.py"))
    assert bodies() == len(PAGES)


def test_a_page_that_fails_keeps_none_of_the_others_back(served, monkeypatch, tmp_path):
    broken = tmp_path / "broken.py"
    broken.write_text("raise ValueError('broken')", encoding="utf-8")
    policy = warm.scripts()["policy"]
    monkeypatch.setattr(warm, "scripts", lambda: {"path": broken, "policy": policy})
    warm.visit_all(served, threading.Event())
    assert bodies() == 1


def test_it_comes_again_after_a_publication_and_never_for_what_stands(served, monkeypatch):
    visited, ended, looks = [], threading.Event(), iter(["a" * 12, "a" * 12, "b" * 12, None, "b" * 12])

    def current(_):
        found = next(looks, "end")
        if found == "end":
            ended.set()
            raise OSError("the folder is gone")
        return found

    monkeypatch.setattr(versions, "current", current)
    monkeypatch.setattr(warm, "LOOK_EVERY", 0.0)
    monkeypatch.setattr(warm, "visit_all", lambda *_: visited.append(1))
    warm._keep_warm(ended)
    assert len(visited) == 2
