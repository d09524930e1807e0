"""What a run of a page sends to the browser, message by message."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from tests.support.page_cards import scripts
from townbase import ui

DRAWN_ANEW = re.compile(r"deferred_file_id|hash|fragment_id")


def messages(page: str, query: dict[str, str]) -> list[str]:
    """Every message that draws something; without what is a random number in each run."""
    app = AppTest.from_file(scripts()[page], default_timeout=120)
    app.query_params.update(query)
    return [_said(message) for message in deltas(app) if not _is_spinner(message)]


def deltas(app: AppTest) -> list:
    """Run it: what draws something, in order."""
    runners, messages_of = [], LocalScriptRunner.forward_msgs

    def noted(runner):
        runners.append(runner)
        return messages_of(runner)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LocalScriptRunner, "forward_msgs", noted)
        app.run()
    assert not app.exception
    return [message for message in messages_of(runners[-1]) if message.WhichOneof("type") == "delta"]


def at_once(page: str, query: dict[str, str]) -> list[str]:
    """The same where nothing is written down: the body speaks to Streamlit itself."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ui, "remembered", lambda opened, body, *_: body(opened))
        return messages(page, query)


def _said(message) -> str:
    lines = str(message).splitlines()
    return "\n".join(line for line in lines if not DRAWN_ANEW.match(line.strip()))


def _is_spinner(message) -> bool:
    """It stands only while something is worked out."""
    return message.delta.HasField("new_transient") or message.delta.new_element.HasField("spinner")
