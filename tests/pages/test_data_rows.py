"""The rows behind a figure on the data page are those of the delivered files."""

import random
import re

import pyarrow.parquet as pq
import pytest

from tests.pages.data_page import NOW, opened, plain, rows_of
from tests.support.open_page import page_text
from townbase import policy, words
from townbase.settings import ROOT, policy_dir

EXTRACTS = ROOT / "data" / "extracts"


@pytest.mark.long
def test_the_row_of_every_measure_is_the_row_of_the_parquet_file(served, sql):
    """Every measure that schools return: a school drawn by lot, its row and value looked up in the delivered file."""
    lots = random.Random(7)
    measures = {}
    for row in policy.tables(policy_dir())["indicators"].to_dict("records"):
        if row["level"] == "township" and row["form"] != "difference_rate":
            measures.setdefault((row["numerator"], row["denominator"]), row["indicator_id"])
    returns = [f"{name}.parquet" for name in ("staffing", "facilities", "teaching", "inspection")]
    columns = {name for file in returns for name in pq.read_schema(EXTRACTS / file).names}
    looked_up = set()
    for (numerator, denominator), indicator in measures.items():
        found = sql(
            "select v.area_id, v.stage, m.measure from indicator_value v join measurement_delivered m on m.delivered_id = v.area_id"
            f" and m.school_year = v.school_year and m.stage = v.stage and m.measure in (?, ?) where v.area_kind = 'school' and v.scope = 'all'"
            f" and v.indicator_id = ? and v.school_year = {NOW} and v.value is not null order by all",
            numerator, denominator, indicator,
        )  # fmt: skip
        if not found:
            continue
        school, stage, _ = lots.choice(found)
        for line in rows_of(opened(school=school, indicator=indicator, stage=stage)).to_dict("records"):
            if line["文件"] not in returns:
                continue
            delivered = pq.read_table(EXTRACTS / line["文件"]).slice(int(line["行"]) - 1, 1).to_pylist()[0]
            assert (delivered["school_id"], delivered["stage"], delivered["school_year"]) == (line["报送代码"], stage, 2025)
            named = [name for name in (numerator, denominator) if name in delivered and delivered[name] == float(line["数值"])]
            assert named, f"{line} is none of {numerator}, {denominator} in {delivered}"
            looked_up.update(named)
    assert looked_up == {name for pair in measures for name in pair if name in columns}


def test_grades_and_roster_rows_are_those_of_their_files(served, sql):
    [(school,)] = sql(f"select school_id from school where has_primary and school_year = {NOW} and rosters = 1 order by pupils desc limit 1")
    enrolment, roster = (pq.read_table(EXTRACTS / f"{name}.parquet") for name in ("enrolment", "schools"))
    for line in rows_of(opened(school=school, indicator="borrowing", stage="primary")).query("文件 == 'enrolment.parquet'").to_dict("records"):
        row = enrolment.slice(int(line["行"]) - 1, 1).to_pylist()[0]
        assert (row["school_id"], row["school_year"], row["pupils"]) == (school, 2025, int(line["数值"]))
    [line] = rows_of(opened(school=school, indicator="equipment", stage="primary")).query("文件 == 'schools.parquet'").to_dict("records")
    row = roster.slice(int(line["行"]) - 1, 1).to_pylist()[0]
    assert (row["school_id"], row["school_year"]) == (school, 2025)


def test_a_school_that_was_merged_shows_the_rows_of_its_old_codes(served, sql):
    [(school, delivered, year, stage)] = sql(
        "select r.school_id, r.delivered_id, r.school_year, m.stage from roster r join measurement_delivered m using (delivered_id, school_year)"
        " where r.delivered_id <> r.school_id and m.measure = 'bachelor_teachers' and stage = 'primary' order by school_year desc, 1, 2 limit 1"
    )
    frame = rows_of(opened(school=school, indicator="bachelor", stage=stage, year=str(year)))
    assert delivered in set(frame["报送代码"])
    staffing = pq.read_table(EXTRACTS / "staffing.parquet")
    for line in frame.to_dict("records"):
        assert staffing.slice(int(line["行"]) - 1, 1).to_pylist()[0]["school_id"] == line["报送代码"]


def test_figures_of_surveys_accounts_and_funds_are_those_of_the_mart_and_end_at_the_file(served, sql):
    for indicator, file in (("parent_satisfaction", "survey"), ("local_enrolment", "residency"), ("upgrade_fund", "funding")):
        [(township, stage, top, below)] = sql(
            f"select township_id, stage, numerator, denominator from progress where indicator_id = ? and counted and value is not null and school_year = {NOW} order by 1, 2 limit 1",
            indicator,
        )  # fmt: skip
        markup = page_text(opened(township=township, indicator=indicator, **({} if stage == "none" else {"stage": stage})))
        assert f"分子 {words.count(top)} " in markup and f"分母 {words.count(below)} " in markup and f"{file}.parquet" in markup
        assert "<td" in markup and "第 " not in plain(re.search(r'<table class="tb-t tb-data tb-cards.*?</table>', markup, re.S)[0])


def test_counts_of_surveys_and_funds_are_those_of_the_delivered_files(served, sql):
    [(township,)] = sql(
        f"select township_id from progress where indicator_id = 'upgrade_fund' and counted and value is not null and school_year = {NOW} order by 1 limit 1"
    )
    funds = [row for row in pq.read_table(EXTRACTS / "funding.parquet").to_pylist() if (row["township_id"], row["school_year"]) == (township, 2025)]
    markup = page_text(opened(township=township, indicator="upgrade_fund"))
    for key in ("planned", "received"):
        assert f"{words.count(sum(row[key] for row in funds))} 元" in markup
    asked = [
        row
        for row in pq.read_table(EXTRACTS / "survey.parquet").to_pylist()
        if (row["township_id"], row["school_year"], row["respondent"]) == (township, 2025, "parent")
    ]
    [best] = sorted((row for row in asked if row["item"] == "satisfaction"), key=lambda row: ("third_party", "bureau", "school").index(row["organiser"]))[:1]
    markup = page_text(opened(township=township, indicator="parent_satisfaction"))
    for key in ("answered", "satisfied"):
        assert f"{words.count(best[key])} 份" in markup


def test_no_mean_of_a_paper_is_anywhere_behind_an_academic_result(served, sql):
    [(township,)] = sql(f"select township_id from township_stage where stage = 'primary' and schools > 2 and school_year = {NOW} order by 1 limit 1")
    means = {f"{row['mean']:.1f}" for row in pq.read_table(EXTRACTS / "assessment.parquet").to_pylist() if row["school_year"] == 2025}
    for query in ({"indicator": "difference_rate"}, {"indicator": "level3_share"}):
        text = plain(re.sub(r'href="[^"]*"', "", page_text(opened(township=township, **query)).split("tb-headline")[1].split("口径与依据")[0]))
        assert "人次" in text and not set(re.findall(r"\d\d\.\d(?!\d|%)", text)) & means
