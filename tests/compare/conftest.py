"""Pairs of published versions of one small city: what was published, and what came after it."""

import random
import shutil
from functools import lru_cache

import pytest

from tests.support.draw_delivery import write_parquet
from tests.support.next_delivery import changed
from townbase import versions
from townbase.build import build
from townbase.compare import compare

# name -> extract -> SELECT over the extract as it was
LATER = {
    "a revision": {
        "staffing": "select * replace (case when school_id like 't1%' then greatest(backbone_teachers - 6, 0) else backbone_teachers end as backbone_teachers) from old"
    },
    "fewer returns": {"facilities": "from old where not (school_year = 2025 and school_id like '%2')"},
    "a moved school": {
        "schools": "select * replace (case when school_id = (select min(school_id) from old where township_id = 't2') and school_year = 2025 then 't3' else township_id end as township_id) from old"
    },
    "a closed, a new and a renamed school": {
        "schools": "select * replace (case when school_year = 2025 and school_id = (select max(school_id) from old where township_id = 't1') then 'brandnew' else school_id end as school_id,"
        " case when township_id = 't6' then name || '甲' else name end as name) from old",
    },
    "a township that leaves": {"townships": "select * replace (case when township_id = 't8' then false else counted end as counted) from old"},
    "a recoded township": {
        "townships": "select * replace (case when township_id = 't7' then 't77' else township_id end as township_id) from old",
        "code_changes": "select 'township' as kind, 't7' as old_id, 2025 as school_year, 't77' as new_id",
    },
    "tasks that moved on": {
        "delivery": "select * replace (case when unit_id = 't5' then 'done' else status end as status, case when unit_id = 't6' then due + interval 60 day else due end as due)"
        " from old where unit_id <> 't4'",
    },
    "a year less": dict.fromkeys(("schools", "staffing", "facilities", "teaching", "enrolment"), "from old where school_year < 2025"),
}


def random_change(seed: int) -> dict[str, str]:
    """A few figures of a few schools other than they were, some not returned any more."""
    luck = random.Random(seed)
    column, extract = luck.choice([("backbone_teachers", "staffing"), ("bachelor_teachers", "staffing"), ("function_rooms", "facilities")])
    part, year = luck.randint(2, 6), luck.choice((2021, 2024, 2025))
    dropped = f"from (select * replace (case when hash(school_id || '{seed}') % {part} = 0 and school_year = {year} then greatest({column} - {luck.randint(1, 9)}, 0) else {column} end as {column}) from old)"
    return {extract: f"{dropped} where hash(school_id || school_year || '{seed}') % 23 <> 0"}


EVERY = {**LATER, **{f"random {seed}": random_change(seed) for seed in range(3)}}


def file_of(db):
    return versions.database(db, versions.current(db))


@pytest.fixture(scope="session")
def published_pairs(eight_db, tmp_path_factory):
    """name -> (file published before, file published now); built when first asked for."""
    extracts, db = eight_db
    made = {}

    def pair(name):
        if name not in made:
            folder = tmp_path_factory.mktemp("later")
            selects = EVERY[name]
            if "code_changes" in selects:
                _empty_code_changes(extracts, folder / "base")
                base = folder / "base"
            else:
                base = extracts
            build(changed(base, folder / "extracts", **selects), folder / "db")
            made[name] = file_of(db), file_of(folder / "db")
        return made[name]

    return pair


def _empty_code_changes(extracts, folder):
    shutil.copytree(extracts, folder)
    write_parquet(folder / "code_changes.parquet", "code_changes", "kind|old_id|school_year|new_id\ntownship|x|2024|y")
    with (folder / "delivery.toml").open("a", encoding="utf-8") as file:
        file.write('\n[extracts.code_changes]\nas_of = 2025-09-01\nsource_kind = "统计报表"\nreviewed = true\n')


@pytest.fixture(params=list(EVERY))
def pair(request, published_pairs):
    return published_pairs(request.param)


@lru_cache(maxsize=64)
def compared(before, now):
    """Remembered: many tests ask about one pair."""
    return compare(before, now)


@pytest.fixture
def told(pair):
    return compared(*pair)
