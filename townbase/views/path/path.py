"""达标路径: the cheapest townships that bring the share that is asked for, what they need, and whom no units bring there."""

from __future__ import annotations

from dataclasses import dataclass

from townbase import words
from townbase.asking import Ask, Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.path.cheapest import cheapest, needs
from townbase.views.path.others import apart, shortfall
from townbase.views.shared import prices
from townbase.views.shared.card_content import CardContent


@dataclass(frozen=True)
class PathView:
    """counts: townships behind each tab · judged: False where the year is not judged, and nothing else is to be said
    chosen: townships of the cheapest set · kinds: units that can have a price here -> their names, {} where rows are counted
    """

    title: str
    line: str
    judged: bool
    cheapest: CardContent
    needs: CardContent
    apart: CardContent
    shortfall: CardContent
    counts: dict[str, int]
    chosen: list[str]
    kinds: dict[str, str]


def path_view(ask: Ask, selection: Selection, year: int) -> PathView:
    """Townships are ranked and chosen by path/townships.sql; nothing is chosen here."""
    given = {"year": year, "district": selection.district}
    target = None if selection.target is None else int(selection.target) / 100
    heads = records(ask("path/headline", **given, target=target))
    wanted = int(heads[0]["wanted"]) if heads else 0
    towns = records(
        ask("path/townships", **given, wanted=wanted, cost=selection.cost, **prices.parameters(selection.prices))
    )
    rows = records(ask("path/rows", **given))
    chosen = [town for town in towns if town["chosen"]]
    return PathView(
        title=_title(heads[0], chosen, target) if heads else f"{words.year_label(year)}不作判定，没有可算的路径",
        line=_line(heads[0], towns, year) if heads else "",
        judged=bool(heads),
        cheapest=cheapest(towns, rows, selection),
        needs=needs(chosen, rows),
        apart=apart(towns, rows, selection),
        shortfall=shortfall(rows, selection),
        counts={
            "set": sum(bool(town["by_units"]) for town in towns),
            "apart": sum(not town["by_units"] for town in towns),
        },
        chosen=[town["township_id"] for town in chosen],
        kinds=_kinds(rows) if selection.cost == "units" else {},
    )


def _kinds(rows: list[Row]) -> dict[str, str]:
    lacked = {row["kind"] for row in rows if not is_missing(row["shortfall_units"])}
    return {kind: name for kind, name in words.UNIT_KIND.items() if kind in lacked}


def _title(head: Row, chosen: list[Row], target: float | None) -> str:
    """距 80%（80 个）还差 39 个乡镇：靠补足人数和设施只能再增 7 个，到 48 个（48.5%）"""
    missing = int(head["wanted"])
    share = words.whole_share(head["needed_share"] if target is None else target)
    if not missing:
        return f"{head['counted']} 个乡镇中 {head['met']} 个六项目标全部达标，已达到所设比例"
    to = f"距 {share}（{int(head['needed'])} 个）还差 {missing} 个乡镇"
    if len(chosen) == missing:
        return f"{to}：补足 {len(chosen)} 个乡镇的 {sum(town['rows_short'] for town in chosen)} 项不足即可达到"
    most = head["met"] + len(chosen)
    return f"{to}：靠补足人数和设施只能再增 {len(chosen)} 个，到 {most} 个（{words.share(most / head['counted'])}）"


def _line(head: Row, towns: list[Row], year: int) -> str:
    blocked = sum(town["rows_blocked"] > 0 for town in towns)
    missing = sum(town["rows_missing"] > 0 and not town["rows_blocked"] for town in towns)
    parts = [f"{words.year_label(year)}", f"未全部达标和{words.UNDECIDED} {len(towns)} 个"]
    parts += [f"其中 {blocked} 个另有不能靠补数办到的指标"] if blocked else []
    parts += [f"{missing} 个因数据未报或人数少暂不能判定"] if missing else []
    return "；".join(parts) + "。"
