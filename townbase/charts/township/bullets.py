"""Every indicator of a township as a row aligned on its target: left of the line is always worse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from townbase.asking import Row
from townbase.charts.base.glyphs import status
from townbase.charts.base.sparkline import sparkline
from townbase.charts.base.table import scroll, sort_button, unsorted, with_tools
from townbase.charts.township.bullet import bullet, fell_back
from townbase.text import Markup, esc, is_missing, join

MOST = 30  # rows that are shown until the rest is asked for
# How far from done: 判定 is sorted by this.
RANK = {"not_met": 0, "not_assessable": 1, "met": 2}
# The heads that sort; what stands under the others has units of its own in every row.
SORTED = (0, 4, 6)
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
    """The table of all rows, group by group: it is sorted across them, searched, and shows the unmet alone.

    groups: title, code (status of the goal or None), word, rows; a row: title, stage, href, value, target,
    urban (texts), at, urban_at (value ÷ target, None = no mark), low_at, high_at (interval, None = none),
    shape (met, not_met, borderline, …), code, word, hint, missing (还差), history (year, value, text of
    each year), change, fell_back, chosen (bool)
    """
    groups = list(groups)
    every = [row for group in groups for row in group["rows"]]
    judged = any(row["code"] for row in every)
    heads = HEADS if judged else HEADS[:-2]  # without a verdict there is nothing to put under 判定 and 还差
    head = join(_head(at, *each) for at, each in enumerate(heads))
    shown = iter(range(len(every)))
    body = join(_group(group, judged, shown) for group in groups)
    left = max(len(every) - MOST, 0)
    cut = f' data-most="{MOST}"' if left else ""
    drawn = scroll(
        Markup(
            f'<table class="tb-t tb-bullets"{cut}><caption class="tb-said">{esc(caption)}</caption>'
            f"<thead><tr>{head}</tr></thead>{body}</table>"
        ),
        caption,
    )
    return with_tools(drawn, [row["code"] == "not_met" if judged else None for row in every], left)


def _head(at: int, text: str, css: str) -> Markup:
    inside = sort_button(Markup(text), back=at == 0) if at in SORTED else unsorted(Markup(text))
    return Markup(f'<th scope="col"{f" class={chr(34)}{css}{chr(34)}" if css else ""}>{inside}</th>')


def _group(group: Mapping, judged: bool, shown: Iterator[int]) -> Markup:
    """shown: counts the rows of all groups, of which the first stand there at once"""
    text = "" if is_missing(group["code"]) else status(group["code"], group["word"])
    places = [(row, next(shown)) for row in group["rows"]]
    out = " tb-out" if all(at >= MOST for _, at in places) else ""
    head = f'<tr class="tb-group{out}"><th colspan="{len(HEADS) - 2 * (not judged)}" scope="rowgroup">{esc(group["title"])} {text}</th></tr>'
    return Markup(f"<tbody>{head}{join(_row(row, judged, at >= MOST) for row, at in places)}</tbody>")


def _row(row: Mapping, judged: bool, out: bool) -> Markup:
    marks = (("tb-fine", row["code"] != "not_met"), ("tb-out", out), ("tb-on", row["chosen"]))
    css = " ".join(name for name, on in marks if on)
    text = status(row["code"], row["word"], row["shape"] == "borderline") if row["code"] else Markup("")
    hint = f'<span class="tb-hint">{esc(row["hint"])}</span>' if row["hint"] else ""
    under = f'<span class="tb-thin tb-under">{text} {esc(row["missing"])}{hint}</span>'
    stage = f' <span class="tb-muted">{esc(row["stage"])}</span>' if row["stage"] else ""
    value = f'<b class="tb-red">{esc(row["value"])}</b>' if row["code"] == "not_met" else esc(row["value"])
    value = f'<a data-nav href="{esc(row["schools_href"])}" data-tip="看各校和历年">{value}</a>'
    verdict = (
        f'<td class="tb-wide" data-v="{RANK.get(row["code"], 3)}">{text}{hint}</td><td class="tb-wide tb-short"><b>{esc(row["missing"])}</b></td>'
        if judged
        else ""
    )
    change = fell_back(row["fell_back"])
    return Markup(
        f"<tr{f' class={chr(34)}{css}{chr(34)}' if css else ''}>"
        f'<th scope="row"><a data-nav href="{esc(row["href"])}">{esc(row["title"])}</a>{stage}{under}</th>'
        f'<td class="n">{value}</td><td class="n">{esc(row["target"])}</td>'
        f'<td class="n tb-wide">{esc(row["urban"])}</td><td class="tb-line tb-wide" data-v="{"" if is_missing(row["at"]) else row["at"]}">{bullet(row)}</td>'
        f'<td class="tb-wide tb-past">{_history(row)} <span class="tb-muted">{esc(row["change"])}</span>{change}</td>{verdict}</tr>'
    )


def _history(row: Mapping) -> Markup:
    sentence = "，".join(f"{year} 年 {text}" for year, _, text in row["history"])
    return sparkline([value for _, value, _ in row["history"]], f"{row['title']}{row['stage']}：{sentence}")
