"""A build takes the policy rows as a clerk saved them, and refuses those that do not hold together."""

import contextlib
import shutil

import duckdb
import pytest

from tests.support.draw_delivery import delivery
from townbase import policy
from townbase.build import Refused, build
from townbase.settings import POLICY


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of the policy files that this build reads."""
    copy = shutil.copytree(POLICY, tmp_path / "policy", ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    monkeypatch.setenv("TOWNBASE_POLICY", str(copy))
    return copy


@pytest.fixture
def extracts(tmp_path):
    tables = {
        "townships": "township_id | name | district_id | counted\nt1 | 谷雨镇 | d1 | true",
        "schools": "school_id | school_year | township_id | name | kind\ns1 | 2025 | t1 | 甲校 | primary",
    }
    return delivery(tmp_path / "extracts", tables)


def test_rows_that_do_not_hold_together_refuse_the_build_with_every_finding(folder, extracts, tmp_path):
    text = (folder / "indicators.csv").read_text(encoding="utf-8")
    text = text.replace("backbone_teachers,teachers", "backbones,teachers").replace("G3-6", "G3-66")
    (folder / "indicators.csv").write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        build(extracts, tmp_path / "db")
    told = "\n".join(finding.line() for finding in refused.value.findings)
    assert "backbones" in told and "G3-66" in told
    assert not list((tmp_path / "db").glob("*.duckdb"))


def test_a_byte_order_mark_changes_nothing(folder, extracts, tmp_path):
    path = folder / "indicators.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    version = build(extracts, tmp_path / "db").version
    with contextlib.closing(duckdb.connect(str(tmp_path / "db" / f"townbase-{version}.duckdb"), read_only=True)) as con:
        rows = con.execute("select indicator_id from indicators").fetchall()
        joined = "".join(text for (text,) in con.execute("select text from clauses").fetchall())
    assert [name for (name,) in rows] == policy.tables()["indicators"]["indicator_id"].tolist()
    assert joined == "".join(policy.tables()["clauses"]["text"])
