"""Cut a small delivery out of a whole one: some townships, all that belongs to them, and the city's urban schools.

    folder = cut(ROOT / "data" / "extracts", tmp_path / "extracts", ["990101001", ...])

Because the urban schools stay, every verdict of the townships kept is what it was in the whole city. Townships that
serve a kept one, and those the urban schools stand in, stay on the list; what else the cut names lies in another city.
"""

import contextlib
import shutil
from collections.abc import Iterable
from pathlib import Path

import duckdb

OF_SCHOOLS = ("schools", "staffing", "facilities", "teaching", "inspection", "enrolment", "assessment")
OF_TOWNSHIPS = ("survey", "children", "certification", "funding")


def cut(extracts: Path, folder: Path, townships: Iterable[str]) -> Path:
    """Write the delivery of these townships to folder, and return it. Nothing is changed but where children went."""
    folder.mkdir(parents=True)
    shutil.copy(extracts / "delivery.toml", folder / "delivery.toml")
    with contextlib.closing(duckdb.connect()) as con:
        names = sorted(path.stem for path in extracts.glob("*.parquet"))
        for name in names:
            con.execute(f"create table {name} as from '{(extracts / name).as_posix()}.parquet'")
        _keep(con, list(townships))
        for name in names:
            target = (folder / name).as_posix()
            con.execute(f"copy ({_rows_of(name)}) to '{target}.parquet' (format parquet)")
    return folder


def _keep(con: duckdb.DuckDBPyConnection, townships: list[str]) -> None:
    """Tables of ids: own = the townships with all they report, school = the schools, listed = every township named."""
    con.execute("create table own as select unnest(?) as id", [townships])
    con.execute("insert into own select primary_served_by from townships where township_id in (from own) and primary_served_by is not null")
    con.execute("insert into own select junior_served_by from townships where township_id in (from own) and junior_served_by is not null")
    _with_former_codes(con, "own", "township")
    con.execute("""
        create table school as select distinct school_id as id from schools
        where township_id in (from own) or urban_reference or urban_quality
    """)
    _with_former_codes(con, "school", "school")
    con.execute("create table listed as select township_id as id from schools where school_id in (from school) union from own")
    _with_former_codes(con, "listed", "township")


def _with_former_codes(con: duckdb.DuckDBPyConnection, table: str, kind: str) -> None:
    """Whoever changed codes is kept under all of them."""
    for _ in range(3):
        con.execute(f"insert into {table} select old_id from code_changes where kind = '{kind}' and new_id in (from {table}) and old_id not in (from {table})")
        con.execute(f"insert into {table} select new_id from code_changes where kind = '{kind}' and old_id in (from {table}) and new_id not in (from {table})")


def _rows_of(name: str) -> str:
    if name in OF_SCHOOLS:
        return f"select * from {name} where school_id in (from school)"
    if name in OF_TOWNSHIPS:
        return f"select * from {name} where township_id in (from own)"
    return {
        "townships": "select * from townships where township_id in (from listed)",
        "code_changes": "select * from code_changes where old_id in (from school union from listed)",
        "delivery": "select * from delivery where unit_id in (from school union from own union select district_id from townships where township_id in (from own))",
        "residency": """
            select township_id, school_year, stage, case when here then destination else 'other_city' end as destination,
                cast(case when count(*) = count(children) then sum(children) end as integer) as children
            from (select *, destination in (from listed) or destination in ('not_enrolled', 'unknown') as here from residency)
            where township_id in (from own)
            group by all
            order by all
        """,
    }[name]
