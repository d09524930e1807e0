"""A bounded store of what pages drew: by bytes, the least used dropped first; of many who want one page, one draws it."""

from __future__ import annotations

import pickle
import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from townbase.ui.memory import calls
from townbase.ui.memory.calls import Call, Written

BYTES = 64 * 2**20
LIVE_BYTES = 1000  # what a call that is kept as it is weighs, about: ids and a name or two
FAST = 1  # zlib: more would cost the first reader and save little


@dataclass(frozen=True)
class Kept:
    """What a page drew. packed: its calls, pressed · live: those with a state of their own"""

    packed: bytes
    live: list[Callable[[], None]]

    @classmethod
    def of(cls, written: Written) -> Kept:
        return cls(zlib.compress(pickle.dumps(written.calls, protocol=5), FAST), written.live)

    @property
    def calls(self) -> list[Call]:
        return pickle.loads(zlib.decompress(self.packed))

    @property
    def weight(self) -> int:
        return len(self.packed) + LIVE_BYTES * (1 + len(self.live))


class Pages:
    """Every method may be called from any thread."""

    def __init__(self, limit: int) -> None:
        self._limit, self._weight = limit, 0
        self._pages: OrderedDict[Hashable, Kept] = OrderedDict()
        self._lock = threading.Lock()
        self._drawn_now: dict[Hashable, tuple[threading.Lock, list[None]]] = {}

    def get(self, key: Hashable) -> Kept | None:
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
            return self._pages.get(key)

    def put(self, key: Hashable, kept: Kept) -> None:
        """Keep it, unless it alone is heavier than all may be."""
        with self._lock:
            if kept.weight > self._limit:
                return
            if key in self._pages:
                self._weight -= self._pages.pop(key).weight
            self._pages[key] = kept
            self._weight += kept.weight
            while self._weight > self._limit:
                self._weight -= self._pages.popitem(last=False)[1].weight

    @contextmanager
    def _one_at_a_time(self, key: Hashable) -> Iterator[None]:
        """Whoever else wants this page waits until it stands, or has failed."""
        with self._lock:
            turn, waiting = self._drawn_now.setdefault(key, (threading.Lock(), []))
            waiting.append(None)
        try:
            with turn:
                yield
        finally:
            with self._lock:
                waiting.pop()
                if not waiting:
                    self._drawn_now.pop(key, None)

    def once(self, key: Hashable, write: Callable[[], None], written: Written | None = None) -> Kept:
        """What is kept, else what `write` draws now, unseen, and kept from then on; nothing of what fails.
        written: where it is written down, for who shows what stood before it failed"""
        kept = self.get(key)
        if kept is not None:
            return kept
        with self._one_at_a_time(key):
            kept = self.get(key)
            if kept is None:
                written = written or Written()
                with calls.writing(written):
                    write()
                kept = Kept.of(written)
                self.put(key, kept)
        return kept

    @property
    def weight(self) -> int:
        return self._weight

    def __len__(self) -> int:
        return len(self._pages)

    def forget(self) -> None:
        with self._lock:
            self._pages.clear()
            self._weight = 0


# One for the whole server.
pages = Pages(BYTES)
