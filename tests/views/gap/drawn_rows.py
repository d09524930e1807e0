"""Rows of a gap as a query gives them, drawn by hand: what the tests of this room share."""

from townbase.selection import Selection

ALL = Selection()
SHARE = {"form": "share", "value_unit": "%", "unit": "名教师", "title": "本科比例", "base_year": 2021, "rule": "not_below_urban"}
BOOKS = SHARE | {"form": "per_head", "value_unit": "册/生"}


def row(gap, base=None, year=2025, *, area="d1", name="示例一区", kind="district", stage="primary", indicator="x", closes=None, coverage=1.0, **more):
    closing = None if base is None or year == 2021 else gap > base
    parts = {"change_town": 0.0, "change_urban": 0.0, "change_pupils": None}
    return SHARE | parts | {
        "area_kind": kind, "area_id": area, "name": name, "school_year": year, "indicator_id": indicator, "stage": stage, "position": 1,
        "town": 0.8, "urban": 0.8 - gap, "own_urban": None, "urban_from": "city", "town_numerator": 80.0, "town_denominator": 100.0,
        "town_coverage": coverage, "covered": coverage >= 0.8, "gap": gap, "base_gap": base, "closing": closing, "closes_in": closes,
    } | more  # fmt: skip


def areas(*drawn):
    return [row(-0.02, -0.05, area="city", name="全市", kind="city", closes=2027), *drawn]
