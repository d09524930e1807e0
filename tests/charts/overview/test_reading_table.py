"""Other ways to count the headline: the published one is bold, and whom a reading turns is named."""

import pandas as pd

from townbase.charts.overview.reading_table import NAMED, reading_table


def test_the_published_reading_is_bold_and_long_lists_of_turned_townships_fold():
    lost = [(f"镇{n}", f"?t={n}") for n in range(NAMED + 2)]
    rows = [
        {"reading": "公布口径", "published": True, "met": 41, "counted": 99, "open": 5, "gained": [], "lost": []},
        {"reading": "<b>无容差</b>", "published": False, "met": 34, "counted": 99, "open": 5, "gained": [], "lost": lost},
    ]
    drawn = reading_table(pd.DataFrame(rows))
    assert "<b>公布口径</b>" in drawn and "<b>无容差" not in drawn and "<b>34</b>/99" in drawn
    assert f"{NAMED + 2} 个：" in drawn and "其余 2 个" in drawn and all(f'href="{href}"' in drawn for _, href in lost)
    assert drawn.count("—") >= 3
