"""政策与指标: the plan's own text, and beside each demand what answers it and how it stands."""

from __future__ import annotations

from townbase.charts.policy.answer_list import answer_list, behind_table, found_table
from townbase.charts.policy.policy_text import policy_text
from townbase.text import Markup, esc
from townbase.ui import Page, columns, headline, link, page, part, remembered, show
from townbase.ui.choices.find_box import find_box
from townbase.views.policy.policy import PolicyView, policy_view

NOTHING = Markup("")
KEY = Markup(
    '<p class="tb-policy tb-key"><a class="tb-clause-core">核心指标衡量</a><a class="tb-clause-reference">参考指标或监测项</a>'
    '<a class="tb-clause-task">按任务落实</a></p>'
)


def body(p: Page) -> None:
    view = policy_view(p.ask, p.selection, p.year)
    headline(view.title, view.line)
    find_box(p, "policy", "在政策原文、指标和任务中查找", "品质课堂")
    if view.found is not None:
        show(f'<p class="tb-note">{link("清空查找", view.clear_href)}</p>')
        part(view.found, lambda f: found_table(f, view.found.title if view.found else ""))
    text, beside = columns("policy", (7, 5))
    with beside:
        opened(view)
    with text:
        show(f'{KEY}{policy_text(view.parts)}<p class="tb-note">原文出处：{esc(view.source)}</p>')
    part(view.demands, lambda _: NOTHING)


def opened(view: PolicyView) -> None:
    """The demand that stands open, in its sentence, and what answers it."""
    if view.sentence is None:
        part(view.behind, lambda f: behind_table(f, view.behind.title))
        return
    one = view.sentence
    show(
        f'<p class="tb-crumbs">{esc(view.place)}</p>'
        f'<blockquote class="tb-quote">{esc(one.before)}<b>{esc(one.clause)}</b>{esc(one.after)}</blockquote>'
    )
    part(view.answers, answer_list)


with page("policy") as p:
    remembered(p, body)
