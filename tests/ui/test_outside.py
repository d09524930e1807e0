"""A real server asks nothing outside itself, whatever comes in; every outside address is a black hole that counts."""

import base64
import contextlib
import os
import socket
import subprocess
import sys
import time
import tomllib
import urllib.request
from pathlib import Path

import pytest
from streamlit import net_util

from townbase.settings import ROOT

# Read in by Python itself before anything else: every way out ends here and is written down.
BLACK_HOLE = """
import os, socket

def _inside(address):
    return not isinstance(address, tuple) or str(address[0]) in ("", "localhost", "127.0.0.1", "::1", "0.0.0.0", "::")

def _counted(original, refuse):
    def call(own, address, *more):
        if _inside(address):
            return original(own, address, *more)
        _note(address)
        raise refuse
    return call

def _note(what):
    with open(os.environ["OUTSIDE_LOG"], "a", encoding="utf-8") as log:
        log.write(f"{what}\\n")

def _names(original):
    def call(host, *more, **named):
        if host is None or _inside((host.decode() if isinstance(host, bytes) else host,)):
            return original(host, *more, **named)
        _note(host)
        raise socket.gaierror("black hole")
    return call

for name in ("connect", "connect_ex"):
    setattr(socket.socket, name, _counted(getattr(socket.socket, name), OSError("black hole")))
for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
    setattr(socket, name, _names(getattr(socket, name)))
"""


@contextlib.contextmanager
def server(tmp_path: Path, db: Path, extracts: Path, *options: str):
    """(port, log of what went outside) of a dashboard in the black hole."""
    (tmp_path / "sitecustomize.py").write_text(BLACK_HOLE, encoding="utf-8")
    log = tmp_path / "outside.log"
    log.touch()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    places = {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path), "TOWNBASE_DB": str(db), "TOWNBASE_EXTRACTS": str(extracts)}
    environment = {**os.environ, **places, "PYTHONPATH": str(tmp_path), "OUTSIDE_LOG": str(log)}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true", f"--server.port={port}", *options]
    with (tmp_path / "server.log").open("w", encoding="utf-8") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
        try:
            _wait_for(port, process)
            yield port, log
        finally:
            process.terminate()
            process.wait(20)


def _wait_for(port: int, process: subprocess.Popen) -> None:
    for _try in range(600):
        assert process.poll() is None, "the server ended"
        with contextlib.suppress(OSError), urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=2):
            return
        time.sleep(0.1)
    pytest.fail("the server did not answer")


def knock(port: int, origin: str | None) -> str:
    """The first line that a websocket from this origin is answered with."""
    key = base64.b64encode(b"0" * 16).decode()
    head = [
        f"GET /_stcore/stream HTTP/1.1\r\nHost: localhost:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade",
        f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13",
    ]
    if origin is not None:
        head.append(f"Origin: {origin}")
    with socket.create_connection(("localhost", port), timeout=60) as connection:
        connection.sendall(("\r\n".join(head) + "\r\n\r\n").encode())
        return connection.recv(400).decode(errors="replace").split("\r\n")[0]


FOREIGN = ["http://evil.example", "https://evil.example:8501", "http://10.1.2.3", "null", "http://localhost.evil.example", "file://"]


@pytest.mark.parametrize("options", [(), ("--server.address=0.0.0.0",)], ids=["as shipped", "open to the network"])
def test_neither_its_start_nor_a_foreign_origin_makes_the_server_ask_outside(tmp_path, published, extracts, options):
    with server(tmp_path, published, extracts, *options) as (port, log):
        answers = {origin: knock(port, origin) for origin in FOREIGN}
        own = [knock(port, origin) for origin in (f"http://localhost:{port}", None)]
        for path in ("", "actions", "_stcore/host-config", "_stcore/health"):
            urllib.request.urlopen(f"http://localhost:{port}/{path}", timeout=30).close()
        assert knock(port, FOREIGN[0]).split()[1] == "403"
    assert {origin: answer.split()[1] for origin, answer in answers.items()} == dict.fromkeys(FOREIGN, "403")
    assert [answer.split()[1] for answer in own] == ["101", "101"]
    assert log.read_text(encoding="utf-8") == ""


def test_the_black_hole_would_have_counted(tmp_path):
    """Streamlit left to itself does ask: else the test above shows nothing."""
    (tmp_path / "sitecustomize.py").write_text(BLACK_HOLE, encoding="utf-8")
    log = tmp_path / "outside.log"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "OUTSIDE_LOG": str(log)}
    script = "from streamlit import net_util; net_util.get_external_ip(); net_util.get_internal_ip()"
    subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=True)
    assert "checkip.amazonaws.com" in log.read_text(encoding="utf-8")


def test_what_is_answered_instead_is_what_streamlit_asks_for():
    """A later Streamlit that looks elsewhere must be looked at again."""
    source = Path(net_util.__file__).read_text(encoding="utf-8")
    assert "def get_external_ip(" in source and "def get_internal_ip(" in source


def test_the_configuration_keeps_the_server_small_and_to_itself():
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["server"]["maxUploadSize"] == 1
    assert config["server"]["fileWatcherType"] == "none"
    assert config["server"]["address"] == config["browser"]["serverAddress"] == "localhost"
    assert config["browser"]["gatherUsageStats"] is False


def test_a_large_upload_is_cut_off(tmp_path, published, extracts):
    with server(tmp_path, published, extracts) as (port, _log):
        content = bytes(20 * 2**20)
        request = urllib.request.Request(f"http://localhost:{port}/_stcore/upload_file/a/b", data=content, method="PUT")
        with pytest.raises(OSError):
            urllib.request.urlopen(request, timeout=60)
