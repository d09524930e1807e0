"""One comparison with all its cards, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from townbase import words
from townbase.compare import Compared
from townbase.findings import Finding, errors
from townbase.views.changes import figures, ledger, places, rules, verdicts
from townbase.views.changes.changes import Summary, summary
from townbase.views.shared.card_content import CardContent


@dataclass(frozen=True)
class Report:
    """since: what the earlier version is called · contents: every card, also those that found nothing
    refused: why `build` would not publish this delivery as it is, a line each
    """

    told: Compared
    since: str
    summary: Summary
    contents: tuple[CardContent, ...]
    refused: tuple[str, ...] = ()

    @property
    def synthetic(self) -> bool:
        return bool(self.told.now["synthetic"])

    def warnings(self) -> list[tuple[str, str]]:
        """(发布时会拒绝, what is less), for lines and paper; [] where the delivery may be published as it is."""
        return [("发布时会拒绝", text) for text in self.refused]

    def sides(self) -> list[tuple[str, str]]:
        """(上次, 某市 · 版本 · 数据交付日期 · 计算日期) of both versions."""
        return [("上次", _side(self.told.before, self.since)), ("本次", _side(self.told.now, ""))]


def report_of(told: Compared, since: str, shrunk: Iterable[Finding] = ()) -> Report:
    """shrunk: what the delivery lost against the version that is served."""
    contents = (
        verdicts.headline(told),
        verdicts.townships(told),
        verdicts.rows_turned(told),
        figures.counts(told),
        figures.revised(told),
        places.towns(told),
        places.schools(told),
        ledger.tasks(told),
        ledger.certified(told),
        rules.rules(told),
    )
    refused = tuple(f"{one.file}{f'，{one.key}' if one.key else ''}：{one.what}" for one in errors(shrunk))
    return Report(told, since, summary(told, since), contents, refused)


def _side(info: pd.Series, called: str) -> str:
    parts = [called, str(info["city"]), f"版本 {info['version']}"]
    parts += [f"数据交付 {words.date_label(info['delivered_on'])}", f"计算 {words.date_label(info['built_at'])}"]
    return "，".join(filter(None, parts))
