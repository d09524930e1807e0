"""口径与依据 of one indicator beside its table: document, the whole sentence with the clause in bold, and the lines."""

from __future__ import annotations

from townbase.charts.base.elements import text_link
from townbase.text import Markup, esc, join


def basis(one, document: str) -> Markup:
    """`one`: views.indicator.basis.Basis."""
    cited = join(
        Markup(
            f'<dt>条款</dt><dd class="tb-cited"><small>{esc(where)}</small>{esc(said.before)}<b>{esc(said.clause)}</b>{esc(said.after)}'
            f' <span class="tb-screen">{text_link(f"policy?clause={said.clause_id}", "查看原文")}</span></dd>'
        )
        for where, said in one.cited
    )
    lines = join(Markup(f"<dt>{esc(term)}</dt><dd>{esc(text)}</dd>") for term, text in one.lines)
    return Markup(f'<dl class="tb-def tb-basis"><dt>文件</dt><dd>{esc(document)}</dd>{cited}{lines}</dl>')
