"""What stands on every page, and what the address does to it."""

import re

from tests.support.small_city import words_of
from townbase import words


def overview():
    import streamlit as st

    from townbase.ui import headline, page

    with page("overview") as p:
        headline("标题")
        st.session_state["seen"] = (p.selection, p.year, len(p.ask("shared/frame_townships")))


def township():
    from townbase.ui import headline, page

    with page("township") as p:
        headline(p.selection.township or "未选")


def actions():
    from townbase.ui import headline, page

    with page("actions") as p:
        headline(f"{p.year} {p.selection.action}")


def broken():
    from townbase.ui import page

    with page("overview"):
        raise ValueError("内部细节")


def stopped():
    import streamlit as st

    from townbase.ui import page

    with page("overview"):
        st.stop()


def carded():
    import pandas as pd

    from townbase.ui import card, page
    from townbase.views.shared.card import Card

    of = Card(key="list", file="名单", filters=("district", "counted"), follows_opened=False, body_is_table=False, definition="口径\n依据")
    with page("overview"):
        card(of, "发现 <一>", "读法", "<i>图</i>", table=pd.DataFrame({"镇": ["=A1"]}))


def dropped_of(test):
    import json

    data = [json.loads(each.proto.json) for each in test.get("bidi_component") if each.proto.json]
    (dropped,) = [each["dropped"] for each in data if "dropped" in (each or {})]
    return dropped


def test_every_page_says_whose_data_it_is_and_what_it_is_not(city, draw):
    text = words_of(draw(overview))
    assert "教育强镇筑基行动监测平台" in text
    assert '<span class="tb-tag">演示数据</span>' in text
    assert "本页为按政策解读稿和所列口径测算的结果，不作为督导认定结论。" in text
    assert "演示数据：示例市为虚构城市，乡镇名称和数字均不对应任何真实地方。" in text
    assert "数据时点：2025年9月1日" in text and "来源：画在测试里的表" in text


def test_the_current_page_is_marked_and_links_carry_what_their_page_reads(city, draw):
    links = dict(re.findall(r'<a data-nav href="([^"]+)"[^>]*?(aria-current="page")?>', words_of(draw(township, district="d1", township="t1", counted="town"))))
    assert links["./?district=d1&amp;counted=town"] == ""
    assert links["township?district=d1&amp;township=t1&amp;counted=town"] == 'aria-current="page"'


def filters_of(test):
    """key -> (chosen value, {value: name}) of the bar."""
    found = re.findall(r'<select data-key="(\w+)" data-now="([^"]*)"[^>]*>(.*?)</select>', words_of(test))
    return {key: (now, dict(re.findall(r'<option value="([^"]*)"[^>]*>(.*?)</option>', inside))) for key, now, inside in found}


def test_the_default_year_is_shown_but_not_written(city, draw):
    test = draw(overview)
    selection, year, townships = test.session_state["seen"]
    assert (selection.year, townships) == (None, 3)
    assert year in (2024, 2025)
    now, years = filters_of(test)["year"]
    assert now == "" and years[""].startswith(f"{year}—")


def test_filters_are_drawn_from_the_address_with_what_was_changed_marked_counted_and_cleared(city, draw):
    test = draw(overview, district="d2", batch="第二批", year="2024")
    shown = filters_of(test)
    assert (shown["district"][0], shown["batch"][0], shown["counted"][0]) == ("d2", "第二批", "")
    assert test.session_state["seen"][0].district == "d2"
    text = words_of(test)
    changed = len([now for now, _ in shown.values() if now])
    assert text.count("tb-filter tb-changed") == changed >= 2
    assert f'<a data-nav class="tb-clear" href="./">清除筛选（{changed}）</a>' in text
    assert "清除筛选" not in words_of(draw(overview))


def test_a_filter_with_nothing_to_choose_is_not_shown(city, draw):
    assert "managing_body" not in filters_of(draw(overview))


def test_what_the_page_is_about_is_not_counted_as_a_filter(city, draw):
    assert "清除筛选" not in words_of(draw(actions, action="10"))
    assert "清除筛选" not in words_of(draw(township, township="t1"))


def test_a_township_shows_its_own_district_though_the_address_names_none(city, draw):
    assert filters_of(draw(township, township="t1"))["district"][0] == "d1"


def test_a_choice_higher_up_ends_those_below_it(city, draw):
    assert 'data-key="district" data-now="d1" data-ends="township school with"' in words_of(draw(township, district="d1", township="t1"))


def test_an_unknown_key_or_value_is_named_once_and_leaves_the_address(city, draw):
    test = draw(overview, district="d9", colour="<red>")
    assert f"网址中的区县（功能区）“d9”、colour“&lt;red&gt;”{words.INAPPLICABLE}于本页或在当前数据中不存在，已忽略。" in words_of(test)
    assert dropped_of(test) == [["district", "d9"], ["colour", "<red>"]]
    clean = draw(overview, district="d1")
    assert "已忽略" not in words_of(clean)
    assert dropped_of(clean) == []


def test_a_township_of_another_district_stays_and_the_district_goes(city, draw):
    test = draw(township, district="d2", township="t1")
    assert '<h1 class="tb-headline">t1</h1>' in words_of(test)
    assert dropped_of(test) == [["district", "d2"]]


def test_names_from_the_data_are_escaped(city, draw):
    test = draw(township, township="t2")
    assert "<霜降>" not in words_of(test)
    assert "&lt;霜降&gt;" in words_of(test)


def test_whatever_fails_becomes_one_sentence_with_a_number_that_the_log_knows(city, draw, caplog):
    test = draw(broken)
    text = words_of(test)
    number = re.search(r'class="tb-error" role="alert" data-number="([0-9A-F]{6})"', text)[1]
    assert f"出错了，请稍后重试；如仍不行，请将编号 {number} 告知管理员。" in text
    assert "内部细节" not in text and not test.exception
    assert "tb-foot" in text
    (record,) = [record for record in caplog.records if number in record.getMessage()]
    assert "内部细节" in str(record.exc_info[1])


def test_a_stop_in_the_body_is_no_error(city, draw):
    test = draw(stopped)
    assert "tb-error" not in words_of(test) and not test.exception


def test_a_card_has_its_finding_its_table_its_definition_and_its_file(city, draw):
    test = draw(carded)
    text = words_of(test)
    assert '<h2 class="tb-finding">发现 &lt;一&gt;</h2><p class="tb-how">读法</p><i>图</i>' in text
    assert "<summary>口径与依据</summary><div><p>口径</p><p>依据</p></div>" in text
    assert "<summary>数据表</summary>" in text
    assert re.findall(r'data-take="(\w+)"', text) == ["png", "slide", "svg", "html", "xlsx", "csv"]
    assert [button.label for button in test.get("download_button")] == ["网页", "Excel", "CSV", "导出本页全部表格（Excel）"]


def test_a_picture_says_the_filters_the_source_the_day_and_the_version(city, draw):
    from townbase import versions

    text = words_of(draw(carded, district="d1", counted="town"))
    version = versions.current(city)[:4]
    assert f'data-name="演示-示例一区-名单-镇-2025-2026学年-{version}"' in text
    assert 'data-mark="演示数据"' in text
    assert 'data-line="示例市　示例一区　2025—2026学年"' in text
    assert re.search(rf'data-foot="教育强镇筑基行动监测平台 ｜ 2025—2026学年 · 示例一区 · 镇 ｜ 演示数据 ｜ 数据截至 [^"]+ ｜ 版本 {version}"', text)


def test_a_reader_keeps_the_version_until_taking_the_new_one(city, draw):
    from townbase import versions

    test = draw(overview)
    assert test.session_state["tb_version"] == versions.current(city)
    assert "查看新数据" not in [button.label for button in test.button]
    newer = "0" * 12
    served = versions.current(city)
    versions.database(city, newer).write_bytes(versions.database(city, served).read_bytes())
    versions.point(city, newer)
    try:
        test.run()
        assert test.session_state["tb_version"] == served
        test.button(key="take_update").click().run()
        assert test.session_state["tb_version"] == newer
    finally:
        versions.point(city, served)
        versions.database(city, newer).unlink(missing_ok=True)


def test_the_day_under_a_card_about_one_indicator_is_that_of_its_own_files(city, draw):
    import pandas as pd

    from townbase.ui.cards.download_buttons import _until

    class Opened:
        sources = pd.DataFrame({"extract": ["staffing", "funding"], "as_of": pd.to_datetime(["2025-09-01", "2026-03-01"])})

        def ask(self, name, indicator):
            return pd.DataFrame([{"numerator": "backbone_teachers", "denominator": "teachers"}])

    assert _until(Opened(), "backbone") == "数据截至 2025年9月1日"
    assert _until(Opened(), None) == "数据截至 2026年3月1日，各报表中最晚"
