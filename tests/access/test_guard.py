"""The middleware before everything: who gets which answer, whatever the path, asked without a browser and without a server."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from streamlit import config
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from townbase.ui.start import guard

SECRET, BOARD = "0123456789abcdef0123456789abcdef", "https://board.example"
AUTH = {"redirect_uri": f"{BOARD}/oauth2callback", "cookie_secret": SECRET, "client_id": "x", "server_metadata_url": "https://service.example"}
PATHS = ["/", "/gap", "/static/js/index.js", "/media/x.csv", "/_stcore/metrics", "/_stcore/health", "/_stcore/host-config", "/_stcore/upload_file/a/b",
         "/_stcore/script-health-check", "/_stcore/agent/mcp", "/_stcore/bidi-components/x/y", "/component/x", "/app/static/x", "/nothing"]  # fmt: skip


@pytest.fixture
def signing_in(tmp_path, monkeypatch):
    path = tmp_path / "accounts.csv"
    path.write_text("账号,姓名,范围,角色\nzhao@example.org,赵老师,全市,管理\nqian@example.org,钱老师,示例一区,查看\n", encoding="utf-8")
    monkeypatch.setenv("TOWNBASE_ACCOUNTS", str(path))
    monkeypatch.setenv("TOWNBASE_ACCESS_LOG", str(tmp_path / "log"))
    monkeypatch.setattr(guard.auth_util, "get_secrets_auth_section", lambda: AUTH)
    monkeypatch.setattr(guard.auth_util, "is_authlib_installed", lambda: True)
    monkeypatch.setattr(guard.auth_util, "encode_provider_token", lambda name: f"token-of-{name}")
    monkeypatch.setattr(guard, "get_cookie_secret", lambda: SECRET)
    return tmp_path / "log"


def ask(
    path: str, *, cookie: str = "", accept: str = "*/*", host: str = "board.example", kind: str = "http", query: str = "", client: str = "10.0.0.7"
) -> tuple[int, dict[str, str], str]:
    """Status, head and text; an answer of the server itself is 200 'served', a refused WebSocket -1."""
    sent: list[dict] = []

    async def served(scope, receive, send):
        if scope["type"] == "websocket":
            sent.append({"type": "served"})
            return
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-disposition", b"attachment; filename*=utf-8''%E8%A1%A8.csv")]})
        await send({"type": "http.response.body", "body": b"served"})

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": "http.request", "body": b""}

    head = {"host": host, "accept": accept, "cookie": cookie}
    scope = {"type": kind, "path": path, "query_string": query.encode(), "client": (client, 1), "server": ("x", 1), "scheme": "http",
             "headers": [(key.encode(), value.encode("latin-1")) for key, value in head.items() if value]}  # fmt: skip
    if kind == "http":
        scope["method"] = "GET"
    with ThreadPoolExecutor() as apart:  # a browser test of this process has its own loop in the main thread
        apart.submit(asyncio.run, guard.Guard(served)(scope, receive, send)).result()
    if kind == "websocket":
        return (200 if sent[0]["type"] == "served" else -1), {}, ""
    start = sent[0]
    return start["status"], {key.decode(): value.decode() for key, value in start["headers"]}, sent[1]["body"].decode()


def cookie(who: str, secret: str = SECRET, **more) -> str:
    import json

    said = {"email": who, "is_logged_in": True, "origin": BOARD, **more}
    return f"_streamlit_user={create_signed_value(secret, '_streamlit_user', json.dumps(said)).decode()}"


@pytest.mark.parametrize("path", PATHS)
def test_without_a_sign_in_every_path_of_the_server_is_refused(signing_in, path):
    assert ask(path)[::2] == (401, "请先登录")
    status, _, text = ask(path, accept="text/html")
    assert status == 401 and "served" not in text and f"/sign-in?to={path.replace('/', '%2F')}" in text
    assert ask("/_stcore/stream", kind="websocket")[0] == -1


def test_who_is_on_the_list_is_served(signing_in):
    mine = cookie("Qian@example.org")
    assert ask("/gap", cookie=mine)[::2] == (200, "served")
    assert ask("/_stcore/stream", kind="websocket", cookie=mine)[0] == 200
    assert ask("/_stcore/metrics", cookie=mine)[0] == 403
    assert ask("/_stcore/metrics", cookie=cookie("zhao@example.org"))[0] == 200


@pytest.mark.parametrize(
    "cookie_text",
    [cookie("zhao@example.org", secret="another secret of 32 characters!"), cookie("zhao@example.org", origin="https://other.example"), cookie("zhao@example.org", is_logged_in=False), "_streamlit_user=x", cookie("zhao@example.org", email_verified=False)],
)  # fmt: skip
def test_a_cookie_that_proves_nothing_is_none(signing_in, cookie_text):
    assert ask("/gap", cookie=cookie_text)[0] == 401


def test_a_sign_in_holds_half_a_day(signing_in, monkeypatch):
    mine = cookie("zhao@example.org")
    later = time.time() + 13 * 3600
    monkeypatch.setattr(time, "time", lambda: later)
    assert ask("/gap", cookie=mine)[0] == 401


def test_who_is_not_on_the_list_is_told_and_noted(signing_in):
    status, _, text = ask("/gap", cookie=cookie("li@example.org"))
    assert status == 403 and "不在账号名册中" in text and "/auth/logout" in text
    [file] = signing_in.iterdir()
    assert '"who": "li@example.org", "what": "refused"' in file.read_text(encoding="utf-8")


def test_a_file_that_is_taken_is_noted_by_its_name(signing_in):
    ask("/media/abc.csv", cookie=cookie("qian@example.org"))
    [file] = signing_in.iterdir()
    assert '"who": "qian@example.org", "what": "file", "of": "表.csv"' in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\nSet-Cookie: x"])
def test_a_sign_in_never_leads_to_another_server(signing_in, wanted):
    from urllib.parse import quote

    assert ask("/", cookie=f"{cookie('zhao@example.org')}; tb_there={quote(quote(wanted, safe=''), safe='')}", accept="text/html")[0] == 200
    _, head, _ = ask("/sign-in", query=f"to={quote(wanted, safe='')}")
    assert head["location"] == "/auth/login?provider=token-of-default" and "evil" not in head["set-cookie"]


def test_after_the_sign_in_the_page_that_was_asked_for_opens(signing_in):
    status, head, _ = ask("/", cookie=f"{cookie('zhao@example.org')}; tb_there=/gap%3Fstage%3Djunior", accept="text/html")
    assert status == 302 and head["location"] == "/gap?stage=junior" and "Max-Age=0" in head["set-cookie"]


def test_the_health_of_the_server_is_for_its_own_machine(signing_in):
    assert ask("/_stcore/health", client="127.0.0.1", host="localhost")[0] == 200
    assert ask("/_stcore/health", client="10.0.0.7")[0] == 401


def test_a_list_without_a_sign_in_service_serves_nothing(signing_in, monkeypatch):
    monkeypatch.setattr(guard.auth_util, "get_secrets_auth_section", lambda: {})
    assert ask("/gap", host="localhost")[0] == 503


def test_a_strange_host_is_turned_away(signing_in, monkeypatch):
    assert ask("/gap", cookie=cookie("zhao@example.org"), host="other.example")[0] == 421
    monkeypatch.delenv("TOWNBASE_ACCOUNTS")
    assert ask("/gap", host="other.example")[0] == 421
    assert ask("/gap", host="localhost:8501")[0] == 200


def test_without_a_list_everybody_is_served(monkeypatch):
    monkeypatch.delenv("TOWNBASE_ACCOUNTS", raising=False)
    assert ask("/media/x.csv", host="127.0.0.1:8501")[::2] == (200, "served")


def test_every_answer_carries_its_headers(signing_in):
    for status_of in (ask("/gap"), ask("/gap", cookie=cookie("zhao@example.org"))):
        head = status_of[1]
        assert head["x-content-type-options"] == "nosniff" and head["x-frame-options"] == "SAMEORIGIN"
        assert "object-src 'none'" in head["content-security-policy"] and head["cache-control"] == "no-store"


def test_a_server_that_others_reach_without_a_sign_in_says_so(monkeypatch, caplog):
    monkeypatch.delenv("TOWNBASE_ACCOUNTS", raising=False)
    before = config.get_option("server.address")
    try:
        for address, loud in (("0.0.0.0", True), ("localhost", False), ("127.0.0.1", False)):
            config.set_option("server.address", address)
            caplog.clear()
            guard.tell_at_start()
            assert ("没有登录" in caplog.text) is loud, address
    finally:
        config.set_option("server.address", before)
