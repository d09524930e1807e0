"""Nothing foreign is written among, and no city gives way unasked."""

import pytest

from tests.support.draw_delivery import delivery
from tests.support.faults import TWELVE
from townbase import versions
from townbase.build import build
from townbase.findings import Refused


class TestAPlaceThatHoldsSomethingElse:
    """Nothing foreign is written among, and no city gives way unasked."""

    def test_a_folder_with_other_files_is_refused_and_named(self, place):
        home = place / "home"
        home.mkdir()
        (home / "论文.docx").write_bytes(b"x")
        with pytest.raises(Refused, match="论文.docx"):
            build(place / "in", home)
        assert [path.name for path in home.iterdir()] == ["论文.docx"]
        assert build(place / "in", home, force=True).published
        assert build(place / "in", home).published is False

    def test_another_city_is_refused_by_name_also_where_it_was_published_before(self, place):
        served = versions.current(place / "db")
        another = delivery(place / "another", TWELVE, city="甲市", synthetic=False)
        with pytest.raises(Refused, match="这里发布的是示例市的结果，这批数据是甲市的"):
            build(another, place / "db")
        assert versions.published(place / "db") == [served]
        result = build(another, place / "db", force=True)
        assert result.replaced == "这里发布的是示例市的结果，这批数据是甲市的"
        with pytest.raises(Refused, match="这里发布的是甲市的结果"):
            build(place / "in", place / "db")
        assert versions.current(place / "db") == result.version

    def test_a_smaller_city_is_another_city_and_no_loss(self, place):
        smaller = delivery(
            place / "smaller", {name: "\n".join(table.splitlines()[:3]) for name, table in TWELVE.items() if name in ("townships", "schools")}, city="乙市"
        )
        with pytest.raises(Refused) as refusal:
            build(smaller, place / "db")
        assert "这批数据是乙市的" in str(refusal.value) and "--accept-shrink" not in str(refusal.value)

    def test_a_city_may_take_the_samples_place(self, place):
        served = versions.current(place / "db")
        record = versions.read_record(place / "db", served)
        versions.write_record(place / "db", served, versions.Record(**{**vars(record), "sample": True}))
        another = delivery(place / "another", TWELVE, city="甲市", synthetic=False)
        assert build(another, place / "db").published
