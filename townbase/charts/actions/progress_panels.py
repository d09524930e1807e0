"""A small panel per district: one column a year, as high as the share of its townships that are met."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase.text import Markup, esc, join


def progress_panels(frame: pd.DataFrame) -> Markup:
    """`frame`: name, href, said, against, fewer, behind, bars (year, share 0–1 or None, said)."""
    return Markup(f'<div class="tb-progress">{join(_panel(one) for one in frame.to_dict("records"))}</div>')


def _panel(one: Mapping) -> Markup:
    label = "；".join(bar["text"] for bar in one["bars"])
    bars = join(_bar(bar) for bar in one["bars"])
    against = Markup(f'<b class="tb-red">↓ {esc(one["against"])}</b>') if one["fewer"] else esc(one["against"])
    behind = Markup(f'，<b class="tb-red">滞后 {one["behind"]} 个</b>') if one["behind"] else ""
    return Markup(
        f'<figure><figcaption><a data-nav href="{esc(one["href"])}">{esc(one["name"])}</a></figcaption>'
        f'<div><span class="tb-cols" role="img" aria-label="{esc(label)}" title="{esc(label)}">{bars}</span><b>{esc(one["text"])}</b></div>'
        f"<p>{against}{behind}</p></figure>"
    )


def _bar(bar: Mapping) -> Markup:
    if bar["share"] is None:
        return Markup('<i class="tb-unknown"></i>')
    return Markup(f'<i><u style="height:{100 * bar["share"]:.1f}%"></u></i>')
