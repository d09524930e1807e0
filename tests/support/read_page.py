"""Small looks at a page that the tests of several pages take."""

from tests.e2e.conftest import settled


def at(tab, address: str):
    tab.goto(address)
    settled(tab)
    return tab


def card(tab, key: str):
    return tab.locator(f".st-key-card-{key}")


def headline(tab) -> str:
    return tab.get_by_role("heading", level=1).inner_text()


def holds(field, value: str) -> None:
    """The field comes to hold the value; it is drawn after the headline, so a look at once would be a race."""
    from playwright.sync_api import expect  # only where a browser is: these tests are skipped without one

    expect(field).to_have_value(value, timeout=60_000)
