"""Who looks at a page, and what of the city that account sees. Without a list of accounts everybody sees all of it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from townbase import settings
from townbase.access import AccessLog, Account, Accounts, Entry, read_accounts
from townbase.asking import Ask
from townbase.text import esc
from townbase.ui.markup import show

LOG = logging.getLogger("townbase")
CLAIMS = ("email", "preferred_username", "sub")  # the first that the sign-in service gives is the account
LOGGED = "tb_logged"
SIGN_OUT = "auth/logout"
UNKNOWN = "账号“{}”不在账号名册中，不能查看。请联系管理员。"
OPEN_TO_ALL = "本看板已对网络开放，没有登录：知道地址的人都能看到全部数据。请管理员按部署文档启用登录，或只在本机开放。"
NO_PLACE = "账号“{}”的范围在现在的数据中没有对应的区县，不能查看。请联系管理员。"


@dataclass(frozen=True)
class Viewer:
    """account: None where nobody signs in."""

    account: Account | None

    @property
    def name(self) -> str:
        return self.account.name if self.account else ""

    @property
    def manages(self) -> bool:
        """Whether what a build found and was refused for is shown: it names places of everywhere."""
        return self.account is None or self.account.manages


def signs_in() -> bool:
    """Whether there is a list of accounts: then nobody sees anything without one."""
    return settings.accounts_file() is not None


def viewer() -> Viewer:
    """Who looks at the page that is open; ends the run where that account may see nothing."""
    if not signs_in():
        return Viewer(None)
    said = said_by(claims())
    found = find(said) if said else None
    if found is None:
        _refuse(UNKNOWN.format(said or "（未登录）"), said)
    return Viewer(found)


def scope(account: Account | None, ask: Ask) -> tuple[str, ...] | None:
    """The districts of one version that it sees, None = the whole city. ask: of that version, its districts unnarrowed."""
    if account is None:
        return None
    rows = ask("shared/districts")
    seen = account.scope(dict(zip(rows["district_id"], rows["district_name"].fillna(rows["district_id"]), strict=True)))
    if seen == ():
        _refuse(NO_PLACE.format(account.account), account.account)
    return seen


def claims() -> Mapping[str, Any]:
    """What the sign-in service said of who is here, held in a signed cookie."""
    said = dict(st.user)
    return said if said.get("is_logged_in") else {}


def said_by(claimed: Mapping[str, Any]) -> str:
    """The account in what a sign-in service said; "" = none. An address that it has not verified is none."""
    if claimed.get("email_verified") is False:
        claimed = {key: value for key, value in claimed.items() if key != "email"}
    return next((str(claimed[key]) for key in CLAIMS if claimed.get(key)), "")


def find(said: str) -> Account | None:
    """The account of the list as it stands now."""
    path = settings.accounts_file()
    return accounts(path).find(said) if path else None


_read: dict[Path, tuple[tuple[int, int], Accounts]] = {}


def accounts(path: Path) -> Accounts:
    """The list; read again when its file changed. One that became wrong is told to the console, the last good one stays."""
    try:
        stamp = (path.stat().st_mtime_ns, path.stat().st_size)
    except OSError:
        stamp = (0, 0)
    held = _read.get(path)
    if held is not None and held[0] == stamp:
        return held[1]
    found = read_accounts(path)
    for finding in found.findings:
        LOG.error("账号名册：%s", finding.line())
    if found.findings and held is not None:
        found = held[1]
    _read[path] = (stamp, found)
    return found


def log_page(account: Account | None, address: str, version: str) -> None:
    """Once for each address that is looked at, not for each run of its script."""
    if account is None or st.session_state.get(LOGGED) == (address, version):
        return
    st.session_state[LOGGED] = (address, version)
    log().write(Entry(account.account, "page", address, version))


_logs: dict[Path, AccessLog] = {}


def log() -> AccessLog:
    folder = settings.access_log_dir()
    return _logs.setdefault(folder, AccessLog(folder))


def _refuse(text: str, said: str) -> None:
    show(f'<p class="tb-error" role="alert">{esc(text)}<a href="{SIGN_OUT}" target="_self">退出</a></p>')
    if said:
        log().write(Entry(said, "refused", "page"))
    st.stop()
