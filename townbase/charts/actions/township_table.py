"""Townships down, the judged indicators of one action across: a dot where met, ▲ and whole units where not."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.charts.base.glyphs import glyph, status
from townbase.charts.base.table import scroll
from townbase.text import Markup, esc, join

FITS = 3  # so many indicator columns beside the three of the township stand side by side on a phone
# What is not work stays light: shape by class, the word for who cannot see it.
QUIET = {
    "met": ("tb-g-dot", "达标"),
    "missing": ("tb-g-missing", words.UNDECIDED),
    "not_applicable": ("tb-g-not_applicable", words.INAPPLICABLE),
}


def action_table(frame: pd.DataFrame, columns: list[Row], *, by_district: bool, caption: str) -> Markup:
    """The frame of views.action_rows.townships and its columns. by_district: a head per district, else one flat list."""
    towns = records(frame)
    if by_district:
        body = join(_district(list(own), columns) for _, own in groupby(towns, key=lambda town: town["district_id"]))
    else:
        body = Markup(f"<tbody>{join(_row(town, columns, named=True) for town in towns)}</tbody>")
    inside = Markup(
        f'<table class="tb-t tb-acts"><caption class="tb-said">{esc(caption)}</caption>{_head(columns)}{body}</table>'
    )
    # Where the table fits a phone the hint would ask for nothing.
    return scroll(inside, caption, swipe="左右滑动可看全部指标" if len(columns) > FITS else "")


def _head(columns: list[Row]) -> Markup:
    """Indicator titles over their stages, then what each is held against and where the city's schools stand."""
    titles = join(
        Markup(
            f'<th scope="colgroup" colspan="{len(own)}">'
            f'<a data-nav href="{esc(own[0]["href"])}">{esc(own[0]["title"])}</a>{"" if own[0]["core"] else "<small>参考</small>"}</th>'
        )
        for own in (list(group) for _, group in groupby(columns, key=lambda col: col["indicator_id"]))
    )
    stages = join(Markup(f'<th scope="col" class="tb-c">{esc(col["stage_word"])}</th>') for col in columns)
    targets = join(Markup(f'<td class="tb-c">{esc(_bare(col["target"]))}</td>') for col in columns)
    urban = join(Markup(f'<td class="tb-c">{esc(col["urban"])}</td>') for col in columns)
    return Markup(
        f'<thead><tr><td></td><th scope="col" rowspan="2">本行动</th><th scope="col" rowspan="2" class="n">{words.UNMET}<br>/应评</th>'
        f'{titles}</tr><tr><th scope="col">乡镇</th>{stages}</tr>'
        f'<tr class="tb-bench"><th scope="row">目标</th><td></td><td></td>{targets}</tr>'
        f'<tr class="tb-bench"><th scope="row">城区</th><td></td><td></td>{urban}</tr></thead>'
    )


def _bare(target: str) -> str:
    """A target that is the urban value has its number in the next row already."""
    return "不低于城区" if target.startswith("城区") else target


def _district(towns: list[Row], columns: list[Row]) -> Markup:
    head = (
        f'<tr class="tb-group"><th scope="rowgroup" colspan="{len(columns) + 3}">{esc(towns[0]["district"])}</th></tr>'
    )
    return Markup(f"<tbody>{head}{join(_row(town, columns, named=False) for town in towns)}</tbody>")


def _row(town: Mapping, columns: list[Row], *, named: bool) -> Markup:
    lead = f"{glyph('met', '六项目标全部达标')} " if town["all_met"] else ""
    place = f" <small>{esc(town['district'])}</small>" if named else ""
    count = f"<b class=tb-red>{town['not_met']}</b>" if town["not_met"] else "0"
    waiting = f'<small class="tb-line2">另 {town["missing"]} 项待判定</small>' if town["missing"] else ""
    word = status(town["status"], town["word"]) if town["status"] else Markup("")
    cells = join(_cell(cell) for cell in town["cells"])
    return Markup(
        f'<tr><th scope="row">{lead}<a data-nav href="{esc(town["href"])}">{esc(town["name"])}</a>{place}</th>'
        f'<td>{word}</td><td class="n">{count}/{town["judged"]}{waiting}</td>{cells}</tr>'
    )


def _cell(cell: Mapping) -> Markup:
    if not cell["shape"]:
        return Markup('<td class="tb-c"></td>')
    if cell["shape"] in QUIET:
        css, word = QUIET[cell["shape"]]
        return Markup(f'<td class="tb-c tb-hx {css}">{word}</td>')
    css = "tb-c tb-hit" if cell["shape"] == "not_met" else "tb-c"
    return Markup(f'<td class="{css}">{glyph(cell["shape"], cell["label"])}{esc(cell["number"])}</td>')
