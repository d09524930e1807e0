"""Many briefs, one at a time, and all of them in a ZIP."""

import zipfile
from io import BytesIO

from tests.brief.conftest import MADE, YEAR
from townbase.brief import brief_of, briefs_of, how_many, html
from townbase.selection import Selection


def smallest(marts) -> tuple[str, int]:
    [found] = marts("select district_id, count(*) from township where counted group by 1 order by 2, 1 limit 1")
    return found


def test_a_district_yields_itself_and_its_counted_townships_in_official_order(ask, marts):
    district, n = smallest(marts)
    names = [name for (name,) in marts("select name from township where counted and district_id = ? order by township_id", district)]
    made = list(briefs_of(ask, Selection(district=district), YEAR, "html", MADE))
    assert len(made) == how_many(ask, Selection(district=district)) == 1 + n
    assert [name.split("-")[1] for name, _ in made[1:]] == names
    assert made[0][1].decode("utf-8") == html(brief_of(ask, Selection(district=district), YEAR, MADE))


def test_the_city_yields_itself_every_district_and_every_counted_township(ask, marts):
    [(districts, townships)] = marts("select count(distinct district_id), count(*) from township where counted")
    assert how_many(ask, Selection()) == 1 + districts + townships
    assert how_many(ask, Selection(counted="town")) < 1 + districts + townships


def test_a_caller_who_stops_asking_makes_nothing_more(ask, monkeypatch):
    from townbase.brief import batch as many

    made = []
    monkeypatch.setattr(many, "brief_of", lambda *which: made.append(which) or brief_of(*which))
    coming = briefs_of(ask, Selection(), YEAR, "html", MADE)
    assert made == []
    next(coming)
    next(coming)
    coming.close()
    assert len(made) == 2


def test_the_word_files_of_a_district_are_all_there_and_sound(ask, marts):
    district, n = smallest(marts)
    made = dict(briefs_of(ask, Selection(district=district), YEAR, "docx", MADE))
    assert len(made) == 1 + n
    assert all(name.startswith("演示-") and name.endswith(".docx") for name in made)
    for content in made.values():
        with zipfile.ZipFile(BytesIO(content)) as archive:  # what a .docx is
            assert archive.testzip() is None
            assert "word/document.xml" in archive.namelist()
