"""A full disk, missing rights, damage, Ctrl+C and kills: told in words, nothing lost, nothing left behind."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import pytest

from tests.build.published import LONG, POSIX, left_behind
from tests.support.faults import command, folder_to_lock, ran_without_rights, small_disk
from townbase import faults, store, versions
from townbase.build import build, lock
from townbase.spill import PREFIX, Spill, sweep_spills


def sizes(db: Path) -> int:
    return max(path.stat().st_size for path in db.glob("*.duckdb"))


def test_a_full_disk_is_told_and_the_next_build_works(once):
    room = 2 * sizes(once / "db") + 2**21
    with small_disk(str(room)) as disk:
        shutil.copytree(once / "db", disk / "db")
        served = versions.current(disk / "db")
        filler = disk / "filler"
        filler.write_bytes(b"0" * (sizes(once / "db") // 2))
        with pytest.raises(faults.Broken, match="磁盘已满") as refusal:
            build(once / "other", disk / "db")
        assert "No space" not in str(refusal.value)
        assert versions.served(disk / "db") == versions.Served(served)
        assert left_behind(disk / "db") == []
        filler.unlink()
        assert build(once / "other", disk / "db").published


@pytest.mark.parametrize("room", [0, 4096, 3 * 4096])
def test_a_disk_without_room_for_the_pointer_leaves_the_old_one(once, room):
    with small_disk("256k") as disk:
        (disk / "current").write_text("a" * 12 + "\n", encoding="utf-8")
        (disk / f"townbase-{'b' * 12}.duckdb").touch()
        free = shutil.disk_usage(disk).free
        (disk / "filler").write_bytes(b"0" * max(free - room, 0))
        with contextlib.suppress(OSError):
            versions.point(disk, "b" * 12)
        assert versions.pointed(disk) in ("a" * 12, "b" * 12)
        assert not (disk / "current.part").exists()


def test_a_folder_without_rights_is_told_by_every_command_that_writes(once):
    with folder_to_lock() as folder:
        shutil.copytree(once / "in", folder / "in")
        (folder / "locked").mkdir()
        (folder / "locked").chmod(0o555)
        for words in (
            ("build", "--extracts", folder / "in", "--db", folder / "locked"),
            ("build", "--extracts", folder / "in", "--db", folder / "locked" / "new"),
            ("sample", "--out", folder / "locked" / "new"),
            ("versions", "--db", folder / "locked", "--use", "a" * 12),
        ):
            code, output = ran_without_rights(*words)
            assert code == 1, output
            assert "没有读写权限" in output or words[0] == "versions", output
        assert list((folder / "locked").iterdir()) == []


def test_extracts_that_may_not_be_read_are_told(once):
    with folder_to_lock() as folder:
        shutil.copytree(once / "in", folder / "in")
        (folder / "in" / "schools.parquet").chmod(0)
        (folder / "db").mkdir()
        (folder / "db").chmod(0o777)
        code, output = ran_without_rights("build", "--extracts", folder / "in", "--db", folder / "db")
        assert code == 1
        assert "schools.parquet" in output and "权限" in output
        (folder / "in").chmod(0)
        code, output = ran_without_rights("build", "--extracts", folder / "in", "--db", folder / "db")
        assert code == 1 and "没有发布" in output


@POSIX
@pytest.mark.parametrize("when", [pytest.param("核对", marks=LONG), "计算 goal", pytest.param("发布", marks=LONG)])
def test_ctrl_c_ends_a_build_in_words_and_clears_up(place, when):
    served, temporary = versions.current(place / "db"), place / "tmp"
    temporary.mkdir()
    started = command("build", "--extracts", place / "other", "--db", place / "db", TMPDIR=str(temporary), PYTHONUNBUFFERED="1")
    # what runs behind `&` is started deaf to Ctrl+C, and so would be its children
    hears = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)}
    with subprocess.Popen(**started, **hears) as child:
        seen = ""
        for line in child.stdout:
            seen += line
            if when in line:
                child.send_signal(signal.SIGINT)
                break
        seen += child.stdout.read()
    assert (child.returncode, seen.splitlines()[-1]) == (1, "已中断，没有完成；原来的文件和已发布的版本不变。"), seen
    assert versions.served(place / "db") == versions.Served(served)
    assert left_behind(place / "db") == []
    assert [path for path in temporary.iterdir() if path.name.startswith("townbase")] == []


@POSIX
def test_what_a_killed_build_spilled_is_swept_by_the_next_one_and_a_living_one_is_not(place, monkeypatch):
    temporary = place / "tmp"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    started = command("build", "--extracts", place / "other", "--db", place / "db", TMPDIR=str(temporary), PYTHONUNBUFFERED="1")
    with subprocess.Popen(**started) as child:
        next(line for line in child.stdout if "计算" in line)
        sweep_spills()
        assert len(list(temporary.glob(f"{PREFIX}*"))) == 1, "a living build keeps its folder"
        child.kill()
    assert len(list(temporary.glob(f"{PREFIX}*"))) == 1
    with Spill() as own:
        assert list(temporary.glob(f"{PREFIX}*")) == [own.folder]
    assert list(temporary.glob(f"{PREFIX}*")) == []


def test_a_second_builder_is_told_whom_it_waits_for(place):
    holds, leave, told = threading.Event(), threading.Event(), []

    def hold():
        with lock.only_builder(place / "db", told.append):
            holds.set()
            leave.wait(30)

    holder = threading.Thread(target=hold)
    holder.start()
    holds.wait(30)
    builder = threading.Thread(target=lambda: build(place / "in", place / "db", lambda *step: told.append(step)))
    builder.start()
    while not told:
        time.sleep(0.01)
    leave.set()
    builder.join(60)
    holder.join(60)
    step, of, sentence = told[0]
    assert (step, of) == (0, 0)
    assert f"另一次计算正在进行（进程 {os.getpid()}，20" in sentence
    assert told[-1] == (1, 1, "这个版本已经发布")
    assert left_behind(place / "db") == []


@pytest.mark.parametrize("note", ["", "{}", "[1]", '{"pid": "x", "since": "y"}', '{"pid": 1}'])
def test_a_note_that_says_nothing_makes_a_shorter_sentence(tmp_path, note):
    (tmp_path / lock.NOTE).write_text(note, encoding="utf-8")
    assert lock.holder(tmp_path) == "另一次计算正在进行，完成后自动继续"


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("harm", [pytest.param(cut, marks=LONG), flip, pytest.param(empty, marks=LONG)])
def test_a_build_does_not_believe_a_damaged_file_but_makes_it_anew(place, harm):
    version = versions.current(place / "db")
    before = versions.read_record(place / "db", version)
    harm(versions.database(place / "db", version))
    assert versions.served(place / "db").version is None
    result = build(place / "in", place / "db")
    assert (result.version, result.published, result.repaired) == (version, True, True)
    assert versions.served(place / "db") == versions.Served(version)
    assert versions.read_record(place / "db", version).number == before.number + 1


def test_an_open_reader_of_a_file_that_is_made_anew_reads_the_new_one(place):
    session = store.open_session(place / "db")
    assert len(store.ask(session, "shared/frame_townships")) == 12
    cut(versions.database(place / "db", session.version))
    build(place / "in", place / "db")
    store._cache.clear()
    assert len(store.ask(session, "shared/frame_townships")) == 12


def test_a_file_that_breaks_under_its_reader_is_doubted_and_the_last_good_one_served(place):
    first = versions.current(place / "db")
    second = build(place / "other", place / "db").version
    session, path = store.open_session(place / "db"), versions.database(place / "db", second)
    status = path.stat()
    content = path.read_bytes()
    path.write_bytes(content[:12288] + b"\xff" * (len(content) - 12288))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))  # size and time as they were
    with pytest.raises(store.Damaged):
        store.ask(session, "shared/frame_townships")
    assert versions.served(place / "db").version == first


def test_a_file_without_a_record_that_cannot_be_opened_gives_way_too(place):
    first = versions.current(place / "db")
    nobodys = versions.database(place / "db", "0" * 12)
    nobodys.write_bytes(versions.database(place / "db", first).read_bytes()[:20000])
    versions.point(place / "db", "0" * 12)
    with pytest.raises(store.Damaged):
        store.ask(store.open_session(place / "db"), "shared/frame_townships")
    assert versions.served(place / "db").version == first
