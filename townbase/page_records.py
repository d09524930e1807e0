"""Every page of the dashboard, each in one record: what it is called, what its address reads, which filters it shows.

A page is its record here and its script (app.py, or N_name.py in pages/); the rest finds both by the name.
"""

from __future__ import annotations

from dataclasses import dataclass

NARROWED = ("district", "counted", "batch", "managing_body")


@dataclass(frozen=True, kw_only=True)
class PageRecord:
    """One page. Nothing has a default: whoever adds a page answers every question.

    name: in the address and of the script · title: in the navigation, in files and briefs · line: what it is for
    keys: the address keys it reads, in the order they are said; a link to the page carries no other
    filters: those of the keys that stand above the page, in order; one with nothing to choose between is not shown
    left_behind: keys that the navigation does not carry over from another page, because they mean something else there
    fresh: keys that the navigation ends even on the page itself, because the way in is the whole page
    tabs: what the address key `tab` may be here, the first stands open where nothing is said; () = no tabs. No two
    pages share one, so that a link never opens a tab that meant something on the page before
    under: the page whose entry of the navigation stands for this one, which has none; "" = it has its own
    """

    name: str
    title: str
    line: str
    keys: tuple[str, ...]
    filters: tuple[str, ...]
    left_behind: tuple[str, ...]
    fresh: tuple[str, ...]
    tabs: tuple[str, ...]
    under: str


OVERVIEW = PageRecord(
    name="overview",
    title="全市总览",
    line="看全市离 80% 的目标还有多远，哪些区县、乡镇、行动需要关注",
    keys=("year", *NARROWED, "goal", "office", "tab"),
    filters=("year", *NARROWED),
    left_behind=(),
    fresh=("goal", "office"),  # there these open one list
    tabs=("matrix", "nearly", "changes", "missing", "support"),
    under="",
)
ACTIONS = PageRecord(
    name="actions",
    title="十大行动",
    line="看一项行动各乡镇做得怎样、卡在哪里",
    keys=("year", *NARROWED, "township", "with", "action", "indicator", "stage", "order", "urban", "tab"),
    filters=("year", "action", "district", "stage", "counted", "batch", "managing_body"),
    left_behind=(
        "with",
        "township",
        "indicator",
    ),  # a township is one side of a comparison here; an indicator has its own page
    fresh=(),
    tabs=("ten", "indicators", "work", "cells", "townships", "over", "seat", "beside", "text"),
    under="",
)
TOWNSHIP = PageRecord(
    name="township",
    title="乡镇",
    line="看一个乡镇的六项目标、十大行动和下一步要办的事",
    keys=(
        "year",
        *NARROWED,
        "township",
        "school",
        "with",
        "action",
        "goal",
        "stage",
        "indicator",
        "urban",
        "find",
        "solved",
        "tab",
    ),
    filters=("year", "district", "township"),
    left_behind=("with", "action"),  # elsewhere these are no township, and the whole page's subject
    fresh=(),
    tabs=("standing", "rows", "tasks", "schools", "flows", "suppose", "basis", "school", "source"),
    under="",
)
GAP = PageRecord(
    name="gap",
    title="城乡差距",
    line="看乡镇与城区差在哪里、是不是在缩小",
    keys=("year", "district", "indicator", "stage", "panel", "urban", "formula", "tab"),
    filters=("year", "district", "stage", "urban"),
    left_behind=(),
    fresh=(),
    tabs=("gaps", "spread", "difference", "analysis"),
    under="",
)
RETENTION = PageRecord(
    name="retention",
    title="本地就读",
    line="看孩子是否留在本地上学、去了哪里",
    keys=("year", *NARROWED, "township", "stage", "under", "tab"),
    filters=("year", "district", "township", "stage"),
    left_behind=(),
    fresh=(),
    tabs=("stayed", "went", "seats", "classes"),
    under="",
)
DATA = PageRecord(
    name="data",
    title="数据说明",
    line="看数据从哪来、全不全、每个指标怎么算",
    keys=("year", "district", "township", "school", "indicator", "stage", "find", "tab"),
    filters=("year", "district"),
    left_behind=(),
    fresh=("township", "school", "indicator", "stage", "find"),  # there these open one figure
    tabs=("files", "returns", "meanings", "warnings"),
    under="",
)
INDICATOR = PageRecord(
    name="indicator",
    title="指标",
    line="看一项指标各乡镇在哪里、差多少、依据是什么",
    keys=("year", *NARROWED, "indicator", "stage", "tab"),
    filters=("indicator", "year", *NARROWED),
    left_behind=(),
    fresh=(),
    tabs=("each", "origin"),
    under="actions",
)
POLICY = PageRecord(
    name="policy",
    title="政策与指标",
    line="读政策原文，看每条要求由哪些指标和任务落实、现在怎样",
    keys=("year", "district", "clause", "find"),
    filters=("year", "district"),
    left_behind=("find",),  # what was looked for elsewhere was no clause
    fresh=("clause", "find"),
    tabs=(),
    under="",
)
CHANGES = PageRecord(
    name="changes",
    title="与上次相比",
    line="看从一次发布到现在变了什么：新报数据、修订和规则分开列",
    keys=("since", "tab"),
    filters=(),
    left_behind=(),
    fresh=(),
    tabs=("new", "revised", "rule", "places", "ledger"),
    under="",
)
PATH = PageRecord(
    name="path",
    title="达标路径",
    line="看怎样用最少的补足达到目标比例，全市还缺多少",
    keys=("year", "district", "target", "cost", "prices", "solved", "tab"),
    filters=("year", "district", "target", "cost"),
    left_behind=(),
    fresh=(),
    tabs=("set", "assumed", "again", "shortfall", "apart"),
    under="",
)
# In the order of the navigation.
PAGES = {
    record.name: record
    for record in (OVERVIEW, ACTIONS, TOWNSHIP, GAP, RETENTION, CHANGES, PATH, POLICY, DATA, INDICATOR)
}
