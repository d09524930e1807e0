"""python -m tests.e2e.screens FOLDER [NAME …]: every page of the sample city as a picture, for eyes and for docs/screens.

Each address of tests/support/addresses.py at 1440, 1024 and 390 px in light, at 1440 px in dark, and as A4. `--shipped`
writes only what docs/screens holds: the pages at 1440 and 390 px, first screen, in few colours.
"""

from __future__ import annotations

import argparse
import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
from PIL import Image

from tests.e2e.conftest import CHROMIUM_ARGUMENTS, _chromium, _playwright, running, settled
from tests.support.addresses import addresses
from townbase import versions
from townbase.build import build
from townbase.page_records import PAGES
from townbase.settings import ROOT

VIEWS = ((1440, 900, "light"), (1024, 768, "light"), (390, 844, "light"), (1440, 900, "dark"))
SHIPPED = ((1440, 900, "light"), (390, 844, "light"))
LONGEST = 4000  # px of one picture
WAIT = 1200  # ms: charts are drawn after the page stands


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--shipped", action="store_true")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with _served() as (address, found):
        chosen = {name: at for name, at in found.items() if not given.names or name in given.names}
        if given.shipped:
            chosen = {name: at for name, at in found.items() if name in PAGES or name in ("indicator-urban", "township-one")}
        _picture(address, chosen, given.folder, given.shipped)


@contextlib.contextmanager
def _served() -> Iterator[tuple[str, dict[str, str]]]:
    with tempfile.TemporaryDirectory() as folder:
        db, home = Path(folder) / "db", Path(folder) / "home"
        home.mkdir()
        build(ROOT / "data" / "extracts", db)
        with duckdb.connect(str(versions.database(db, versions.current(db))), read_only=True) as con:
            found = addresses(lambda text: con.execute(text).fetchall())
        with running(db, home) as address:
            yield address, found


def _picture(address: str, chosen: dict[str, str], folder: Path, shipped: bool) -> None:
    with _playwright().sync_playwright() as tool:
        chromium = tool.chromium.launch(executable_path=_chromium(), args=CHROMIUM_ARGUMENTS)
        for name, at in chosen.items():
            for width, height, scheme in SHIPPED if shipped else VIEWS:
                tab = chromium.new_page(viewport={"width": width, "height": height}, color_scheme=scheme, locale="zh-CN")
                tab.goto(f"{address}/{at}")
                settled(tab)
                tab.wait_for_timeout(WAIT)
                whole = tab.evaluate("document.querySelector('[data-testid=stMainBlockContainer]').scrollHeight")
                if not shipped:
                    tab.set_viewport_size({"width": width, "height": min(whole + 20, LONGEST)})
                    tab.wait_for_timeout(WAIT // 2)
                file = folder / f"{name}-{width}-{scheme}.png"
                tab.screenshot(path=file)
                print(f"{name:24} {width:5} {scheme:6} height {whole:5}", flush=True)
                if shipped:
                    _in_few_colours(file)
                elif (width, scheme) == (1440, "light"):
                    tab.pdf(path=folder / f"{name}.pdf", format="A4")
                tab.close()
        chromium.close()


def _in_few_colours(file: Path) -> None:
    with Image.open(file) as picture:
        picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=64).save(file, optimize=True)


if __name__ == "__main__":
    main()
