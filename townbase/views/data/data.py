"""数据说明: what the city shown is built from, how complete it is, and what each figure means."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from townbase.asking import Ask, records
from townbase.page_records import DATA
from townbase.selection import Selection
from townbase.views.data import certified as data_certified
from townbase.views.data import coverage, delivery_sources
from townbase.views.data import findings as data_findings
from townbase.views.data import indicators as data_indicators
from townbase.views.shared import returns
from townbase.views.shared.card_content import CardContent


@dataclass(frozen=True)
class DataView:
    """The parts in the order of the page; `crumbs` lead from a district back to the city."""

    title: str
    line: str
    crumbs: tuple[tuple[str, str], ...]
    delivery: CardContent
    files: CardContent
    years: CardContent
    areas: CardContent
    indicators: CardContent
    findings: CardContent
    certified: CardContent


def data_view(ask: Ask, selection: Selection, year: int, default_year: int, district: str = "") -> DataView:
    """`district`: the name of the chosen district, '' for the whole city."""
    selection = selection.but(find=(selection.find or "").strip() or None)
    by_year = ask("shared/returns_by_year", district=selection.district)
    areas = ask("shared/returns_by_area", year=year, district=selection.district)
    files = delivery_sources.files(ask("data/files"))
    received, absent = delivery_sources.received(files)
    now = [row for row in records(by_year) if row["school_year"] == year]
    complete = returns.complete(now, year, default_year, district, absent=absent > 0)
    lead, line = (received, f"{complete}。") if absent else (complete, f"{DATA.line}。")
    return DataView(
        title=f"{DATA.title}：{lead}" if selection.find is None else f"{DATA.title}：查找“{selection.find}”",
        line=line if selection.find is None else "",
        crumbs=((f"全市{DATA.title}", selection.href("data", district=None)),) if selection.district else (),
        delivery=delivery_sources.delivery(records(ask("data/info"))[0]),
        files=files,
        years=coverage.by_year(by_year, selection, year, default_year, district, absent=absent > 0),
        areas=coverage.by_area(areas, selection, year, default_year, selection.district),
        indicators=data_indicators.indicators(ask("data/indicators"), records(ask("shared/clauses")), selection),
        findings=data_findings.findings(ask("data/findings"), selection),
        certified=data_certified.certified(_within(ask("data/certified"), selection), selection),
    )


def _within(rows: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    return rows if selection.district is None else rows[rows["district_id"] == selection.district]
