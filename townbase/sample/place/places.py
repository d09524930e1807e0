"""Districts and townships of 示例市: the shape of a real list, not one name of it."""

import pandas as pd

from townbase.sample.place import lexicon

# district id, townships in all, of them counted, of them towns (镇), column and row of its middle on the tile map
SHAPE = [
    ("990101", 13, 0, 0, 9, 8),
    ("990102", 17, 3, 0, 8, 11),
    ("990103", 16, 4, 0, 5, 9),
    ("990104", 15, 2, 0, 7, 5),
    ("990105", 17, 12, 0, 12, 9),
    ("990106", 10, 9, 2, 2, 12),
    ("990107", 18, 17, 1, 15, 6),
    ("990108", 10, 9, 2, 11, 3),
    ("990109", 15, 14, 7, 15, 12),
    ("990110", 5, 5, 0, 17, 14),
    ("990121", 8, 8, 6, 0, 15),
    ("990122", 12, 12, 11, 9, 0),
    ("990171", 5, 4, 0, 12, 6),
]
SYSTEM_54 = "990110"
BATCHES = ["第一批（2021年）", "第二批（2022年）", "第三批（2023年）"]


def townships() -> pd.DataFrame:
    """One row per township in official order: the columns of the extract and `t`, its position.

    The list is the same for every seed: names and codes are fixed, only figures are drawn.
    """
    towns, streets = iter(lexicon.TOWN_STEMS), iter(lexicon.SUBDISTRICT_STEMS)
    rows = [
        row
        for shape, name in zip(SHAPE, lexicon.DISTRICTS, strict=True)
        for row in _district(shape, name, towns, streets)
    ]
    frame = pd.DataFrame(rows)
    tiles = _tiles()
    frame["tile_x"] = [tiles[d].pop(0)[0] for d in frame.district_id]
    tiles = _tiles()
    frame["tile_y"] = [tiles[d].pop(0)[1] for d in frame.district_id]
    frame["t"] = range(len(frame))
    return frame


def pick(frame: pd.DataFrame, district: int, position: int) -> int:
    """`t` of a counted township by district number (1 to 13) and position among the district's counted ones."""
    chosen = frame[(frame.district_id == SHAPE[district - 1][0]) & frame.counted]
    return int(chosen.t.iloc[position])


def _district(shape: tuple, district_name: str, towns, streets) -> list[dict]:
    district_id, total, counted, town_count, _, _ = shape
    street_count = total - town_count
    rows = []
    for i in range(total):
        is_town = i >= street_count
        stem = next(towns) if is_town else next(streets)
        number = 100 + i - street_count if is_town else i + 1
        in_programme = i >= total - counted
        rows.append(
            {
                "township_id": f"{district_id}{number:03d}",
                "stem": stem,
                "name": stem + ("镇" if is_town else "街道"),
                "district_id": district_id,
                "district_name": district_name,
                "kind": "镇" if is_town else "街道",
                "area": "town" if in_programme else "urban",
                "counted": in_programme,
                "batch": BATCHES[(i * 2 + total) % 5 // 2] if in_programme else None,
                "managing_body": f"{district_name}教育和体育局",
            }
        )
    return rows


def _tiles() -> dict[str, list[tuple[int, int]]]:
    """Tile cells per district: each in turn takes the free cell next to its middle, so districts stay in one piece."""
    free = {(x, y) for x in range(20) for y in range(18)}
    taken: dict[str, list[tuple[int, int]]] = {shape[0]: [] for shape in SHAPE}
    for _ in range(max(shape[1] for shape in SHAPE)):
        for district_id, total, _, _, x, y in SHAPE:
            if len(taken[district_id]) < total:
                cell = min(free, key=lambda c: ((c[0] - x) ** 2 + (c[1] - y) ** 2, c[1], c[0]))
                free.remove(cell)
                taken[district_id].append(cell)
    return {d: sorted(cells, key=lambda c: (c[1], c[0])) for d, cells in taken.items()}
