"""A delivery written as filled workbooks and read back gives the same content, table by table and mart by mart."""

import contextlib
import tomllib
from pathlib import Path

import duckdb
import pytest

from tests.template.clerk import as_csv, filled_from
from townbase import versions
from townbase.build import build
from townbase.settings import ROOT
from townbase.template import convert_folder
from townbase.template.info import Info

# What a build says of its own files and of itself, not of the city.
OF_FILES = {"sha256", "bytes", "size", "built_at", "version", "content_hash"}


def info_of(extracts: Path) -> Info:
    manifest = tomllib.loads((extracts / "delivery.toml").read_text(encoding="utf-8"))
    tables = manifest.pop("extracts")
    return Info(city=manifest, extracts=tables)


def there_and_back(extracts: Path, folder: Path, *, exported: bool = False) -> Path:
    forms = filled_from(extracts, folder / "forms", info_of(extracts))
    if exported:
        for path in list(forms.iterdir()):
            as_csv(path)
    outcome = convert_folder(forms, folder / "back")
    assert [finding.line() for finding in outcome.findings if finding.severity == "error"] == []
    assert outcome.done
    return folder / "back"


def assert_same_files(extracts: Path, back: Path) -> None:
    assert sorted(path.name for path in back.iterdir()) == sorted(path.name for path in extracts.iterdir())
    for path in sorted(extracts.glob("*.parquet")):
        assert rows(back / path.name) == rows(path), path.name
    assert info_of(back) == info_of(extracts)


def rows(path: Path) -> list[dict]:
    """In their order; a column that was never delivered and one without a value are the same."""
    with contextlib.closing(duckdb.connect()) as con:
        asked = con.execute("select * from read_parquet(?)", [str(path)])
        names = [column[0] for column in asked.description]
        return [{name: value for name, value in zip(names, row, strict=True) if value is not None} for row in asked.fetchall()]


def assert_same_marts(one: Path, other: Path) -> int:
    """Compare every table of two published files; how many were compared."""
    with contextlib.closing(duckdb.connect()) as con:
        for name, folder in (("one", one), ("other", other)):
            con.execute(f"attach '{versions.database(folder, versions.current(folder)).as_posix()}' as {name} (read_only)")
        tables = con.execute(
            "select table_name, list(column_name order by column_index) from duckdb_columns() where database_name = 'one' group by 1"
        ).fetchall()
        differ = []
        for table, columns in tables:
            listed = ", ".join(f'"{column}"' for column in columns if column not in OF_FILES)
            if listed:
                both = [f"select {listed} from {name}.{table}" for name in ("one", "other")]
                count = con.execute(f"select count(*) from (({both[0]} except all {both[1]}) union all ({both[1]} except all {both[0]}))").fetchone()[0]
                differ += [(table, count)] if count else []
        assert differ == []
        return len(tables)


def test_a_drawn_city_comes_back_the_same_file_by_file_and_mart_by_mart(eight_db, tmp_path):
    extracts, published = eight_db
    back = there_and_back(extracts, tmp_path)
    assert_same_files(extracts, back)
    build(back, tmp_path / "db")
    assert assert_same_marts(published, tmp_path / "db") > 30


def test_csv_exports_of_the_workbooks_give_the_same(eight_db, tmp_path):
    extracts, _ = eight_db
    assert_same_files(extracts, there_and_back(extracts, tmp_path, exported=True))


@pytest.mark.long
def test_the_whole_sample_comes_back_the_same_mart_by_mart(sample_db, tmp_path):
    extracts = ROOT / "data" / "extracts"
    back = there_and_back(extracts, tmp_path)
    assert_same_files(extracts, back)
    build(back, tmp_path / "db")
    assert assert_same_marts(sample_db, tmp_path / "db") > 30
