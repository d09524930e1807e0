"""Schools that close or are merged: villages lose theirs to the seat, and kindergartens follow the births down."""

import numpy as np
import pandas as pd

from townbase.asking import tuples
from townbase.sample.draws import Draws

PRIVATE_CLOSING = [2019, 2020, 2021, 2022, 2022, 2023, 2023, 2024, 2024, 2024, 2025, 2025, 2025]
PUBLIC_MERGING = [2020, 2021, 2022, 2023, 2023, 2024, 2024, 2025]


def close(frame: pd.DataFrame, draws: Draws) -> None:
    """Set `closes` (last year on the roster) and `merged_into` (-1: children are spread over the township)."""
    _village_schools(frame)
    _private_kindergartens(frame, draws)
    _public_kindergartens(frame, draws)
    _second_junior_schools(frame, draws)


def _village_schools(frame: pd.DataFrame) -> None:
    """Small village schools and teaching points merge into the primary school at the seat."""
    small = frame.kind.isin(["primary", "teaching_point"]) & ~frame.seat & (frame["size"] < 0.5)
    chosen = frame[small & frame.t.isin(_seats(frame, "primary"))][3::7]
    _merge(frame, chosen, "primary", 2018 + np.arange(len(chosen)) % 8)


def _private_kindergartens(frame: pd.DataFrame, draws: Draws) -> None:
    """The smaller one is, the sooner it gives up."""
    private = frame[(frame.kind == "kindergarten") & (frame.ownership != "public")]
    gone = draws.unit(len(private)) < np.clip(0.95 - 0.5 * private["size"].to_numpy(), 0.2, 0.7)
    years = np.array(PRIVATE_CLOSING)[draws.whole(0, len(PRIVATE_CLOSING) - 1, int(gone.sum()))]
    frame.loc[private.index[gone], "closes"] = years


def _public_kindergartens(frame: pd.DataFrame, draws: Draws) -> None:
    """Village kindergartens become part of the one at the seat."""
    village = (frame.kind == "kindergarten") & (frame.ownership == "public") & ~frame.seat & (frame["size"] < 1.2)
    chosen = frame[village & frame.t.isin(_seats(frame, "kindergarten"))]
    chosen = chosen[draws.chance(0.42, len(chosen))]
    _merge(
        frame, chosen, "kindergarten", np.array(PUBLIC_MERGING)[draws.whole(0, len(PUBLIC_MERGING) - 1, len(chosen))]
    )


def _second_junior_schools(frame: pd.DataFrame, draws: Draws) -> None:
    """A few second junior schools of towns join the first."""
    second = (frame.kind == "junior") & ~frame.seat & (frame["size"] < 1.2)
    chosen = frame[second & frame.t.isin(_seats(frame, "junior"))]
    chosen = chosen[draws.chance(0.3, len(chosen))]
    _merge(frame, chosen, "junior", draws.whole(2019, 2025, len(chosen)))


def _seats(frame: pd.DataFrame, kind: str) -> dict[int, int]:
    """Township -> its seat school of the kind."""
    return {row.t: row.s for row in tuples(frame[frame.seat & (frame.kind == kind)])}


def _merge(frame: pd.DataFrame, chosen: pd.DataFrame, kind: str, closes: np.ndarray) -> None:
    seat = _seats(frame, kind)
    frame.loc[chosen.index, "merged_into"] = [seat[t] for t in chosen.t]
    frame.loc[chosen.index, "closes"] = closes
