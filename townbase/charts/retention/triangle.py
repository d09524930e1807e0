"""The cohort triangle: a row a year's beginners, a column a grade; darker = more gone, a thick rule at each joint."""

from __future__ import annotations

import pandas as pd

from townbase.charts.base.table import scroll
from townbase.text import Markup, esc, join
from townbase.words import APART, count, whole_share, year_label

EDGES = (0.98, 0.95, 0.9, 0.8, 0.7)


def folded_triangle(frame: pd.DataFrame, how: str) -> Markup:
    """The triangle under its lines, closed until asked for; a picture and paper have it open. how: how it is read"""
    inside = f'<p class="tb-note">{esc(how)}</p>{cohort_triangle(frame)}'
    return Markup(f'<details class="tb-fold tb-whole"><summary>逐届逐年级</summary><div>{inside}</div></details>')


def cohort_triangle(frame: pd.DataFrame) -> Markup:
    """`frame`: cohort (year it began), position, grade, pupils, base, share (of the first grade), joint, start (name of the first grade)."""
    grades = frame.drop_duplicates("position").sort_values("position")
    columns = list(zip(grades["position"].astype(int), grades["grade"], grades["joint"], strict=True))
    start = frame["start"].iloc[0]
    head = join(Markup(f'<th scope="col"{_css(joint)}>{esc(name)}</th>') for _, name, joint in columns)
    body = join(_row(int(str(cohort)), own, columns) for cohort, own in frame.groupby("cohort", sort=True))
    caption = "同批学生：与起始年级相比的百分数和人数"
    return scroll(
        Markup(
            f'<table class="tb-t tb-tri"><caption class="tb-said">{caption}</caption>'
            f'<thead><tr><th scope="col">{esc(start)}学年</th>{head}</tr></thead><tbody>{body}</tbody></table>'
        ),
        caption,
        swipe="左右滑动可看全部年级",
    )


def _row(cohort: int, own: pd.DataFrame, columns: list) -> Markup:
    by = {int(row["position"]): row for row in own.to_dict("records")}
    last = max(by)
    cells = join(_cell(by.get(position), joint, position > last) for position, _, joint in columns)
    return Markup(f'<tr><th scope="row">{year_label(cohort)}</th>{cells}</tr>')


def _cell(row: dict | None, joint: bool, beyond: bool) -> Markup:
    if row is None:
        return Markup(f"<td{_css(joint and not beyond)}>{'' if beyond else '—'}</td>")
    step = 1 + sum(row["share"] < edge - 1e-12 for edge in EDGES) if row["base"] >= APART else 1
    text = whole_share(row["share"]) if row["base"] >= APART else ""
    first = f"<b>{text}</b>" if text else ""
    return Markup(f"<td{_css(joint, f'tb-q{step}')}>{first}<small>{count(row['pupils'])}人</small></td>")


def _css(joint: bool, more: str = "") -> str:
    found = " ".join(name for name in ("tb-joint" * bool(joint), more) if name)
    return f' class="{found}"' if found else ""
