"""On what it was measured, and beside how much other work: a figure without these says nothing."""

import os
import pathlib
import platform
from datetime import datetime
from importlib.metadata import version

LIBRARIES = ("streamlit", "duckdb", "pandas", "plotly")


def machine(cities: int) -> str:
    kept = " ".join(f"{name} {version(name)}" for name in LIBRARIES)
    load = " / ".join(f"{each:.1f}" for each in os.getloadavg()) if hasattr(os, "getloadavg") else "unknown"
    size = "the sample city" if cities == 1 else f"{cities} cities in one file"
    return (
        f"{datetime.now().astimezone():%Y-%m-%d %H:%M %Z}, {_processor()}, {os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}, {kept}, {size}. Load of the machine (1, 5, 15 minutes): {load}."
    )


def _processor() -> str:
    try:
        with pathlib.Path("/proc/cpuinfo").open(encoding="utf-8") as told:
            return next(line.partition(":")[2].strip() for line in told if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()
