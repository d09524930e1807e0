"""A comparison as a page to print and sign: one file, no script, nothing asked of a network."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from townbase import words
from townbase.against.contents import Report
from townbase.charts.base.table import frame_table
from townbase.text import Markup, esc, join
from townbase.views.shared.card_content import CardContent

LISTED = 40  # rows of a table on paper; the workbook holds all
SIGNED_BY = ("经办人", "审核人", "负责人")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def page(report: Report, made_on: date) -> bytes:
    """The whole page as UTF-8."""
    css = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
    said = [*report.sides(), ("核对日期", words.date_label(made_on)), *report.warnings(), *report.summary.lines]
    terms = join(Markup(f"<dt>{esc(name)}</dt><dd>{esc(text)}</dd>") for name, text in said)
    marked = Markup(f'<p class="tag">{words.SYNTHETIC_TAG}</p>') if report.synthetic else Markup("")
    title = f"发布前核对：{report.summary.title}"
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{esc(POLICY)}">'
        f"<title>{esc(title)}</title><style>{css}</style></head><body>"
        f"{marked}<h1>{esc(title)}</h1><dl>{terms}</dl>"
        f"{join(_part(content) for content in report.contents)}"
        f'<section class="sign">{join(_signed(who) for who in SIGNED_BY)}</section></body></html>\n'
    ).encode()


def _part(content: CardContent) -> Markup:
    if content.table.empty:
        return Markup(f"<h2>{esc(content.card.file)}</h2><p>{esc(content.empty)}</p>")
    shown = frame_table(content.table.head(LISTED), caption=content.title)
    rest = len(content.table) - LISTED
    more = f'<p class="note">另有 {words.count(rest)} 行，见同时写出的工作簿。</p>' if rest > 0 else ""
    return Markup(f"<h2>{esc(content.title)}</h2>{shown}{more}")


def _signed(who: str) -> Markup:
    return Markup(f"<div>{esc(who)}　　　　　日期</div>")
