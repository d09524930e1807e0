"""Before anything leaves the server: the host is one of ours, the answer carries its headers, and where there are
accounts nobody gets anything but the sign-in without one, files and metrics included."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import auth_util, config
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette import starlette_app_utils
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from townbase import settings, words
from townbase.access import Account, Entry
from townbase.text import esc
from townbase.ui import viewer

LOG = logging.getLogger("townbase")
SIGNED_IN_DAYS = 0.5  # then the sign-in service is asked again
SIGN_IN = "/sign-in"
THERE = "tb_there"  # the address that was asked for before the sign-in
OPEN = ("/auth/login", "/auth/logout", "/oauth2callback")  # they make and end the cookie
FOR_MANAGERS = ("/_stcore/metrics", "/_stcore/script-health-check")
HEALTH = "/_stcore/health"
LOOPBACK = ("localhost", "127.0.0.1", "::1")

# Scripts and styles stand in the page itself (Streamlit's, ours in ui/scripts/), and a component is a module of its own.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' blob: data:; worker-src 'self' blob:; "
    "frame-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "same-origin",
}


class Guard:
    """Middleware of the whole server."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        asked = HTTPConnection(scope)
        said = _Said(send, asked)
        answer = _turned_away(asked, said)
        if answer is None:
            await self.app(scope, receive, said.pass_on)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await answer(scope, receive, said.pass_on)


def _turned_away(asked: HTTPConnection, said: _Said) -> Response | None:
    """The answer instead of the server's own, None = it may answer."""
    if not _host_is_ours(asked.headers.get("host")):
        return PlainTextResponse("不认识的主机名", 421)
    path = _path(asked)
    if not viewer.signs_in() or path in OPEN or (path == HEALTH and _from_this_machine(asked)):
        return None
    if trouble := _not_set_up():
        LOG.error("登录没有设置好：%s", trouble)
        return _page("登录没有设置好，暂不能查看。请管理员查看服务器日志。", 503)
    account_said = viewer.said_by(_claims(asked.cookies))
    if not account_said:
        return _sign_in(asked, path)
    account = viewer.find(account_said)
    if account is None:
        viewer.log().write(Entry(account_said, "refused", path))
        return _page(viewer.UNKNOWN.format(account_said), 403, ("/auth/logout", "退出"))
    if path in FOR_MANAGERS and not account.manages:
        return PlainTextResponse("只有管理账号可以查看", 403)
    said.account = account
    return _back_there(asked, path)


def _sign_in(asked: HTTPConnection, path: str) -> Response:
    """A page with one button for who opens a page, 401 for all else."""
    if path == SIGN_IN:
        answer = RedirectResponse(
            f"{_base()}/auth/login?provider={quote(auth_util.encode_provider_token('default'))}", 302
        )
        there = asked.query_params.get("to", "/")
        answer.set_cookie(THERE, quote(_own(there)), max_age=600, httponly=True, samesite="lax", path=_base() or "/")
        return answer
    if asked.scope.get("method") != "GET" or "text/html" not in asked.headers.get("accept", ""):
        return PlainTextResponse("请先登录", 401)
    query = f"?{asked.url.query}" if asked.url.query else ""
    return _page("请登录后查看。", 401, (f"{_base()}{SIGN_IN}?to={quote(f'{path}{query}', safe='')}", "登录"))


def _back_there(asked: HTTPConnection, path: str) -> Response | None:
    """After the sign-in the server opens its first page; who wanted another one is led there."""
    if path == SIGN_IN:
        return RedirectResponse(f"{_base()}/", 302)
    wanted = _own(unquote(asked.cookies.get(THERE, "")))
    if path != "/" or THERE not in asked.cookies or "text/html" not in asked.headers.get("accept", ""):
        return None
    answer = RedirectResponse(f"{_base()}{wanted}", 302)
    answer.delete_cookie(THERE, path=_base() or "/")
    return answer if wanted != "/" else None


def _own(address: str) -> str:
    """A path of this server, else its first page: never another server's address."""
    strange = not address.startswith("/") or address.startswith(("//", "/\\")) or any(sign < " " for sign in address)
    return "/" if strange or urlsplit(address).netloc else address


class _Said:
    """What leaves: its headers, and for a file that was taken a line in the log."""

    def __init__(self, send: Send, asked: HTTPConnection) -> None:
        self.send, self.asked = send, asked
        self.account: Account | None = None

    async def pass_on(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            head = MutableHeaders(raw=list(message["headers"]))
            for name, value in HEADERS.items():
                head.setdefault(name, value)
            if viewer.signs_in() and not _path(self.asked).startswith("/static/"):
                head["cache-control"] = "no-store"
            self._log_file(message["status"], head)
            message = {**message, "headers": head.raw}
        await self.send(message)

    def _log_file(self, status: int, head: MutableHeaders) -> None:
        path = _path(self.asked)
        if self.account and status in (200, 206) and path.startswith("/media/") and self.asked.scope["method"] == "GET":
            viewer.log().write(Entry(self.account.account, "file", _file_name(head) or path))


def _file_name(head: MutableHeaders) -> str:
    text = head.get("content-disposition", "").partition("filename")[2]
    return unquote(text.removeprefix("*=utf-8''").removeprefix("=").strip('"'))


def _claims(cookies: Mapping[str, str]) -> Mapping[str, Any]:
    """What the sign-in service said, from the cookie that Streamlit signed; {} without one, with a forged or an old one."""

    def one(name: str) -> bytes | None:
        value = cookies.get(name, "").encode("latin-1", "ignore")
        return starlette_app_utils.decode_signed_value(get_cookie_secret(), name, value, SIGNED_IN_DAYS)

    try:
        claimed = json.loads(auth_util.get_cookie_with_chunks(one, USER_COOKIE_NAME) or b"{}")
    except ValueError:
        return {}
    ours = claimed.get("origin") == auth_util.get_origin_from_redirect_uri()
    return claimed if ours and claimed.get("is_logged_in") else {}


def _not_set_up() -> str:
    """Why nobody can sign in; "" = somebody can."""
    if not auth_util.is_authlib_installed():
        return "没有安装 Authlib，请安装 requirements-signin.txt"
    section = auth_util.get_secrets_auth_section()
    lacking = [
        key for key in ("redirect_uri", "cookie_secret", "client_id", "server_metadata_url") if not section.get(key)
    ]
    if lacking:
        return f"secrets.toml 的 [auth] 缺少 {'、'.join(lacking)}"
    return "" if len(section["cookie_secret"]) >= 32 else "cookie_secret 少于 32 个字符"


def _host_is_ours(host: str | None) -> bool:
    """The names in server.allowedHosts; without them, what the sign-in leads back to and this machine's own names, and any
    where the server listens beyond this machine."""
    name = (urlsplit(f"//{host}").hostname or "") if host else ""
    allowed = [each.lower() for each in config.get_option("server.allowedHosts")]
    if allowed:
        return "*" in allowed or name in (*allowed, *LOOPBACK)
    back = urlsplit(auth_util.get_origin_from_redirect_uri() or "").hostname if viewer.signs_in() else None
    return name in (*LOOPBACK, back) or (listens_beyond() and not viewer.signs_in())


def tell_at_start() -> None:
    """On the console: that everybody may look, or what keeps people from signing in."""
    path = settings.accounts_file()
    if path is None:
        if listens_beyond():
            LOG.warning("%s\n%s\n%s", "!" * 60, viewer.OPEN_TO_ALL, "!" * 60)
        return
    if trouble := _not_set_up():
        LOG.error("登录没有设置好：%s", trouble)
    viewer.accounts(path)  # tells what is wrong with the list


def listens_beyond() -> bool:
    """Whether other machines reach this server."""
    address = config.get_option("server.address") or "0.0.0.0"  # Streamlit's own default
    return address not in LOOPBACK and not address.startswith("127.")


def _from_this_machine(asked: HTTPConnection) -> bool:
    """A probe that no proxy passed on."""
    host = asked.client.host if asked.client else ""
    try:
        return ip_address(host).is_loopback and "x-forwarded-for" not in asked.headers
    except ValueError:
        return False


def _path(asked: HTTPConnection) -> str:
    """The path below the base path, "/" for the first page."""
    path = asked.scope["path"].removeprefix(_base())
    return path if path.startswith("/") else f"/{path}"


def _base() -> str:
    path = (config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


def _page(text: str, status: int, way: tuple[str, str] | None = None) -> Response:
    """One sentence and where to go; nothing of the program."""
    link = f'<p><a href="{esc(way[0])}">{esc(way[1])}</a></p>' if way else ""
    return HTMLResponse(
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{words.PRODUCT}</title><style>{STYLE}</style><main><h1>{words.PRODUCT}</h1><p>{esc(text)}</p>{link}</main></html>",
        status,
    )


STYLE = (
    ":root{color-scheme:light dark}body{font:16px/1.6 sans-serif;margin:0;display:grid;place-items:center;min-height:90vh}"
    "main{max-width:32em;padding:24px}h1{font-size:20px}a{display:inline-block;padding:8px 28px;border:1px solid;"
    "border-radius:2px;color:inherit;text-decoration:none}"
)
