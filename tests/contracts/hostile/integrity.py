"""What does not fit together: lists and files, ids and rosters, keys, codes and years."""

from datetime import date

from tests.contracts.hostile.spoilers import Told, place, spoils, told

WITH_SCHOOLS = ("enrolment", "staffing", "assessment")


@spoils("integrity", alone=True)
def another_files_hash(city, random):
    extract = random.choice(list(city.tables))
    city.sections[extract]["sha256"] = f"{random.getrandbits(256):064x}"
    return told(extract, "sha256")


@spoils("integrity", alone=True)
def bytes_changed_on_the_way(city, random):
    extract = random.choice(WITH_SCHOOLS)
    city.sections[extract]["sha256"] = "right"

    def late(folder):
        path = folder / f"{extract}.parquet"
        whole = bytearray(path.read_bytes())
        whole[random.randrange(4, len(whole) // 2)] ^= 1 << random.randrange(8)
        path.write_bytes(whole)

    city.late.append(late)
    return told(extract, "sha256")


@spoils("integrity", alone=True)
def a_file_that_is_not_listed(city, random):
    extract = random.choice(list(city.tables))
    del city.sections[extract]
    return told(extract, "没有列出")


@spoils("integrity", alone=True)
def a_file_that_is_listed_and_not_there(city, random):
    extract = random.choice([name for name in WITH_SCHOOLS if name in city.tables])
    city.late.append(lambda folder: (folder / f"{extract}.parquet").unlink())
    return Told("delivery.toml", (f"{extract}.parquet", "没有这个文件"))


@spoils("integrity", alone=True)
def a_second_copy_beside_it(city, random):
    extract = random.choice(list(city.tables))
    name = f"{extract} ({random.randint(1, 3)}).parquet"
    city.late.append(lambda folder: (folder / name).write_bytes((folder / f"{extract}.parquet").read_bytes()))
    return Told(name, ("没有列出",))


@spoils("integrity", alone=True)
def an_extract_that_nobody_knows(city, random):
    city.sections[random.choice(["pupils", "teachers", "成绩"])] = dict(next(iter(city.sections.values())))
    return Told("delivery.toml", ("没有这种数据文件",))


@spoils("integrity", alone=True)
def no_roster(city, random):
    extract = random.choice(["townships", "schools"])
    del city.tables[extract], city.sections[extract]
    return Told("delivery.toml", (f"没有 {extract}",))


@spoils("integrity", alone=True)
def a_key_of_the_city_is_missing(city, random):
    key = random.choice(list(city.manifest))
    del city.manifest[key]
    return Told("delivery.toml", (f"缺少 {key}",))


@spoils("integrity", alone=True)
def a_key_of_an_extract_is_missing(city, random):
    extract, key = random.choice(list(city.sections)), random.choice(["as_of", "source_kind", "reviewed"])
    del city.sections[extract][key]
    return Told("delivery.toml", (f"[extracts.{extract}]", f"缺少 {key}"))


@spoils("integrity", alone=True)
def a_word_outside_the_list(city, random):
    extract = random.choice(list(city.sections))
    city.sections[extract]["source_kind"] = random.choice(["听说", "统计", "系统导出 "])
    return Told("delivery.toml", ("source_kind", "系统导出"))


@spoils("integrity", alone=True)
def a_day_in_quotes(city, random):
    city.manifest["delivered_on"] = "2025-12-05"
    return Told("delivery.toml", ("delivered_on", "不加引号的日期"))


def _changed(name: str, extracts: tuple[str, ...], column: str, value, *words: str, alone: bool = False):
    """A spoiler that puts a value into one row."""

    def spoil(city, random):
        extract = random.choice(extracts)
        row = city.row(extract)
        shown = value(city, random) if callable(value) else value
        city.tables[extract][column][row] = shown
        return told(extract, place(row), *words)

    spoil.__name__ = name
    spoils("integrity", alone)(spoil)


_changed("a_school_that_no_roster_holds", WITH_SCHOOLS, "school_id", "9999199999", "9999199999 不在名录中", alone=True)
_changed("a_township_that_no_roster_holds", ("residency", "certification", "schools"), "township_id", "990102999", "990102999 不在名录中", alone=True)
_changed("a_destination_that_no_roster_holds", ("residency",), "destination", "990102998", "990102998 不在名录中", alone=True)
_changed("a_code_that_lost_a_digit", WITH_SCHOOLS, "school_id", "999910000", "10 位数字")
_changed("a_code_of_letters", WITH_SCHOOLS, "school_id", "示例小学", "10 位数字")
_changed("a_code_in_scientific_notation", WITH_SCHOOLS, "school_id", "1.0E+10", "10 位数字")
_changed("a_year_after_the_delivery", WITH_SCHOOLS, "school_year", lambda city, random: random.randint(2027, 2099), "晚于交付日期")
_changed("a_year_before_all_records", WITH_SCHOOLS, "school_year", lambda city, random: random.randint(0, 1999), "应在 2000 到 2100 之间")
_changed("a_year_of_two_digits", WITH_SCHOOLS, "school_year", 25, "应在 2000 到 2100 之间")
_changed("a_key_that_is_missing", WITH_SCHOOLS, "school_id", None, "为空")
_changed("a_real_province_in_an_invented_city", ("townships",), "district_id", "370102", "真实省份", alone=True)


@spoils("integrity", alone=True)
def an_invented_province_in_a_real_city(city, random):
    city.manifest["synthetic"] = False
    return told("townships", "虚构代码")


@spoils("integrity")
def a_key_that_stands_twice(city, random):
    extract = random.choice([*WITH_SCHOOLS, "residency", "certification"])
    row = city.row(extract)
    for values in city.tables[extract].values():
        values.append(values[row])
    return told(extract, "出现 2 次", f"第 {row + 1}、{city.rows(extract)} 行")


@spoils("integrity")
def a_file_that_was_appended_to_itself(city, random):
    extract = random.choice(WITH_SCHOOLS)
    city.tables[extract] = {name: values * 2 for name, values in city.tables[extract].items()}
    return told(extract, "出现 2 次")


@spoils("integrity", alone=True)
def codes_that_run_in_a_circle(city, random):
    first, second = random.sample(list(city.schools), 2)
    city.tables["code_changes"] = {"kind": ["school"] * 2, "old_id": [first, second], "school_year": [2024, 2025], "new_id": [second, first]}
    city.sections["code_changes"] = {"as_of": date(2025, 9, 1), "source_kind": "系统导出", "reviewed": True}
    return told("code_changes", "首尾相接")


@spoils("integrity", alone=True)
def a_new_code_that_nobody_knows(city, random):
    city.tables["code_changes"] = {"kind": ["school"], "old_id": [random.choice(list(city.schools))], "school_year": [2025], "new_id": ["9999188888"]}
    city.sections["code_changes"] = {"as_of": date(2025, 9, 1), "source_kind": "系统导出", "reviewed": True}
    return told("code_changes", place(0), "9999188888 不在名录中")
