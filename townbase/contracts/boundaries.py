"""boundaries.geojson, which a delivery may bring: the outline of every township, checked before a map is drawn from it."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from townbase.findings import Finding, readable
from townbase.limits import read_limits

FILE = "boundaries.geojson"
ID = "township_id"
_SHOWN = 20
_WIDEST = 15  # degrees; no city is as wide
Ring = list[tuple[float, float]]
Shapes = dict[str, list[Ring]]


class _Wrong(Exception):
    """What is wrong with one feature, and what to do."""


def read_boundaries(folder: Path, names: Mapping[str, str]) -> tuple[Shapes, list[Finding]]:
    """township_id -> its rings as (longitude, latitude), the last point left out; and every finding at once.

    names: township_id -> name of the roster. Without a file there is nothing to find; with errors no shape is given.
    """
    path = folder / FILE
    if not path.exists() or not names:  # a roster that cannot be read is told of already
        return {}, []
    features, findings = _features(path)
    shapes, wrong = _shapes(features, names)
    findings += _cut(wrong)
    if findings:
        return {}, findings
    return shapes, [*_too_wide(shapes), *_without(shapes, names)]


def _features(path: Path) -> tuple[list[Any], list[Finding]]:
    most = read_limits().boundaries_mb
    try:
        if not path.is_file():
            return [], [_error("", "不是文件，无法读取", "请换成真正的文件")]
        if path.stat().st_size > most * 2**20:
            todo = "请用制图软件简化边界，或只保留本市的乡镇（街道）后重新导出"
            return [], [_error("", f"文件超过 {most:g} MB，没有读取", todo)]
        said = json.loads(path.read_text(encoding="utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError:
        return [], [_error("", "不是 UTF-8 编码，无法读取", "请另存为 UTF-8 编码后重新提交")]
    except json.JSONDecodeError as error:
        where = f"第 {error.lineno} 行第 {error.colno} 个字"
        return [], [_error(where, "格式有误，无法读取", "请从制图软件重新导出为 GeoJSON")]
    except (ValueError, RecursionError):
        return [], [_error("", "格式有误，无法读取", "请从制图软件重新导出为 GeoJSON")]
    except OSError:
        return [], [_error("", "无法读取", "请检查文件权限和磁盘后重新提交")]
    features = said.get("features") if isinstance(said, dict) and said.get("type") == "FeatureCollection" else None
    if not isinstance(features, list) or not features:
        return [], [_error("", "没有一组要素（FeatureCollection）", "请把各乡镇（街道）的边界作为要素，导出为 GeoJSON")]
    return features, []


def _no_number(text: str) -> float:
    raise ValueError(text)


def _shapes(features: list[Any], names: Mapping[str, str]) -> tuple[Shapes, list[Finding]]:
    shapes: Shapes = {}
    first: dict[str, int] = {}
    findings = []
    for nth, feature in enumerate(features, 1):
        try:
            township = _township(feature, names)
            if township in first:
                raise _Wrong(
                    f"与第 {first[township]} 个要素同是 {township}", "请把一个乡镇的几块合并为一个要素（MultiPolygon）"
                )
            first[township] = nth
            shapes[township] = list(_rings(feature))
        except _Wrong as wrong:
            findings.append(_error(f"第 {nth} 个要素", *wrong.args))
    return shapes, findings


def _township(feature: Any, names: Mapping[str, str]) -> str:
    if not isinstance(feature, dict):
        raise _Wrong("不是要素（Feature）", "请从制图软件重新导出")
    own = feature.get("properties")
    said = own.get(ID) if isinstance(own, dict) else None
    said = feature.get("id") if said is None else said
    if said is None or isinstance(said, (bool, float, dict, list)):
        raise _Wrong(f"属性中没有 {ID}，或不是代码", f"请在属性 {ID} 中填写乡镇（街道）代码，加引号")
    if str(said) not in names:
        raise _Wrong(
            f"乡镇（街道）名录（townships）中没有代码“{readable(str(said), 20)}”", "请核对代码，或从文件中删去这个要素"
        )
    return str(said)


def _rings(feature: Mapping[str, Any]) -> Iterator[Ring]:
    shape = feature.get("geometry")
    kind = shape.get("type") if isinstance(shape, dict) else None
    parts = shape.get("coordinates") if isinstance(shape, dict) else None
    if kind not in ("Polygon", "MultiPolygon") or not isinstance(parts, list):
        raise _Wrong("不是面（Polygon、MultiPolygon）", "边界应当是面，请转换后重新导出")
    polygons = [parts] if kind == "Polygon" else parts
    if not polygons or not all(isinstance(polygon, list) and polygon for polygon in polygons):
        raise _Wrong("面中没有任何一圈坐标", "请补上边界，或删去这个要素")
    for polygon in polygons:
        for ring in polygon:
            yield _ring(ring)


def _ring(said: Any) -> Ring:
    if not isinstance(said, list) or len(said) < 4:
        raise _Wrong("有一圈少于 4 个点，围不成面", "请检查边界后重新导出")
    ring = [_point(point) for point in said]
    if ring[0] != ring[-1]:
        raise _Wrong("有一圈首尾不相接", "每圈的最后一点应与第一点相同，请检查边界后重新导出")
    return ring[:-1]


def _point(said: Any) -> tuple[float, float]:
    pair: list[Any] = said[:2] if isinstance(said, list) else []
    if len(pair) < 2 or not all(isinstance(each, (int, float)) and not isinstance(each, bool) for each in pair):
        raise _Wrong("有的坐标不是一对数", "请检查边界后重新导出")
    x, y = _float(pair[0]), _float(pair[1])
    if not (math.isfinite(x) and math.isfinite(y) and -180 <= x <= 180 and -90 <= y <= 90):
        raise _Wrong("坐标不是经纬度", "请把坐标系转换为经纬度（度），经度在前，再重新导出")
    return x, y


def _float(number: int | float) -> float:
    try:
        return float(number)
    except OverflowError:  # a whole number of hundreds of digits
        return math.inf


def _too_wide(shapes: Shapes) -> list[Finding]:
    points = [point for rings in shapes.values() for ring in rings for point in ring]
    wide = max(max(axis) - min(axis) for axis in zip(*points, strict=True))
    if wide <= _WIDEST:
        return []
    return [Finding("warning", FILE, "", f"边界共跨 {wide:.0f} 度，不像一个市", "请核对各要素的坐标")]


def _without(shapes: Shapes, names: Mapping[str, str]) -> list[Finding]:
    lost = [name for township, name in names.items() if township not in shapes]
    if not lost:
        return []
    shown = "、".join(lost[:5]) + ("等" if len(lost) > 5 else "")
    return [
        Finding(
            "warning",
            FILE,
            "",
            f"{len(lost)} 个乡镇（街道）没有边界，地图上不画：{shown}",
            "请补上这些乡镇（街道）的边界",
        )
    ]


def _cut(findings: list[Finding]) -> list[Finding]:
    rest = len(findings) - _SHOWN
    if rest <= 0:
        return findings
    last = Finding("error", FILE, f"共 {len(findings)} 处", f"只列出前 {_SHOWN} 处", "请改正后重新检查", places=rest)
    return [*findings[:_SHOWN], last]


def _error(place: str, what: str, todo: str) -> Finding:
    return Finding("error", FILE, place, what, todo)
