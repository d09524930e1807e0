"""Other ways to write the same sound delivery, each of which must pass: what tools and offices really do to a file."""

from collections.abc import Callable
from datetime import datetime, time
from random import Random

import pyarrow as pa

from tests.contracts.hostile.city import City, column_types

DRESSINGS: list[Callable[[City, Random], object]] = []


def dresses(dress):
    DRESSINGS.append(dress)
    return dress


def _each(city: City, change) -> None:
    for name, table in city.tables.items():
        city.tables[name] = change(table)


@dresses
def columns_in_another_order(city, random):
    _each(city, lambda table: dict(random.sample(list(table.items()), len(table))))


@dresses
def rows_in_another_order(city, random):
    for name, table in city.tables.items():
        places = random.sample(range(city.rows(name)), city.rows(name))
        city.tables[name] = {column: [values[place] for place in places] for column, values in table.items()}


@dresses
def another_compression(city, random):
    for name in city.tables:
        city.options.setdefault(name, {})["compression"] = random.choice(["NONE", "snappy", "gzip", "zstd", "brotli", "lz4"])


@dresses
def another_version_of_the_format(city, random):
    for name in city.tables:
        chosen = {
            "data_page_version": random.choice(["1.0", "2.0"]),
            "version": random.choice(["1.0", "2.4", "2.6"]),
            "row_group_size": random.choice([3, 50, 10_000]),
        }
        city.options.setdefault(name, {}).update(chosen, use_dictionary=random.choice([True, False]))


@dresses
def texts_as_dictionaries(city, random):
    _texts(city, pa.dictionary(pa.int8(), pa.string()))


@dresses
def texts_as_large_strings(city, random):
    _texts(city, pa.large_string())


@dresses
def texts_as_views(city, random):
    _texts(city, pa.string_view())


@dresses
def counts_in_other_widths(city, random):
    for name, column in _columns(city, pa.int32()):
        city.types[name, column] = random.choice([pa.int16(), pa.int64(), pa.uint16(), pa.uint32(), pa.float64(), pa.decimal128(12, 2)])


@dresses
def days_as_midnights(city, random):
    table = city.tables["certification"]
    table["decided_on"] = [datetime.combine(day, time()) for day in table["decided_on"]]
    city.types["certification", "decided_on"] = pa.timestamp(random.choice(["ms", "us", "ns"]))


@dresses
def columns_that_are_not_known(city, random):
    for name, column in [("townships", "kind"), ("schools", "seat"), ("staffing", "teachers_due"), ("assessment", "sd")]:
        if random.random() < 0.5:
            city.tables[name].pop(column, None)


@dresses
def columns_without_one_value(city, random):
    city.tables["schools"]["ownership"] = [None] * city.rows("schools")
    city.types["schools", "ownership"] = random.choice([pa.null(), pa.int32(), pa.float64(), pa.string()])


@dresses
def cells_that_are_not_known(city, random):
    for name, column in [("enrolment", "classes"), ("residency", "children"), ("assessment", "mean")]:
        city.tables[name][column][city.row(name)] = None


@dresses
def rare_characters(city, random):
    names = [
        "㙍𠮷镇",
        "阿卜杜·热合曼小学",
        "买买提・艾力小学",
        "龘龘学校（南校区）",
        "第一小学—分校",
        "𬭎𫟹〇学校",
        "O'Brien 学校",
        'a"b 学校',
        "〔2025〕校",
        "“春蕾”小学",
    ]
    for row in range(city.rows("schools")):
        city.tables["schools"]["name"][row] = random.choice(names)
    city.manifest["source"] = "各区县·汇总（㙍𠮷）"


@dresses
def an_extract_without_rows(city, random):
    name = random.choice(["residency", "certification", "assessment"])
    city.tables[name] = {column: [] for column in city.tables[name]}


@dresses
def fewer_extracts(city, random):
    for name in random.sample(["enrolment", "staffing", "residency", "certification", "assessment"], random.randint(1, 4)):
        del city.tables[name], city.sections[name]


@dresses
def right_hashes(city, random):
    for section in city.sections.values():
        section["sha256"] = "right"


@dresses
def what_windows_does_to_a_text(city, random):
    def late(folder):
        path = folder / "delivery.toml"
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    city.late.append(late)


@dresses
def what_systems_leave_in_a_folder(city, random):
    city.late.append(lambda folder: [(folder / name).write_bytes(b"x") for name in (".DS_Store", "Thumbs.db", "desktop.ini")])


@dresses
def codes_of_another_system(city, random):
    city.manifest["code_system"] = "other"
    new = {"990102": "d-2"} | {town: f"T{town[-2:]}" for town in city.townships} | {school: f"S-{school[-2:]}" for school in city.schools}
    _each(city, lambda table: {column: [new.get(value, value) if isinstance(value, str) else value for value in values] for column, values in table.items()})


@dresses
def a_real_city(city, random):
    city.manifest["synthetic"] = False
    _each(city, lambda table: {column: [_real(value) for value in values] for column, values in table.items()})


def _real(value):
    if isinstance(value, str) and value.isdigit() and len(value) in (6, 9, 10):
        return "37" + value[2:]
    return value


def _texts(city: City, type_: pa.DataType) -> None:
    for name, column in _columns(city, pa.string()):
        city.types[name, column] = type_


def _columns(city: City, type_: pa.DataType) -> list[tuple[str, str]]:
    return [(name, column) for name, table in city.tables.items() for column in table if column_types(name).get(column) == type_]
