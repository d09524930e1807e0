"""The store of what pages drew never weighs more than it may, and gives up first what was wanted longest ago."""

from tests.support.hypothesis_setup import given, st
from townbase.ui.memory.calls import Written
from townbase.ui.memory.kept import LIVE_BYTES, Kept, Pages


def weighing(weight: int) -> Kept:
    return Kept(bytes(weight - LIVE_BYTES), [])


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(LIVE_BYTES, 6 * LIVE_BYTES), st.booleans()), max_size=60))
def test_it_holds_the_last_wanted_pages_that_fit(steps):
    limit, pages, order = 10 * LIVE_BYTES, Pages(10 * LIVE_BYTES), {}
    for key, weight, is_read in steps:
        if is_read:
            held = pages.get(key)
            assert (held.weight if held else None) == order.get(key)
            if key in order:
                order[key] = order.pop(key)
        else:
            pages.put(key, weighing(weight))
            order.pop(key, None)
            order[key] = weight
            while sum(order.values()) > limit:
                order.pop(next(iter(order)))
        assert pages.weight == sum(order.values()) <= limit
        assert len(pages) == len(order)


def test_what_alone_is_too_heavy_is_not_kept():
    pages = Pages(5 * LIVE_BYTES)
    pages.put("small", weighing(LIVE_BYTES))
    pages.put("large", weighing(5 * LIVE_BYTES + 1))
    assert pages.get("large") is None and pages.get("small") is not None


def test_calls_come_back_as_they_were_written():
    written = Written(calls=[("html", "<p>谷雨镇</p>", "stretch"), ("columns", (3, 2)), ("in", 0), ("out",)])
    assert Kept.of(written).calls == written.calls
