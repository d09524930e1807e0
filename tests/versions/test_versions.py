"""A version is a hash of what decides its content, its file is named after it, and a pointer names the served one."""

import os
import shutil
import sys

import pytest

import townbase
from tests.support.draw_delivery import delivery
from townbase import versions
from townbase.settings import ROOT, SHIPPED_SAMPLE
from townbase.versions import State, replacing

# the front door offers the function of that name
fingerprint = sys.modules["townbase.versions.fingerprint"]

CITY = {
    "townships": "township_id|name|district_id\nt1|谷雨镇|d1",
    "schools": "school_id|school_year|township_id|name|kind\ns1|2025|t1|谷雨小学|primary",
}


@pytest.fixture
def folder(tmp_path):
    return delivery(tmp_path / "extracts", CITY)


def publish(directory, *names, sample=False):
    """Put small recorded files in the place of published versions, each published after the one before."""
    for name in names:
        versions.database(directory, name).write_text(name, encoding="utf-8")
        record(directory, name, sample=sample)


def record(directory, name, *, sample=False, number=None):
    sha256, size = versions.hash_and_size(versions.database(directory, name))
    number = versions.next_number(directory) if number is None else number
    versions.write_record(directory, name, versions.Record(number, sha256, size, "示例市", "/in", sample, "", ""))


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
    monkeypatch.setattr(fingerprint, "PACKAGE", tmp_path)
    monkeypatch.setattr(fingerprint, "SETTINGS_FILE", settings := tmp_path / "settings.toml")
    settings.write_text('urban_level = "city"\n', encoding="utf-8")
    monkeypatch.setenv("TOWNBASE_POLICY", str(own if room == "POLICY" else tmp_path / "none"))
    monkeypatch.setattr(fingerprint, "SQL", own if room == "SQL" else tmp_path / "none")
    before = versions.fingerprint(folder)
    (own / file).write_text("ab\n", encoding="utf-8")
    changed = versions.fingerprint(folder)
    settings.write_text('urban_level = "district"\n', encoding="utf-8")
    assert len({before, changed, versions.fingerprint(folder)}) == 3


def test_it_changes_with_the_package_version(folder, monkeypatch):
    before = versions.fingerprint(folder)
    monkeypatch.setattr(townbase, "__version__", "99.0")
    assert versions.fingerprint(folder) != before


def test_where_nothing_was_published_nothing_is_served(tmp_path):
    for folder in (tmp_path, tmp_path / "missing"):
        assert versions.served(folder) == versions.Served(None)
        assert not versions.anything_published(folder)


def test_the_pointer_names_what_is_served(tmp_path):
    publish(tmp_path, "a" * 12, "b" * 12)
    versions.point(tmp_path, "a" * 12)
    assert versions.served(tmp_path) == versions.Served("a" * 12)


BROKEN_POINTERS = {
    "utf-16": ("a" * 12).encode("utf-16"),
    "garbage": b"\x00\xff\xfe\x81",
    "empty": b"",
    "a way out": b"../../etc/passwd\n",
    "a version that is gone": b"c" * 12,
}


@pytest.mark.parametrize("content", BROKEN_POINTERS.values(), ids=BROKEN_POINTERS.keys())
def test_a_pointer_that_cannot_be_followed_gives_way_to_the_last_good_version(tmp_path, content):
    publish(tmp_path, "a" * 12, "b" * 12)
    (tmp_path / "current").write_bytes(content)
    served = versions.served(tmp_path)
    assert served.version == "b" * 12
    assert served.trouble


def test_a_pointer_that_is_a_folder_or_gone_gives_way_too(tmp_path):
    publish(tmp_path, "a" * 12)
    assert versions.served(tmp_path) == versions.Served("a" * 12, "记录当前版本的文件（current）缺失或无法读取")
    (tmp_path / "current").mkdir()
    assert versions.served(tmp_path).version == "a" * 12


def damage(path, how):
    content = path.read_bytes()
    if how == "cut":
        path.write_bytes(content[:-1])
    elif how == "empty":
        path.write_bytes(b"")
    elif how == "one bit":
        path.write_bytes(bytes([content[0] ^ 1]) + content[1:])
    elif how == "a folder":
        path.unlink()
        path.mkdir()


@pytest.mark.parametrize("how", ["cut", "empty", "one bit", "a folder"])
def test_a_damaged_version_is_noticed_and_the_last_good_one_takes_its_place(tmp_path, how):
    publish(tmp_path, "a" * 12, "b" * 12)
    versions.point(tmp_path, "b" * 12)
    damage(versions.database(tmp_path, "b" * 12), how)
    assert versions.state(tmp_path, "b" * 12) is State.DAMAGED
    assert versions.served(tmp_path) == versions.Served("a" * 12, f"版本 {'b' * 12} 的数据文件已损坏")


def test_where_no_version_is_whole_none_is_served_and_the_reason_is_known(tmp_path):
    publish(tmp_path, "a" * 12, "b" * 12)
    versions.point(tmp_path, "b" * 12)
    for name in ("a" * 12, "b" * 12):
        damage(versions.database(tmp_path, name), "cut")
    assert versions.served(tmp_path) == versions.Served(None, f"版本 {'b' * 12} 的数据文件已损坏")
    assert versions.anything_published(tmp_path)


def test_damage_that_keeps_time_and_size_is_noticed_once_it_is_doubted(tmp_path):
    publish(tmp_path, "a" * 12)
    path = versions.database(tmp_path, "a" * 12)
    before = path.stat()
    assert versions.state(tmp_path, "a" * 12) is State.WHOLE
    path.write_bytes(b"b" * before.st_size)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    versions.doubt(tmp_path, "a" * 12)
    assert versions.state(tmp_path, "a" * 12) is State.DAMAGED


def test_a_file_that_nobody_recorded_is_served_only_where_the_pointer_names_it(tmp_path):
    publish(tmp_path, "a" * 12)
    versions.database(tmp_path, "b" * 12).write_text("older program", encoding="utf-8")
    assert versions.state(tmp_path, "b" * 12) is State.UNRECORDED
    assert versions.served(tmp_path).version == "a" * 12
    versions.point(tmp_path, "b" * 12)
    assert versions.served(tmp_path) == versions.Served("b" * 12)


@pytest.mark.parametrize("content", ["", "[]", "{", "{}", '{"number": "1"}', "null"])
def test_a_record_that_is_none_counts_as_none(tmp_path, content):
    publish(tmp_path, "a" * 12)
    versions.record_file(tmp_path, "a" * 12).write_text(content, encoding="utf-8")
    assert versions.read_record(tmp_path, "a" * 12) is None


def test_nothing_points_to_a_version_that_is_not_there(tmp_path):
    with pytest.raises(FileNotFoundError):
        versions.point(tmp_path, "b" * 12)
    assert not (tmp_path / "current").exists()


def test_versions_are_listed_last_published_first_and_other_files_are_not_among_them(tmp_path):
    publish(tmp_path, "a" * 12, "b" * 12)
    (tmp_path / "townbase-draft.duckdb").touch()
    assert versions.published(tmp_path) == ["b" * 12, "a" * 12]


def test_an_order_does_not_depend_on_the_clock(tmp_path):
    publish(tmp_path, *(letter * 12 for letter in "abcd"))
    os.utime(versions.database(tmp_path, "d" * 12), (1_000_000_000, 1_000_000_000))  # the clock went back
    versions.point(tmp_path, "c" * 12)
    versions.prune(tmp_path, "c" * 12)
    assert versions.published(tmp_path) == ["d" * 12, "c" * 12, "b" * 12]
    assert versions.is_earlier(tmp_path, "b" * 12, "d" * 12)
    assert not versions.is_earlier(tmp_path, "d" * 12, "b" * 12)


def test_the_last_three_whole_ones_stay_and_the_served_one_with_them(tmp_path):
    names = [letter * 12 for letter in "abcdef"]
    publish(tmp_path, *names)
    damage(versions.database(tmp_path, names[5]), "cut")
    versions.prune(tmp_path, names[0])
    assert sorted(versions.published(tmp_path)) == [names[0], *names[2:]]
    assert not versions.record_file(tmp_path, names[1]).exists()


def test_a_folder_is_the_samples_only_if_every_version_in_it_is(tmp_path):
    assert not versions.only_sample(tmp_path)
    publish(tmp_path, "a" * 12, sample=True)
    assert versions.only_sample(tmp_path)
    publish(tmp_path, "b" * 12)
    assert not versions.only_sample(tmp_path)


def test_the_shipped_sample_is_known_by_its_content(folder):
    shipped = ROOT / "data" / "extracts"
    now = versions.delivered(shipped)
    assert versions.from_shipped_sample(shipped), f"the sample changed on purpose? Then {SHIPPED_SAMPLE.name} must hold {now}"
    assert not versions.from_shipped_sample(folder)


def test_a_version_that_a_reader_holds_is_left_for_the_next_build(tmp_path, monkeypatch):
    names = [letter * 12 for letter in "abcde"]
    publish(tmp_path, *names)
    held, unlink = versions.database(tmp_path, names[1]), type(tmp_path).unlink

    def refuse(path, *given, **named):
        if path == held:
            raise PermissionError(path)
        unlink(path, *given, **named)

    with monkeypatch.context() as patched:
        patched.setattr(type(tmp_path), "unlink", refuse)
        versions.prune(tmp_path, None)
    assert names[1] in versions.published(tmp_path)
    assert names[0] not in versions.published(tmp_path)
    versions.prune(tmp_path, None)
    assert names[1] not in versions.published(tmp_path)


def test_the_pointer_is_tried_again_while_somebody_reads_it(tmp_path, monkeypatch):
    publish(tmp_path, "a" * 12)
    replace, tries = replacing.os.replace, []

    def busy(source, target):
        tries.append(target)
        if len(tries) < 3:
            raise PermissionError(target)
        replace(source, target)

    monkeypatch.setattr(replacing.os, "replace", busy)
    versions.point(tmp_path, "a" * 12)
    assert versions.current(tmp_path) == "a" * 12


def test_a_version_with_a_name_is_never_cleared_away(tmp_path):
    publish(tmp_path, *(f"{n}" * 12 for n in "12345"))
    versions.name_release(tmp_path, "2026年11月调度会", "1" * 12)
    versions.prune(tmp_path, "5" * 12)
    assert versions.published(tmp_path) == ["5" * 12, "4" * 12, "3" * 12, "1" * 12]
    assert versions.named(tmp_path, "2026年11月调度会") == versions.named(tmp_path, "1" * 12) == "1" * 12
    assert versions.named(tmp_path, "2" * 12) is None


@pytest.mark.parametrize("name", ["", " 调度会", "a" * 41, "1" * 12, "published", "a\nb"])
def test_what_is_no_name_names_nothing(tmp_path, name):
    publish(tmp_path, "1" * 12)
    with pytest.raises(ValueError):
        versions.name_release(tmp_path, name, "1" * 12)
    assert versions.releases(tmp_path) == {}


def test_a_name_belongs_to_one_version(tmp_path):
    publish(tmp_path, "1" * 12, "2" * 12)
    versions.name_release(tmp_path, "调度会", "1" * 12)
    with pytest.raises(ValueError):
        versions.name_release(tmp_path, "调度会", "2" * 12)
    (tmp_path / versions.RELEASES).write_text("[]", encoding="utf-8")
    assert versions.releases(tmp_path) == {}
