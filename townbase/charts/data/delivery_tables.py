"""What the city shown is built from, in tables: the delivery, its files, what came of what was due, findings, certification."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from townbase import words
from townbase.asking import tuples
from townbase.charts.base.elements import text_link
from townbase.charts.base.glyphs import glyph, status
from townbase.charts.base.table import Column, table
from townbase.charts.data.data_cells import file_and_mark, list_table, review, two_lines
from townbase.text import Markup, esc, join


def facts(frame: pd.DataFrame) -> Markup:
    """Two columns of words, term and what it is."""
    terms = join(Markup(f"<dt>{esc(name)}</dt><dd>{esc(text)}</dd>") for name, text in tuples(frame))
    return Markup(f'<dl class="tb-def tb-facts">{terms}</dl>')


def files(frame: pd.DataFrame, caption: str) -> Markup:
    heads = [
        Column("数据", css="tb-wrap"), Column("行数", number=True), Column("数据时点"), Column("来源", css="tb-wrap"), Column("审核"),
        Column("文件和校验码"),
    ]  # fmt: skip
    return list_table(heads, map(_file, frame.to_dict("records")), caption=caption, css="tb-data-files")


def _file(row: Mapping) -> list:
    name = two_lines(row["name"], row["about"])
    if row["brings"]:
        return [two_lines(name, f"提供后可以看到：{row['brings']}"), "", "", "", review(row), ""]
    return [name, words.count(row["rows"]), row["as_of"], row["kind"], review(row), file_and_mark(row)]


def returns(frame: pd.DataFrame, head: str, extracts: Sequence[str], caption: str) -> Markup:
    """A row a year or a place, a column an extract: all in, or how many of how many.

    On a phone a row says how many kinds are all in and lists only the others.
    """
    columns = [Column(head), *(Column(words.EXTRACT.get(name, name), number=True) for name in extracts)]
    rows = (
        [_place(row, extracts), *(_returned(name, row[name]) for name in extracts)] for row in frame.to_dict("records")
    )
    return table(columns, rows, caption=caption, css="tb-cards tb-returns")


def _place(row: Mapping, extracts: Sequence[str]) -> Markup:
    name = Markup(f"<b>{esc(row['name'])}</b>") if row["current"] else text_link(row["href"], row["name"])
    owed = [row[extract] for extract in extracts if row[extract] is not None]
    full = sum(reported >= due for reported, due in owed)
    text = f"{full} 类都已报齐" if full == len(owed) else f"{full} 类已报齐，{len(owed) - full} 类未报齐"
    return Markup(f'{name}<small class="tb-lab">{text}</small>')


def _returned(extract: str, cell: tuple[int, int] | None) -> Markup:
    if cell is None:
        return Markup('<span class="tb-muted tb-full" title="不需报送">–</span>')
    reported, due = cell
    if reported >= due:
        return Markup(f'<span class="tb-muted tb-full">{words.count(due)} 报齐</span>')
    label = f'<span class="tb-lab">{esc(words.EXTRACT.get(extract, extract))}：</span>'
    nothing = "" if reported else f"{glyph('missing')} "
    return Markup(f"{label}{nothing}<b>{words.count(reported)}</b>／{words.count(due)}")


def findings(frame: pd.DataFrame, caption: str, most: int = 100) -> Markup:
    heads = [Column("级别"), *(Column(name, css="tb-wrap") for name in ("问题", "处理", "文件", "位置"))]
    cells = frame.head(most)[["severity", "what", "todo", "file", "key"]].itertuples(index=False)
    shown = list_table(heads, cells, caption=caption)
    rest = len(frame) - most
    return (
        join([shown, Markup(f'<p class="tb-note">另有 {words.count(rest)} 条，在下载的文件里；也可用查找框。</p>')])
        if rest > 0
        else shown
    )


def certified(frame: pd.DataFrame, caption: str) -> Markup:
    heads = [
        Column("乡镇（街道）"), Column("目标", css="tb-wrap"), Column("测算"), Column("认定"), Column("测算依据", css="tb-wrap"),
        Column("认定日期和单位", css="tb-wrap"),
    ]  # fmt: skip
    return list_table(heads, map(_decided, frame.to_dict("records")), caption=caption, named=2)


def _decided(row: Mapping) -> list:
    return [
        two_lines(text_link(row["href"], row["name"]) if row["href"] else row["name"], row["district"]),
        row["goal"],
        status(row["computed"], row["computed_word"]),
        status(row["certified"], row["certified_word"]),
        two_lines(row["rests_on"], row["year"]),
        two_lines(row["decided_on"], row["decided_by"]),
    ]
