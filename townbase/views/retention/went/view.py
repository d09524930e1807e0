"""去了哪里: those who leave, by place, by district and by township, what comes back, and what it does to the rolls."""

from __future__ import annotations

from dataclasses import dataclass

from townbase.asking import Ask
from townbase.selection import Selection
from townbase.views.retention.retention import Opening
from townbase.views.retention.stayed.view import headline
from townbase.views.retention.went import destinations, district_matrix, net_flow, roll_change, township_flows
from townbase.views.shared.card_content import CardContent


@dataclass(frozen=True)
class Went:
    """A part is None where it does not belong to the place. heads: the columns of the matrix."""

    title: str
    lead: str
    destinations: CardContent | None
    by_district: CardContent | None
    routes: CardContent | None
    ranked: CardContent | None
    sources: CardContent | None
    matrix: CardContent | None
    heads: dict[str, str]
    net: CardContent
    change: CardContent


def went(ask: Ask, selection: Selection, o: Opening) -> Went:
    w = o.where
    net = net_flow.net(w, ask("retention/net", **w.key), bool(o.about["area"].notna().any()))
    change = roll_change.change(w, ask("retention/change", **w.key), selection)
    if w.is_township:
        flow = ask("retention/flow", year=w.year, **w.key)
        came = ask("retention/sources", township=w.id, year=w.year)
        return Went(
            title=headline(ask, o), lead="", destinations=None, by_district=None, routes=None,
            ranked=township_flows.ranked(w, flow, selection), sources=township_flows.sources(w, came, selection),
            matrix=None, heads={}, net=net, change=change,
        )  # fmt: skip
    key = {"stage": w.stage, "year": w.year}
    base = {"base": w.base or w.year}
    away = ask("retention/away", **key, **base, **w.narrowed)
    matrix = ask("retention/matrix", district=w.id, **key) if w.kind == "district" else None
    by_district = None
    if matrix is None:
        history = ask("retention/history", district="", **key, **base)
        by_district = destinations.by_district(w, away, history, selection)
    return Went(
        title=destinations.headline(w, o.own, away),
        lead=destinations.lead(w, o.own),
        destinations=destinations.destinations(w, away),
        by_district=by_district,
        routes=destinations.routes(w, ask("retention/routes", **key, **w.narrowed), selection),
        ranked=None,
        sources=None,
        matrix=None if matrix is None else district_matrix.matrix(w, matrix, selection),
        heads={} if matrix is None else district_matrix.matrix_heads(w, matrix),
        net=net,
        change=change,
    )
