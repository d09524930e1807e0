"""What the briefs of townships take, the first and then the others of one district, and what a file holds."""

import statistics
import time
from functools import partial
from pathlib import Path

from townbase import store
from townbase.brief import briefs_of
from townbase.selection import Selection


def time_briefs(db: Path) -> None:
    """Print what the briefs of townships take, the first and then the others of one district, and what a file holds."""
    ask = partial(store.ask, store.open_session(db))
    towns = ask("shared/frame_townships")
    largest = towns[towns["counted"]]["district_id"].value_counts().index[0]
    print("brief, seconds a township (the first one asks the store for what all share)")
    print(f"{'form':12}{'first':>8}{'median':>8}{'slowest':>9}{'kB':>8}")
    for form in ("html", "docx"):
        store.close_all()
        took, sizes, coming = [], [], briefs_of(ask, Selection(district=largest), 2025, form)
        next(coming)  # the district's own
        while True:
            begun = time.perf_counter()
            made = next(coming, None)
            if made is None:
                break
            took.append(time.perf_counter() - begun)
            sizes.append(len(made[1]) / 1024)
        print(f"{form:12}{took[0]:8.2f}{statistics.median(took):8.2f}{max(took):9.2f}{max(sizes):8.0f}")
    store.close_all()
    print(flush=True)
