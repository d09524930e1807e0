"""Two people sign in through a sign-in service, in a real browser, behind the real nginx and two processes; without a
sign-in there is nothing to be had, whatever is asked for."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from tests.e2e.conftest import _free_port, _missing, settled
from townbase.page_records import PAGES
from townbase.settings import ROOT

SEARCHED = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"])
ACCOUNTS = "账号,姓名,范围,角色\nzhao@example.org,赵老师,全市,管理\nqian@example.org,钱老师,示例二区,查看\n"
SECRETS = """[auth]
redirect_uri = "{board}/oauth2callback"
cookie_secret = "0123456789abcdef0123456789abcdef"
client_id = "townbase"
client_secret = "not-a-secret"
server_metadata_url = "{service}/.well-known/openid-configuration"
"""


@pytest.fixture(scope="module")
def board(sample_db, tmp_path_factory):
    """The address of the dashboard behind nginx, and the folder of its access log."""
    if importlib.util.find_spec("authlib") is None:
        _missing("Authlib is not installed (pip install -r requirements-signin.txt)")
    for tool in ("nginx", "openssl"):
        if shutil.which(tool, path=SEARCHED) is None:
            _missing(f"no {tool} on this machine")
    from tests.support.sign_in_service import signing_in

    folder = tmp_path_factory.mktemp("board")
    port, first = _free_port(), _two_free_ports()
    with signing_in() as service:
        address = f"https://localhost:{port}"
        (folder / "accounts.csv").write_text(ACCOUNTS, encoding="utf-8")
        (folder / "secrets.toml").write_text(SECRETS.format(board=address, service=service), encoding="utf-8")
        environment = {**os.environ, "HOME": str(folder), "TOWNBASE_DB": str(sample_db), "TOWNBASE_ACCESS_LOG": str(folder / "log")}
        command = [
            sys.executable,
            str(ROOT / "deploy" / "serve"),
            "--accounts",
            str(folder / "accounts.csv"),
            "--secrets",
            str(folder / "secrets.toml"),
            "--port",
            str(port),
            "--first",
            str(first),
        ]
        with (folder / "out.txt").open("w") as out:
            running = subprocess.Popen(command, env=environment, stdout=out, stderr=out)
            try:
                for _ in range(600):
                    if running.poll() is not None or "看板：" in (folder / "out.txt").read_text(encoding="utf-8"):
                        break
                    time.sleep(0.2)
                assert running.poll() is None, (folder / "out.txt").read_text(encoding="utf-8")
                yield address, folder / "log"
            finally:
                running.send_signal(signal.SIGTERM)
                running.wait(30)


def _two_free_ports() -> int:
    for first in range(18500, 19500, 2):
        with socket.socket() as one, socket.socket() as two:
            if one.connect_ex(("127.0.0.1", first)) and two.connect_ex(("127.0.0.1", first + 1)):
                return first
    raise RuntimeError("no two free ports")


def get(url: str, **headers: str) -> tuple[int, str, dict[str, str]]:
    """One request without any cookie: status, text and head."""
    trusting = ssl._create_unverified_context()
    opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=trusting), _Stay)
    try:
        with opener.open(urllib.request.Request(url, headers=headers), timeout=20) as answer:
            return answer.status, answer.read().decode("utf-8", "replace"), dict(answer.headers)
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode("utf-8", "replace"), dict(error.headers)


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def routes() -> list[str]:
    """Every path that the server itself answers, its variables filled in."""
    from streamlit.web.server.starlette import starlette_app as made

    found = re.findall(r'_?ROUTE_?\w*: Final = f?"([^"]+)"', (ROOT_OF(made) / "starlette_routes.py").read_text(encoding="utf-8"))
    found += re.findall(r'_ROUTE_AGENT\w*: Final = "([^"]+)"', (ROOT_OF(made) / "starlette_agent_routes.py").read_text(encoding="utf-8"))
    filled = [
        re.sub(
            r"\{+\w+(:path)?\}+",
            "x",
            path.replace("{BASE_ROUTE_CORE}", "_stcore")
            .replace("{BASE_ROUTE_MEDIA}", "media")
            .replace("{BASE_ROUTE_UPLOAD_FILE}", "_stcore/upload_file")
            .replace("{BASE_ROUTE_COMPONENT}", "component")
            .replace("{BASE_ROUTE_APP_STATIC}", "app/static"),
        )
        for path in found
    ]
    return sorted({*(f"/{path.strip('/')}" for path in filled), "/_stcore/stream", "/static/js/index.js", "/index.html", "/favicon.png"})


def ROOT_OF(module):
    from pathlib import Path

    return Path(module.__file__).parent


def test_without_a_sign_in_nothing_is_served(board):
    address, _ = board
    asked = [*routes(), "/", *(f"/{name}" for name in PAGES if name != "overview"), "/nothing", "/_stcore/metrics", "/media/x.csv"]
    assert len(asked) > 25
    for path in asked:
        for accept in ("*/*", "text/html"):
            status, text, _ = get(address + path, Accept=accept)
            assert status in (401, 404), (path, status)
            assert "stApp" not in text and "示例" not in text and "<script" not in text, path


def test_a_page_offers_the_sign_in_and_the_sign_in_leads_to_the_service(board):
    address, _ = board
    status, text, head = get(f"{address}/gap?stage=junior", Accept="text/html")
    assert status == 401 and "请登录" in text
    way = re.search(r'href="([^"]+)"', text).group(1)
    status, _, head = get(address + way)
    assert status == 302 and head["location"].startswith("/auth/login?provider=")


def test_the_server_speaks_with_its_headers_to_its_own_host_only(board):
    address, _ = board
    status, _, head = get(address, Accept="text/html")
    head = {key.lower(): value for key, value in head.items()}
    assert head["x-content-type-options"] == "nosniff" and "frame-ancestors 'self'" in head["content-security-policy"]
    assert "max-age" in head["strict-transport-security"] and "tb_lane=" in head["set-cookie"]
    assert get(address, Host="other.example")[0] == 421
    assert get(f"{address}/_stcore/stream", Origin="https://other.example")[0] == 403


def test_a_forged_cookie_is_no_sign_in(board):
    address, _ = board
    forged = "_streamlit_user=eyJlbWFpbCI6InpoYW9AZXhhbXBsZS5vcmcifQ.aaaa.bbbb"
    assert get(f"{address}/gap", Accept="text/html", Cookie=forged)[0] == 401


def test_two_people_sign_in_and_each_sees_the_own_part(board, browser):
    address, log = board
    for who, name, sees_all in (("zhao", "赵老师", True), ("qian", "钱老师", False)):
        context = browser.new_context(ignore_https_errors=True, locale="zh-CN", base_url=address)
        page = context.new_page()
        page.set_default_timeout(60_000)
        problems = []
        page.on("console", lambda said, problems=problems: problems.append(said.text) if "Content Security Policy" in said.text else None)
        page.goto("/gap?stage=junior")
        page.get_by_role("link", name="登录").click()
        page.get_by_role("link", name=who, exact=True).click()
        settled(page)
        assert page.url.endswith("/gap?stage=junior") or "/gap?" in page.url
        assert name in page.locator(".tb-who").inner_text()
        assert ("示例三区" in page.content()) is sees_all
        assert context.request.get("/_stcore/metrics").status == (200 if sees_all else 403)
        with page.expect_download() as taken:
            page.get_by_role("button", name="导出本页全部表格（Excel）").click()
        assert taken.value.suggested_filename.endswith(".xlsx")
        page.get_by_role("link", name="退出").click()
        page.wait_for_url(f"{address}/")
        assert "请登录" in page.content()
        assert problems == []
        context.close()
    lines = [json.loads(line) for path in log.iterdir() for line in path.read_text(encoding="utf-8").splitlines()]
    for who in ("zhao@example.org", "qian@example.org"):
        mine = [line for line in lines if line["who"] == who]
        assert any(line["what"] == "page" and line["of"].startswith("gap?stage=junior") or "stage=junior" in line["of"] for line in mine)
        assert any(line["what"] == "file" and line["of"].endswith(".xlsx") for line in mine)


def test_who_is_not_on_the_list_is_told_so(board, browser):
    address, log = board
    context = browser.new_context(ignore_https_errors=True, locale="zh-CN", base_url=address)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("link", name="登录").click()
    page.get_by_role("link", name="li", exact=True).click()
    page.get_by_text("li@example.org”不在账号名册中").wait_for()
    assert context.request.get("/static/js/index.js").status == 403
    context.close()
    assert any('"refused"' in path.read_text(encoding="utf-8") for path in log.iterdir())
