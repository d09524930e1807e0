"""Every bad delivery is refused with file, row and remedy, all its findings at once; every good one passes.

Most ways to be wrong are drawn once; `--long` draws 1,200 bad deliveries, 500 random ones and 135 good ones and prints figures.
"""

import os
import re
import statistics
import sys
import time
from collections import Counter
from random import Random

import pytest

pytest.importorskip("pyarrow")

from tests.contracts.hostile import bombs
from tests.contracts.hostile.city import ALL, FEW, City
from tests.contracts.hostile.sound import DRESSINGS
from tests.contracts.hostile.spoilers import KINDS, Spoiler, Told, spoilers
from townbase import limits
from townbase.contracts import check
from townbase.findings import errors

SPOILERS = spoilers()
LINE = re.compile(r"【(错误|提醒)】[^\n\r]+：[^\n\r]+。[^\n\r]+。")
FOREIGN = re.compile(r"[A-Z]\w* Error\b|\w+Error\b|Exception|Traceback|duckdb|None\b")


def sets_of(kind: str, random: Random) -> list[list[Spoiler]]:
    """The spoilers of a kind in few deliveries: the others by fives, of those that stand alone every second one."""
    mine = [each for each in SPOILERS if each.kind == kind]
    alone, rest = [each for each in mine if each.alone], [each for each in mine if not each.alone]
    together = random.sample(rest, len(rest))
    return [[each] for each in alone[::2]] + [together[start : start + 5] for start in range(0, len(together), 5)]


def spoiled(tmp_path, chosen: list[Spoiler], seed: str):
    """(folder, what must be told): spoilers that fall on a file that another one has already spoiled wait for the next city."""
    random = Random(seed)
    left, drawn = list(chosen), []
    while left:
        of_toml = left[0].alone and left[0].spoil(City(Random(0)), Random(0)).file == "delivery.toml"
        city, must, taken, waiting = City(random, FEW if of_toml else ALL), [], set(), []
        for each in left:
            if (told := apart(each, city, random, taken)) is None:
                waiting.append(each)
            else:
                must.append(told)
        drawn.append((city.write(tmp_path / f"{seed}-{len(drawn)}"), must))
        left = waiting
    return drawn


def apart(each: Spoiler, city: City, random: Random, taken: set[str]) -> Told | None:
    """Spoil a file that is still sound, trying some draws."""
    for _ in range(8):
        trial = Random(seed := random.getrandbits(32))
        file = each.spoil(City(Random(0)), trial).file
        if file not in taken:
            taken.add(file)
            told = each.spoil(city, Random(seed))
            assert told.file == file, f"{each.name} draws another file from the same seed"
            return told
    return None


def verify(folder, must: list[Told]) -> list[str]:
    """Check the delivery and hold the lines against what must be told."""
    findings = check(folder)
    lines = [finding.line() for finding in findings]
    shown = "\n".join(lines)
    assert errors(findings), f"accepted: {must}"
    for told in must:
        assert any(told.file in line and all(word in line for word in told.words) for line in lines), f"not told: {told}\n{shown}"
        assert told.never is None or told.never not in shown, f"repeated: {told}\n{shown}"
    for line in lines:
        assert LINE.fullmatch(line), line
        assert len(line) < 900, line
        assert not FOREIGN.search(line.replace("_none", "")), line
    return lines


@pytest.fixture
def few_rows(monkeypatch):
    """A limit of rows that a file of a second can pass."""
    monkeypatch.setattr(bombs, "ROWS", 60_000)
    monkeypatch.setattr(limits, "load_limits", lambda: {"rows": 50_000})
    limits.read_limits.cache_clear()
    yield
    limits.read_limits.cache_clear()


@pytest.mark.parametrize("kind", KINDS)
def test_every_way_to_be_wrong_is_refused_in_words(tmp_path, kind, few_rows):
    for number, chosen in enumerate(sets_of(kind, Random(kind))):
        for folder, must in spoiled(tmp_path, chosen, f"{kind}-{number}"):
            verify(folder, must)


def test_every_other_way_to_write_a_sound_delivery_passes(tmp_path):
    for start in range(0, len(DRESSINGS), 5):
        city = City(random := Random(start))
        for dress in DRESSINGS[start : start + 5]:
            dress(city, random)
        assert [finding.line() for finding in check(city.write(tmp_path / str(start)))] == []


@pytest.mark.parametrize("name", ["数据[1]", "a*b?", "school_year=2024", "it's 100%", "-x"])
def test_a_folder_may_have_any_name(tmp_path, name):
    if sys.platform == "win32" and set(name) & set('*?"<>|'):
        pytest.skip("Windows has no such names")
    assert check(City(Random(name)).write(tmp_path / name)) == []


@pytest.mark.long
def test_1200_bad_deliveries(tmp_path, capsys):
    took, many, random = [], Counter(), Random(18)
    while sum(many.values()) < 1_200:
        chosen = [random.choice([each for each in SPOILERS if each.kind == KINDS[sum(many.values()) % len(KINDS)]])]
        if not chosen[0].alone:
            chosen += random.sample([each for each in SPOILERS if not each.alone and each.kind != "bombs"], random.randint(0, 2))
        [(folder, must), *_] = spoiled(tmp_path, chosen, f"bad-{sum(many.values())}")
        begun = time.perf_counter()
        verify(folder, must)
        took.append(time.perf_counter() - begun)
        many[chosen[0].kind] += 1
        remove(folder)
    tell(capsys, f"{sum(many.values())} bad deliveries refused ({dict(many)})", took)


@pytest.mark.long
def test_135_good_deliveries(tmp_path, capsys):
    took = []
    for seed in range(135):
        city = City(random := Random(f"good-{seed}"))
        for dress in sorted(random.sample(DRESSINGS, random.randint(1, 6)), key=DRESSINGS.index):
            dress(city, random)
        folder = city.write(tmp_path / str(seed))
        begun = time.perf_counter()
        assert [finding.line() for finding in check(folder)] == [], seed
        took.append(time.perf_counter() - begun)
        remove(folder)
    tell(capsys, "135 good deliveries accepted", took)


@pytest.mark.long
def test_500_random_hostile_deliveries(tmp_path, capsys):
    """Bytes of any file are changed at random. Whatever comes of it is words; with its hash beside it, it is refused."""
    took, refused = [], 0
    for seed in range(500):
        city = City(random := Random(f"noise-{seed}"))
        extract = random.choice(list(city.tables))
        hashed = random.random() < 0.5
        city.sections[extract] |= {"sha256": "right"} if hashed else {}
        folder = city.write(tmp_path / str(seed))
        path = folder / (f"{extract}.parquet" if random.random() < 0.9 else "delivery.toml")
        whole = path.read_bytes()
        path.write_bytes(noise(whole, random))
        begun = time.perf_counter()
        findings = check(folder)
        took.append(time.perf_counter() - begun)
        for finding in findings:
            assert LINE.fullmatch(finding.line()), finding
            assert not FOREIGN.search(finding.line()), finding
        assert errors(findings) or not hashed or path.suffix == ".toml" or path.read_bytes() == whole, seed
        refused += bool(errors(findings))
        remove(folder)
    tell(capsys, f"500 random deliveries, {refused} refused, the others had lost nothing that a check can see", took)


def noise(whole: bytes, random: Random) -> bytes:
    """Some bits turned, a piece cut out, a piece doubled, or a piece of noise."""
    some, start = bytearray(whole), random.randrange(len(whole))
    stop = min(len(whole), start + random.randint(1, 200))
    match random.randrange(4):
        case 0:
            for _ in range(random.randint(1, 30)):
                some[random.randrange(len(some))] ^= 1 << random.randrange(8)
        case 1:
            del some[start:stop]
        case 2:
            some[start:start] = some[start:stop]
        case 3:
            some[start:stop] = random.randbytes(stop - start)
    return bytes(some)


def remove(folder) -> None:
    import shutil

    shutil.rmtree(folder)


def tell(capsys, what: str, took: list[float]) -> None:
    """Print the figures, and hold the peak of memory where the system tells it."""
    peak = ""
    if os.name == "posix":
        import resource

        unit = 2**30 if sys.platform == "darwin" else 2**20
        gigabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
        peak = f", peak of this process {gigabytes:.2f} GB"
        assert gigabytes < 1.5, peak
    with capsys.disabled():
        print(f"\n{what}: median {statistics.median(took):.2f} s, slowest {max(took):.2f} s{peak}")
