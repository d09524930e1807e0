"""What is written is a delivery as a bureau would hand it over, the same every time."""

import hashlib
import tomllib

import pyarrow.parquet as pq

from townbase.contracts import check
from townbase.sample import write
from townbase.settings import ROOT
from townbase.sqlfiles import read_room

SHIPPED = ROOT / "data" / "extracts"
SIZE_LIMIT = 8 * 1024 * 1024


def _hashes(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_the_same_seed_writes_the_same_bytes(drawn, tmp_path):
    write(tmp_path, seed=1)
    assert _hashes(tmp_path) == _hashes(drawn)


def test_another_seed_draws_other_figures_for_the_same_places(drawn, tmp_path):
    write(tmp_path, seed=2)
    ours, theirs = _hashes(drawn), _hashes(tmp_path)
    assert ours["staffing.parquet"] != theirs["staffing.parquet"]
    assert ours["townships.parquet"] == theirs["townships.parquet"]


def test_the_shipped_extracts_are_what_the_generator_draws(drawn):
    assert {path.name for path in SHIPPED.iterdir()} == {path.name for path in drawn.iterdir()}
    for path in drawn.glob("*.parquet"):
        assert pq.read_table(SHIPPED / path.name).equals(pq.read_table(path)), f"{path.name}: run `python -m townbase sample --seed 1`"
    assert (SHIPPED / "delivery.toml").read_text(encoding="utf-8") == (drawn / "delivery.toml").read_text(encoding="utf-8")


def test_every_extract_of_the_contract_is_there(drawn):
    assert {path.stem for path in drawn.glob("*.parquet")} == set(read_room("contract"))


def test_the_contract_has_a_few_things_to_ask_and_refuses_nothing(drawn):
    found = check(drawn)
    assert {finding.severity for finding in found} == {"warning"}
    assert {finding.file for finding in found} == {"schools.parquet", "staffing.parquet"}
    assert len(found) == 4


def test_it_calls_itself_invented_and_says_when_and_whence_each_file_comes(drawn):
    said = tomllib.loads((drawn / "delivery.toml").read_text(encoding="utf-8"))
    assert said["synthetic"] is True
    assert said["city"] == "示例市"
    assert {entry["reviewed"] for entry in said["extracts"].values()} == {True, False}
    assert len({entry["source_kind"] for entry in said["extracts"].values()}) >= 3


def test_it_stays_small_enough_to_live_in_the_repository(drawn):
    assert sum(path.stat().st_size for path in drawn.iterdir()) < SIZE_LIMIT
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) < SIZE_LIMIT
