"""One indicator as the deeper views of the data page open it: its row, its definition, its clauses in their sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from townbase.asking import Ask, records
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.clause_context import Cited, cited_by, in_context
from townbase.views.shared.indicator_definition import Definition, define

DEFINITION = Card(
    key="definition", file="口径与依据", filters=("indicator",), follows_opened=True, body_is_table=True, definition=""
)


@dataclass(frozen=True)
class Defined:
    """`row` is a row of data_indicators; `cited` holds the clauses it answers, word for word."""

    row: Mapping
    definition: Definition
    cited: tuple[Cited, ...]

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """(term, what it is), without the clauses; what is not said is left out."""
        definition = self.definition
        every = (
            ("性质", definition.role),
            ("算法", definition.formula),
            ("目标", definition.target),
            ("依据", definition.basis),
        )
        return tuple((term, text) for term, text in every if text)

    @property
    def part(self) -> CardContent:
        """口径与依据 as a card: the lines, and under them the clauses."""
        terms = pd.DataFrame([*self.lines, *(("条款", one.clause) for one in self.cited)], columns=["项目", "内容"])
        return CardContent(DEFINITION, title="口径与依据", frame=terms, table=terms)


def defined(ask: Ask, indicator: str | None) -> Defined | None:
    """None where no such indicator is in the policy rows."""
    rows = ask("data/indicators")
    found = records(rows[rows["indicator_id"] == indicator])
    if not found:
        return None
    context = in_context(records(ask("shared/clauses")))
    return Defined(found[0], define(found[0], context), cited_by(found[0], context))
