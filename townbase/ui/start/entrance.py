"""The page that Streamlit itself serves, with our first script in it (scripts/entrance.js): what it says while nothing of
the program has come yet, or never will, is said in Chinese."""

from __future__ import annotations

from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from townbase.ui.start.guard import Guard, tell_at_start

SCRIPT = (Path(__file__).parents[1] / "scripts" / "entrance.js").read_text(encoding="utf-8")
ENGLISH, CHINESE = b"You need to enable JavaScript to run this app.", "本页需要 JavaScript，请在浏览器中启用。".encode()
# A compressed answer cannot be written into, and one that the browser kept may hold an earlier script.
ASKED_ANEW = (b"accept-encoding", b"if-none-match", b"if-modified-since")


def entrance() -> list[Middleware]:
    """For st.App, read in when the server starts."""
    tell_at_start()
    return [Middleware(Guard), Middleware(Entrance)]


class Entrance:
    """Writes the script into every HTML page that leaves the server; all else passes untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            return await self.app(scope, receive, send)
        plain = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in ASKED_ANEW]}
        return await self.app(plain, receive, _Page(send).pass_on)


class _Page:
    """One answer: its head is held back until its body is whole."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.start: Message = {}
        self.body = b""

    async def pass_on(self, message: Message) -> None:
        if message["type"] == "http.response.start" and "text/html" in Headers(raw=message["headers"]).get(
            "content-type", ""
        ):
            self.start = message
        elif message["type"] != "http.response.body" or not self.start:
            await self.send(message)
        else:
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._whole()

    async def _whole(self) -> None:
        first = f"<script>{SCRIPT}</script></head>".encode()
        body = (
            self.body.replace(b"</head>", first, 1)
            .replace(ENGLISH, CHINESE, 1)
            .replace(b'<html lang="en">', b'<html lang="zh-CN">', 1)
        )
        head = MutableHeaders(raw=list(self.start["headers"]))
        if self.body:  # a question for the head alone has none
            head["content-length"] = str(len(body))
        del head["etag"]
        await self.send({**self.start, "headers": head.raw})
        await self.send({"type": "http.response.body", "body": body})
