"""One reader without a browser: Streamlit's own protocol over a websocket."""

import time

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

# Without a pause the delayed acknowledgement of TCP (44 ms) hides what the work costs.
PAUSE = 0.15


def opened(address: str) -> ClientConnection:
    return connect(socket_of(address), subprotocols=["streamlit"], max_size=None)


def socket_of(address: str) -> str:
    return address.rstrip("/").replace("http", "ws", 1) + "/_stcore/stream"


def question(where: str) -> bytes:
    """where: the address after the host, page?query"""
    page, _, query = where.partition("?")
    asked = BackMsg()
    asked.rerun_script.page_name = page
    asked.rerun_script.query_string = query
    return asked.SerializeToString()


def run(socket: ClientConnection, where: str) -> tuple[float, list[bytes]]:
    """Ask for one run of a page: seconds until it has ended, and the messages that came. Raises if the page broke."""
    time.sleep(PAUSE)
    told = []
    begun = time.perf_counter()
    socket.send(question(where))
    while True:
        content = socket.recv(timeout=120)
        assert isinstance(content, bytes)
        told.append(content)
        if has_ended(content, where):
            return time.perf_counter() - begun, told


def has_ended(content: bytes, where: str) -> bool:
    """Whether this message ends a run. Raises if the page broke."""
    kind = ForwardMsg.FromString(content).WhichOneof("type")
    if kind == "page_not_found" or b'class="tb-error' in content:
        raise RuntimeError(f"{where} could not be drawn")
    return kind == "script_finished"
