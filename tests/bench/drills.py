"""What a reader waits for in a real browser: from the click until the new page is painted, and a first visit from nothing."""

import statistics
from pathlib import Path

from tests.bench import report
from tests.bench.addresses import named_pages
from tests.e2e.conftest import CHROMIUM_ARGUMENTS, SIZES, _chromium, running, settled

ROUNDS = 5
# name, from, what is clicked, or the filter whose second choice is taken
DRILLS = [
    ("overview → township", "overview", "a[data-nav][href^='township?']"),
    ("overview → district", "overview", "a[data-nav][href*='district=']"),
    ("overview → who misses a goal", "overview", "a[data-nav][href*='goal=']"),
    ("township → all indicators", "township", "a[data-nav][href*='tab=rows']"),
    ("action → indicator", "actions", "a[data-nav][href^='indicator?']"),
    ("local enrolment: another year", "retention", "select[data-key=year]"),
]
# Painted: the last line says the new address, and two frames have been drawn since.
CLICK = """([css]) => new Promise((done, failed) => {
    const at = document.querySelector(css), begun = performance.now(), was = location.href
    if (!at) return failed(new Error('nothing to click: ' + css))
    if (at.tagName === 'SELECT') { at.selectedIndex = at.selectedIndex ? 0 : 1; at.dispatchEvent(new Event('change', { bubbles: true })) } else at.click()
    const keys = url => [...url.searchParams].map(String).sort().join()
    const look = () => {
        const foot = document.querySelector('.tb-foot'), drawn = foot && new URL(foot.dataset.at, location.origin + '/')
        if (location.href !== was && drawn && drawn.pathname === location.pathname && keys(drawn) === keys(new URL(location.href)))
            return requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begun)))
        if (performance.now() - begun > 30000) return failed(new Error(`never painted: ${css} ${location.href} ${drawn}`))
        requestAnimationFrame(look)
    }
    look()
})"""
FIRST = """() => new Promise(done => {
    const look = () => document.querySelector('.tb-foot') ? requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))) : requestAnimationFrame(look)
    look()
})"""


def time_drills(db: Path, published: Path, home: Path) -> None:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        report.line("Drills: not timed, playwright is not installed (pip install -r tests/requirements.txt).")
        return
    where = named_pages(published)
    with running(db, home) as address, sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=_chromium(), args=CHROMIUM_ARGUMENTS)
        first = [_first_visit(browser, address) for _ in range(3)]
        took = drilled(browser, address, where)
        browser.close()
    rows = [[name, f"{times[0]:.0f}", f"{statistics.median(times[1:]):.0f}", f"{max(times[1:]):.0f}"] for name, times in took.items()]
    cold = [ms for ms, _ in first]
    rows.append(["first visit, nothing kept by the browser", f"{cold[0]:.0f}", f"{statistics.median(cold):.0f}", f"{max(cold):.0f}"])
    note = f"One browser, 1440 × 900; {ROUNDS} rounds of all drills in turn. The first visit fetched {first[0][1] / 2**20:.2f} MB, as it went over the line."
    report.table("Click to painted, milliseconds", ["", "first time", "median", "slowest"], rows, note)


def drilled(browser, address: str, where: dict[str, str]) -> dict[str, list[float]]:
    tab = browser.new_context(viewport=SIZES["desktop"], base_url=address + "/").new_page()
    took: dict[str, list[float]] = {name: [] for name, _, _ in DRILLS}
    for _ in range(ROUNDS):
        for name, start, css in DRILLS:
            tab.goto(where[start] or "./")
            settled(tab)
            took[name].append(tab.evaluate(CLICK, [css]))
    tab.context.close()
    return took


def _first_visit(browser, address: str) -> tuple[float, float]:
    """(milliseconds until the overview is painted, bytes over the line) with nothing in the browser's store."""
    tab = browser.new_context(viewport=SIZES["desktop"]).new_page()
    line, fetched = tab.context.new_cdp_session(tab), [0.0]
    line.send("Network.enable")
    line.on("Network.loadingFinished", lambda told: fetched.append(told["encodedDataLength"]))
    line.on("Network.webSocketFrameReceived", lambda told: fetched.append(len(told["response"]["payloadData"]) * 3 / 4))
    tab.goto(address, wait_until="commit")
    took = tab.evaluate(FIRST)
    tab.context.close()
    return took, sum(fetched)
