"""One view per page: what it asks, the sentences it says and the frames it shows; no Streamlit, no Plotly."""
