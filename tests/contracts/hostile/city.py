"""A small sound delivery, drawn anew from every seed, that a spoiler then changes in one way.

city = City(random.Random(7))
city.tables["staffing"]["teachers"][0] = -1
folder = city.write(tmp_path / "extracts")
"""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path
from random import Random

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from townbase.contracts.contract import read_contracts

ARROW = {"VARCHAR": pa.string(), "INTEGER": pa.int32(), "BIGINT": pa.int64(), "DOUBLE": pa.float64(), "BOOLEAN": pa.bool_(), "DATE": pa.date32()}
STAGE, GRADES = "primary", ("1", "2", "3", "4", "5", "6")
SECTION = {"as_of": date(2025, 9, 1), "source_kind": "统计报表", "reviewed": True}
ALL = ("townships", "schools", "enrolment", "staffing", "residency", "certification", "assessment")
FEW = ("townships", "schools", "enrolment")
NAMES = ("谷雨", "白露", "清明", "惊蛰", "立夏", "小满", "芒种", "霜降")

Table = dict[str, list]


class City:
    """tables: extract → column → values. types: (extract, column) → Arrow type. manifest, sections: what delivery.toml says
    (a text is written as it is, where the whole file is to be wrong). late: what is done to the written folder."""

    def __init__(self, random: Random, extracts: tuple[str, ...] = ALL):
        self.random = random
        self.years = list(range(2025 - random.randint(1, 2), 2026))
        self.townships = [f"99010200{place}" for place in range(1, random.randint(3, 5) + 1)]
        self.schools = {f"99991000{place:02}": self.townships[place % len(self.townships)] for place in range(random.randint(4, 8))}
        self.manifest: dict | str = {"city": "示例市", "source": "画出来的表", "synthetic": True, "delivered_on": date(2025, 12, 5), "code_system": "cn"}
        self.tables = {name: getattr(self, f"_{name}")() for name in extracts}
        self.sections: dict[str, dict] = {name: dict(SECTION) for name in self.tables}
        self.types: dict[tuple[str, str], pa.DataType] = {}
        self.options: dict[str, dict] = {}
        self.late: list[Callable[[Path], object]] = []

    def rows(self, extract: str) -> int:
        return len(next(iter(self.tables[extract].values())))

    def row(self, extract: str) -> int:
        """A row drawn at random."""
        return self.random.randrange(self.rows(extract))

    def write(self, folder: Path) -> Path:
        folder.mkdir(parents=True)
        for name, table in self.tables.items():
            pq.write_table(self.arrow(name, table), folder / f"{name}.parquet", **self.options.get(name, {}))
        (folder / "delivery.toml").write_text(self._toml(folder), encoding="utf-8", newline="")
        for change in self.late:
            change(folder)
        return folder

    def arrow(self, name: str, table: Table) -> pa.Table:
        known = column_types(name)
        arrays = [pa.array(values, self.types.get((name, column), known.get(column))) for column, values in table.items()]
        return pa.Table.from_arrays(arrays, names=list(table))

    def _toml(self, folder: Path) -> str:
        if isinstance(self.manifest, str):
            return self.manifest
        lines = [f"{key} = {_toml_value(value)}" for key, value in self.manifest.items()]
        for name, section in self.sections.items():
            lines += ["", f"[extracts.{name if name.isidentifier() and name.isascii() else json.dumps(name)}]"]
            lines += [f"{key} = {_toml_value(_right(folder, name) if value == 'right' else value)}" for key, value in section.items()]
        return "\n".join(lines) + "\n"

    def _townships(self) -> Table:
        many = len(self.townships)
        return {
            "township_id": list(self.townships),
            "name": [f"{NAMES[place]}镇" for place in range(many)],
            "district_id": ["990102"] * many,
            "district_name": ["示例二区"] * many,
            "kind": ["镇"] * many,
            "counted": [True] * many,
        }

    def _schools(self) -> Table:
        rows = [(school, year, town) for school, town in self.schools.items() for year in self.years]
        return {
            "school_id": [school for school, _, _ in rows],
            "school_year": [year for _, year, _ in rows],
            "township_id": [town for _, _, town in rows],
            "name": [f"{NAMES[int(school[-2:]) % 8]}小学" for school, _, _ in rows],
            "kind": ["primary"] * len(rows),
            "seat": [self.random.random() < 0.3 for _ in rows],
        }

    def _enrolment(self) -> Table:
        rows = [(school, year, grade) for school in self.schools for year in self.years for grade in GRADES]
        return {**_keys(rows), "grade": [grade for _, _, grade in rows], "pupils": [self.random.randint(25, 60) for _ in rows], "classes": [1] * len(rows)}

    def _staffing(self) -> Table:
        rows = [(school, year) for school in self.schools for year in self.years]
        teachers = [self.random.randint(12, 30) for _ in rows]
        return {
            **_keys(rows),
            "teachers": teachers,
            "teachers_due": [many + 1 for many in teachers],
            "bachelor_teachers": [many - 4 for many in teachers],
            "college_teachers": [many - 1 for many in teachers],
            "subject_teachers_full": [1] * len(rows),
        }

    def _residency(self) -> Table:
        rows = [(town, year, to) for town in self.townships for year in self.years for to in (town, "other_city", "unknown")]
        return {
            "township_id": [town for town, _, _ in rows],
            "school_year": [year for _, year, _ in rows],
            "stage": [STAGE] * len(rows),
            "destination": [to for _, _, to in rows],
            "children": [self.random.randint(40, 300) for _ in rows],
        }

    def _certification(self) -> Table:
        return {
            "township_id": list(self.townships),
            "goal": [1] * len(self.townships),
            "result": ["met"] * len(self.townships),
            "decided_on": [date(2025, 6, 30)] * len(self.townships),
            "decided_by": ["示例市教育督导室"] * len(self.townships),
        }

    def _assessment(self) -> Table:
        rows = [(school, year) for school in self.schools for year in self.years]
        return {
            **_keys(rows),
            "grade": ["4"] * len(rows),
            "subject": ["数学"] * len(rows),
            "kind": ["市级监测"] * len(rows),
            "pupils": [self.random.randint(30, 90) for _ in rows],
            "mean": [round(self.random.uniform(60, 90), 2) for _ in rows],
            "sd": [10.5] * len(rows),
        }


def _keys(rows: list[tuple]) -> Table:
    return {"school_id": [row[0] for row in rows], "school_year": [row[1] for row in rows], "stage": [STAGE] * len(rows)}


@lru_cache
def column_types(name: str) -> dict[str, pa.DataType]:
    with duckdb.connect() as con:
        contract = read_contracts(con).get(name)
    return {column.name: ARROW[column.type] for column in contract.columns} if contract else {}


def _toml_value(value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)


def _right(folder: Path, name: str) -> str:
    return hashlib.sha256((folder / f"{name}.parquet").read_bytes()).hexdigest()
