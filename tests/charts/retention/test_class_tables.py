"""Tables of 班额."""

import pandas as pd

from townbase.charts.retention.class_tables import class_area_table, class_school_table, use_table

HOSTILE = "<img src=x onerror=alert(1)>"
AREA = {"name": HOSTILE, "href": "retention?district=d", "classes": 1200, "average": 41.5, "grades_over": 3, "schools_over": 2, "wanted": 4}


def test_the_sum_of_all_districts_stands_last_and_leads_nowhere():
    markup = class_area_table(pd.DataFrame([AREA, AREA | {"name": "合计", "href": ""}]), "表")
    assert "<img" not in markup and "1,200" in markup and "41.5" in markup and markup.count("href=") == 1


def test_a_school_leads_to_its_page():
    row = {"id": "s", "name": HOSTILE, "href": "township?school=s", "township": HOSTILE, "district": "甲区", "grades_over": 1}
    markup = class_school_table(pd.DataFrame([row | {"largest": 58.3, "grade": "一年级", "wanted": 1}]), "表")
    assert "<img" not in markup and 'href="township?school=s"' in markup and "58.3" in markup


def test_a_band_without_schools_names_none():
    full = {"band": "超过 100%", "schools": 2, "share": 0.5, "pupils": 100, "places": 90, "first": [("甲园 120.0%", "x")]}
    markup = use_table(pd.DataFrame([full, full | {"schools": 0, "share": 0.0, "first": []}]), "表")
    assert "2（50.0%）" in markup and markup.count('href="x"') == 1
