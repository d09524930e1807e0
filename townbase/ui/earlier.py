"""The version that the page 与上次相比 holds its own against: chosen in the address, else the last one before it."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from townbase import versions
from townbase.compare import Compared, compare_versions
from townbase.ui.memory import calls
from townbase.ui.opened import Page
from townbase.versions import State

MOST = 6  # versions offered; any other can be named in the address


@dataclass(frozen=True)
class Earlier:
    """told: the comparison, None where the files cannot be compared · called: the earlier version in words
    choices: the versions on offer (name, href, current)"""

    told: Compared | None
    called: str
    choices: list[dict]


def others(opened: Page) -> tuple[tuple[str, str], ...]:
    """What the page depends on beside its own version: those on offer."""
    return tuple(_offered(opened).items())


def earlier(opened: Page) -> Earlier | None:
    """None where nothing was published before the page's own version."""
    directory, own = opened.session.directory, opened.session.version
    offered = _offered(opened)
    since = opened.selection.since or next(
        (text for text in offered if _before(opened, text)), next(iter(offered), None)
    )
    version = versions.named(directory, since) if since else None
    if since is None or version is None:
        return None
    choices = [
        {"name": name, "href": opened.href("changes", since=text), "current": text == since}
        for text, name in offered.items()
    ]
    return Earlier(_told(opened, version, own), offered.get(since, f"版本 {version}"), choices)


def _offered(opened: Page) -> dict[str, str]:
    """since -> its name: releases first, the last named first, then versions without a name, the last first."""
    directory, own = opened.session.directory, opened.session.version
    held = versions.releases(directory)
    named = {name: f"“{name}”" for name in reversed(held) if held[name] != own and _stands(opened, held[name])}
    rest = [version for version in versions.published(directory) if version not in {own, *held.values()}]
    plain = {version: f"版本 {version}" for version in rest if _stands(opened, version)}
    return dict([*named.items(), *plain.items()][:MOST])


def _stands(opened: Page, version: str) -> bool:
    return versions.state(opened.session.directory, version) in (State.WHOLE, State.UNRECORDED)


def _before(opened: Page, text: str) -> bool:
    directory = opened.session.directory
    version = versions.named(directory, text)
    return version is not None and versions.is_earlier(directory, version, opened.session.version)


def _told(opened: Page, before: str, own: str) -> Compared | None:
    try:
        with calls.spinner("正在比较两个版本……"):
            return compare_versions(opened.session.directory, before, own, opened.session.scope)
    except duckdb.Error:  # written by a program whose tables were others
        return None
