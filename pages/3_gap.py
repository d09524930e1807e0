"""城乡差距: where do town and city still differ, does it close, why, and who carries it?"""

from __future__ import annotations

from townbase.charts.base.elements import chips
from townbase.charts.base.indicator_list import cited, definition
from townbase.charts.base.plot import Plot
from townbase.charts.gap.area_plot import area_list, area_plot
from townbase.charts.gap.difference_table import dependent_table, difference_table, flip_table
from townbase.charts.gap.dispersion_table import dispersion_tables
from townbase.charts.gap.gap_rows import gap_rows
from townbase.charts.gap.raise_table import raise_table
from townbase.charts.gap.scatter import scatter
from townbase.charts.gap.split_bars import split_bars
from townbase.charts.gap.theil_bars import theil_bars
from townbase.charts.gap.trend_plot import trend_plot
from townbase.charts.gap.two_figures import two_figures
from townbase.text import Markup, esc, join, paragraphs
from townbase.ui import Page, Tab, columns, headline, link, page, part, remembered, show, tabs
from townbase.views.gap import gap_words as say
from townbase.views.gap import tab_contents as contents
from townbase.views.gap.dispersion import RESOURCE, VARIANT
from townbase.views.gap.gap import GapHead, gap_head
from townbase.views.gap.inequality import FLIP_HEADS
from townbase.views.gap.not_closing import NotClosing
from townbase.views.gap.tab_contents import Analysis, Indicators, Results, Spread
from townbase.views.shared.row_words import text_of
from townbase.words import STAGE

TABS = [
    Tab("gaps", "各指标"),
    Tab("spread", "校际均衡（差异系数）"),
    Tab("difference", "学业差异率"),
    Tab("analysis", "专业分析"),
]


def top(p: Page, head: GapHead, title: str, more: object = "") -> None:
    """The way up, the H1 of what stands open, and the tabs under it."""
    up = []
    if p.selection.district:
        up.append(("全市城乡差距", p.href("gap", district=None)))
    if p.selection.indicator:
        up.append(("各项指标", p.href("gap", indicator=None, panel=None)))
    headline(title, more, crumbs=up)
    if head.limits:
        show(f'<ul class="tb-limits">{join(Markup(f"<li>{esc(line)}</li>") for line in head.limits)}</ul>')
    tabs(p, TABS)


def not_closing(stuck: NotClosing) -> Markup:
    """Districts whose gap does not shrink, each a way down to it."""
    return join([stuck.lead, join((link(what, href) for what, href in stuck.links), "、"), stuck.rest])


def indicators(p: Page, head: GapHead) -> None:
    top(p, head, head.headline, join([*head.lines, not_closing(head.stuck)]))
    if head.opened is None:
        return
    shown = contents.indicators(p.ask, p.selection, p.year, head, head.opened)
    left, right = columns("gap-chosen" if p.selection.indicator else "gap", (29, 19))
    with left:
        every_indicator(head, shown)
    with right:
        of_areas(p, head, shown)
    left, right = columns("gap-more", (29, 19))
    with left:
        over_the_years(head, shown)
    with right:
        part(
            shown.split,
            lambda f: split_bars(f, caption=shown.split.title, area="乡镇" if p.selection.district else "区县"),
        )


def every_indicator(head: GapHead, shown: Indicators) -> None:
    unit = "个百分点" if all(say.is_share(row) for row in head.now if row["rule"] == "not_below_urban") else "%"
    says_it = join([paragraphs(shown.rows.card.definition), *map(named, shown.definitions)])
    part(
        shown.rows,
        lambda f: Markup(f"{gap_rows(f, caption=shown.rows.title, unit=unit)}{more(shown)}"),
        definition=says_it,
    )


def named(one) -> Markup:
    return Markup(f"<p><b>{esc(one.definition.title)}</b></p>{definition(one)}")


def more(shown: Indicators) -> Markup:
    """The indicators that are held against a number, for who wants to compare them with the city too."""
    if not shown.others:
        return Markup("")
    head = f"也可比较其他指标（{len(shown.others)} 项，不以城区为标准）"
    return Markup(
        f'<details class="tb-fold tb-screen"><summary>{head}</summary>{chips(shown.others, "其他指标")}</details>'
    )


def of_areas(p: Page, head: GapHead, shown: Indicators) -> None:
    """The areas of the indicator that stands open."""
    opened = head.opened or {}
    area = "乡镇（街道）" if p.selection.district else "区县"
    against = say.reference([opened])
    plot = Plot(
        lambda: area_plot(shown.areas.frame, base_year=opened["base_year"], suffix=suffix(opened), against=against),
        f"每行一个{area}：点为乡镇数值，竖线为{against}，灰线自 {opened['base_year']} 年起。{shown.areas.title}。各处数值见逐个列出。",
    )
    says_it = join([definition(shown.chosen), paragraphs(shown.areas.card.definition)])
    part(
        shown.areas,
        lambda f: Markup(f"{area_list(f, caption=shown.areas.title, area=area)}{every_township(p, opened)}"),
        plot=plot,
        definition=says_it,
    )


def every_township(p: Page, opened) -> Markup:
    """A way to the page that lists all townships of the indicator."""
    href = p.href("indicator", indicator=opened["indicator_id"], stage=opened["stage"])
    return Markup(f'<p class="tb-screen">{link("看该指标全部乡镇", href)}</p>')


def over_the_years(head: GapHead, shown: Indicators) -> None:
    opened = head.opened or {}
    against = say.reference([opened])
    plot = Plot(
        lambda: trend_plot(shown.trend.frame, suffix=suffix(opened), against=against),
        f"折线图，横轴为学年：实线为乡镇，虚线为{against}。{shown.trend.title}。各年数值见数据表。",
    )
    part(shown.trend, lambda _: Markup(""), plot=plot)


def suffix(row) -> str:
    """Behind the numbers of an axis."""
    return "%" if say.is_share(row) else f" {text_of(row['value_unit'])}".rstrip()


def between_schools(p: Page, head: GapHead, shown: Spread) -> None:
    top(p, head, shown.headline)
    heads = {code: called[:2] for code, called in RESOURCE.items()}
    part(shown.to_raise, raise_table)
    part(shown.dispersion, lambda f: dispersion_tables(f, heads, STAGE, VARIANT))


def results(p: Page, head: GapHead, shown: Results) -> None:
    top(p, head, shown.headline)
    formulas = chips(shown.formulas, "差异率的算法") if len(shown.formulas) > 1 else Markup("")
    clauses = cited(shown.definition.cited) if shown.definition else Markup("")
    part(
        shown.difference,
        lambda f: Markup(f"{formulas}{difference_table(f)}"),
        definition=join([paragraphs(shown.difference.card.definition), clauses]),
    )


def specialist(p: Page, head: GapHead, shown: Analysis) -> None:
    """What only a specialist asks; the chart library and its rows are fetched when this tab is opened."""
    top(p, head, shown.headline)
    if shown.scatter is not None:
        townships(shown.scatter)
    for beside in shown.beside:
        two(beside)
    part(shown.theil, theil_bars)
    part(shown.dependent, dependent_table)
    part(shown.flips, lambda f: flip_table(f, FLIP_HEADS))


def two(text) -> None:
    """Two figures of every township, side by side."""
    frame = text.part.frame
    plot = None if frame.empty else Plot(lambda: two_figures(frame, across=text.across, up=text.up), text.alt)
    part(text.part, lambda _: Markup(""), plot=plot)


def townships(text) -> None:
    plot = Plot(
        lambda: scatter(
            text.part.frame, line=text.line, line_label=text.line_label, axis=text.axis, across=text.across
        ),
        text.alt,
    )
    part(text.part, lambda _: Markup(""), plot=plot)


def body(p: Page) -> None:
    head = gap_head(p.ask, p.selection, p.year, p.options.names["district"])
    if head.opened is not None:
        p.opens(indicator=head.opened["indicator_id"], stage=head.opened["stage"])
    match p.selection.tab:
        case "spread":
            between_schools(p, head, contents.spread(p.ask, p.selection, p.year, head))
        case "difference":
            results(p, head, contents.results(p.ask, p.selection, p.year, head))
        case "analysis":
            specialist(p, head, contents.analysis(p.ask, p.selection, p.year, head))
        case _:
            indicators(p, head)


with page("gap") as p:
    remembered(p, body)
