"""The contract of a delivery: load every extract, and gather everything that is wrong before refusing once."""

import contextlib
from dataclasses import dataclass
from pathlib import Path

import duckdb

from townbase.contracts.across import find_across
from townbase.contracts.boundaries import Shapes, read_boundaries
from townbase.contracts.contract import Contract, read_contracts
from townbase.contracts.manifest import Manifest, read_manifest
from townbase.contracts.parquet import unreadable
from townbase.contracts.plausible import find_implausible
from townbase.contracts.shape import read_shape
from townbase.contracts.values import create_empty, load_values
from townbase.faults import in_words
from townbase.findings import Finding
from townbase.limits import connection_config
from townbase.spill import Spill


@dataclass(frozen=True)
class Loaded:
    """A delivery as it stands in a connection: one table an extract (empty where none was delivered). shapes: the outlines
    of townships that were delivered with it."""

    contracts: dict[str, Contract]
    manifest: Manifest
    delivered: tuple[str, ...]
    shapes: Shapes
    findings: list[Finding]


def check(extracts: Path) -> list[Finding]:
    """Every finding of a delivery, errors first, without building anything."""
    with (
        Spill() as spill,
        contextlib.closing(duckdb.connect(config=connection_config(spill.folder))) as con,
    ):
        con.execute("set enable_progress_bar = false")
        return load(con, extracts).findings


def load(con: duckdb.DuckDBPyConnection, extracts: Path) -> Loaded:
    """Load all extracts into this connection, each with source_file and source_row (the first data row is 1)."""
    extracts = Path(extracts)
    contracts = read_contracts(con)
    manifest, findings = read_manifest(extracts, list(contracts))
    columns: dict[str, set[str]] = {}
    for contract in contracts.values():
        usable, found = _load_file(con, extracts / f"{contract.name}.parquet", contract)
        findings += found
        if usable:
            columns[contract.name] = usable
    findings += _across(con, contracts, manifest, columns)
    shapes, found = read_boundaries(extracts, _names(con))
    findings += found
    findings.sort(key=lambda finding: finding.severity != "error")
    return Loaded(contracts, manifest, tuple(columns), shapes, findings)


def _names(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return dict(con.execute("select township_id, coalesce(name, township_id) from townships order by 1").fetchall())


def _across(con, contracts: dict[str, Contract], manifest: Manifest, columns: dict[str, set[str]]) -> list[Finding]:
    try:
        return [
            *find_across(con, contracts, manifest, columns),
            *find_implausible(con, contracts, columns),
        ]
    except (duckdb.OutOfMemoryException, MemoryError) as error:
        return [Finding("error", "delivery.toml", "", *in_words(error))]


def _load_file(con: duckdb.DuckDBPyConnection, path: Path, contract: Contract) -> tuple[set[str], list[Finding]]:
    """The columns that could be used, none where the file is absent or cannot be read: its table then stands empty."""
    findings = []
    try:
        shape, findings = read_shape(con, path, contract) if path.is_file() else (None, [])
        if shape:
            return set(shape.families), findings + load_values(con, path, contract, shape)
    except (duckdb.Error, UnicodeError, OSError, MemoryError) as error:
        findings = [*findings, unreadable(path, error)]
    create_empty(con, contract)
    return set(), findings
