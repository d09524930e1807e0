"""Colours: readable in both themes, and the same in the page, its marks and Streamlit's own widgets."""

import re
import tomllib

import pytest

from townbase import theme
from townbase.settings import ROOT

CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
GROUNDS = {0: theme.TOKENS["bg"][0], 1: theme.TOKENS["bg"][1]}


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("at", [0, 1])
@pytest.mark.parametrize("token", ["ink", "muted", "link", "met", "not-met", "borderline"])
def test_text_stands_out_on_the_page_and_on_panels(token, at):
    for ground in ("bg", "panel"):
        assert contrast(theme.TOKENS[token][at], theme.TOKENS[ground][at]) >= 4.5


@pytest.mark.parametrize("at", [0, 1])
@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_the_number_in_a_heat_cell_stands_out(step, at):
    assert contrast(theme.TOKENS[f"heat-{step}"][at], theme.TOKENS[f"heat-{step}-ink"][at]) >= 4.5


@pytest.mark.parametrize("at", [0, 1])
def test_every_mark_stands_out_on_both_grounds(at):
    for colour in (theme.MARK | theme.STAGE).values():
        assert contrast(colour, GROUNDS[at]) >= 3


def test_widgets_have_the_colours_of_the_sheet():
    for at, name in enumerate(("light", "dark")):
        section = CONFIG["theme"][name]
        assert section["backgroundColor"] == theme.TOKENS["bg"][at]
        assert section["secondaryBackgroundColor"] == theme.TOKENS["panel"][at]
        assert section["textColor"] == theme.TOKENS["ink"][at]
        assert section["primaryColor"] == theme.TOKENS["primary"][at]
        assert section["linkColor"] == theme.TOKENS["link"][at]
        assert section["borderColor"] == theme.TOKENS["rule"][at]
    assert CONFIG["theme"]["font"] == theme.FONT


def test_chart_colours_are_exactly_ten():
    for name in ("light", "dark"):
        for kind in ("Categorical", "Sequential", "Diverging"):
            assert len(CONFIG["theme"][name][f"chart{kind}Colors"]) == 10


def test_the_server_asks_nobody_and_tells_nobody():
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["server"]["address"] == "localhost"
    assert CONFIG["server"]["showEmailPrompt"] is False
    assert "port" not in CONFIG["server"]
    assert CONFIG["client"]["showErrorDetails"] == "none"
    assert CONFIG["client"]["showErrorLinks"] is False
    assert CONFIG["client"]["disableDataExport"] is True
    assert CONFIG["runner"]["postScriptGC"] is False


def test_the_sheet_fetches_nothing():
    addresses = re.findall(r"url\(\s*[\"']?([^\"')]{0,8})", theme.css())
    assert addresses and all(address.startswith("data:") for address in addresses)
    assert "@import" not in theme.css()


def test_a_browser_without_light_dark_gets_plain_light_values_first():
    sheet = theme.css()
    plain, supported = sheet.index("--tb-ink:#1B2026"), sheet.index("@supports (color:light-dark(")
    assert plain < supported < sheet.index("--tb-ink:light-dark(#1B2026,#E8EAED)")
    assert sheet.count("{") == sheet.count("}")


def test_every_variable_that_a_sheet_uses_exists():
    sheet = theme.css()
    used, made = set(re.findall(r"var\((--tb-[\w-]+)", sheet)), set(re.findall(r"(--tb-[\w-]+):", sheet))
    assert used <= made
