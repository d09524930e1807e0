"""Every indicator of a township as a row aligned on its target: left of the line is always worse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from townbase.asking import Row
from townbase.charts.base.glyphs import status
from townbase.charts.base.sparkline import sparkline
from townbase.charts.base.table import scroll
from townbase.charts.township.bullet import bullet, fell_back
from townbase.text import Markup, esc, is_missing, join

HEADS = (
    ("指标", ""),
    ("现值", "n"),
    ("目标", "n"),
    ("城区", "n tb-wide"),
    ("<i><span>70%</span><span>目标</span><span>130%</span></i>", "tb-axis tb-wide"),
    ("历年，比上年", "tb-wide tb-past"),
    ("判定", "tb-wide"),
    ("还差", "tb-wide tb-short"),
)


def bullets(groups: Iterable[Row], *, caption: str) -> Markup:
    """The table of all rows, group by group.

    groups: title, code (status of the goal or None), word, rows; a row: title, stage, href, value, target,
    urban (texts), at, urban_at (value ÷ target, None = no mark), low_at, high_at (interval, None = none),
    shape (met, not_met, borderline, …), code, word, hint, missing (还差), history (year, value, text of
    each year), change, fell_back, chosen (bool)
    """
    groups = list(groups)
    judged = any(row["code"] for group in groups for row in group["rows"])
    heads = HEADS if judged else HEADS[:-2]  # without a verdict there is nothing to put under 判定 and 还差
    head = join(
        Markup(f'<th scope="col"{f" class={chr(34)}{css}{chr(34)}" if css else ""}>{text}</th>') for text, css in heads
    )
    body = join(_group(group, judged) for group in groups)
    return scroll(
        Markup(
            f'<table class="tb-t tb-bullets"><caption class="tb-said">{esc(caption)}</caption>'
            f"<thead><tr>{head}</tr></thead>{body}</table>"
        ),
        caption,
    )


def _group(group: Mapping, judged: bool) -> Markup:
    rows = list(group["rows"])
    text = "" if is_missing(group["code"]) else status(group["code"], group["word"])
    # A goal without work left disappears with its rows when only unmet rows are shown.
    open_ = "" if any(row["code"] == "not_met" for row in rows) else ' class="tb-fine"'
    head = f'<tr class="tb-group"><th colspan="{len(HEADS) - 2 * (not judged)}" scope="rowgroup">{esc(group["title"])} {text}</th></tr>'
    return Markup(f"<tbody{open_}>{head}{join(_row(row, judged) for row in rows)}</tbody>")


def _row(row: Mapping, judged: bool) -> Markup:
    marks = (("tb-fine", row["code"] != "not_met"), ("tb-monitor", row["shape"] == "monitor"), ("tb-on", row["chosen"]))
    css = " ".join(name for name, on in marks if on)
    text = status(row["code"], row["word"], row["shape"] == "borderline") if row["code"] else Markup("")
    hint = f'<span class="tb-hint">{esc(row["hint"])}</span>' if row["hint"] else ""
    under = f'<span class="tb-thin tb-under">{text} {esc(row["missing"])}{hint}</span>'
    stage = f' <span class="tb-muted">{esc(row["stage"])}</span>' if row["stage"] else ""
    value = f'<b class="tb-red">{esc(row["value"])}</b>' if row["code"] == "not_met" else esc(row["value"])
    value = f'<a data-nav href="{esc(row["schools_href"])}" data-tip="看各校和历年">{value}</a>'
    verdict = (
        f'<td class="tb-wide">{text}{hint}</td><td class="tb-wide tb-short"><b>{esc(row["missing"])}</b></td>'
        if judged
        else ""
    )
    change = fell_back(row["fell_back"])
    return Markup(
        f"<tr{f' class={chr(34)}{css}{chr(34)}' if css else ''}>"
        f'<th scope="row"><a data-nav href="{esc(row["href"])}">{esc(row["title"])}</a>{stage}{under}</th>'
        f'<td class="n">{value}</td><td class="n">{esc(row["target"])}</td>'
        f'<td class="n tb-wide">{esc(row["urban"])}</td><td class="tb-line tb-wide">{bullet(row)}</td>'
        f'<td class="tb-wide tb-past">{_history(row)} <span class="tb-muted">{esc(row["change"])}</span>{change}</td>{verdict}</tr>'
    )


def _history(row: Mapping) -> Markup:
    sentence = "，".join(f"{year} 年 {text}" for year, _, text in row["history"])
    return sparkline([value for _, value, _ in row["history"]], f"{row['title']}{row['stage']}：{sentence}")
