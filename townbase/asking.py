"""How a page asks and in which form it is answered: types and walks that views, charts and the screen share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

import pandas as pd

# One row of an answer by its columns. What a cell holds is known to the query, not to a type checker: hence Any.
Row = dict[str, Any]


class Ask(Protocol):
    """store.ask with the reader's session already in it: a query's name and its $parameters -> a frame."""

    def __call__(self, name: str, /, **params: object) -> pd.DataFrame: ...


def records(frame: pd.DataFrame) -> list[Row]:
    """One dictionary per row, made a column at a time: many times faster than row by row in pandas 3.

    Missing stays missing (None, NaN or NA as the column holds it).
    """
    names = [str(name) for name in frame.columns]
    return [
        dict(zip(names, row, strict=True))
        for row in zip(*(frame[name].to_numpy(dtype=object).tolist() for name in frame.columns), strict=True)
    ]


def tuples(frame: pd.DataFrame) -> Iterator[Any]:
    """One object per row that has the columns as attributes."""
    return frame.itertuples(index=False)
