"""python -m tests.bench.many_cities [30] [check | build]: what a build of many cities takes, in seconds and in memory.

The sample's extracts are written n times over into one delivery, each time under new ids, as if n cities reported to one
bureau. The build runs in a process of its own, so that its peak is its own; the peak of the check alone stands beside it.
"""

import contextlib
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from townbase.contracts.contract import Contract, read_contracts
from townbase.settings import ROOT

EXTRACTS = ROOT / "data" / "extracts"
IDS = ("district_id", "township_id", "primary_served_by", "junior_served_by", "school_id", "parent_school_id", "old_id", "new_id", "unit_id", "destination")
NO_PLACE = "('other_city', 'not_enrolled', 'unknown')"
SHOWN = 2.0  # seconds under which a step is not told apart

# Runs in the other process: peak is read there, since a parent only learns the largest of all its children.
RUN = """
import resource, sys, time
from pathlib import Path
from townbase.build import build
from townbase.contracts import check
extracts, db = Path(sys.argv[2]), Path(sys.argv[3])
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
begun, last = time.perf_counter(), [time.perf_counter(), "", 0.0]
def tell(step, of, label):
    now, most = time.perf_counter(), peak()
    if now - last[0] >= %s or most - last[2] >= 0.1:
        print(f"{now - last[0]:8.1f} s  peak {most:6.2f} GB  {last[1]}", flush=True)
    last[:] = [now, label, most]
if sys.argv[1] == "check":
    print(f"{len(check(extracts))} findings")
else:
    build(extracts, db, tell)
    tell(0, 0, "")
print(f"{sys.argv[1]}: {time.perf_counter() - begun:.0f} s, peak {peak():.2f} GB", flush=True)
"""


def main() -> None:
    cities = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        begun = time.perf_counter()
        extracts = multiply(EXTRACTS, Path(folder) / "extracts", cities)
        print(f"{cities} cities written in {time.perf_counter() - begun:.0f} s", flush=True)
        for what in sys.argv[2:] or ("check", "build"):
            subprocess.run([sys.executable, "-c", RUN % SHOWN, what, str(extracts), str(Path(folder) / "db")], check=True, cwd=ROOT)


def multiply(extracts: Path, folder: Path, cities: int) -> Path:
    """Write the delivery `cities` times over, ids prefixed with two digits, and return its folder."""
    folder.mkdir(parents=True)
    with contextlib.closing(duckdb.connect()) as con:
        con.execute("set preserve_insertion_order = true")
        for name, contract in read_contracts(con).items():
            source, target = (extracts / f"{name}.parquet").as_posix(), (folder / f"{name}.parquet").as_posix()
            parts = [f"select {_columns(contract, city)} from '{source}'" for city in range(cities)]
            con.execute(f"copy ({' union all '.join(parts)}) to '{target}' (format parquet)")
    text = (extracts / "delivery.toml").read_text(encoding="utf-8").replace('code_system = "cn"', 'code_system = "other"')
    (folder / "delivery.toml").write_text(text, encoding="utf-8")
    return folder


def _columns(contract: Contract, city: int) -> str:
    return ", ".join(_new(column.name, city) if column.name in IDS else f'"{column.name}"' for column in contract.columns)


def _new(name: str, city: int) -> str:
    return f"case when {name} in {NO_PLACE} then {name} else '{city:02}' || {name} end as {name}"


if __name__ == "__main__":
    main()
