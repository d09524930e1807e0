"""Small files that would like to become large, and findings without end."""

import pyarrow as pa
import pyarrow.parquet as pq

from tests.contracts.hostile.spoilers import Told, spoils, told

STEP = 10_000
ROWS = 6_000_000  # over the limit of the shipped settings; a test may make both smaller


@spoils("bombs")
def a_row_repeated_millions_of_times(city, random):
    extract = random.choice(["enrolment", "staffing"])

    def late(folder):
        one = city.arrow(extract, city.tables[extract]).slice(0, 1)
        part = pa.Table.from_arrays(
            [pa.DictionaryArray.from_arrays(pa.array([0] * STEP, pa.int8()), column.combine_chunks()) for column in one.columns], names=one.column_names
        )
        many = pa.concat_tables([part] * (ROWS // STEP)).combine_chunks()
        pq.write_table(many, folder / f"{extract}.parquet", compression="zstd")

    city.late.append(late)
    return told(extract, "行，超过上限")


@spoils("bombs")
def a_text_without_end(city, random):
    extract, column = random.choice([("schools", "name"), ("certification", "decided_by"), ("enrolment", "grade"), ("staffing", "school_id")])
    row = city.row(extract)
    city.tables[extract][column][row] = random.choice(["长", "a", "1", "@a.", "０"]) * random.choice([1_001, 50_000, 4_000_000])
    return told(extract, f"第 {row + 1} 行", "的文字超过 1,000 个字")


@spoils("bombs")
def a_long_text_named_many_times(city, random):
    city.types["assessment", "subject"] = pa.dictionary(pa.int32(), pa.string())
    city.tables["assessment"] = {name: values[:1] * 40_000 for name, values in city.tables["assessment"].items()}
    city.tables["assessment"]["subject"] = pa.DictionaryArray.from_arrays(pa.array([0] * 40_000, pa.int32()), pa.array(["数" * 300_000]))
    return told("assessment", "的文字超过 1,000 个字")


@spoils("bombs")
def thousands_of_columns(city, random):
    extract = random.choice(["enrolment", "staffing"])
    city.tables[extract] |= {f"c{place}": [None] * city.rows(extract) for place in range(random.randint(600, 3_000))}
    return told(extract, "列，超过上限")


@spoils("bombs")
def a_column_nested_without_end(city, random):
    def late(folder):
        type_ = pa.string()
        for _ in range(random.randint(40, 90)):
            type_ = pa.struct([("a", type_)])
        table = city.arrow("enrolment", city.tables["enrolment"])
        pq.write_table(table.append_column("deep", pa.nulls(len(table), type_)), folder / "enrolment.parquet")

    city.late.append(late)
    return told("enrolment")


@spoils("bombs", alone=True)
def every_value_of_every_row_is_wrong(city, random):
    for name in ("pupils", "classes"):
        city.tables["enrolment"][name] = [-1 - value for value in city.tables["enrolment"][name]]
    city.tables["enrolment"]["school_id"] = [f"x{place}" for place in range(city.rows("enrolment"))]
    return told("enrolment", f"共 {city.rows('enrolment')} 处", "不能为负数")


@spoils("bombs", alone=True)
def a_thousand_keys(city, random):
    city.late.append(lambda folder: _put(folder, "".join(f"k{place} = {place}\n" for place in range(1_000)), before=True))
    return Told("delivery.toml", ("共 1000 处", "不认识的项"))


@spoils("bombs", alone=True)
def a_thousand_extracts(city, random):
    city.late.append(lambda folder: _put(folder, "".join(f"[extracts.x{place}]\n" for place in range(1_000))))
    return Told("delivery.toml", ("没有这种数据文件",))


@spoils("bombs", alone=True)
def a_thousand_files(city, random):
    city.late.append(lambda folder: [(folder / f"x{place}.parquet").write_bytes(b"") for place in range(1_000)])
    return Told("delivery.toml", ("共 1000 处", "没有列出"))


@spoils("bombs", alone=True)
def brackets_without_end(city, random):
    city.late.append(lambda folder: _put(folder, "a = " + "[" * 100_000, before=True))
    return Told("delivery.toml", ("格式有误",))


@spoils("bombs", alone=True)
def a_number_without_end(city, random):
    city.late.append(lambda folder: _put(folder, "a = " + "9" * 100_000, before=True))
    return Told("delivery.toml", ("格式有误",))


@spoils("bombs", alone=True)
def a_name_without_end(city, random):
    city.manifest["city"] = "市" * random.choice([500, 300_000])
    return Told("delivery.toml", ("city", "超过 200 个字"))


@spoils("bombs", alone=True)
def a_toml_of_megabytes(city, random):
    city.late.append(lambda folder: _put(folder, "# 空\n" * 400_000))
    return Told("delivery.toml", ("超过 1 MB",))


def _put(folder, text: str, before: bool = False) -> None:
    path = folder / "delivery.toml"
    whole = path.read_text(encoding="utf-8")
    path.write_text(text + whole if before else whole + text, encoding="utf-8")
