"""Where those go who leave, with the leavers as 100 %: places, districts by place, and the largest single ways."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.asking import records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.retention import definitions
from townbase.views.retention.place import PLACE, SIDE, Where, hrefs, people
from townbase.views.retention.rates import row_of
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import STAYED

DESTINATIONS = Card(
    key="destinations",
    file="外出就读去向",
    filters=STAYED,
    follows_opened=True,
    body_is_table=True,
    definition=definitions.DESTINATIONS,
)
BY_DISTRICT = Card(
    key="by-district",
    file="各区县外出就读去向",
    filters=STAYED,
    follows_opened=True,
    body_is_table=True,
    definition=definitions.DESTINATIONS,
)
ROUTES = Card(
    key="routes",
    file="外出就读主要去向",
    filters=STAYED,
    follows_opened=True,
    body_is_table=True,
    definition=definitions.DESTINATIONS,
)
NAMES = PLACE | {"folded": words.DESTINATION["folded"], "undivided": "不分去向"}
NO_FLOWS = "本学年没有可显示的去向。由学籍管理部门提供户籍学生去向后即可显示。"


def headline(w: Where, own: pd.DataFrame, away: pd.DataFrame) -> str:
    """纳入的乡镇初中外出就读 22,148 名，40% 去了本区县城区."""
    row = row_of(own, w.stage, w.year)
    if row is None or is_missing(row["elsewhere"]):
        return f"{w.subject}{w.stage_word}：{words.year_label(w.year)}的去向{words.UNREPORTED}"
    if not row["elsewhere"]:
        return f"{w.subject}{w.stage_word}没有外出就读的"
    now = _sums(away, w.year)
    named = now[now.index.isin(list(PLACE))]
    most = "" if named.empty else f"，{words.whole_share(named.max() / now.sum())} 去了{PLACE[str(named.idxmax())]}"
    return f"{w.subject}{w.stage_word}外出就读 {people(row['elsewhere'])}{most}"


def lead(w: Where, own: pd.DataFrame) -> str:
    """What the leavers are a share of, the base year, and who is outside the 100 %."""
    row, base = row_of(own, w.stage, w.year), None if w.base is None else row_of(own, w.stage, w.base)
    if row is None or is_missing(row["elsewhere"]) or not row["found"]:
        return ""
    parts = [f"占已查到就读学校的 {words.share(row['elsewhere'] / row['found'])}"]
    if base is not None and w.base != w.year and not is_missing(base["elsewhere"]) and base["found"]:
        share = words.share(base["elsewhere"] / base["found"])
        parts.append(f"{w.base} 年 {people(base['elsewhere'])}，占 {share}")
    unplaced = f"另有未就读或去向不明 {people(row['unplaced'])}，不计入。"
    return f"{'；'.join(parts)}。以下百分比都以外出就读的为 100%。{unplaced}"


def destinations(w: Where, away: pd.DataFrame) -> CardContent:
    """A row a place: `label, kind, n, share, change` (of the share, since the base year)."""
    now, before = _sums(away, w.year), _sums(away, w.base)
    named = sorted((place for place in now.index if place in PLACE), key=lambda place: -now[place])
    order = [*named, *(place for place in ("folded", "undivided") if place in now.index)]
    total, total_before = now.sum(), before.sum()
    frame = pd.DataFrame(
        [
            {
                "label": NAMES[place], "kind": place, "n": int(now[place]), "share": now[place] / total,
                "change": now[place] / total - before.get(place, 0) / total_before if total_before and w.base != w.year else None,
            }
            for place in order
        ]
    )  # fmt: skip
    if frame.empty:
        return CardContent(DESTINATIONS, title="去了哪里", empty=NO_FLOWS)
    return CardContent(
        DESTINATIONS,
        title=f"去了哪里：{_most(frame)}",
        how="以外出就读的为 100%。"
        + ("其他（合并）：人数少的去向为保护个人信息合并显示。" if "folded" in order else ""),
        frame=frame,
        table=pd.DataFrame(
            {
                "去向": frame["label"],
                "人数（名）": frame["n"],
                "占外出就读（%）": [words.percent(value) for value in frame["share"]],
                "比基期（个百分点）": [words.in_points(value) for value in frame["change"]],
            }
        ),
    )


def _most(frame: pd.DataFrame) -> str:
    first = frame.iloc[0]
    return f"{first['label']} {people(first['n'])}，占 {words.share(first['share'])}"


def _sums(away: pd.DataFrame, year: int | None) -> pd.Series:
    return away[away["school_year"] == year].groupby("place")["children"].sum()


def by_district(w: Where, away: pd.DataFrame, history: pd.DataFrame, selection: Selection) -> CardContent:
    """A row a district: `name, href, n, rate (of those found), and the share of its leavers per place`; heads in order."""
    now = away[away["school_year"] == w.year]
    if now.empty:
        return CardContent(BY_DISTRICT, title="各区县的去向", empty=NO_FLOWS)
    found = history[(history["school_year"] == w.year) & (history["area_kind"] == w.side)].set_index("area_id")
    places = _places(now)
    wide = now.pivot_table(index=["district_id", "district_name"], columns="place", values="children", aggfunc="sum")
    frame = wide.reset_index().rename(columns={"district_id": "id", "district_name": "name"})
    frame["n"] = frame[places].sum(axis=1).astype(int)
    rates = found["elsewhere"] / found["found"]
    frame["rate"] = [rates.get(each) for each in frame["id"]]
    frame["href"] = hrefs(selection, "district", frame["id"], stage=w.stage)
    heads = {place: NAMES[place] for place in places}
    table = {
        "区县": frame["name"],
        "外出就读（名）": frame["n"],
        "外出就读率（%）": [words.percent(x) for x in frame["rate"]],
    }
    table |= {f"{head}（名）": frame[place].astype("Int64") for place, head in heads.items()}
    return CardContent(
        BY_DISTRICT,
        title=f"各区县{SIDE.get(w.side, '')}：外出就读的去了哪里",
        how="每行以该区县外出就读的为 100%，颜色越深占比越大；点区县名看各乡镇。",
        frame=frame[["name", "href", "n", "rate", *places]],
        table=pd.DataFrame(table),
    )


def _places(now: pd.DataFrame) -> list[str]:
    return [place for place in NAMES if (now["place"] == place).any()]


def place_heads(frame: pd.DataFrame) -> dict[str, str]:
    """The places that are columns of the frame of `by_district`, with their heads."""
    return {place: NAMES[place] for place in NAMES if place in frame.columns}


def routes(w: Where, rows: pd.DataFrame, selection: Selection) -> CardContent:
    """The ways children take, the largest first: `name, href, goal, goal_href, small, n, share (of those found at home)`."""
    if rows.empty:
        return CardContent(ROUTES, title="人数最多的去向", empty="没有可以分开列出的去向。")
    seen = rows["goal_name"].notna()
    rows = rows.assign(goal_name=rows["goal_name"].where(seen, PLACE["other_district"]))
    lines = rows.assign(
        href=hrefs(selection, "township", rows["township_id"], stage=w.stage),
        goal_href=pd.Series(hrefs(selection, "township", rows["destination"], stage=w.stage), rows.index).where(
            seen, None
        ),
        small=[_small(row) for row in records(rows)],
        n=rows["children"].astype(int),
        share=rows["children"] / rows["found"].where(rows["found"] > 0),
    )
    first = lines.iloc[0]
    return CardContent(
        ROUTES,
        title=f"人数最多的去向：{first['name']}到{first['goal_name']} {people(first['n'])}",
        how="只列 10 人及以上、分开列出的去向；“占”为占户籍所在地查到就读学校的学生。点户籍所在看它的全部去向和来源。",
        frame=lines[["township_id", "name", "href", "goal_name", "goal_href", "small", "n", "share"]],
        table=pd.DataFrame(
            {
                "区县": lines["district_name"],
                "户籍所在": lines["name"],
                "就读所在": lines["goal_name"],
                "去向": [NAMES.get(place, "") for place in lines["place"]],
                "人数（名）": lines["n"],
                "占查到就读学校的（%）": [words.percent(value) for value in lines["share"]],
            }
        ),
    )


def _small(row: dict) -> str:
    where = NAMES.get(row["place"], "")
    if row["place"] == "other_district" and not is_missing(row["goal_district"]):
        where = row["goal_district"]
    return f"{row['district_name']} · {where}"
