"""One township at a glance: ten actions down, six goals across, one shape for one indicator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from townbase import words
from townbase.asking import Row
from townbase.charts.base.glyphs import glyph, status
from townbase.text import Markup, esc, is_missing, join

# In a cell the work that remains comes first.
SORTED = ("not_met", "borderline", "missing", "slightly_below", "met", "monitor", "not_applicable")
KEY = (
    ("met", "达标"),
    ("slightly_below", "略低，按达标计"),
    ("not_met", words.UNMET),
    ("borderline", "临界"),
    ("missing", f"{words.UNDECIDED}（{words.UNREPORTED}或人数少）"),
    ("not_applicable", words.INAPPLICABLE),
    ("monitor", words.MONITORED),
)


def unit_chart(units: Iterable[Row], actions: Iterable[Row], goals: Iterable[Row], *, caption: str) -> Markup:
    """The table with its key.

    units: action, goal, shape (a key of charts.glyphs), label, href, chosen (bool)
    actions: action, name, short, href, not_met, judged, note (said instead of the count)
    goals: goal, numeral, short, code (None = never judged), word
    """
    goals = list(goals)
    cells: dict[tuple[int, int], list[Row]] = {}
    for unit in units:
        cells.setdefault((unit["action"], unit["goal"]), []).append(unit)
    head = join(
        Markup(f'<th scope="col">（{esc(goal["numeral"])}）<br>{_two_lines(goal["short"])}</th>') for goal in goals
    )
    body = join(_action(action, goals, cells) for action in actions)
    return Markup(
        f'<table class="tb-t tb-unit"><caption class="tb-said">{esc(caption)}</caption>'
        f'<thead><tr><td></td>{head}<th scope="col" class="n">{words.UNMET}<br>/应评</th></tr></thead>'
        f"<tbody>{body}</tbody><tfoot>{_verdicts(goals)}</tfoot></table>{key()}"
    )


def key() -> Markup:
    """What the shapes mean, in one line."""
    text = join(Markup(f"<span>{glyph(shape)} {esc(word)}</span>") for shape, word in KEY)
    return Markup(f'<p class="tb-key">{text}</p>')


def _action(action: Mapping, goals: list[Row], cells: Mapping) -> Markup:
    name = (
        f'<a data-nav href="{esc(action["href"])}"><span class="tb-wide">{esc(action["name"])}</span>'
        f'<span class="tb-thin">{action["action"]} {esc(action["short"])}</span></a>'
    )
    text = join(
        Markup(
            f'<td data-goal="（{esc(goal["numeral"])}）">{_cell(cells.get((action["action"], goal["goal"]), []))}</td>'
        )
        for goal in goals
    )
    return Markup(f'<tr><th scope="row">{name}</th>{text}<td class="n">{_count(action)}</td></tr>')


def _cell(units: list[Row]) -> Markup:
    ordered = sorted(units, key=lambda unit: SORTED.index(unit["shape"]))
    return join(
        Markup(
            f'<a data-nav tabindex="-1" class="tb-u{" tb-u-on" if unit["chosen"] else ""}"'
            f' href="{esc(unit["href"])}">{glyph(unit["shape"], unit["label"])}</a>'
        )
        for unit in ordered
    )


def _count(action: Mapping) -> Markup:
    if action["note"]:
        return Markup(f'<span class="tb-muted">{esc(action["note"])}</span>')
    unmet = esc(action["not_met"])
    return Markup(f"{f'<b class=tb-red>{unmet}</b>' if action['not_met'] else unmet}/{esc(action['judged'])}")


def _verdicts(goals: list[Row]) -> Markup:
    text = join(
        Markup(
            f'<td data-goal="（{esc(goal["numeral"])}）{esc(goal["short"])} ">'
            f"{'—' if is_missing(goal['code']) else status(goal['code'], goal['word'])}</td>"
        )
        for goal in goals
    )
    return Markup(f'<tr><th scope="row">目标判定</th>{text}<td></td></tr>')


def _two_lines(short: str) -> Markup:
    """Four characters stand two above two, so that six goals fit on a phone."""
    return Markup(f"<span>{esc(short[:2])}</span><wbr><span>{esc(short[2:])}</span>")
