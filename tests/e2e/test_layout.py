"""Laws of the layout that hold on every page, at every width: nothing sticks out, nothing is set too small, axe is content."""

import pytest

from tests.e2e.conftest import settled
from tests.support.addresses import addresses

WIDTHS = {"desktop": (1440, 900), "narrow": (1024, 768), "phone": (390, 844)}
FLOOR = 12.9  # px: 13 is the floor, and a browser rounds

TOO_SMALL = """floor => [...document.querySelectorAll('[data-testid=stMain] *')]
    .filter(node => node.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && !node.closest('.tb-said, sup, sub'))
    .filter(node => [...node.childNodes].some(child => child.nodeType === 3 && child.textContent.trim()))
    .filter(node => parseFloat(getComputedStyle(node).fontSize) < floor)
    .map(node => `${getComputedStyle(node).fontSize} ${node.className} ${node.textContent.trim().slice(0, 20)}`).slice(0, 10)"""
# What scrolls inside its own box, as a phone's navigation does, may be wider than the page; the page never scrolls sideways.
STICKING_OUT = """() => [...document.querySelectorAll('[data-testid=stMainBlockContainer] *')]
    .filter(node => node.checkVisibility() && !node.closest('.tb-scroll, .tb-said, .tb-nav, svg, .js-plotly-plot'))
    .filter(node => { const box = node.getBoundingClientRect(); return box.width && (box.right > innerWidth + 1 || box.left < -1) })
    .map(node => `${node.tagName}.${node.className} ${Math.round(node.getBoundingClientRect().right)}`).slice(0, 10)"""


@pytest.fixture(scope="module")
def every(sql):
    return addresses(sql)


@pytest.fixture(scope="module", params=list(WIDTHS))
def at_width(browser, server, request):
    width, height = WIDTHS[request.param]
    context = browser.new_context(viewport={"width": width, "height": height}, base_url=server + "/", locale="zh-CN")
    tab = context.new_page()
    tab.set_default_timeout(60_000)
    tab.is_phone = request.param == "phone"
    yield tab
    context.close()


@pytest.mark.long
def test_nothing_sticks_out_of_the_page_and_nothing_is_set_too_small(at_width, every):
    wrong = []
    for name, address in every.items():
        at_width.goto(address)
        settled(at_width)
        at_width.wait_for_timeout(400)
        wrong += [f"{name}: sticks out: {each}" for each in at_width.evaluate(STICKING_OUT)]
        wrong += [f"{name}: too small: {each}" for each in at_width.evaluate(TOO_SMALL, FLOOR)]
    assert wrong == []


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(at_width, every, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    at_width.emulate_media(color_scheme=scheme)
    wrong = []
    for name, address in every.items():
        at_width.goto(address)
        settled(at_width)
        at_width.wait_for_timeout(400)
        found = axe.run(at_width, options={"resultTypes": ["violations"]}).response["violations"]
        wrong += [f"{name}: {each['id']}: {each['nodes'][0]['target']} ({len(each['nodes'])})" for each in found if each["impact"] in ("serious", "critical")]
    at_width.emulate_media(color_scheme="light")
    assert wrong == []
