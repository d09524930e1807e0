"""The plan in reading width: headings with their counts in the margin, demands as links that open what answers them."""

from __future__ import annotations

from collections.abc import Iterable

from townbase.text import Markup, esc, join


def policy_text(parts: Iterable) -> Markup:
    """`parts`: views.policy.policy_text.Part."""
    return Markup(f'<article class="tb-policy">{join(_part(part) for part in parts)}</article>')


def _part(part) -> Markup:
    tag = f"h{part.level}"
    counts = f'<span class="tb-policy-counts">{esc(part.counts)}</span>' if part.counts else ""
    lines = join(Markup(f"<p>{join(_piece(piece) for piece in line)}</p>") for line in part.paragraphs)
    return Markup(f'<{tag} id="{esc(part.clause)}">{esc(part.heading)}{counts}</{tag}>{lines}')


def _piece(piece) -> Markup:
    if not piece.href:
        return esc(piece.text)
    css = f"tb-clause-{piece.kind or 'headline'}{' tb-clause-unmet' if piece.unmet else ''}"
    here = ' aria-current="true"' if piece.opened else ""
    return Markup(
        f'<a data-nav data-stay="wide" id="{esc(piece.clause)}" class="{css}" href="{esc(piece.href)}"{here}>{esc(piece.text)}</a>'
    )
