"""A chart that the browser draws, sent as the text that Plotly reads: as st.plotly_chart sends it, without making a figure of
it first, which costs more than all the rest of a page that is remembered."""

from __future__ import annotations

import json

import streamlit as st
from streamlit.elements.lib.layout_utils import LayoutConfig
from streamlit.elements.lib.utils import compute_and_register_element_id
from streamlit.proto.PlotlyChart_pb2 import PlotlyChart

from townbase.charts.base.plot import CONFIG

USUAL = 450  # pixels: Plotly's own height where a figure names none


def send_plot(key: str, spec: str, height: int, alt: str) -> None:
    """spec: the figure as Plotly's JSON · height: of the figure, 0 = none · alt: what it shows, in words"""
    box = st._main.dg
    message = PlotlyChart(spec=spec, config=json.dumps(CONFIG), alt=alt)
    message.id = compute_and_register_element_id(
        "plotly_chart", user_key=key, key_as_main_identity=False, dg=box, spec=spec, alt=alt
    )
    box._enqueue("plotly_chart", message, layout_config=LayoutConfig(width="stretch", height=height or USUAL))
