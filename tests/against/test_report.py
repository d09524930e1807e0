"""check --against: the same comparison as lines, as a workbook and as a page to sign, and refusals in words."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from click.testing import CliRunner

from tests.support.next_delivery import changed
from townbase import versions
from townbase.against import lines, page, report_of, workbook
from townbase.build import build
from townbase.commands import main
from townbase.compare import compare
from townbase.findings import Refused

LESS = {
    "staffing": "select * replace (case when school_id like 't1%' then greatest(backbone_teachers - 6, 0) else backbone_teachers end as backbone_teachers) from old"
}
TODAY = date(2026, 11, 27)


def run(*arguments):
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    return result.exit_code, result.output


@pytest.fixture(scope="module")
def later(eight_db, tmp_path_factory):
    """(the published folder, the next delivery)"""
    return eight_db[1], changed(eight_db[0], tmp_path_factory.mktemp("later") / "extracts", **LESS)


@pytest.fixture(scope="module")
def report(later, tmp_path_factory):
    db, extracts = later
    folder = tmp_path_factory.mktemp("built")
    version = build(extracts, folder).version
    before = versions.database(db, versions.current(db))
    return report_of(compare(before, versions.database(folder, version)), "现用版本")


def test_the_lines_say_the_headline_both_versions_and_every_township_that_turns(report):
    told = lines(report)
    assert told[0].startswith("与现用版本相比：2025—2026学年全部达标的由 ")
    assert sum(line.startswith(("上次：", "本次：")) for line in told) == 2
    turned = report.told["status_flip"]
    assert sum(line.startswith("  ") for line in told) == len(turned) > 0
    assert all("（修订）" in line for line in told if line.startswith("  "))


def test_the_workbook_holds_every_row_of_every_card(report):
    book = openpyxl.load_workbook(BytesIO(workbook(report, TODAY)))
    for content in report.contents:
        if not content.table.empty:
            assert book[content.card.file].max_row == len(content.table) + 1
    assert book["结论变了的乡镇"].max_row == len(report.told["status_flip"]) + 1


def test_the_page_prints_on_its_own_and_has_places_to_sign(report):
    text = page(report, TODAY).decode()
    assert "default-src 'none'" in text.replace("&#39;", "'")
    assert "http" not in text.replace("http-equiv", "") and "<script" not in text
    assert all(who in text for who in ("经办人", "审核人", "负责人"))
    assert "演示数据" in text


def test_a_name_in_a_delivery_stays_text_on_the_page(report):
    for content in report.contents:
        if "乡镇（街道）" in content.table and len(content.table):
            content.table.iloc[0, 0] = "<script>alert(1)</script>"
    assert "<script" not in page(report, TODAY).decode()


def test_check_against_what_is_published_publishes_nothing(later, tmp_path):
    db, extracts = later
    served, standing = versions.current(db), versions.published(db)
    code, output = run("check", "--extracts", extracts, "--db", db, "--against", "published", "--report", tmp_path / "out")
    assert code == 0, output
    assert "与现用版本相比" in output and "核对通过" in output
    assert (versions.current(db), versions.published(db)) == (served, standing)
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".html", ".xlsx"]
    code, output = run("check", "--extracts", extracts, "--db", db, "--against", "published", "--report", tmp_path / "out")
    assert code == 1 and "--force" in output


def test_what_build_would_refuse_is_said_before_it_is_tried(eight_db, tmp_path):
    extracts, db = eight_db
    less = changed(extracts, tmp_path / "less", staffing="from old where school_year < 2025")
    code, output = run("check", "--extracts", less, "--db", db, "--against", "published", "--report", tmp_path / "out")
    assert code == 1 and "核对通过" in output and "可以发布" not in output.replace("不能发布", "")
    with pytest.raises(Refused) as caught:
        build(less, db)
    refused = [one for one in caught.value.findings if one.severity == "error"]
    assert refused and all(f"发布时会拒绝：{one.file}，{one.key}：{one.what}。" in output for one in refused if one.key)
    assert "--accept-shrink" in output
    [book] = (tmp_path / "out").glob("*.xlsx")
    assert openpyxl.load_workbook(book)["发布时会拒绝"].max_row == len(refused) + 1
    [signed] = (tmp_path / "out").glob("*.html")
    assert "发布时会拒绝" in signed.read_text(encoding="utf-8")


def test_the_published_delivery_itself_changes_nothing(eight_db):
    code, output = run("check", "--extracts", eight_db[0], "--db", eight_db[1], "--against", "published")
    assert (code, "没有变化" in output) == (0, True)


def test_what_cannot_be_compared_is_refused_in_words(later, tmp_path):
    db, extracts = later
    code, output = run("check", "--extracts", extracts, "--db", tmp_path / "none", "--against", "published")
    assert code == 1 and "还没有发布过版本" in output
    code, output = run("check", "--extracts", extracts, "--db", db, "--against", "去年")
    assert code == 1 and "没有名为“去年”的版本" in output
    code, output = run("check", "--extracts", extracts, "--report", tmp_path / "out")
    assert code == 2 and "--against" in output
