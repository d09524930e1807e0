"""What fits every rule and still cannot well be is asked about; what may well be is left alone."""

from random import Random

import pytest

from tests.contracts.hostile.city import City
from townbase.contracts import check


class Large(City):
    """Forty schools with rolls of two years: enough for a year to tell something."""

    def __init__(self):
        super().__init__(Random(5), ("townships", "schools"))
        self.years = [2024, 2025]
        self.schools = {f"99991000{place:02}": self.townships[place % len(self.townships)] for place in range(40)}
        self.tables |= {"schools": self._schools(), "enrolment": self._enrolment(), "staffing": self._staffing()}
        self.sections |= {name: dict(self.sections["schools"]) for name in ("enrolment", "staffing")}

    def of_year(self, extract: str, year: int) -> list[int]:
        return [place for place, each in enumerate(self.tables[extract]["school_year"]) if each == year]


@pytest.fixture
def city():
    return Large()


def lines(city, tmp_path) -> list[str]:
    return [finding.line() for finding in check(city.write(tmp_path / "extracts"))]


def test_a_city_that_changes_from_year_to_year_has_no_findings(city, tmp_path):
    assert lines(city, tmp_path) == []


def copy_year(city) -> None:
    before, now = city.of_year("enrolment", 2024), city.of_year("enrolment", 2025)
    rolls = city.tables["enrolment"]["pupils"]
    key = {(city.tables["enrolment"]["school_id"][at], city.tables["enrolment"]["grade"][at]): at for at in before}
    for at in now:
        rolls[at] = rolls[key[city.tables["enrolment"]["school_id"][at], city.tables["enrolment"]["grade"][at]]]


def test_a_year_that_was_copied(city, tmp_path):
    copy_year(city)
    [line] = lines(city, tmp_path)
    assert line.startswith("【提醒】enrolment.parquet，2025 学年：240 行中有 240 行与上一学年完全相同，像是照抄了上一学年")


def test_a_year_of_which_a_tenth_changed_is_not_called_copied(city, tmp_path):
    copy_year(city)
    for at in city.of_year("enrolment", 2025)[::9]:
        city.tables["enrolment"]["pupils"][at] += 1
    assert lines(city, tmp_path) == []


@pytest.mark.parametrize(("factor", "words"), [(10, "10 倍（"), (100, "100 倍（"), (10_000, "1 万倍")])
def test_a_column_in_another_unit_is_told_once(city, tmp_path, factor, words):
    for at in city.of_year("staffing", 2025):
        city.tables["staffing"]["teachers_due"][at] *= factor
    told = [line for line in lines(city, tmp_path) if "staffing.parquet，2025 学年" in line]
    assert len(told) == 1
    assert f"teachers_due）的合计与上一学年相差约 {words}" in told[0]


def test_a_row_that_lost_its_decimal_point(city, tmp_path):
    row = city.of_year("enrolment", 2025)[7]
    before = city.tables["enrolment"]["pupils"][row - 6]
    city.tables["enrolment"]["pupils"][row] = before * 10
    [line] = lines(city, tmp_path)
    assert f"【提醒】enrolment.parquet，第 {row + 1} 行（" in line
    assert f"相差 10 倍、100 倍或 1 万倍：{before} → {before * 10}" in line


def test_small_counts_may_be_ten_times_as_many(city, tmp_path):
    now = city.of_year("staffing", 2025)[3]
    for column, before, after in [("teachers", 9, 90), ("bachelor_teachers", 3, 30), ("college_teachers", 5, 50), ("teachers_due", 9, 90)]:
        city.tables["staffing"][column][now - 1], city.tables["staffing"][column][now] = before, after
    assert lines(city, tmp_path) == []


def test_a_column_of_zeros_for_what_nobody_counted(city, tmp_path):
    for at in city.of_year("staffing", 2025):
        city.tables["staffing"]["teachers_due"][at] = 0
    told = [line for line in lines(city, tmp_path) if "全部是 0，而上一学年有 40 行大于 0" in line]
    assert len(told) == 1
    assert "teachers_due" in told[0]
    assert "请留空，不要填 0" in told[0]


def test_a_row_of_zeros_for_what_a_school_did_not_return(city, tmp_path):
    row = city.of_year("staffing", 2025)[5]
    for column in ("teachers", "teachers_due", "bachelor_teachers", "college_teachers"):
        city.tables["staffing"][column][row] = 0
    [line] = lines(city, tmp_path)
    assert f"第 {row + 1} 行（" in line
    assert "各项数量全部是 0" in line


def test_what_was_never_counted_may_stay_zero(city, tmp_path):
    city.tables["staffing"]["arts_pe_teachers"] = [0] * city.rows("staffing")
    assert lines(city, tmp_path) == []


class TestStrays:
    def test_files_and_folders_that_are_no_data_are_named_and_refuse_nothing(self, tmp_path):
        def late(folder):
            (folder / "名册.xlsx").write_bytes(b"x")
            (folder / "旧数据").mkdir()

        city = Large()
        city.late.append(late)
        told = lines(city, tmp_path)
        assert [line.split("：")[0] for line in told] == ["【提醒】名册.xlsx", "【提醒】旧数据"]
        assert "没有读取" in told[0]

    def test_many_of_them_are_counted(self, tmp_path):
        city = Large()
        city.late.append(lambda folder: [(folder / f"{place}.tmp").write_bytes(b"") for place in range(50)])
        assert "共 50 处" in lines(city, tmp_path)[-1]
