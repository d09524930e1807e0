"""The values of one school, what they were counted from, and the files behind them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase.charts.base.elements import text_link
from townbase.charts.base.table import Column, table
from townbase.text import Markup, esc

FIRST, FIRST_MEASURES = 8, 20


def values(frame: pd.DataFrame, traced: bool = False) -> Markup:
    """What is below the target first, the rest when asked for; traced as in indicator_schools."""
    heads = [
        Column("指标", css="tb-wrap"),
        Column("学段"),
        Column("本校", number=True),
        Column("分子／分母", number=True),  # the way to the source rows, on a phone too
        Column("全镇", number=True, phone=False),
        Column("目标", number=True),
        Column("城区", number=True, phone=False),
    ]
    rows = [
        [
            text_link(row["href"], row["title"]),
            row["stage"],
            red(row["value"], row["short"]),
            parts(row["parts"], row, traced),
            row["township"],
            row["target"],
            row["urban"],
        ]
        for row in frame.to_dict("records")
    ]
    return table(heads, rows, caption="本校各项数值", most=max(int(frame["short"].sum()), FIRST))


def measures(frame: pd.DataFrame) -> Markup:
    heads = [
        Column("填报数", css="tb-wrap"),
        Column("学段"),
        Column("数值", number=True),
        Column("单位", phone=False),
        Column("来源文件", phone=False),
        Column("行", number=True),
    ]
    rows = (
        [row["meaning"], row["stage"], row["amount"], row["unit"], row["file"], row["row"]]
        for row in frame.to_dict("records")
    )
    return table(heads, rows, caption="填报数与来源行", most=FIRST_MEASURES)


def sources(frame: pd.DataFrame) -> Markup:
    heads = [
        Column("文件"),
        Column("本校所在行"),
        Column("数据时点"),
        Column("来源"),
        Column("审核"),
        Column("SHA-256", css="tb-hash"),
    ]
    rows = (
        [row["file"], row["rows"], row["as_of"], row["kind"], row["reviewed"], row["sha256"]]
        for row in frame.to_dict("records")
    )
    return table(heads, rows, caption="来源文件")


def parts(text: str, row: Mapping, traced: bool) -> Markup:
    return text_link(row["rows_href"], text) if traced else esc(text)


def red(text: str, short: bool) -> Markup:
    return Markup(f'<b class="tb-red">{esc(text)}</b>') if short else esc(text)
