"""How long a reader waits for a file, from the click to the download, in a real browser; needs what the browser tests need."""

import statistics
import time

from tests.e2e.conftest import CHROMIUM_ARGUMENTS, SIZES, _chromium, settled

KINDS = ("png", "slide", "svg", "html", "xlsx", "csv")
PAGES = ("", "gap", "retention")
WHOLE_CITY = "heat"  # the one drawing of a hundred townships is told apart


def time_files(address: str, township: str) -> None:
    """Print the median and the slowest of every kind over all cards of four pages, and the whole city's table by itself."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        print("\nfiles: not timed, playwright is not installed (pip install -r tests/requirements.txt)")
        return
    took: dict[str, list[tuple[float, str]]] = {kind: [] for kind in KINDS}
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=_chromium(), args=CHROMIUM_ARGUMENTS)
        for page in (*PAGES, f"township?township={township}"):
            tab = browser.new_context(viewport=SIZES["desktop"], base_url=address + "/").new_page()
            tab.goto(page or "./")
            settled(tab)
            for card in cards(tab):
                for kind in KINDS:
                    took[kind].append((wait(tab, card, kind), card))
        browser.close()
    print(f"\nfiles, milliseconds from the click to the download\n{'kind':12}{'median':>8}{'slowest':>9}  {'of':20}{'whole city':>10}")
    for kind, times in took.items():
        usual = [each for each in times if each[1] != WHOLE_CITY]
        slowest, card = max(usual)
        city = statistics.median(ms for ms, each in times if each == WHOLE_CITY)
        print(f"{kind:12}{statistics.median(ms for ms, _ in usual):8.0f}{slowest:9.0f}  {card:20}{city:10.0f}", flush=True)


def cards(tab) -> list[str]:
    """The cards in sight that give something away; not those in a closed section."""
    found = tab.locator("[class*=st-key-card-]:has(.tb-menu):visible").evaluate_all("all => all.map(each => each.className.match(/st-key-card-([\\w-]+)/)[1])")
    return [card for card in found if tab.locator(f".st-key-card-{card} .tb-menu").is_visible()]


def wait(tab, card: str, kind: str) -> float:
    menu = tab.locator(f".st-key-card-{card} .tb-menu").first
    menu.locator("summary").click()
    begun = time.perf_counter()
    with tab.expect_download():
        menu.locator(f"[data-take={kind}]").click()
    return (time.perf_counter() - begun) * 1000
