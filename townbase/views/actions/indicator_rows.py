"""Which indicators hold townships back, of one action or of all ten: each row the way to its own page."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.indicator.measure import classifier, pooled_said
from townbase.views.shared import export_cells
from townbase.views.shared import row_words as say
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import OF_ACTION
from townbase.views.shared.link_templates import to_indicators
from townbase.views.shared.narrowing import narrowed
from townbase.views.township import indicator_rows

INDICATORS = Card(
    key="indicator-rows",
    file="各指标未达标乡镇",
    filters=(*OF_ACTION, "stage"),
    follows_opened=True,
    body_is_table=True,
    definition=(
        "一行一个指标的一个学段。未达标、略低、达标为乡镇（街道）个数；乡镇合并值为分子之和 ÷ 分母之和，已报不足应报 80% 的不列，"
        "学业水平不合并。共差为未达标乡镇各自还差的整数之和，单位各不相同。监测项不判定，不列。"
    ),
)
NAMED = 2


def of_stage(frame: pd.DataFrame, stage: str | None) -> list[Row]:
    """Rows of one stage (and those without stage), or all; those that nobody is judged on are left out."""
    there = frame[frame["met"] + frame["not_met"] + frame["missing"] > 0]
    return records(there if stage is None else there[there["stage"].isin([stage, "none"])])


def indicators(rows: list[Row], selection: Selection) -> CardContent:
    """`frame`: title, stage, href, action, core, value, number, target, held, not_met, slightly, met, missing, before, against, lacking,
    unit; those that most townships do not meet stand first."""
    listed = sorted(rows, key=lambda row: -row["not_met"])  # within, the policy's order
    href = to_indicators(selection.but(indicator=None))
    frame = pd.DataFrame(
        [_row(row, href(row["indicator_id"], row["stage"]), hide=narrowed(selection)) for row in listed]
    )
    return CardContent(
        INDICATORS,
        title=title(listed),
        how="红为未达标，空框为略低、按达标计，全长为应评乡镇数；点一行看各乡镇、历年和依据。",
        frame=frame,
        table=_table(listed, frame) if len(frame) else frame,
        empty="没有可以判定的指标，报送后自动出现。",
    )


def title(listed: list[Row]) -> str:
    """25 项应评指标·学段中 18 项还有乡镇未达标；最多的是县级以上学科骨干教师比例（小学），30 个乡镇"""
    unmet = [row for row in listed if row["not_met"]]
    if not unmet:
        return f"{len(listed)} 项应评指标·学段都没有{words.UNMET}的乡镇"
    top = [named(row) for row in unmet if row["not_met"] == unmet[0]["not_met"]]
    most = words.listing(top, NAMED, "项")
    each = "各 " if len(top) > 1 else ""
    return f"{len(listed)} 项应评指标·学段中 {len(unmet)} 项还有乡镇{words.UNMET}；最多的是{most}，{each}{unmet[0]['not_met']} 个"


def named(row: Mapping) -> str:
    stage = words.STAGE.get(row["stage"], "")
    return row["title"] + (f"（{stage}）" if stage else "")


def monitors(frame: pd.DataFrame, selection: Selection) -> list[Row]:
    """The action's indicators that are shown and never judged, as links."""
    href = to_indicators(selection.but(indicator=None))
    return [
        {
            "label": row["title"],
            "title": f"{row['title']}：{words.REASON['monitor']}",
            "href": href(row["indicator_id"], "none"),
            "current": False,
        }
        for row in records(frame[frame["role"] == "monitor"])
    ]


def _row(row: Row, href: str, *, hide: bool) -> dict:
    value = None if is_missing(row["value"]) or (hide and indicator_rows.is_academic(row)) else float(row["value"])
    target = row["target"]
    # None: each township is held against another
    held = float(target) if not is_missing(target) and target == row["least_target"] else None
    step = None if not row["judged_before"] else int(row["not_met"] - row["not_met_before"])
    lacking = None if is_missing(row["shortfall_units"]) or not row["shortfall_units"] else int(row["shortfall_units"])
    return {
        "title": row["title"],
        "stage": words.STAGE.get(row["stage"], ""),
        "href": href,
        "action": row["action_short"],
        "core": row["role"] == "core",
        "value": words.MISSING if value is None else pooled_said(value, row),
        "number": value,
        "target": say.target_text({**row, "target": held}),
        "held": held,
        "not_met": int(row["not_met"]),
        "slightly": int(row["slightly_below"]),
        "met": int(row["met"]),
        "missing": int(row["missing"]),
        "step": step,
        "against": _against(step),
        "lacking": lacking,
        "unit": classifier(row),
    }


def _against(step: int | None) -> str:
    if step is None:
        return words.MISSING
    return f"多 {step}" if step > 0 else f"少 {-step}" if step else "持平"


def _table(rows: list[Row], frame: pd.DataFrame) -> pd.DataFrame:
    lines = [
        {
            "行动": words.action_title(row["action"], row["action_title"]),
            "指标": row["title"],
            "学段": words.STAGE.get(row["stage"], ""),
            "性质": words.ROLE.get(row["role"], ""),
            "乡镇合并": export_cells.value(one["number"], row),
            "单位": export_cells.unit(row),
            "目标": export_cells.rule(row),
            "目标值": export_cells.target({**row, "target": one["held"]}),
            f"{words.UNMET}（个）": one["not_met"],
            "其中略低（个）": one["slightly"],
            "达标（个）": one["met"],
            f"{words.UNDECIDED}（个）": one["missing"],
            f"上年{words.UNMET}（个）": int(row["not_met_before"]) if row["judged_before"] else None,
            "共差": one["lacking"],
            "共差单位": one["unit"] if one["lacking"] else "",
        }
        for row, one in zip(rows, frame.to_dict("records"), strict=True)
    ]
    return export_cells.typed(pd.DataFrame(lines), f"上年{words.UNMET}（个）", "共差")
