"""One page under AppTest: opened at an address, and what it says."""

from streamlit.testing.v1 import AppTest

from townbase.settings import ROOT


def open_page(page: str, **query: object) -> AppTest:
    """The run of a page: "app.py" or "3_gap.py"; the address's keys as words."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=90)
    if page != "app.py":
        app.switch_page(f"pages/{page}")
    for key, value in query.items():
        app.query_params[key] = str(value)
    return app.run()


def said(app: AppTest) -> str:
    """All that the page shows as markup; neither an exception nor the box that says there was one."""
    assert not app.exception
    markup = "\n".join(block.value for block in app.get("html") if "<style>" not in block.value)
    assert "tb-error" not in markup
    return markup
