"""反复未达标: townships that miss the same row two years running, and offices whose tasks are late year after year."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from townbase import words
from townbase.asking import Ask, Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.path import definitions
from townbase.views.shared import link_templates
from townbase.views.shared import row_words as say
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent

REPEATED = Card(
    key="repeated", file="连续两年未达标", filters=("district",), follows_opened=True, body_is_table=True,
    definition=definitions.REPEATED,
)  # fmt: skip
OFFICES = Card(
    key="offices", file="牵头处室三年任务", filters=("district",), follows_opened=True, body_is_table=True,
    definition=definitions.OFFICES,
)  # fmt: skip
HEADS = {
    "name": "乡镇",
    "district": "区县",
    "batch": "建设批次",
    "rows": "连续两年未达标（项）",
    "standing": "比上年没有接近（项）",
    "what": "连续两年未达标的指标",
}
YEARS = 3
NAMED = 4  # rows that a line of the screen names; the file names all


def repeated(ask: Ask, selection: Selection, year: int) -> CardContent:
    """`frame`: id, name, href, district, batch, rows, standing, what, said (the first of them); the most rows first."""
    rows = records(ask("path/again", year=year, district=selection.district))
    own: dict[str, list[Row]] = {}
    for row in rows:
        own.setdefault(row["township_id"], []).append(row)
    href = link_templates.many(selection, "township", "township", tab="rows")
    lines = sorted((_town(each, href) for each in own.values()), key=lambda line: (-line["rows"], line["id"]))
    frame = pd.DataFrame(lines)
    return CardContent(
        REPEATED,
        title=f"{len(lines)} 个乡镇有 {len(rows)} 项核心指标连续两年{words.UNMET}{_most(rows)}",
        how=f"{words.year_label(year - 1)}和{words.year_label(year)}同一指标同一学段都{words.UNMET}；点乡镇看它的全部指标。",
        frame=frame,
        table=frame[list(HEADS)].rename(columns=HEADS) if lines else frame,
        empty=f"没有连续两年{words.UNMET}的核心指标，或上一学年是基期、不作判定。",
        good=True,
    )


def _most(rows: list[Row]) -> str:
    """，最多的是初中县级以上学科骨干教师比例（12 个乡镇）"""
    if not rows:
        return ""
    [(title, many)] = Counter(say.row_title(row) for row in rows).most_common(1)
    return f"，最多的是{title}（{many} 个乡镇）"


def _town(rows: list[Row], href) -> Row:
    first = rows[0]
    return {
        "id": first["township_id"],
        "name": first["name"],
        "href": href(first["township_id"]),
        "district": first["district_name"],
        "batch": say.text_of(first["batch"]),
        "rows": len(rows),
        "standing": sum(not is_missing(row["nearer"]) and not row["nearer"] for row in rows),
        "what": "、".join(say.row_title(row) for row in rows),
        "said": words.listing([say.row_title(row) for row in rows], NAMED, "项"),
    }


def offices(ask: Ask, selection: Selection, year: int) -> CardContent:
    """`frame`: office, href, due, missed, overdue, and a column for each year with what was late of what was due."""
    rows = records(ask("path/offices", year=year, district=selection.district))
    years = sorted({int(row["school_year"]) for row in rows})
    own: dict[str, dict[int, Row]] = {}
    for row in rows:
        own.setdefault(row["office"], {})[int(row["school_year"])] = row
    lines = sorted(
        (_office(name, each, years, selection) for name, each in own.items()), key=lambda one: -one["missed"]
    )
    frame = pd.DataFrame(lines)
    always = [line["office"] for line in lines if len(years) == YEARS and all(line[f"late{year}"] for year in years)]
    heads = {
        "office": "牵头处室",
        "due": "三年到期任务（项次）",
        "missed": "未按期（项次）",
        "overdue": "至今未完成（项次）",
    }
    heads |= {f"late{each}": f"{words.year_label(each)}·未按期（项次）" for each in years}
    return CardContent(
        OFFICES,
        title=f"{len(always)} 个处室连续三年有未按期的任务" if len(years) == YEARS else "各处室未按期的任务",
        how="未按期 = 逾期完成和至今未完成；点处室看它现在逾期的任务。",
        frame=frame,
        table=frame[list(heads)].rename(columns=heads) if lines else frame,
        empty="没有到期的任务。",
        good=True,
    )  # fmt: skip


def _office(name: str, rows: dict[int, Row], years: list[int], selection: Selection) -> Row:
    late = {year: rows[year]["late"] + rows[year]["overdue"] if year in rows else 0 for year in years}
    return {
        "office": name or "未注明",
        "href": selection.href("overview", office=name, tab=None) if name else "",
        "due": sum(row["due"] for row in rows.values()),
        "missed": sum(late.values()),
        "overdue": sum(row["overdue"] for row in rows.values()),
        **{f"late{year}": late[year] for year in years},
    }
