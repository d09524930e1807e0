"""Columns that are missing, too many, of another name or of another type."""

import pyarrow as pa
import pyarrow.parquet as pq

from tests.contracts.hostile.city import column_types
from tests.contracts.hostile.spoilers import spoils, told

WIDE = ("enrolment", "staffing", "residency", "assessment")
KEYS = ("school_year", "stage", "school_id")


@spoils("shape", alone=True)
def a_required_column_is_missing(city, random):
    extract, column = random.choice(
        [("schools", "kind"), ("schools", "name"), ("townships", "name"), ("townships", "district_id"), ("enrolment", "grade"), ("staffing", "stage")]
    )
    del city.tables[extract][column]
    return told(extract, f"列 {column}", "缺少必填列")


@spoils("shape")
def a_column_that_no_contract_knows(city, random):
    extract, column = random.choice(WIDE), random.choice(["备注", "rank", "teachers_2025", "Unnamed: 0", "__index_level_0__"])
    city.tables[extract][column] = ["x"] * city.rows(extract)
    return told(extract, f"列 {column}", "规定中没有这一列")


@spoils("shape")
def a_column_without_a_name(city, random):
    extract = random.choice(WIDE)
    city.tables[extract][""] = ["x"] * city.rows(extract)
    return told(extract, "规定中没有这一列")


def _renamed(name: str, rename, *words: str):
    """A spoiler that gives one column another name."""

    def spoil(city, random):
        extract, column = random.choice([("enrolment", "pupils"), ("staffing", "teachers"), ("assessment", "mean")])
        city.tables[extract] = {rename(each) if each == column else each: values for each, values in city.tables[extract].items()}
        return told(extract, f"请改名为 {column}", *words)

    spoil.__name__ = name
    spoils("shape")(spoil)


_renamed("a_name_in_capitals", str.upper)
_renamed("a_name_with_a_blank", lambda name: f" {name} ")


def _written(name: str, change, *words: str):
    """A spoiler that writes the file from a changed Arrow table, which a dict of columns could not hold."""

    def spoil(city, random):
        extract = random.choice(["enrolment", "staffing", "assessment"])

        def late(folder):
            table = city.arrow(extract, city.tables[extract])
            pq.write_table(change(table), folder / f"{extract}.parquet")

        city.late.append(late)
        return told(extract, *words)

    spoil.__name__ = name
    spoils("shape")(spoil)


def _with(table: pa.Table, place: int, type_: pa.DataType, value) -> pa.Table:
    return table.set_column(place, table.column_names[place], pa.array([value] * len(table), type_))


_written("a_name_twice", lambda table: table.append_column("school_id", table.column(0)), "列名重复")
_written("a_name_twice_but_for_case", lambda table: table.append_column("Stage", table.column(2)), "stage、Stage", "列名重复")
_written("ids_as_numbers", lambda table: table.set_column(0, "school_id", table.column(0).cast(pa.int64())), "列 school_id", "应为文本")
_written("years_as_text", lambda table: table.set_column(1, "school_year", table.column(1).cast(pa.string())), "列 school_year", "应为整数")
_written("years_as_days", lambda table: _with(table, 1, pa.date32(), 20_000), "列 school_year", "应为整数")
_written("a_list_in_a_cell", lambda table: _with(table, 2, pa.list_(pa.string()), ["primary"]), "列 stage", "应为文本")
_written("a_structure_in_a_cell", lambda table: _with(table, 2, pa.struct([("stage", pa.string())]), {"stage": "primary"}), "列 stage", "应为文本")
_written("a_map_in_a_cell", lambda table: _with(table, 2, pa.map_(pa.string(), pa.int32()), [("primary", 1)]), "列 stage", "应为文本")
_written("bytes_in_a_cell", lambda table: _with(table, 2, pa.binary(), b"primary"), "列 stage", "应为文本")
_written("a_time_for_a_year", lambda table: _with(table, 1, pa.time32("s"), 2025), "列 school_year", "应为整数")
_written("yes_and_no_for_a_count", lambda table: _with(table, table.num_columns - 1, pa.bool_(), True), "列 ", "文件中是 BOOLEAN")
_written("no_column_at_all", lambda table: table.select([]), "文件中没有列")
_written(
    "bytes_that_are_no_text", lambda table: table.set_column(2, "stage", pa.array([b"\xff\xfe"] * len(table)).view(pa.string())), "不是可读的 Parquet", "UTF-8"
)


@spoils("shape")
def counts_with_their_unit(city, random):
    extract, column = random.choice([("enrolment", "pupils"), ("staffing", "teachers"), ("residency", "children")])
    city.types[extract, column] = pa.string()
    city.tables[extract][column] = [f"{value}人" for value in city.tables[extract][column]]
    return told(extract, f"列 {column}", "应为整数")


@spoils("shape")
def marks_as_words(city, random):
    city.types["schools", "seat"] = pa.string()
    city.tables["schools"]["seat"] = ["是"] * city.rows("schools")
    return told("schools", "列 seat", "应为是否")


@spoils("shape")
def days_as_text(city, random):
    city.types["certification", "decided_on"] = pa.string()
    city.tables["certification"]["decided_on"] = ["2025年6月30日"] * city.rows("certification")
    return told("certification", "列 decided_on", "应为日期")


@spoils("shape", alone=True)
def another_extract_under_this_name(city, random):
    first, second = random.sample(["enrolment", "staffing", "residency", "certification"], 2)
    assert column_types(first)
    city.late.append(lambda folder: (folder / f"{first}.parquet").write_bytes((folder / f"{second}.parquet").read_bytes()))
    return told(first, "规定中没有这一列")
