"""Tables of 达标路径."""

import pandas as pd

from townbase.charts.path.path_tables import apart_table, cheapest_table, needs_table, shortfall_table

HOSTILE = "<img src=x onerror=alert(1)>"


def test_every_township_leads_to_its_page_and_its_name_is_no_markup():
    town = {"id": "T1", "name": HOSTILE, "href": "township?township=T1", "district": "甲区", "chosen": "列入", "rows": 2, "units": 5, "cost": 5}
    markup = cheapest_table(pd.DataFrame([town | {"what": HOSTILE}]), "表")
    markup += apart_table(pd.DataFrame([town | {"blocked": HOSTILE, "missing": ""}]), "表")
    assert "<img" not in markup and markup.count('href="township?township=T1"') == 2


def test_needs_say_their_unit_beside_the_number():
    row = {"what": "名县级以上骨干教师", "units": 1200, "towns": 3, "owner": "区县", "offices": "甲局"}
    assert "<b>1,200</b> 名县级以上骨干教师" in needs_table(pd.DataFrame([row]), "表")


def test_districts_stand_in_columns_and_nothing_lacking_is_a_dot():
    row = {"title": "初中骨干", "href": "x", "unit": "名", "towns": 2, "total": 5, "甲区": 5, "乙区": 0}
    markup = shortfall_table(pd.DataFrame([row]), "表")
    assert "甲区" in markup and "乙区" in markup and "·" in markup
