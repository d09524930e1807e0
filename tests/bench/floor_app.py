"""The floor: a Streamlit page that does nothing but send the messages that another server sent for the same address."""

import os
import pickle
from functools import lru_cache
from pathlib import Path

import streamlit as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx


@lru_cache(maxsize=1)
def messages() -> dict[str, list[bytes]]:
    return pickle.loads(Path(os.environ["TOWNBASE_FLOOR"]).read_bytes())


for message in messages()[st.query_params["label"]]:
    get_script_run_ctx().enqueue(ForwardMsg.FromString(message))
