"""与上次相比: what changed since a release, new figures, revisions and rules each in a tab of its own."""

from __future__ import annotations

from townbase.charts.changes import turned_tables
from townbase.text import Markup, esc, join
from townbase.ui import Page, Tab, empty, headline, page, part, remembered, show, tabs
from townbase.ui.earlier import Earlier, earlier, others
from townbase.views.changes import figures, ledger, places, rules, verdicts
from townbase.views.changes.changes import KEPT_APART, summary
from townbase.views.shared.card_content import CardContent

TABS = {"new": "新报数据", "revised": "修订", "rule": "规则", "places": "名录", "ledger": "任务与认定"}


def compared(p: Page, held: Earlier) -> None:
    told = held.told
    if told is None:
        show(turned_tables.versions(held.choices, "对比版本："))
        show(empty(f"{held.called}由较早的程序写成，内容不同，不能比较。", "请换一个版本。"))
        return
    p.opens(since=held.called)
    found = summary(told, held.called)
    lines = join(Markup(f"<dt>{esc(name)}</dt><dd>{esc(text)}</dd>") for name, text in found.lines)
    headline(found.title)
    show(Markup(f'{turned_tables.versions(held.choices, "对比版本：")}<dl class="tb-def tb-facts">{lines}</dl>'))
    whole(verdicts.headline(told))
    townships = verdicts.townships(told, p.selection)
    part(townships, lambda f: turned_tables.turned_townships(f, townships.title))
    open_ = tabs(p, [Tab(key, title, found.many[key]) for key, title in TABS.items()])
    if open_ == "places":
        whole(places.towns(told))
        whole(places.schools(told))
        return
    if open_ == "ledger":
        whole(ledger.tasks(told))
        whole(ledger.certified(told))
        return
    if open_ == "rule":
        whole(rules.rules(told))
    else:
        whole(figures.counts(told, ("new",) if open_ == "new" else ("revised", "gone", "moved")))
    if open_ == "revised":
        whole(figures.revised(told))
    rows = verdicts.rows_turned(told, KEPT_APART[open_], p.selection)
    part(rows, lambda f: turned_tables.turned_rows(f, rows.title))


def whole(content: CardContent) -> None:
    """A card whose table is what it shows."""
    part(content, lambda f: turned_tables.plain(content.table, content.title))


def body(p: Page) -> None:
    held = earlier(p)
    if held is None:
        headline("与上次相比")
        show(empty("还没有更早的版本可以对比。", "再发布一次，或用 versions --name 给版本起名后，这里会列出变化。"))
    else:
        compared(p, held)


with page("changes") as p:
    remembered(p, body, others(p))
