"""python -m tests.bench: what the dashboard costs on this machine, as ratios; some six minutes on a quiet machine.

    --write        put the tables into docs/performance.md
    --only NAME …  build, queries, pages, drills, load; not asked for by themselves: files, briefs
    --cities N     on the sample written N times over (the build takes minutes)

Nothing is asserted here, since a time belongs to a machine. Everything runs on loopback and is started and ended here.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.bench import report
from tests.bench.addresses import named_pages
from tests.bench.build_times import time_build
from tests.bench.drills import time_drills
from tests.bench.load import time_load
from tests.bench.machine import machine
from tests.bench.many_cities import multiply
from tests.bench.page_times import time_pages
from tests.bench.queries import time_queries
from townbase import versions
from townbase.settings import ROOT

USUAL, MORE = ("build", "queries", "pages", "drills", "load"), ("files", "briefs")


def main() -> None:
    asked = _arguments()
    sys.stdout.reconfigure(errors="replace")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        extracts = ROOT / "data" / "extracts"
        if asked.cities > 1:
            extracts = multiply(extracts, home / "extracts", asked.cities)
        report.line(machine(asked.cities))
        db = home / "db"
        version = time_build(extracts, db, again="build" in asked.only)
        for name in asked.only:
            if name in MEASURED:
                MEASURED[name](db, versions.database(db, version), home)
        report.line(f"After it: {machine(asked.cities)}")
    if asked.write:
        report.write(ROOT / "docs" / "performance.md")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__.partition("\n")[0])
    parser.add_argument("--write", action="store_true", help="put the tables into docs/performance.md")
    parser.add_argument("--only", nargs="+", choices=[*USUAL, *MORE], default=list(USUAL))
    parser.add_argument("--cities", type=int, default=1)
    return parser.parse_args()


def _files(db: Path, published: Path, home: Path) -> None:
    from tests.bench.files import time_files
    from tests.e2e.conftest import running

    with running(db, home) as address:
        time_files(address, named_pages(published)["township"].partition("=")[2])


def _briefs(db: Path, published: Path, home: Path) -> None:
    from tests.bench.briefs import time_briefs

    time_briefs(db)


MEASURED = {
    "queries": time_queries,
    "pages": time_pages,
    "drills": time_drills,
    "load": time_load,
    "files": _files,
    "briefs": _briefs,
}

if __name__ == "__main__":
    main()
