"""boundaries.geojson: what is wrong with it is said with the number of the feature and what to do; what is right becomes a map."""

import json

import pytest

from tests.support.draw_delivery import delivery
from tests.support.small_city import TABLES
from townbase.contracts import check
from townbase.contracts.boundaries import read_boundaries

NAMES = {"t1": "谷雨镇", "t2": "霜降镇"}
SQUARE = [[[116, 36], [117, 36], [117, 37], [116, 37], [116, 36]]]


def feature(township="t1", kind="Polygon", coordinates=SQUARE, **own):
    return {"type": "Feature", "properties": {"township_id": township}, "geometry": {"type": kind, "coordinates": coordinates}, **own}


def read(folder, *features, text=None):
    said = json.dumps({"type": "FeatureCollection", "features": features}) if text is None else text
    (folder / "boundaries.geojson").write_text(said, encoding="utf-8")
    return read_boundaries(folder, NAMES)


def test_a_delivery_without_boundaries_has_nothing_to_find(tmp_path):
    assert read_boundaries(tmp_path, NAMES) == ({}, [])


def test_outlines_are_read_without_their_last_point_and_who_has_none_is_a_warning(tmp_path):
    shapes, findings = read(tmp_path, feature(kind="MultiPolygon", coordinates=[SQUARE, SQUARE]))
    assert shapes == {"t1": [[(116, 36), (117, 36), (117, 37), (116, 37)]] * 2}
    [warning] = findings
    assert warning.severity == "warning" and "1 个乡镇（街道）没有边界" in warning.what and "霜降镇" in warning.what


def test_a_code_may_stand_as_the_id_of_its_feature(tmp_path):
    shapes, _ = read(tmp_path, {**feature(None), "id": "t2"})
    assert list(shapes) == ["t2"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (feature("t9"), "没有代码“t9”"),
        (feature(None), "没有 township_id"),
        (feature(True), "没有 township_id"),
        (feature(kind="Point", coordinates=[116, 36]), "不是面"),
        (feature(coordinates=[]), "没有任何一圈坐标"),
        (feature(coordinates=[[[116, 36], [117, 36], [116, 36]]]), "少于 4 个点"),
        (feature(coordinates=[[[116, 36], [117, 36], [117, 37], [116, 37]]]), "首尾不相接"),
        (feature(coordinates=[[[116, 36], ["117", 36], [117, 37], [116, 36]]]), "不是一对数"),
        (feature(coordinates=[[[39512345, 4012345], [39512346, 4012345], [39512346, 4012346], [39512345, 4012345]]]), "不是经纬度"),
        (feature(coordinates=[[[10**400, 36], [117, 36], [117, 37], [10**400, 36]]]), "不是经纬度"),
        ({"type": "Feature", "properties": {"township_id": "t1"}, "geometry": None}, "不是面"),
        ("x", "不是要素"),
        (feature("t2"), "与第 1 个要素同是 t2"),
    ],
)
def test_a_wrong_feature_is_named_by_its_number_with_what_to_do(tmp_path, wrong, said):
    shapes, findings = read(tmp_path, feature("t2"), wrong)
    [finding] = findings
    assert shapes == {} and finding.severity == "error" and finding.key == "第 2 个要素"
    assert said in finding.what and finding.todo.startswith(("请", "边界", "每圈"))


@pytest.mark.parametrize("text", ["{", "[]", "null", '{"type": "FeatureCollection", "features": []}', '{"features": NaN}', "[" * 100_000])
def test_what_is_no_set_of_features_is_one_finding(tmp_path, text):
    shapes, findings = read(tmp_path, text=text)
    assert shapes == {} and len(findings) == 1 and findings[0].severity == "error"


def test_a_file_that_is_too_large_is_not_read(tmp_path):
    shapes, [finding] = read(tmp_path, text=" " * (8 * 2**20 + 1))
    assert shapes == {} and "超过 8 MB" in finding.what


def test_of_very_many_faults_the_first_are_listed_and_all_are_counted(tmp_path):
    _, findings = read(tmp_path, *[feature(f"x{nth}") for nth in range(50)])
    assert len(findings) == 21 and sum(finding.places for finding in findings) == 50


def test_a_checked_delivery_tells_its_boundaries_too_and_calls_them_no_stray_file(tmp_path):
    folder = delivery(tmp_path, TABLES)
    read(folder, feature("t1"), feature("nobody"))
    found = [finding for finding in check(folder) if finding.file == "boundaries.geojson"]
    assert [finding.key for finding in found] == ["第 2 个要素"]
