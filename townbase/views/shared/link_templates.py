"""Hundreds of addresses that differ in a few ids: the selection writes one, the rest are filled in."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from townbase.selection import Selection


def many(selection: Selection, page: str, *keys: str, **fixed: object) -> Callable[..., str]:
    """A call with one value per key that gives what selection.href(page, **values, **fixed) gives."""
    marks = [f"~{key}~" for key in keys]  # no id holds a tilde, and no quoting touches one
    pattern = selection.href(page, **dict(zip(keys, marks, strict=True)), **fixed)

    def href(*values: str) -> str:
        text = pattern
        for mark, value in zip(marks, values, strict=True):
            text = text.replace(mark, quote(value, safe=""))
        return text

    return href


def of_indicator(selection: Selection, indicator: str | None = None, stage: str | None = None) -> str:
    """The page of one indicator, here the chosen one unless another is given; a stage `none` is no choice."""
    chosen = {"indicator": indicator or selection.indicator, "stage": stage if indicator else selection.stage}
    return selection.href("indicator", **chosen | ({"stage": None} if chosen["stage"] == "none" else {}), tab=None)


def to_indicators(selection: Selection) -> Callable[[str, str], str]:
    """The same for many: a call with indicator and stage."""
    staged = many(selection, "indicator", "indicator", "stage", tab=None)
    whole = many(selection, "indicator", "indicator", stage=None, tab=None)
    return lambda indicator, stage: whole(indicator) if stage == "none" else staged(indicator, stage)
