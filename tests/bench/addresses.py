"""At which addresses the bench opens the pages: the fullest district, township and school."""

import contextlib
from pathlib import Path

import duckdb

from tests.support.addresses import addresses

TOWNSHIPS = 40  # of which a mixed load opens the pages


def named_pages(published: Path) -> dict[str, str]:
    """label -> address after the host"""
    with contextlib.closing(duckdb.connect(str(published), read_only=True)) as con:
        [(district,)] = con.execute("select district_id from township where counted group by 1 order by count(*) desc, 1 limit 1").fetchall()
        [(school, township)] = con.execute(
            "select school_id, s.township_id from school s join township t using (township_id)"
            " where t.counted and s.school_year = 2025 order by s.pupils desc, 1 limit 1"
        ).fetchall()
    return {
        "overview": "",
        "district": f"?district={district}",
        "actions": "actions?action=3",
        "township": f"township?township={township}",
        "school": f"township?township={township}&school={school}",
        "indicator": "indicator?indicator=backbone&stage=primary",
        "gap": "gap",
        "retention": "retention",
        "path": "path",
        "policy": "policy",
        "data": "data",
    }


def mixed_pages(published: Path) -> list[str]:
    """What many readers open between them: every page and tab, and many townships."""
    with contextlib.closing(duckdb.connect(str(published), read_only=True)) as con:
        ask = lambda sql: con.execute(sql).fetchall()  # noqa: E731
        towns = ask(f"select township_id from township where counted order by hash(township_id) limit {TOWNSHIPS}")
        every = addresses(ask).values()
    return [address.removeprefix("./") for address in every] + [f"township?township={town}" for (town,) in towns]
