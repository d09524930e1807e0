"""The few calls by which a page speaks to Streamlit: made at once, or written down and made from there.

A page that is remembered only writes down; what is shown is always made from what was written, the first time too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Literal

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from townbase.charts.base.plot import Plot
from townbase.ui.cards import seen_rows
from townbase.ui.memory.plot_message import send_plot

Width = Literal["stretch", "content"]
Made = Callable[[], bytes]
MakeFile = Callable[[str], Made]
Call = tuple[Any, ...]


@dataclass
class Written:
    """calls: (what, …) in plain values · live: the calls with a state of their own, by their place
    files: button -> what makes its file; it closes over frames and is never kept"""

    calls: list[Call] = field(default_factory=list)
    live: list[Callable[[], None]] = field(default_factory=list)
    files: dict[str, Made] = field(default_factory=dict)
    boxes: int = 0


_written: ContextVar[Written | None] = ContextVar("written", default=None)


@contextmanager
def writing(written: Written) -> Iterator[None]:
    """Inside, nothing is shown: all is written down."""
    token = _written.set(written)
    try:
        yield
    finally:
        _written.reset(token)


def html(markup: str, width: Width = "stretch") -> None:
    _do("html", str(markup), width)


def plot(key: str, drawn: Plot) -> None:
    figure = drawn.figure()
    _do("plot", key, figure.to_json(validate=False), int(figure.layout.height or 0), drawn.alt)


def container(key: str, **layout: Any) -> AbstractContextManager:
    """layout: horizontal, vertical_alignment, gap, width as in st.container"""
    return _open("container", 1, key, layout)[0]


def columns(widths: tuple[int, ...]) -> list[AbstractContextManager]:
    return _open("columns", len(widths), widths)


def expander(label: str) -> AbstractContextManager:
    return _open("expander", 1, label)[0]


def download(key: str, label: str, made: Made, called: str, kind: str, rows: int | None = None) -> None:
    """A button whose file is made when it is pressed, off the script's thread."""
    written = _written.get()
    if written is None:
        _download(key, label, called, kind, made, rows)
        return
    written.files[key] = made
    written.calls.append(("download", key, label, called, kind, rows))


def live(function: Callable[..., None], *args: Any) -> None:
    """A piece with a state of its own is called anew each time; args: nothing that holds frames."""
    written = _written.get()
    if written is None:
        function(*args)
        return
    written.calls.append(("live", len(written.live)))
    written.live.append(lambda: function(*args))


def spinner(text: str) -> AbstractContextManager:
    """Only where somebody looks on."""
    return nullcontext() if get_script_run_ctx(suppress_warning=True) is None else st.spinner(text)


def no_files(button: str) -> Made:
    raise KeyError(button)


def show_written(calls: list[Call], live: Sequence[Callable[[], None]] = (), make: MakeFile = no_files) -> None:
    """Make every call. make: button -> what makes its file"""
    boxes: list[AbstractContextManager] = []
    inside: list[AbstractContextManager] = []
    try:
        for what, *values in calls:
            if what == "in":
                inside.append(boxes[values[0]])
                inside[-1].__enter__()
            elif what == "out":
                inside.pop().__exit__(None, None, None)
            elif what == "live":
                live[values[0]]()
            elif what == "download":
                key, label, called, kind, rows = values
                _download(key, label, called, kind, make(key), rows)
            elif what in OPEN:
                boxes.extend(OPEN[what](*values))
            else:
                SHOW[what](*values)
    finally:
        while inside:
            inside.pop().__exit__(None, None, None)


class _Box:
    """A container that is only written down."""

    def __init__(self, written: Written, at: int) -> None:
        self.written, self.at = written, at

    def __enter__(self) -> None:
        self.written.calls.append(("in", self.at))

    def __exit__(self, *_: object) -> None:
        self.written.calls.append(("out",))


def _do(what: str, *values: Any) -> None:
    written = _written.get()
    if written is None:
        SHOW[what](*values)
    else:
        written.calls.append((what, *values))


def _open(what: str, many: int, *values: Any) -> list[AbstractContextManager]:
    written = _written.get()
    if written is None:
        return OPEN[what](*values)
    written.calls.append((what, *values))
    first = written.boxes
    written.boxes += many
    return [_Box(written, first + at) for at in range(many)]


def _html(markup: str, width: Width) -> None:
    st.html(markup, width=width)


def _download(key: str, label: str, called: str, kind: str, made: Made, rows: int | None) -> None:
    called = called if rows is None else seen_rows.named(called, key, rows)
    st.download_button(label, made, called, kind, key=key, on_click="ignore", type="tertiary")


SHOW: dict[str, Callable[..., None]] = {"html": _html, "plot": send_plot}
OPEN: dict[str, Callable[..., list]] = {
    "container": lambda key, layout: [st.container(key=key, **layout)],
    "columns": lambda widths: st.columns(widths, gap="medium"),
    "expander": lambda label: [st.expander(label)],
}
