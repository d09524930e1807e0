"""Town and city as two dots on a line, an area a row; the signed difference stands at the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from townbase.charts.base.glyphs import glyph, status
from townbase.charts.base.scale import Scale, padded
from townbase.text import Markup, esc, is_missing, join


def dumbbell(
    frame: pd.DataFrame, *, caption: str, area: str, own: str = "", scale: Callable[[float], str] = str
) -> Markup:
    """`frame`: name, mark, href, whole, town, urban, own_urban (numbers), town_said, urban_said, own_said, gap_said, state, when, verdict, code.

    area: the head of the first column · own: what the tick of `own_urban` is called, '' = not drawn
    scale: number -> text for the two ends of the axis
    """
    rows = frame.to_dict("records")
    every = [row[side] for row in rows for side in ("town", "urban", "own_urban") if not is_missing(row[side])]
    low, high = min(every), max(every)
    at = Scale(*padded(low, high, 0.04), 0, 100)
    has_own = bool(own) and any(not is_missing(row["own_urban"]) for row in rows)
    tick = f'<span><i class="tb-own"></i>{esc(own)}</span>' if has_own else ""
    own_head = f'<th scope="col" class="n tb-wide">{esc(own)}</th>' if has_own else ""
    key = (
        f'<p class="tb-key"><span><i class="tb-dot-town"></i>乡镇</span><span><i class="tb-dot-urban"></i>城区对照</span>{tick}'
        f"<span>横轴 {esc(scale(low))} 至 {esc(scale(high))}</span></p>"
    )
    body = join(_row(row, at, has_own) for row in rows)
    return Markup(
        f'{key}<table class="tb-t tb-dumb"><caption class="tb-said">{esc(caption)}</caption><thead><tr>'
        f'<th scope="col">{esc(area)}</th><th scope="col" class="n">乡镇值</th><th scope="col" class="tb-rail tb-wide"></th>'
        f'<th scope="col" class="n">城区值</th>{own_head}<th scope="col" class="n">差值</th><th scope="col">追平（推算）</th></tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def _row(row: Mapping, at: Scale, has_own: bool) -> Markup:
    worse = row["state"] == "not_closing"
    name = Markup(f'<a data-nav href="{esc(row["href"])}">{esc(row["name"])}</a>') if row["href"] else esc(row["name"])
    mark = Markup(f' <small class="tb-borrowed">{esc(row["mark"])}</small>') if row["mark"] else ""
    gap = (
        Markup(f'<b class="tb-strong">{glyph("not_met", "没有缩小")} {esc(row["gap_said"])}</b>')
        if worse
        else Markup(f"<b>{esc(row['gap_said'])}</b>")
    )
    judged = Markup(f" {status(row['code'], row['verdict'])}") if row["verdict"] else Markup("")
    kind = " ".join(css for css, on in (("tb-whole", row["whole"]), ("tb-worse", worse)) if on)
    own = Markup(f'<td class="n tb-wide">{esc(row["own_said"])}</td>') if has_own else ""
    when = Markup(f'<span class="{"tb-strong" if worse else "tb-muted"}">{esc(row["when"])}</span>{judged}')
    return Markup(
        f'<tr{f" class={chr(34)}{kind}{chr(34)}" if kind else ""}><th scope="row">{name}{mark}</th>'
        f'<td class="n">{esc(row["town_said"])}</td><td class="tb-rail" aria-hidden="true">{_track(row, at)}</td>'
        f'<td class="n">{esc(row["urban_said"])}</td>{own}<td class="n">{gap}</td><td class="tb-when">{when}</td></tr>'
    )


def _track(row: Mapping, at: Scale) -> Markup:
    town, urban = at(row["town"]), at(row["urban"])
    left, right = min(town, urban), max(town, urban)
    own = ""
    if not is_missing(row["own_urban"]):
        own = (
            f'<i class="tb-own" style="left:{at(row["own_urban"]):.2f}%" title="本区县城区 {esc(row["own_said"])}"></i>'
        )
    return Markup(
        f'<div><i class="tb-rod" style="left:{left:.2f}%;width:{right - left:.2f}%"></i>{own}'
        f'<i class="tb-dot-urban" style="left:{urban:.2f}%"></i><i class="tb-dot-town" style="left:{town:.2f}%"></i></div>'
    )
