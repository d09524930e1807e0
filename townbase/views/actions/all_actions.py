"""The ten actions beside one another: how many townships stand where in each, and what is left to do."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from townbase import words
from townbase.asking import Ask, Row, records, tuples
from townbase.selection import Selection
from townbase.views.actions import indicator_rows, years
from townbase.views.shared import headline_count
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import OF_ACTION
from townbase.views.shared.narrowing import narrow, narrowed

TEN = Card(key="ten", file="十大行动进展", filters=OF_ACTION, follows_opened=True, body_is_table=True, definition="")

NOTHING_HERE = "所选条件下没有可以判定的乡镇。请减少一个筛选条件，或换一个学年。"
NOTHING_JUDGED = (
    "名录未标明哪些乡镇纳入 80%，或本学年没有指标数据，不能判断各项行动。标明“是否纳入”、各业务系统报送指标数据后自动出现。"
    "政策原文可点行动名查看。"
)


@dataclass(frozen=True)
class ActionList:
    """`table.frame`: a row per action; `lines` stand under the headline."""

    headline: str
    table: CardContent
    indicators: CardContent
    lines: tuple[str, ...] = ()
    names: tuple[dict, ...] = ()


def action_list(ask: Ask, selection: Selection, year: int) -> ActionList:
    """Every action with how many townships stand where this year, against the year before."""
    chosen = narrow(selection)
    tally = ask("actions/list", year=year, **chosen)
    overdue = ask("actions/overdue", year=year, **chosen).set_index("action")["overdue"]
    before = years.by_status(tally[tally["school_year"] == year - 1])
    held = ask("actions/indicator_rows", action=None, year=year, **chosen)
    every = indicator_rows.indicators(indicator_rows.of_stage(held, selection.stage), selection)
    rows = [
        {
            "action": int(action["action"]),
            "name": words.action_title(int(action["action"]), action["title"]),
            "href": selection.href("actions", action=int(action["action"])),
            **_counts(tally[(tally["action"] == action["action"]) & (tally["school_year"] == year)]),
            "met_before": _met_before(before, int(action["action"])),
            "overdue_href": selection.href("actions", action=int(action["action"]), tab="text"),
            "rows_href": selection.href("actions", action=int(action["action"]), tab="work"),
            "overdue": int(overdue.get(action["action"], 0)),
        }
        for action in records(tally.drop_duplicates("action"))
    ]
    if not any(row["total"] for row in rows):
        return _nothing(selection, year, rows, every)
    heads = {"name": "行动"} | {code: f"{words.ACTION_STATUS[code]}（个）" for code in years.ORDER}
    heads |= {"met_before": "上年达标（个）", "not_met": f"{words.UNMET}项次（项）", "overdue": "逾期任务（项）"}
    frame = pd.DataFrame(rows)
    return ActionList(
        headline=_headline(rows, year, headline_count.kind_word(pd.DataFrame({"kind": list(tally.iloc[0]["kinds"])}))),
        indicators=every,
        lines=_lines(rows, selection.stage),
        table=CardContent(
            TEN,
            title="十大行动各有多少乡镇达标、推进中、滞后",
            how=f"数为乡镇数（个）。达标：应评指标全部达标；推进中：{_part(tally)} 以上达标；滞后：不足 {_part(tally)}。"
            f"{words.UNMET}项数按乡镇、学段逐项计；逾期任务含区县、学校承担的。",
            frame=frame,
            table=frame[list(heads)].rename(columns=heads),
        ),
    )


def _part(tally: pd.DataFrame) -> str:
    """From which share of its rows on an action is under way, as the marts were set."""
    return words.round_share(float(tally["in_progress_from"].iloc[0]))


def _counts(own: pd.DataFrame) -> dict[str, int]:
    """Townships by status, all with one, and the rows they do not meet."""
    known = own.dropna(subset=["status"])
    by = {row.status: int(row.townships) for row in tuples(known)}
    return {
        **{code: by.get(code, 0) for code in years.ORDER},
        "total": sum(by.values()),
        "not_met": int(known["not_met"].fillna(0).sum()),
    }


def _met_before(before: dict[tuple[int, str], int], action: int) -> int | None:
    """None where nobody could be judged the year before: no data is not 0."""
    judged = sum(before.get((action, code), 0) for code in years.JUDGED)
    return before.get((action, "met"), 0) if judged else None


def _headline(rows: list[Row], year: int, kind: str) -> str:
    """The action fewest townships meet; an action nobody is judged on is in nobody's way."""
    judged = _judged(rows)
    label = words.year_label(year)
    if not judged:
        return f"{label}：各项行动{words.UNREPORTED}，{words.UNDECIDED}"
    if all(row["met"] == row["total"] for row in judged):
        return f"{label}：各乡镇的各项行动都已达标" if len(judged) == len(rows) else f"{label}：能判定的行动都已达标"
    least = min(row["met"] for row in judged)
    fewest = [row for row in judged if row["met"] == least]
    names = words.listing([row["name"] for row in fewest], 2, "项")
    return f"{label}达标乡镇最少的是{names}：{fewest[0]['total']} 个{kind}中达标 {least} 个"


def _judged(rows: list[Row]) -> list[Row]:
    return [row for row in rows if any(row[code] for code in years.JUDGED)]


def _lines(rows: list[Row], stage: str | None) -> tuple[str, ...]:
    """Where townships are behind, and what is overdue."""
    behind = [row for row in rows if row["behind"]]
    most = sorted(behind, key=lambda row: -row["behind"])[:3]
    text = "、".join(f"{row['name']} {row['behind']} 个" for row in most)
    more = f"；有滞后乡镇的行动共 {len(behind)} 项" if len(behind) > len(most) else ""
    late = sum(row["overdue"] for row in rows)
    waiting = sum(row["not_assessable"] for row in rows)
    lines = (
        f"滞后乡镇最多的行动：{text}{more}。" if behind else "没有乡镇滞后。" if _judged(rows) else "",
        f"{words.UNDECIDED}的共 {words.count(waiting)} 个（乡镇×行动）。" if waiting else "",
        f"逾期未完成的任务共 {words.count(late)} 项。" if late else "",
        "本表按各学段合计，所选学段在各项行动内生效。" if stage else "",
    )
    return tuple(line for line in lines if line)


def _nothing(selection: Selection, year: int, rows: list[Row], every: CardContent) -> ActionList:
    """Nobody can be judged: why, and the ten still lead to their clauses."""
    return ActionList(
        headline=f"{words.year_label(year)}：没有可以判定的乡镇",
        table=CardContent(TEN, title="十大行动", empty=NOTHING_HERE if narrowed(selection) else NOTHING_JUDGED),
        indicators=every,
        names=tuple({"name": row["name"], "href": row["href"]} for row in rows),
    )
