"""本地就读率 by stage and year: the headline, the account and the panels."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.retention import definitions
from townbase.views.retention.place import (
    CHILD,
    STAGES,
    Where,
    people,
    rising_word,
    share_of,
    status_of,
)
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent

PANELS = Card(
    key="panels",
    file="本地就读率",
    filters=("district", "township"),
    follows_opened=True,
    body_is_table=False,
    definition=definitions.PANELS,
)

SLACK = 1e-9
WORST_FIRST = {"none": 0, "overall": 1, "missing_year": 2, "first_year": 2, "each_year": 3, "high": 4}
PLACE = {
    "district_urban": "本区县城区",
    "district_town": "本区县其他乡镇",
    "district": "本区县其他乡镇（街道）",
    "other_district": "市内其他区县",
    "other_city": "市外",
}
ABSENT = {"not_served": "没有这一学段的学校，也没有对口学校", "under_10": words.HIDDEN}


def focus(rates: pd.DataFrame, selection: Selection, kind: str, id_: str, year: int) -> str:
    """The stage that the headline speaks of: the chosen one, else the one that needs most attention."""
    if selection.stage is not None:
        return selection.stage
    now = rates[(rates["area_kind"] == kind) & (rates["area_id"] == id_) & (rates["school_year"] == year)]
    known = now[now["value"].notna()]
    if known.empty:
        return "primary"
    ranked = known.assign(rank=known["word"].map(WORST_FIRST).fillna(2)).sort_values(["rank", "value"])
    return str(ranked["stage"].iloc[0])


def headline(w: Where, own: pd.DataFrame, flow: pd.DataFrame) -> str:
    """What can be read aloud: the rate, its change with children, and where those go who leave."""
    row = _row(own, w.stage, w.year)
    if not w.given:
        return f"{w.name}：没有户籍学生去向数据，不能计算本地就读率"
    if row is None or is_missing(row["value"]):
        return f"{w.name}{w.stage_word}{_why_none(w, row)}"
    text = (
        f"{w.name}{w.stage_word}本地就读率 {share_of(row['local'], row['found'], row['value'])}{_against(own, w, row)}"
    )
    return f"{text}；{_leaving(w, row, flow)}"


def _why_none(w: Where, row) -> str:
    if row is None:
        return f"{words.year_label(w.year)}的去向{words.UNREPORTED}，没有本地就读率"
    if row["reason"] == "not_served":
        return f"本地就读率{words.INAPPLICABLE}：{w.own}没有这一学段的学校，也没有对口学校；户籍学生 {people(row['elsewhere'])}在外就读"
    if row["reason"] == "under_10":
        return "户籍学生少于 10 人，为保护个人信息不予显示"
    return "没有查到就读学校的户籍学生，不能计算本地就读率"


def _against(own: pd.DataFrame, w: Where, row) -> str:
    before = _row(own, w.stage, w.year - 1)
    if before is None or is_missing(before["value"]):
        return "（没有上年数据可比）"
    if not row["comparable"]:
        return f"（只有 {int(row['townships'])} 个乡镇（街道）已报，不与上年相比）"
    change = row["value"] - before["value"]
    if abs(change) <= SLACK:
        return "，与上年持平"
    text = f" {words.points(abs(change)).lstrip('+')}" if abs(change) >= 0.0005 else "不足 0.1 个百分点"
    return f"，比上年{'高' if change > 0 else '低'}{text}（相当于{words.more_or_fewer(change * row['found'])}）"


def _leaving(w: Where, row, flow: pd.DataFrame) -> str:
    if not row["elsewhere"]:
        return "没有外出就读的"
    away = flow[(flow["stage"] == w.stage) & flow["place"].isin(PLACE)].groupby("place")["children"].sum()
    most = f"，其中去{PLACE[str(away.idxmax())]} {people(away.max())}" if len(away) else ""
    return f"外出就读 {people(row['elsewhere'])}{most}"


def account(w: Where, own: pd.DataFrame) -> str:
    """Every registered child in one of three parts, and how many were found at all."""
    row = _row(own, w.stage, w.year)
    if row is None or is_missing(row["children"]):
        return ""
    left = (
        f"；另有 {int(row['withheld'])} 个乡镇（街道）户籍学生少于 10 人，未计入"
        if row["withheld"] and not w.is_township
        else ""
    )
    match = words.share(row["found"] / row["children"]) if row["children"] >= words.APART else words.MISSING
    served = f"（含对口服务的{w.served}）" if w.served else ""
    return (
        f"{words.year_label(w.year)}，{CHILD[w.stage]} {people(row['children'])}：本地就读 {people(row['local'])}{served}，"
        f"外出就读 {people(row['elsewhere'])}，未就读或去向不明 {people(row['unplaced'])}；"
        f"本地就读率的分母为查到就读学校的 {people(row['found'])}，匹配率（占户籍学生）{match}{left}。"
    )


def stages(w: Where, own: pd.DataFrame, selection: Selection) -> tuple[str, list[tuple[str, str, bool]]]:
    """Of which stage the page speaks and why, and (text, href, chosen) of each with its rate of the year."""
    links = []
    for stage in STAGES:
        row = _row(own, stage, w.year)
        text = words.MISSING if row is None else share_of(row["local"], row["found"], row["value"])
        links.append((f"{words.STAGE[stage]} {text}", selection.href("retention", stage=stage), stage == w.stage))
    why = "未选学段，先看最需关注的一个。" if selection.stage is None and w.given else ""
    return f"{why}标题和以下各图现为{w.stage_word}，可换看：", links


def panels(w: Where, own: pd.DataFrame, city: pd.DataFrame, selection: Selection) -> CardContent:
    """A line a stage: `stage, label, status, href, series, school_year, value, broke` (broke = children, at a break)."""
    rows, mine_by, city_by = [], _known(own, w.year), _known(city, w.year)
    for stage, mine in mine_by.items():
        last = mine[-1]
        steps = breaks(mine)
        label = f"{words.STAGE[stage]} {_panel_title(mine, last, steps, w.year)}"
        href = selection.href("retention", stage=stage)
        shape = status_of(_word(last), last["few"])
        base = {"stage": stage, "label": label, "status": shape, "href": href, "on": stage == w.stage}
        rows += [
            base
            | {
                "series": w.name,
                "school_year": int(r["school_year"]),
                "value": r["value"],
                "broke": steps.get(int(r["school_year"])),
            }
            for r in mine
        ]
        if w.kind != "city":
            years = {r["school_year"] for r in mine}
            around = [r for r in city_by.get(stage, []) if r["school_year"] in years]
            rows += [
                base | {"series": "全市", "school_year": int(r["school_year"]), "value": r["value"], "broke": None}
                for r in around
            ]
    frame = pd.DataFrame(rows)
    return CardContent(
        PANELS,
        title="各学段本地就读率" if frame.empty else _panels_title(w, mine_by),
        how=f"实线为{w.name}{'' if w.kind == 'city' else '，虚线为全市'}；▲ 为不高于上年的学年，旁注相当于少几名；横轴为学年开始的年份。",
        frame=frame,
        table=_rate_table(own, w.year),
        empty=f"没有可计算的本地就读率。由学籍管理部门提供“{words.EXTRACT['residency']}”（residency）后即可显示。",
    )


def _known(own: pd.DataFrame, year: int) -> dict[str, list[Row]]:
    """stage -> the years that have a rate, oldest first."""
    known = [row for row in records(own) if row["school_year"] <= year and not is_missing(row["value"])]
    by = {stage: sorted((r for r in known if r["stage"] == stage), key=lambda r: r["school_year"]) for stage in STAGES}
    return {stage: rows for stage, rows in by.items() if rows}


def breaks(mine: list[Row]) -> dict[int, float]:
    """school_year -> children, for each year that broke the rise (at this year's number of children); oldest first."""
    return {
        int(row["school_year"]): (row["value"] - row["value_before"]) * row["found"] for row in mine if row["broke"]
    }


def _word(last: dict) -> str | None:
    """The mart's word, or none where the last year is not comparable."""
    return last["word"] if is_missing(last["comparable"]) or last["comparable"] else None


def _panel_title(mine: list[Row], last: dict, steps: dict[int, float], year: int) -> str:
    value = share_of(last["local"], last["found"], last["value"])
    if is_missing(_word(last)):
        return f"{value}，尚未报齐，不作判定"
    if last["school_year"] < year:
        return f"{value}（{words.year_label(last['school_year'])}，本学年未报）"
    word = rising_word(last["word"], last["few"])
    if not steps or last["word"] in ("each_year", "high"):
        return f"{value}，{word}"
    broke = max(steps)
    when = f"{words.year_label(broke)}{'低于' if steps[broke] < -SLACK else '与'}上年{'' if steps[broke] < -SLACK else '持平'}"
    return f"{value}，{word}：{when}"


def _panels_title(w: Where, mine_by: dict[str, list[Row]]) -> str:
    groups: dict[str, list[str]] = {}
    for stage, mine in mine_by.items():
        if mine[-1]["school_year"] == w.year:
            text = rising_word(_word(mine[-1]), mine[-1]["few"]) or "尚未报齐"
            groups.setdefault(text, []).append(words.STAGE[stage])
    return (
        "本地就读率：" + "；".join(f"{'、'.join(stages)}{word}" for word, stages in groups.items())
        if groups
        else "各学段本地就读率"
    )


def _rate_table(own: pd.DataFrame, year: int) -> pd.DataFrame:
    rows = [row for row in records(own) if row["school_year"] <= year]
    rows.sort(key=lambda row: (STAGES.index(row["stage"]), -row["school_year"]))
    return pd.DataFrame(
        [
            {
                "学段": words.STAGE[row["stage"]],
                "学年": words.year_label(row["school_year"]),
                "户籍学生（名）": row["children"],
                "本地就读（名）": row["local"],
                "外出就读（名）": row["elsewhere"],
                "未就读或去向不明（名）": row["unplaced"],
                "本地就读率（%）": words.percent(row["value"]),
                "匹配率（%）": words.percent(row["found"] / row["children"])
                if not is_missing(row["children"]) and row["children"]
                else None,
                "变化": rising_word(row["word"], row["few"]) or ABSENT.get(row["reason"], ""),
            }  # fmt: skip
            for row in rows
        ]
    )


def _row(own: pd.DataFrame, stage: str, year: int):
    found = own[(own["stage"] == stage) & (own["school_year"] == year)]
    return None if found.empty else found.iloc[0]
