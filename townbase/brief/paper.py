"""A brief as HTML: one file, opened from disk as it stands, that prints to one or two pages of A4."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from townbase import theme, words
from townbase.brief import drawing
from townbase.brief.model import Brief, Cell, Column, Grid, Section
from townbase.brief.page_scale import pages
from townbase.charts.base.shape_key import KEY
from townbase.text import Markup, esc, join

SHEET = Path(__file__).parent / "brief.css"
SAID = dict(KEY) | {"dot": "达标"}
# Nothing is run and nothing is fetched, whatever stands in a name.
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def html(brief: Brief) -> str:
    """The whole document; no script, no link, no request, charts as inline SVG."""
    sheets = [[Markup(f'<div class="sheet" style="zoom:{scale}">'), *map(_section, own)] for scale, own in pages(brief)]
    sheets[0].insert(1, _head(brief))
    sheets[-1].append(_foot(brief))
    body = join(Markup(f"{join(sheet)}</div>") for sheet in sheets)
    return (
        f'<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{esc(POLICY)}">'
        f'<meta name="viewport" content="width=794"><title>{esc(brief.title)} {esc(brief.year_label)}</title>'
        f"<style>{_sheet()}</style></head><body><main>{body}</main></body></html>\n"
    )


def _head(brief: Brief) -> Markup:
    """Whose, which year, what is said first, and what it is not."""
    tag = Markup(f'<b class="tag">{words.SYNTHETIC_TAG}</b>') if brief.synthetic else Markup("")
    beside = join(Markup(f"<p>{esc(line)}</p>") for line in brief.beside)
    return Markup(
        f'<header><p class="mast"><span>{words.PRODUCT} · 一页纸</span><span>{esc(brief.above)}</span><span>{esc(brief.year_label)}</span>{tag}</p>'
        f'<h1>{esc(brief.title)}</h1><p class="headline">{esc(brief.headline)}</p><p class="lines">{join(brief.lines)}</p>'
        f'<p class="disclaimer">{esc(brief.disclaimer)}</p><div class="beside">{beside}</div></header>'
    )


def _section(section: Section) -> Markup:
    lines = join(Markup(f"<li>{esc(line)}</li>") for line in section.lines)
    parts = [
        f"<h2>{esc(section.title)}</h2>",
        f'<p class="how">{esc(section.reading)}</p>' if section.how or section.source else "",
        section.drawing,
        _grid(section.grid) if section.grid else "",
        _key(section.key) if section.key else "",
        f"<ul>{lines}</ul>" if lines else "",
        f'<p class="note">{esc(section.note)}</p>' if section.note else "",
    ]
    return Markup(f"<section>{''.join(parts)}</section>")


def _grid(grid: Grid) -> Markup:
    whole = sum(column.width for column in grid.columns)
    widths = join(Markup(f'<col style="width:{100 * column.width / whole:.2f}%">') for column in grid.columns)
    heads = join(Markup(f'<th scope="col"{_css(column)}>{esc(column.head)}</th>') for column in grid.columns)
    rows = join(
        Markup(f"<tr>{join(_cell(*pair, at == 0) for at, pair in enumerate(zip(row, grid.columns, strict=True)))}</tr>")
        for row in grid.rows
    )
    css = " class=lead" if grid.lead else ""
    return Markup(
        f"<table{css}><caption>{esc(grid.caption)}</caption><colgroup>{widths}</colgroup>"
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _cell(cell: Cell, column: Column, first: bool) -> Markup:
    inside = join([*_marks(cell), esc(cell.text)], "")
    if cell.bar:
        inside = drawing.bar(cell.bar)
    if cell.strong and inside:
        inside = Markup(f"<b>{inside}</b>")
    if cell.small:
        inside = Markup(f"{inside} <small>{esc(cell.small)}</small>")
    name, more = ("th", ' scope="row"') if first else ("td", "")
    return Markup(f"<{name}{more}{_css(column, cell.tone)}>{inside}</{name}>")


def _marks(cell: Cell) -> list[Markup]:
    """Shapes are silent beside a word; a number of them, or one that stands alone, says its word."""
    alone = not cell.text
    return [
        Markup(
            f'<span class="m m-{shape}">{drawing.shape(shape, SAID.get(shape, "") if alone else "")}{esc(n)}</span> '
        )
        for shape, n in cell.marks
    ]


def _css(column: Column, tone: str = "") -> Markup:
    names = " ".join(name for name in ("n" * column.number, "c" * column.centre, f"t-{tone}" if tone else "") if name)
    return Markup(f' class="{names}"' if names else "")


def _key(pairs: tuple[tuple[str, str], ...]) -> Markup:
    return Markup(
        f'<p class="key">{join(Markup(f"<span>{drawing.shape(shape)} {esc(word)}</span>") for shape, word in pairs)}</p>'
    )


def _foot(brief: Brief) -> Markup:
    sentence = join(Markup(f"<span><b>{esc(term)}</b> {esc(text)}</span>") for term, text in brief.foot)
    return Markup(f"<footer>{sentence}</footer>")


@lru_cache(maxsize=1)
def _sheet() -> str:
    """Paper is white: of each pair of colours the light one."""
    tokens = "".join(f"--{name}:{light};" for name, (light, _) in theme.TOKENS.items())
    return f":root{{{tokens}--font:{theme.FONT}}}\n{SHEET.read_text(encoding='utf-8')}"
