"""Which townships stand on a map: those with an outline where the delivery brought outlines, else those with a tile."""

from __future__ import annotations

import pandas as pd


def placed(towns: pd.DataFrame) -> pd.DataFrame:
    """`towns`: tile_x, tile_y, bounded"""
    bounded = towns["bounded"].fillna(False).astype(bool)
    return towns[bounded] if bounded.any() else towns[towns["tile_x"].notna() & towns["tile_y"].notna()]


def tile(at: float | None) -> int:
    """A place of the tile map; of a township on an outline it may be unknown, and is not asked for."""
    return 0 if pd.isna(at) else int(at)
