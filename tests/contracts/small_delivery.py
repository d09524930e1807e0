"""A city of two townships and two schools, and what is found wrong in a delivery of it."""

import duckdb

from townbase.contracts import check

TOWNSHIPS = """
    township_id | name   | district_id | counted | junior_served_by
    t1          | 谷雨镇 | d1          | true    | t2
    t2          | 白露镇 | d1          | false   |
"""
SCHOOLS = """
    school_id | school_year | township_id | name     | kind      | urban_reference
    s1        | 2024        | t1          | 谷雨小学 | primary   |
    s1        | 2025        | t1          | 谷雨小学 | primary   |
    s2        | 2025        | t2          | 白露学校 | nine_year | true
"""
CITY = {"townships": TOWNSHIPS, "schools": SCHOOLS}


def lines(folder) -> list[str]:
    return [finding.line() for finding in check(folder)]


def told(folder, *words: str) -> str:
    """The one line that holds all these words."""
    hits = [line for line in lines(folder) if all(word in line for word in words)]
    assert len(hits) == 1, "\n".join(lines(folder))
    return hits[0]


def put(folder, name: str, select: str) -> None:
    """Write one file as a SELECT gives it, where a drawn table could not hold the cell."""
    with duckdb.connect() as con:
        con.execute(f"copy ({select}) to '{(folder / f'{name}.parquet').as_posix()}' (format parquet)")
