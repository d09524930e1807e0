"""Where: a card's townships on the outlines that the delivery brought, or, where it brought none, as tiles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

import pandas as pd

from townbase.asking import Row
from townbase.charts.base.elements import chips
from townbase.charts.base.plot import Plot
from townbase.charts.base.tile_map import STATES, map_key, tile_map
from townbase.text import Markup, join
from townbase.ui.cards.card import part
from townbase.ui.opened import Page
from townbase.views.shared.card_content import CardContent


def place_map(
    opened: Page, content: CardContent, *, states: Mapping[str, str] = STATES, ways: Iterable[Row] = ()
) -> None:
    """states: the words of the key · ways: links to what else may colour the map (views/shared/map_ways.py)"""
    choice = chips(ways, "地图按什么着色") if ways else Markup("")
    rings = opened.ask("shared/boundaries")
    if content.is_empty or not rings["township_id"].isin(content.frame["township_id"]).any():
        part(content, lambda f: join([choice, tile_map(f, label=content.title, states=states)]))
        return
    part(
        content,
        lambda f: join([map_key(f, states), choice]),
        plot=Plot(partial(_figure, content.frame, rings), f"{content.title}。每个乡镇（街道）一块，状态列在数据表。"),
    )


def _figure(frame: pd.DataFrame, rings: pd.DataFrame):
    from townbase.charts.base.boundary_map import boundary_map  # no page without outlines waits for Plotly

    return boundary_map(frame, rings)
