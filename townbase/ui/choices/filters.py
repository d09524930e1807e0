"""The bar of filters: a label before each value, what was changed marked. The address is their only home: drawn from it
on every run, written back by scripts/filters.js in one step; on a phone one button opens them as a sheet."""

from __future__ import annotations

from dataclasses import dataclass

from townbase import words
from townbase.page_records import PAGES
from townbase.selection import BELOW, DEFAULTS, Selection
from townbase.text import Markup, esc, join
from townbase.ui.choices.options import Options
from townbase.ui.markup import link, show
from townbase.ui.memory import calls

# What stands where nothing is chosen; where a page cannot be without a choice it has none.
NOTHING = {
    "district": "全市各区县",
    "township": "请选择乡镇",
    "action": "全部行动",
    "indicator": "请选择指标",
    "stage": "全部学段",
    "target": "政策目标比例",
    "batch": "全部建设批次",
    "managing_body": "全部主管单位",
}
DEFAULT = ""  # the value of what the address leaves out
SAID = 2  # year and district, beside the button of a phone
# What a page is about is no narrowing: it is neither counted nor cleared.
SUBJECT = {"actions": ("action",), "indicator": ("indicator", "stage"), "township": ("district", "township")}


@dataclass(frozen=True)
class Filter:
    """choices: value in the address -> its name, DEFAULT first · now: the value that stands"""

    key: str
    choices: dict[str, str]
    now: str


def draw(page: str, selection: Selection, options: Options) -> None:
    """One line of labelled choices; on a phone a button, with the first two said beside it."""
    shown = [one for key in PAGES[page].filters if _is_choice(one := _filter(key, selection, options))]
    about = (*SUBJECT.get(page, ()), *(() if options.whole else ("district",)))
    changed = [one for one in shown if one.now != DEFAULT and one.key not in about]
    number = f"（{len(changed)}）" if changed else ""
    said = " · ".join(one.choices.get(one.now, "") for at, one in enumerate(shown) if at < SAID or one in changed)
    rows = join(_row(one, one in changed) for one in shown)
    clear = ""
    if changed:
        href = selection.href(page, **{one.key: DEFAULTS[one.key] for one in changed})
        clear = link(f"清除筛选{number}", href, "tb-clear")
    with calls.container("filters"):
        show(
            f'<div class="tb-filters" role="group" aria-label="筛选"><button type="button" class="tb-filters-open">筛选{number}</button>'
            f'<span class="tb-filters-now">{esc(said)}</span><div class="tb-filter-rows">{rows}{clear}</div></div>'
        )


def _is_choice(one: Filter) -> bool:
    return len(one.choices) > 1 or one.key == "township"


def _filter(key: str, selection: Selection, options: Options) -> Filter:
    now = _now(key, selection, options)
    if key == "year":
        named = {DEFAULT if year == options.default_year else str(year): name for year, name in options.years.items()}
        return Filter(key, named, DEFAULT if now == str(options.default_year) else now)
    if key == "township":
        own = options.townships_of(selection.district)
        return Filter(key, {DEFAULT: NOTHING[key], **own}, now)
    names = options.names[key]
    if key == "district" and not options.whole:
        return Filter(key, names, now)
    if key in NOTHING and len(names) > 1:
        return Filter(key, {DEFAULT: NOTHING[key], **names}, now)
    usual = DEFAULTS[key]
    return Filter(key, {DEFAULT if value == usual else value: name for value, name in names.items()}, now)


def _now(key: str, selection: Selection, options: Options) -> str:
    value = getattr(selection, key)
    if key == "district" and value is None and options.knows(selection.township):
        value = options.district_of(str(selection.township))  # never 全市 while a township of one stands open
    return DEFAULT if value in (None, DEFAULTS[key]) else str(value)


def _row(one: Filter, is_changed: bool) -> Markup:
    choices = join(
        Markup(f'<option value="{esc(value)}"{" selected" if value == one.now else ""}>{esc(name)}</option>')
        for value, name in one.choices.items()
    )
    css = "tb-filter tb-changed" if is_changed else "tb-filter"
    ends = " ".join(BELOW.get(one.key, ()))
    return Markup(
        f'<label class="{css}"><span>{esc(words.FILTER[one.key])}</span>'
        f'<select data-key="{one.key}" data-now="{esc(one.now)}" data-ends="{ends}">{choices}</select></label>'
    )
