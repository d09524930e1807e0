"""本地就读率 by stage and year: the headline, the panels, and the townships one by one."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.text import is_missing
from townbase.views.part import Part
from townbase.views.records import records
from townbase.views.retention_where import (
    CHILD,
    STAGES,
    Where,
    hrefs,
    more_or_fewer,
    people,
    rising_word,
    share_of,
    status_of,
)

SLACK = 1e-9
HIGH = 0.98
WORST_FIRST = {"none": 0, "overall": 1, "missing_year": 2, "first_year": 2, "each_year": 3, "high": 4}
PLACE = {
    "district_urban": "本区县城区",
    "district_town": "本区县其他乡镇",
    "district": "本区县其他乡镇（街道）",
    "other_district": "市内其他区县",
    "other_city": "市外",
}
ABSENT = {"not_served": "没有这一学段的学校，也没有对口学校", "under_10": words.HIDDEN}


def focus(rates: pd.DataFrame, selection, kind: str, id_: str, year: int) -> str:
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
    said = f"{w.name}{w.stage_word}本地就读率 {share_of(row['local'], row['found'], row['value'])}{_against(own, w, row)}"
    return f"{said}；{_leaving(w, row, flow)}"


def _why_none(w: Where, row) -> str:
    if row is None:
        return f"{words.year_label(w.year)}的去向数据未报，没有本地就读率"
    if row["reason"] == "not_served":
        return f"本地就读率不适用：{w.own}没有这一学段的学校，也没有对口学校；户籍学生 {people(row['elsewhere'])}在外就读"
    if row["reason"] == "under_10":
        return "户籍学生少于 10 人，为保护个人信息不予显示"
    return "没有查到就读学校的户籍学生，不能计算本地就读率"


def _against(own: pd.DataFrame, w: Where, row) -> str:
    before = _row(own, w.stage, w.year - 1)
    if before is None or is_missing(before["value"]):
        return "（没有上年数据可比）"
    if not comparable(before, row):
        return f"（只有 {int(row['townships'])} 个乡镇（街道）已报，不与上年相比）"
    change = row["value"] - before["value"]
    if abs(change) <= SLACK:
        return "，与上年持平"
    said = f" {words.points(abs(change)).lstrip('+')}" if abs(change) >= 0.0005 else "不足 0.1 个百分点"
    return f"，比上年{'高' if change > 0 else '低'}{said}（相当于{more_or_fewer(change * row['found'])}）"


def _leaving(w: Where, row, flow: pd.DataFrame) -> str:
    if not row["elsewhere"]:
        return "没有外出就读的"
    away = flow[(flow["stage"] == w.stage) & flow["place"].isin(PLACE)].groupby("place")["children"].sum()
    most = f"，其中去{PLACE[away.idxmax()]} {people(away.max())}" if len(away) else ""
    return f"外出就读 {people(row['elsewhere'])}{most}"


def account(w: Where, own: pd.DataFrame) -> str:
    """Every registered child in one of three parts, and how many were found at all."""
    row = _row(own, w.stage, w.year)
    if row is None or is_missing(row["children"]):
        return ""
    left = f"；另有 {int(row['withheld'])} 个乡镇（街道）户籍学生少于 10 人，未计入" if row["withheld"] and not w.is_township else ""
    match = words.share(row["found"] / row["children"]) if row["children"] >= words.APART else words.MISSING
    served = f"（含对口服务的{w.served}）" if w.served else ""
    return (
        f"{words.year_label(w.year)}，{CHILD[w.stage]} {people(row['children'])}：本地就读 {people(row['local'])}{served}，"
        f"外出就读 {people(row['elsewhere'])}，未就读或去向不明 {people(row['unplaced'])}；"
        f"本地就读率的分母为查到就读学校的 {people(row['found'])}，匹配率（占户籍学生）{match}{left}。"
    )


def stages(w: Where, own: pd.DataFrame, selection) -> tuple[str, list[tuple[str, str, bool]]]:
    """Of which stage the page speaks and why, and (text, href, chosen) of each with its rate of the year."""
    links = []
    for stage in STAGES:
        row = _row(own, stage, w.year)
        said = words.MISSING if row is None else share_of(row["local"], row["found"], row["value"])
        links.append((f"{words.STAGE[stage]} {said}", selection.href("retention", stage=stage), stage == w.stage))
    why = "未选学段，先看最需关注的一个。" if selection.stage is None and w.given else ""
    return f"{why}标题和以下各图现为{w.stage_word}，可换看：", links


def panels(w: Where, own: pd.DataFrame, city: pd.DataFrame, selection) -> Part:
    """A line a stage: `stage, label, status, href, series, school_year, value, broke` (broke = children, at a break)."""
    rows, mine_by, city_by = [], _known(own, w.year), _known(city, w.year)
    for stage, mine in mine_by.items():
        last = mine[-1]
        steps = breaks(mine)
        label = f"{words.STAGE[stage]} {_panel_title(mine, last, steps, w.year)}"
        href = selection.href("retention", stage=stage)
        shape = status_of(_word(mine, last), last["found"])
        base = {"stage": stage, "label": label, "status": shape, "href": href, "on": stage == w.stage}
        rows += [
            base | {"series": w.name, "school_year": int(r["school_year"]), "value": r["value"], "broke": steps.get(int(r["school_year"]))}
            for r in mine
        ]
        if w.kind != "city":
            years = {r["school_year"] for r in mine}
            around = [r for r in city_by.get(stage, []) if r["school_year"] in years]
            rows += [base | {"series": "全市", "school_year": int(r["school_year"]), "value": r["value"], "broke": None} for r in around]
    frame = pd.DataFrame(rows)
    return Part(
        title="各学段本地就读率" if frame.empty else _panels_title(w, mine_by),
        how=f"实线为{w.name}{'' if w.kind == 'city' else '，虚线为全市'}；▲ 为不高于上年的学年，旁注相当于少几名；横轴为学年开始的年份。",
        frame=frame,
        table=_rate_table(own, w.year),
        empty=f"没有可计算的本地就读率。由学籍管理部门提供“{words.EXTRACT['residency']}”（residency）后即可显示。",
    )


def _known(own: pd.DataFrame, year: int) -> dict[str, list[dict]]:
    """stage -> the years that have a rate, oldest first."""
    known = [row for row in records(own) if row["school_year"] <= year and not is_missing(row["value"])]
    by = {stage: sorted((r for r in known if r["stage"] == stage), key=lambda r: r["school_year"]) for stage in STAGES}
    return {stage: rows for stage, rows in by.items() if rows}


def comparable(before, row) -> bool:
    """A sum over clearly fewer townships than the year before is another set: its change would mislead."""
    return row["townships"] >= 0.95 * before["townships"]


def _slipped(row, before: object) -> bool:
    """Not above the year before; a share held at 98 % and one of few children are no break."""
    if is_missing(row["value"]) or is_missing(before) or row["found"] < 30:
        return False
    return row["value"] <= before + SLACK and not (row["value"] >= HIGH - SLACK and before >= HIGH - SLACK)


def breaks(mine: list[dict]) -> dict[int, float]:
    """school_year -> children, for each year that broke the rise (at this year's number of children); oldest first."""
    steps = {}
    for before, now in zip(mine, mine[1:], strict=False):
        if now["school_year"] == before["school_year"] + 1 and comparable(before, now) and _slipped(now, before["value"]):
            steps[int(now["school_year"])] = (now["value"] - before["value"]) * now["found"]
    return steps


def _word(mine: list[dict], last: dict) -> object:
    """The mart's word, or none where the last year is not comparable."""
    before = [row for row in mine if row["school_year"] == last["school_year"] - 1]
    return last["word"] if not before or comparable(before[0], last) else None


def _panel_title(mine: list[dict], last: dict, steps: dict[int, float], year: int) -> str:
    value = share_of(last["local"], last["found"], last["value"])
    if is_missing(_word(mine, last)):
        return f"{value}，尚未报齐，不作判定"
    if last["school_year"] < year:
        return f"{value}（{words.year_label(last['school_year'])}，本学年未报）"
    word = rising_word(last["word"], last["found"])
    if not steps or last["word"] in ("each_year", "high"):
        return f"{value}，{word}"
    broke = max(steps)
    when = f"{words.year_label(broke)}{'低于' if steps[broke] < -SLACK else '与'}上年{'' if steps[broke] < -SLACK else '持平'}"
    return f"{value}，{word}：{when}"


def _panels_title(w: Where, mine_by: dict[str, list[dict]]) -> str:
    groups: dict[str, list[str]] = {}
    for stage, mine in mine_by.items():
        if mine[-1]["school_year"] == w.year:
            said = rising_word(_word(mine, mine[-1]), mine[-1]["found"]) or "尚未报齐"
            groups.setdefault(said, []).append(words.STAGE[stage])
    return "本地就读率：" + "；".join(f"{'、'.join(stages)}{word}" for word, stages in groups.items()) if groups else "各学段本地就读率"


def _rate_table(own: pd.DataFrame, year: int) -> pd.DataFrame:
    rows = [row for row in records(own) if row["school_year"] <= year]
    rows.sort(key=lambda row: (STAGES.index(row["stage"]), -row["school_year"]))
    return pd.DataFrame(
        [
            {
                "学段": words.STAGE[row["stage"]], "学年": words.year_label(row["school_year"]), "户籍学生（名）": row["children"],
                "本地就读（名）": row["local"], "外出就读（名）": row["elsewhere"], "未就读或去向不明（名）": row["unplaced"],
                "本地就读率（%）": _percent(row["value"]),
                "匹配率（%）": _percent(row["found"] / row["children"]) if not is_missing(row["children"]) and row["children"] else None,
                "变化": rising_word(row["word"], row["found"]) or ABSENT.get(row["reason"], ""),
            }  # fmt: skip
            for row in rows
        ]
    )


def _percent(part: object) -> float | None:
    return None if is_missing(part) else round(part * 100, 1)


def townships(w: Where, rows: pd.DataFrame, districts: pd.DataFrame, selection) -> Part:
    """One line a township for the stage: value, change in points and children, its word; by district or by value."""
    if w.kind == "district":
        rows = rows[rows["district_id"] == w.id]
    if rows["children"].isna().all() and not (rows["reason"] == "under_10").any():
        return Part(title="各乡镇本地就读率", empty="本学年没有户籍学生去向数据。由学籍管理部门提供后即可显示，可先查看上一学年。")
    lines = pd.DataFrame([_line(row) for row in records(rows)])
    lines["href"] = hrefs(selection, "township", lines["township_id"], stage=w.stage, order="official")
    lines["district_href"] = hrefs(selection, "district", lines["district_id"], stage=w.stage)
    around = _district_rates(districts, w)
    for at, name in enumerate(("district_said", "district_change")):
        lines[name] = [around.get(district, (None, None))[at] for district in lines["district_id"]]
    by_value = selection.order == "value"
    if by_value:
        lines = lines.sort_values("change", na_position="last", kind="stable")
    toggle = ("恢复行政区划顺序", selection.href("retention", order="official")) if by_value else ("按数值排序", selection.href("retention", order="value"))
    fell = int(lines["slipped"].sum())
    known = int(lines["change"].notna().sum())
    title = f"需关注：{fell} 个乡镇（街道）{w.stage_word}本地就读率不高于上年" if by_value else (
        _against_before(w, lines["change"].dropna(), fell) if known else f"各乡镇{w.stage_word}本地就读率"
    )
    return Part(
        title=title,
        how=("按变化由低到高" if by_value else "按行政区划顺序") + "；“不高于上年”只与上年比，“未提升”与基期比。"
        "● 逐年提升或高位保持，▲ 其余。",
        frame=lines.assign(toggle=toggle[0], toggle_href=toggle[1], grouped=not by_value),
        table=_township_table(lines),
    )


def _against_before(w: Where, changes: pd.Series, fell: int) -> str:
    """Of how many townships the rate is not above the year before; all of them are above only where every one is."""
    if (changes > SLACK).all():
        return f"{w.stage_word}：{len(changes)} 个乡镇（街道）都高于上年"
    return f"{w.stage_word}：{len(changes)} 个乡镇（街道）中 {fell} 个不高于上年"


def _district_rates(districts: pd.DataFrame, w: Where) -> dict[str, tuple[str, float | None]]:
    """district_id -> its rate in words and the change against the year before, of the stage and year."""
    by = {(row["area_id"], row["school_year"]): row for row in records(districts) if row["stage"] == w.stage}
    out = {}
    for (district, year), now in by.items():
        before = by.get((district, w.year - 1))
        fair = before is not None and comparable(before, now) and not is_missing(now["value"]) and not is_missing(before["value"])
        if year == w.year:
            out[district] = (share_of(now["local"], now["found"], now["value"]), now["value"] - before["value"] if fair else None)
    return out


def _line(row: dict) -> dict:
    change = None if is_missing(row["value"]) or is_missing(row["value_before"]) else row["value"] - row["value_before"]
    status, word = _standing(row)
    return {
        "township_id": row["township_id"], "name": row["name"], "district_name": row["district_name"], "district_id": row["district_id"],
        "value": row["value"], "said": share_of(row["local"], row["found"], row["value"]),
        "change": change, "whole": None if change is None else int(abs(change) * row["found"] + 0.5) * (1 if change > 0 else -1),
        "elsewhere": row["elsewhere"], "unplaced": row["unplaced"], "children": row["children"],
        "local": row["local"], "slipped": _slipped(row, row["value_before"]),
        "code": row["word"] if status in ("met", "not_met") else None, "status": status, "word": word,
    }  # fmt: skip


def _standing(row: dict) -> tuple[str, str]:
    if row["reason"] == "not_served" or (row["schools"] == 0 and is_missing(row["served_by"]) and row["rostered"]):
        return "not_applicable", f"不适用：没有{'' if row['stage'] == 'preschool' else '对口'}学校"
    if row["reason"] == "under_10":
        return "too_small", words.HIDDEN
    if is_missing(row["children"]):
        return "no_data", words.VERDICT["no_data"]
    return status_of(row["word"], row["found"]), rising_word(row["word"], row["found"]) or words.VERDICT["no_data"]


def _township_table(lines: pd.DataFrame) -> pd.DataFrame:
    heads = {
        "district_name": "区县", "name": "乡镇（街道）", "children": "户籍学生（名）", "local": "本地就读（名）", "elsewhere": "外出就读（名）",
        "unplaced": "未就读或去向不明（名）", "percent": "本地就读率（%）", "points": "比上年（个百分点）", "whole": "相当于（名）", "word": "变化",
    }  # fmt: skip
    return lines.assign(percent=[_percent(v) for v in lines["value"]], points=[_percent(v) for v in lines["change"]])[list(heads)].rename(columns=heads)


def _row(own: pd.DataFrame, stage: str, year: int):
    found = own[(own["stage"] == stage) & (own["school_year"] == year)]
    return None if found.empty else found.iloc[0]
