"""A version is a hash of what decides its content, its file is named after it, and a pointer names the served one."""

import shutil

import pytest

from tests.support.draw_delivery import delivery
from townbase import versions

CITY = {
    "townships": "township_id|name|district_id\nt1|谷雨镇|d1",
    "schools": "school_id|school_year|township_id|name|kind\ns1|2025|t1|谷雨小学|primary",
}


@pytest.fixture
def folder(tmp_path):
    return delivery(tmp_path / "extracts", CITY)


def publish(directory, *names):
    """Put empty files in the place of published versions, each newer than the one before."""
    import os

    for age, name in enumerate(names):
        path = versions.database(directory, name)
        path.touch()
        os.utime(path, (1_700_000_000 + age, 1_700_000_000 + age))


def test_a_version_is_twelve_hex_digits_and_stays_while_nothing_changes(folder):
    assert versions.fingerprint(folder) == versions.fingerprint(folder)
    assert len(versions.fingerprint(folder)) == 12
    assert int(versions.fingerprint(folder), 16) >= 0


def test_it_does_not_depend_on_where_the_delivery_lies_or_when_it_was_written(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "elsewhere", copy_function=shutil.copyfile)
    assert versions.fingerprint(tmp_path / "elsewhere") == versions.fingerprint(folder)


def test_it_does_not_depend_on_the_line_ends_that_git_chose(folder):
    before = versions.fingerprint(folder)
    path = folder / "delivery.toml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert versions.fingerprint(folder) == before


@pytest.mark.parametrize("name", ["delivery.toml", "schools.parquet"])
def test_it_changes_with_the_delivery(folder, name):
    before = versions.fingerprint(folder)
    (folder / name).write_bytes((folder / name).read_bytes() + b"#")
    assert versions.fingerprint(folder) != before


def test_it_changes_when_a_file_is_left_out(folder):
    before = versions.fingerprint(folder)
    (folder / "schools.parquet").unlink()
    assert versions.fingerprint(folder) != before


@pytest.mark.parametrize(("room", "file"), [("POLICY", "indicators.csv"), ("SQL", "mart/x.sql")])
def test_it_changes_with_policy_rows_and_sql(folder, tmp_path, monkeypatch, room, file):
    own = tmp_path / "own"
    (own / file).parent.mkdir(parents=True)
    (own / file).write_text("a\n", encoding="utf-8")
    monkeypatch.setattr(versions, "PACKAGE", tmp_path)
    monkeypatch.setattr(versions, "SETTINGS_FILE", settings := tmp_path / "settings.toml")
    settings.write_text('urban_level = "city"\n', encoding="utf-8")
    monkeypatch.setenv("TOWNBASE_POLICY", str(own if room == "POLICY" else tmp_path / "none"))
    monkeypatch.setattr(versions, "SQL", own if room == "SQL" else tmp_path / "none")
    before = versions.fingerprint(folder)
    (own / file).write_text("ab\n", encoding="utf-8")
    changed = versions.fingerprint(folder)
    settings.write_text('urban_level = "district"\n', encoding="utf-8")
    assert len({before, changed, versions.fingerprint(folder)}) == 3


def test_it_changes_with_the_package_version(folder, monkeypatch):
    before = versions.fingerprint(folder)
    monkeypatch.setattr(versions.townbase, "__version__", "99.0")
    assert versions.fingerprint(folder) != before


def test_without_a_pointer_nothing_is_current(tmp_path):
    publish(tmp_path, "a" * 12)
    assert versions.current(tmp_path) is None
    assert versions.current(tmp_path / "missing") is None


def test_the_pointer_names_a_version_that_stands_there(tmp_path):
    publish(tmp_path, "a" * 12)
    versions.point(tmp_path, "a" * 12)
    assert versions.current(tmp_path) == "a" * 12
    versions.database(tmp_path, "a" * 12).unlink()
    assert versions.current(tmp_path) is None


def test_a_pointer_that_holds_something_else_is_no_pointer(tmp_path):
    (tmp_path / "current").write_text("../../etc/passwd\n", encoding="utf-8")
    assert versions.current(tmp_path) is None


def test_nothing_points_to_a_version_that_is_not_there(tmp_path):
    with pytest.raises(FileNotFoundError):
        versions.point(tmp_path, "b" * 12)
    assert not (tmp_path / "current").exists()


def test_versions_are_listed_newest_first_and_other_files_are_not_among_them(tmp_path):
    publish(tmp_path, "a" * 12, "b" * 12)
    (tmp_path / "townbase-draft.duckdb").touch()
    assert versions.published(tmp_path) == ["b" * 12, "a" * 12]


def test_the_last_three_stay_and_the_served_one_with_them(tmp_path):
    names = [letter * 12 for letter in "abcde"]
    publish(tmp_path, *names)
    versions.point(tmp_path, names[0])
    versions.prune(tmp_path)
    assert sorted(versions.published(tmp_path)) == ["a" * 12, "c" * 12, "d" * 12, "e" * 12]


def test_a_version_that_a_reader_holds_is_left_for_the_next_build(tmp_path, monkeypatch):
    names = [letter * 12 for letter in "abcde"]
    publish(tmp_path, *names)
    held, unlink = versions.database(tmp_path, names[1]), type(tmp_path).unlink

    def refuse(path, *given):
        if path == held:
            raise PermissionError(path)
        unlink(path, *given)

    with monkeypatch.context() as patched:
        patched.setattr(type(tmp_path), "unlink", refuse)
        versions.prune(tmp_path)
    assert names[1] in versions.published(tmp_path)
    assert names[0] not in versions.published(tmp_path)
    versions.prune(tmp_path)
    assert names[1] not in versions.published(tmp_path)


def test_the_pointer_is_tried_again_while_somebody_reads_it(tmp_path, monkeypatch):
    publish(tmp_path, "a" * 12)
    replace, tries = versions.os.replace, []

    def busy(source, target):
        tries.append(target)
        if len(tries) < 3:
            raise PermissionError(target)
        replace(source, target)

    monkeypatch.setattr(versions.os, "replace", busy)
    versions.point(tmp_path, "a" * 12)
    assert versions.current(tmp_path) == "a" * 12
