"""How a page asks, and what it is answered: the types that views, charts and the screen share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import pandas as pd

# One row of an answer by its columns. What a cell holds is known where the query runs, not here: hence Any.
Row = Mapping[str, Any]


class Ask(Protocol):
    """store.ask with the reader's session already in it: a query's name and its $parameters -> a frame."""

    def __call__(self, name: str, **params: object) -> pd.DataFrame: ...
