"""本地就读, what every tab of it rests on: the place, the stage, and its rates year by year."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from townbase import words
from townbase.asking import Ask
from townbase.selection import Selection
from townbase.views.retention import rates as retention_rates
from townbase.views.retention.panels import panels
from townbase.views.retention.place import CITY, Where, side_of, where
from townbase.views.shared.card_content import CardContent


@dataclass(frozen=True)
class Opening:
    """about: the townships in the reader's scope · rates: of the place and all it is held against · own: its own rows
    given: whether it was ever delivered where children go · crumbs, links: (href, text) up and down"""

    where: Where
    about: pd.DataFrame
    rates: pd.DataFrame
    own: pd.DataFrame
    given: bool
    crumbs: list[tuple[str, str]]
    links: list[tuple[str, str]]
    stage_text: str
    stages: list[tuple[str, str, bool]]


def opening(ask: Ask, selection: Selection, year: int) -> Opening | None:
    """None where nothing is in the reader's scope."""
    about = ask("retention/about", year=year)
    kind, id_ = _place(selection)
    if about.empty or (kind == "township" and selection.township not in set(about["township_id"])):
        return None
    rates = ask("retention/rates", area_kind=kind, area_id=id_, district=selection.district or "")
    side = side_of(about, selection)
    own = rates[(rates["area_kind"] == side) & (rates["area_id"] == id_)]
    city = rates[rates["area_kind"] == CITY]
    given = bool(city["value"].notna().any())
    w = where(about, selection, year, retention_rates.focus(own, selection, year), ask, given)
    stage_text, stages = retention_rates.stages(w, own, selection)
    return Opening(
        where=w,
        about=about,
        rates=rates,
        own=own,
        given=given,
        crumbs=_crumbs(w, about, selection),
        links=_links(w, selection),
        stage_text=stage_text,
        stages=stages,
    )


def on_paper(ask: Ask, selection: Selection, year: int) -> tuple[Opening, CardContent] | None:
    """What a brief needs: the place with its rates, and a line a stage."""
    opened = opening(ask, selection, year)
    return None if opened is None else (opened, panels(opened.where, opened.own, opened.rates, selection))


def account(o: Opening) -> str:
    return retention_rates.account(o.where, o.own) if o.given else ""


def remarks(o: Opening, ask: Ask) -> list[str]:
    """What must be known of the place and the year before the figures are read."""
    if not o.given:
        return [
            "下面只有在校生能说明的内容：同批学生保留率。其余各图由学籍管理部门提供户籍学生去向（residency）后自动出现。"
        ]
    found, w = [], o.where
    if w.is_township:
        former = o.about.loc[o.about["township_id"] == w.id, "former_ids"].iloc[0]
        if isinstance(former, str):
            found.append(f"曾用代码 {former.replace(',', '、')}，历史数据已接续。")
    years = ask("overview/years")
    row = years[years["school_year"] == w.year]
    if len(row) and bool(row["in_progress"].fillna(False).iloc[0]):
        found.append(f"{words.year_label(w.year)}尚未报齐，数字还会变化；可查看上一学年。")
    return found


def _place(selection: Selection) -> tuple[str, str]:
    if selection.township is not None:
        return "township", selection.township
    return ("district", selection.district) if selection.district is not None else (CITY, CITY)


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
