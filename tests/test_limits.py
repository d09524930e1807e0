"""What a packed file would unpack to is known before it is unpacked, and the limits are settings."""

import zipfile

import openpyxl
import pytest

from townbase import limits
from townbase.limits import Limits, connection_config, read_limits, workbook_problem
from townbase.settings import SETTINGS_FILE, load_limits


@pytest.fixture
def few(monkeypatch):
    """Limits so small that a test can pass them."""
    monkeypatch.setattr(limits, "read_limits", lambda: Limits(workbook_unpacked_mb=1))


def workbook(path, rows=3):
    book = openpyxl.Workbook()
    for row in range(rows):
        book.active.append([f"第{row}校", row, row * 7])
    book.save(path)
    return path


def packed(path, parts: dict[str, bytes]):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path


def test_the_shipped_settings_have_every_limit_and_no_other():
    assert set(load_limits()) == set(vars(Limits()))
    assert Limits(**load_limits()) == Limits()


def test_a_limit_that_is_set_is_the_one_that_holds(monkeypatch, tmp_path):
    text = SETTINGS_FILE.read_text(encoding="utf-8").replace("memory_gb = 4 ", "memory_gb = 7 ")
    (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(limits, "load_limits", lambda: load_limits(tmp_path / "settings.toml"))
    assert read_limits.__wrapped__() == Limits(memory_gb=7)


@pytest.mark.parametrize(("key", "value"), [("memory", 4), ("rows", 0), ("rows", "many"), ("rows", True)])
def test_a_limit_that_is_none_is_refused_by_name(monkeypatch, key, value):
    monkeypatch.setattr(limits, "load_limits", lambda: {key: value})
    with pytest.raises(ValueError, match=key):
        read_limits.__wrapped__()


def test_the_database_gets_what_the_program_leaves_of_the_memory(monkeypatch, tmp_path):
    monkeypatch.setattr(limits, "read_limits", lambda: Limits(memory_gb=3))
    assert connection_config(tmp_path)["memory_limit"] == "2048MiB"


def test_a_workbook_as_offices_write_it_may_be_read(tmp_path):
    assert workbook_problem(workbook(tmp_path / "schools.xlsx", 2_000)) is None


def test_a_workbook_that_unpacks_to_more_than_the_limit(tmp_path, few):
    what, _ = workbook_problem(packed(tmp_path / "big.xlsx", {"xl/worksheets/sheet1.xml": bytes(range(256)) * 8_192}))
    assert "超过上限 1 MB" in what


def test_a_workbook_that_was_packed_to_burst(tmp_path):
    what, todo = workbook_problem(packed(tmp_path / "bomb.xlsx", {"xl/worksheets/sheet1.xml": b" " * 50 * 2**20}))
    assert "200 倍" in what
    assert "另存为 XLSX" in todo


def test_a_workbook_of_a_hundred_thousand_parts(tmp_path):
    what, _ = workbook_problem(packed(tmp_path / "parts.xlsx", {f"xl/{part}": b"" for part in range(2_001)}))
    assert "部件" in what


def test_a_workbook_that_declares_entities(tmp_path):
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    assert "DOCTYPE" in workbook_problem(packed(tmp_path / "laughs.xlsx", {"xl/workbook.xml": bomb}))[0]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"school_id,name\n", b"\xd0\xcf\x11\xe0" * 200])
def test_what_is_no_workbook_is_said_to_be_none(tmp_path, content):
    (tmp_path / "none.xlsx").write_bytes(content)
    assert "不是正确的 XLSX" in workbook_problem(tmp_path / "none.xlsx")[0]
