"""One mart over frames, for formulas that are worked out a second time in pandas or NumPy."""

import contextlib
import math
from collections.abc import Mapping

import duckdb
import numpy as np
import pandas as pd

from townbase.settings import load_settings
from townbase.sqlfiles import read_room, select_of

# resource, measure, per and threshold of primary schools that these tests draw from
RESOURCES = {"L2": ("backbone_teachers", 100.0, 1.0), "L4": ("floor_area", 1.0, 4.5)}
KEYS = ["delivered_id", "school_id", "township_id", "district_id", "school_year", "stage"]


def mart(*names: str, changed: Mapping[str, object] | None = None, **frames: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Make the marts one after the other over these tables and give them back as frames. `changed`: other settings."""
    with contextlib.closing(duckdb.connect(config={"threads": "1"})) as con:
        for text in read_room("macro").values():
            con.execute(text)
        for name, frame in frames.items():
            con.register("drawn", frame)
            con.execute(f"create table {name} as select * from drawn")
            con.unregister("drawn")
        marts = read_room("mart")
        con.execute("create table setting (key varchar, value varchar)")
        chosen = {key: value for key, value in load_settings().items() if not isinstance(value, dict)} | dict(changed or {})
        con.executemany("insert into setting values (?, ?)", [[key, str(value)] for key, value in chosen.items()])
        for name in ("chosen_setting", *names):
            con.execute(f"create table {name} as\n{select_of(marts[name])}")
        return {name: con.execute(f"from {name}").df() for name in names}


def resources(schools: list[tuple], resource: str = "L4", stage: str = "primary") -> dict[str, pd.DataFrame]:
    """school_resource and resource_due of schools drawn as (district, side, pupils, numerator); a blank numerator = not returned."""
    measure, per, threshold = RESOURCES[resource]
    rows, due = [], []
    for nth, (district, side, pupils, numerator) in enumerate(schools):
        key = dict(zip(KEYS, (f"s{nth:03}", f"s{nth:03}", f"t{district}", district, 2025, stage), strict=True))
        due.append(key | {"counted": side == "town", "urban_reference": side == "urban", "point": False})
        if numerator is not None:
            value = numerator * per / pupils if pupils else math.nan
            rows.append(
                key
                | {"resource": resource, "measure": measure, "per": per, "point": False, "side": side, "numerator": float(numerator),
                   "pupils": float(pupils), "value": value, "threshold": threshold, "met": bool(value >= threshold - 1e-9)}
            )  # fmt: skip
    columns = [*KEYS, "resource", "measure", "per", "point", "side", "numerator", "pupils", "value", "threshold", "met"]
    frame = pd.DataFrame(rows, columns=columns)
    frame["value"] = frame["value"].astype("Float64").mask(frame["value"].isna())
    return {"school_resource": _typed(frame), "resource_due": pd.DataFrame(due)}


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    """An empty frame has no types of its own."""
    numbers = dict.fromkeys(("per", "numerator", "pupils", "value", "threshold"), "Float64")
    return frame.astype(numbers | {"school_year": "int32", "met": "boolean"} | dict.fromkeys(("district_id", "stage", "resource"), "str"))


def coefficient(pupils, values) -> float:
    """差异系数 by the official formula, in NumPy."""
    weight = np.asarray(pupils, float) / np.sum(pupils)
    mean = np.sum(weight * values)
    return float(np.sqrt(np.sum(weight * (np.asarray(values) - mean) ** 2)) / mean)


def theil(pupils, amounts) -> float:
    """The Theil index of amounts spread over pupils, in NumPy: Σ p (x/X̄) ln(x/X̄), 0 ln 0 = 0."""
    pupils, amounts = np.asarray(pupils, float), np.asarray(amounts, float)
    relative = (amounts / pupils) / (amounts.sum() / pupils.sum())
    terms = np.where(relative > 0, relative * np.log(np.where(relative > 0, relative, 1.0)), 0.0)
    return float(np.sum(pupils / pupils.sum() * terms))
