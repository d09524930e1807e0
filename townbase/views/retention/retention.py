"""本地就读: do the children stay, where do they go, and what comes next?"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from townbase import words
from townbase.asking import Ask
from townbase.selection import Selection
from townbase.views.retention import base_year, cohort, flows, roll_change
from townbase.views.retention import forecast as retention_forecast
from townbase.views.retention import rates as retention_rates
from townbase.views.retention import seats as retention_seats
from townbase.views.retention import townships as retention_towns
from townbase.views.retention.place import CITY, Where, where
from townbase.views.shared.card_content import CardContent


@dataclass(frozen=True)
class Retention:
    """Sentences and parts in the order of the page; a part is None where it does not belong to the place."""

    where: Where
    given: bool
    title: str
    sentences: tuple[str, ...]
    crumbs: list[tuple[str, str]]
    links: list[tuple[str, str]]
    stage_text: str
    stages: list[tuple[str, str, bool]]
    panels: CardContent
    townships: CardContent | None
    destinations: CardContent
    ranked: CardContent | None
    sources: CardContent | None
    matrix: CardContent | None
    heads: dict[str, str]
    net: CardContent
    triangle: CardContent
    change: CardContent
    forecast: CardContent
    seats: CardContent | None
    schools: CardContent
    thresholds: list[tuple[str, str, bool]]
    base: int


def retention(ask: Ask, selection: Selection, year: int) -> Retention | None:
    """None where nothing is in the reader's scope."""
    about = ask("retention/about", year=year)
    kind, id_ = _place(selection)
    if about.empty or (kind == "township" and selection.township not in set(about["township_id"])):
        return None
    rates = ask("retention/rates", area_kind=kind, area_id=id_)
    own = rates[(rates["area_kind"] == kind) & (rates["area_id"] == id_)]
    city = rates[rates["area_kind"] == CITY]
    given = bool(city["value"].notna().any())
    w = where(about, selection, year, retention_rates.focus(rates, selection, kind, id_, year), ask, given)
    flow = ask("retention/flow", year=year, **w.key)
    key = {"stage": w.stage, "year": year}
    base = base_year.base(ask("retention/base", **key), year, chosen=selection.year is not None)
    ahead, start = replace(w, year=base.year), key | {"year": base.year}
    stage_text, stages = retention_rates.stages(w, own, selection)
    rows = None if w.is_township else ask("retention/townships", **key)
    matrix = ask("retention/matrix", district=w.id, **key) if kind == "district" else None
    return Retention(
        where=w,
        given=given,
        title=retention_rates.headline(w, own, flow),
        sentences=tuple(_sentences(w, own, given, about, ask)),
        crumbs=_crumbs(w, about, selection),
        links=_links(w, selection),
        stage_text=stage_text,
        stages=stages,
        panels=retention_rates.panels(w, own, city, selection),
        townships=None
        if rows is None
        else retention_towns.townships(w, rows, ask("retention/districts", year=year), selection),
        destinations=flows.destinations(w, flow),
        ranked=flows.ranked(w, flow, selection) if w.is_township else None,
        sources=flows.sources(w, ask("retention/sources", township=w.id, year=year), selection)
        if w.is_township
        else None,
        matrix=None if matrix is None else flows.matrix(w, matrix, selection),
        heads={} if matrix is None else flows.matrix_heads(w, matrix),
        net=flows.net(w, ask("retention/net", **w.key), bool(about["area"].notna().any())),
        triangle=cohort.triangle(w, ask("retention/cohort", **w.key)),
        change=roll_change.change(w, ask("retention/change", **w.key), selection),
        forecast=retention_forecast.forecast(ahead, ask("retention/forecast", year=base.year, **w.key), base.why),
        seats=None if w.is_township else retention_seats.seats(ahead, ask("retention/seats", **start), selection),
        schools=retention_forecast.schools(ahead, _schools(ask, w, selection, start), selection),
        base=base.year,
        thresholds=retention_forecast.thresholds(selection),
    )


def _place(selection: Selection) -> tuple[str, str]:
    if selection.township is not None:
        return "township", selection.township
    return ("district", selection.district) if selection.district is not None else (CITY, CITY)


def _schools(ask: Ask, w: Where, selection: Selection, key: dict) -> pd.DataFrame:
    return ask(
        "retention/schools",
        district=w.id if w.kind == "district" else "",
        township=w.id if w.is_township else "",
        under=int(selection.under),
        **key,
    )


def _sentences(w: Where, own: pd.DataFrame, given: bool, about: pd.DataFrame, ask: Ask):
    if not given:
        yield "下面只有在校生能说明的内容：同批学生保留率。其余各图由学籍管理部门提供户籍学生去向（residency）后自动出现。"
        return
    yield retention_rates.account(w, own)
    if w.is_township:
        former = about.loc[about["township_id"] == w.id, "former_ids"].iloc[0]
        if isinstance(former, str):
            yield f"曾用代码 {former.replace(',', '、')}，历史数据已接续。"
    years = ask("overview/years")
    row = years[years["school_year"] == w.year]
    if len(row) and bool(row["in_progress"].fillna(False).iloc[0]):
        yield f"{words.year_label(w.year)}尚未报齐，数字还会变化；可查看上一学年。"


def _links(w: Where, selection: Selection) -> list[tuple[str, str]]:
    """(href, text) one level down from a township: all its indicators, and what its rate is made of."""
    if not w.is_township:
        return []
    made_of = selection.href("data", district=None, township=w.id, indicator="local_enrolment", stage=w.stage)
    return [
        (selection.href("township", stage=None), f"看{w.name}各项指标"),
        *([(made_of, "查看来源行")] if w.given else []),
    ]


def _crumbs(w: Where, about: pd.DataFrame, selection: Selection) -> list[tuple[str, str]]:
    if w.kind == CITY:
        return []
    way = [("全市", selection.href("retention", district=None, township=None))]
    if w.is_township:
        name = about.loc[about["district_id"] == w.district, "district_name"].iloc[0]
        way.append((name, selection.href("retention", district=w.district, township=None)))
    return way
