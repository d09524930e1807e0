"""What a line says to the hand (点指标名看…): it stands on the screen and nowhere else."""

from __future__ import annotations

import re

from townbase.text import Markup, esc, is_missing, join

# A clause from its stop before to the one behind; 每点一个乡镇 does not begin with 点, 点数 asks for nothing.
HINT = re.compile(r"(?:^|[，；。])(?:点|指向|[^，；。]*可点)[^，；。]*(?:看|切换)[^，；。]*")
ENDS = "，；。"


def on_paper(text: object) -> str:
    """The line as a file says it: 按行政区划顺序；点区县名看该区县。 -> 按行政区划顺序。"""
    if is_missing(text):
        return ""
    rest = HINT.sub("", str(text)).lstrip(ENDS)
    return Markup(rest) if isinstance(text, Markup) else rest


def on_screen(text: object) -> Markup:
    """The whole line as markup, in it marked (tb-screen) what a picture and a print leave out."""
    if isinstance(text, Markup):
        return text
    line = "" if is_missing(text) else str(text)
    parts, at, left = [], 0, ""
    for found in HINT.finditer(line):
        start, end = max(found.start(), at), found.end()
        left += line[at:start]
        if not left:  # nothing is left before it: the stop behind it goes with it
            end += line[end : end + 1] != ""
        parts += [esc(line[at:start]), Markup(f'<span class="tb-screen">{esc(line[start:end])}</span>')]
        at = end
    return join([*parts, esc(line[at:])])
