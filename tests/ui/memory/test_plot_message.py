"""A chart leaves as st.plotly_chart sends it, whatever Streamlit comes next: only its id is our own."""

from streamlit.testing.v1 import AppTest

from tests.support.page_messages import deltas


def both():
    import plotly.graph_objects as go
    import streamlit as st

    from townbase.charts.base.plot import CONFIG, Plot
    from townbase.ui.memory import calls

    for height in (None, 320):
        figure = go.Figure(go.Scatter(x=[1, 2], y=[2.5, None], name="甲<b>"), layout={"height": height, "title": {"text": "题"}})
        st.plotly_chart(figure, theme=None, width="stretch", config=CONFIG, alt="两点", key=f"own-{height}")
        calls.plot(f"own-{height}-", Plot(lambda figure=figure: figure, "两点"))


def test_both_ways_send_one_message():
    sent = [message.delta.new_element for message in deltas(AppTest.from_function(both))]
    assert len(sent) == 4
    for theirs, ours in (sent[:2], sent[2:]):
        assert ours.plotly_chart.id.endswith(theirs.plotly_chart.id.rpartition("-own-")[2] + "-")
        for message in (theirs, ours):
            message.plotly_chart.ClearField("id")
        assert theirs == ours
