"""Who gets no page is told why in Chinese: a blocked websocket, a browser too old, a server that is gone."""

import urllib.request

from tests.e2e.conftest import running, settled

STREAM = "**/_stcore/stream"


def test_a_blocked_websocket_is_told_instead_of_an_empty_skeleton(browser, server):
    tab = browser.new_page()
    tab.route_web_socket(STREAM, lambda socket: socket.close())
    tab.goto(server)
    tab.get_by_role("alert").get_by_text("放行 /_stcore/stream 的 WebSocket 连接").wait_for(timeout=60_000)
    tab.close()


def test_a_browser_that_cannot_read_the_program_is_told_which_ones_can(browser, server):
    tab = browser.new_page()
    tab.route("**/static/js/index*.js", lambda route: route.fulfill(body="let a = ;", content_type="application/javascript"))
    tab.goto(server)
    tab.get_by_role("alert").get_by_text("浏览器版本可能过低").wait_for(timeout=60_000)
    tab.close()


def test_a_server_that_is_gone_is_told_in_one_chinese_dialog(browser, sample_db, tmp_path):
    tab = browser.new_page()
    with running(sample_db, tmp_path) as address:
        tab.goto(f"{address}/data")
        settled(tab)
    dialog = tab.get_by_role("dialog")
    dialog.get_by_text("服务器没有响应，正在重新连接").wait_for(timeout=60_000)
    assert dialog.get_by_role("heading").inner_text() == "与服务器的连接已断开"
    assert "Streamlit" not in dialog.inner_text() and not dialog.locator("code").is_visible()
    tab.close()


def test_only_pages_are_written_into_and_nothing_is_kept_by_the_browser(server):
    def asked(path, **headers):
        with urllib.request.urlopen(urllib.request.Request(server + path, headers=headers)) as answer:
            return answer.read().decode("utf-8"), answer.headers

    page, headers = asked("/gap", Accept="text/html", **{"Accept-Encoding": "gzip"})
    assert page.count("放行 /_stcore/stream") == 1 and '<html lang="zh-CN">' in page
    assert int(headers["Content-Length"]) == len(page.encode()) and headers["ETag"] is None
    assert "WebSocket" not in asked("/_stcore/health", Accept="text/html")[0]
