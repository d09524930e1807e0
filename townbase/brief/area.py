"""The brief of a district or of the city: what its page says, in its words."""

from __future__ import annotations

from datetime import date

from townbase import words
from townbase.asking import Ask, Row, records
from townbase.brief import gaps, heat, provenance, rates, rolls
from townbase.brief.cells import count, sourced, steps
from townbase.brief.model import Bar, Brief, Cell, Column, Grid, NoBrief, Section
from townbase.brief.township import INDICATORS
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.overview import blocking_indicators, changes
from townbase.views.overview import definitions as says
from townbase.views.overview.overview import overview
from townbase.views.shared.card_content import CardContent

STEPS, NAMED = 3, 3
ATTENTION = 5
TASKS = 5
CHANGES = 4
ALL = "全市"


def city(ask: Ask, selection: Selection, year: int, made: date) -> Brief:
    """The city, or the part of it that the filters of the overview leave."""
    view = overview(ask, selection, year)
    return _brief("city", ALL, _city_of(ask), ask, view, year, made, _city_sections(ask, selection, year, view))


def district(ask: Ask, selection: Selection, year: int, made: date) -> Brief:
    """Raises NoBrief where the district is not in the reader's scope."""
    if selection.district not in set(ask("shared/frame_townships")["district_id"]):
        raise NoBrief(f"没有这个区县：{selection.district}。")
    view = overview(ask, selection, year)
    return _brief(
        "district", view.name, _city_of(ask), ask, view, year, made, _district_sections(ask, selection, year, view)
    )


def _city_of(ask: Ask) -> str:
    return str(ask("shared/frame_info")["city"].iloc[0])


def _brief(kind: str, place: str, above: str, ask: Ask, view, year: int, made: date, sections) -> Brief:
    return Brief(
        kind=kind,
        place=place,
        above=above,
        year=year,
        year_label=words.year_label(year),
        headline=f"{view.title}。",
        lines=tuple(view.sentences) if view.judged else view.limits,
        disclaimer=words.DISCLAIMER,
        beside=tuple(text for text in (view.second, view.other_urban, view.certified) if text) if view.judged else (),
        sections=tuple(section for section in sections if section is not None),
        foot=provenance.foot(ask, made),
        synthetic=provenance.is_synthetic(ask),
    )


def _city_sections(ask: Ask, selection: Selection, year: int, view):
    if not view.judged:
        yield rolls.section(ask, view.roll, year)
        yield rates.section(ask, selection, year)
        return
    yield _standing(ask, view, year)
    yield _next(ask, selection, view, year)
    yield _goals(ask, view.goals, year)
    yield heat.districts(view.districts, view.facts.names, sourced(ask, year, *INDICATORS))
    yield _also(ask, view, year)
    yield gaps.of_area(ask, selection, year, ALL)
    yield rates.section(ask, selection, year)
    yield _ranked(ask, view.actions, year)
    yield _definitions()


def _district_sections(ask: Ask, selection: Selection, year: int, view):
    if not view.judged:
        yield rolls.section(ask, view.roll, year)
        yield rates.section(ask, selection, year)
        return
    yield _standing(ask, view, year)
    yield _next(ask, selection, view, year)
    yield _goals(ask, view.goals, year)
    yield heat.townships(view.matrix, view.facts.names, sourced(ask, year, *INDICATORS))
    yield _also(ask, view, year)
    yield gaps.of_area(ask, selection, year, view.name)
    yield rates.section(ask, selection, year)
    yield _tasks(ask, view.tasks, year)
    yield _definitions()


def _standing(ask: Ask, view, year: int) -> Section:
    """A year a row: met, not to be judged yet, and where 80 % lies; the base year is not judged."""
    known = records(view.years.frame)
    rows = tuple(_year(row, now=row is known[-1]) for row in known)
    columns = (Column("学年", 1), Column("全部达标", 1, True), Column("占全部纳入乡镇", 7), Column("", 3))
    title = "历年六项目标全部达标的乡镇"
    how = f"竖线为目标 80%（{known[-1]['needed']} 个）；虚框为{words.UNDECIDED}的，报齐后可能达到的最高位置。"
    return Section(title, how, Grid(title, columns, rows), source=sourced(ask, year, *INDICATORS))


def _year(row: Row, *, now: bool) -> tuple[Cell, ...]:
    share, top = row["share"], (row["met"] + row["open"]) / row["counted"]
    parts: tuple = ((0.0, share, "met"), (share, top, "missing")) if now and row["open"] else ((0.0, share, "met"),)
    open_ = f"{words.UNDECIDED} {row['open']} 个，最多 {row['met'] + row['open']} 个" if now and row["open"] else ""
    return (
        Cell(f"{row['year']} 年", strong=now),
        Cell("不判定" if row["base"] else f"{row['met']} 个", strong=now),
        Cell(bar=Bar(parts, row["target"])),
        Cell("基期" if row["base"] else open_, tone="muted"),
    )


def _next(ask: Ask, selection: Selection, view, year: int) -> Section:
    """The core indicators that hold most townships back, and where; where none does, why there is nothing to do."""
    f = view.facts
    found = blocking_indicators.holding_back(f.towns, f.now, view.held)
    todo = [
        {
            "head": one.title,
            "line": _held_back(one),
            "where": _places(one, selection),
            "owner": words.listing(one.owners, NAMED),
        }
        for one in found[:STEPS]
    ]
    title = f"下一步：先办这{words.numeral(len(todo))}件事" if todo else "下一步"
    how = (
        f"先列补足整数即可达标的核心指标，按{words.UNMET}的乡镇数由多到少；在哪里：只差这一项的乡镇在前，其余按{words.UNMET}项数由少到多。"
        if todo
        else ""
    )
    lines = () if view.attention.is_empty else (_attention(view.attention),)
    lines = lines if todo else (view.nearly.empty, *lines)
    nearly = () if view.nearly.is_empty else (f"{view.nearly.title}。",)
    return steps(
        todo,
        title=title,
        how=how,
        line_head=f"多少乡镇{words.UNMET}",
        lines=(*nearly, *lines),
        source=sourced(ask, year, *INDICATORS, "delivery"),
    )


def _places(one: blocking_indicators.Holding, selection: Selection) -> str:
    """In a brief of one district its name is not said again."""
    return words.listing(
        (name if selection.district else f"{name}（{district}）" for name, district in one.first), NAMED
    )


def _held_back(one: blocking_indicators.Holding) -> str:
    alone = f"，其中 {one.alone} 个只差这一项" if one.alone else ""
    return f"{words.count(one.townships)} 个乡镇{words.UNMET}{alone}" + (f"；合计{one.lacking}" if one.lacking else "")


def _attention(part: CardContent) -> str:
    named = [f"{row['name']}（{row['unmet']} 项，集中在{row['where']}）" for row in records(part.frame)[:ATTENTION]]
    more = f"等 {len(part.frame)} 个" if len(part.frame) > ATTENTION else ""
    return f"{part.title}：{'、'.join(named)}{more}。"


def _goals(ask: Ask, part: CardContent, year: int) -> Section:
    """The six goals side by side: townships met, not met, not to be judged."""
    rows = records(part.frame)
    heads = (words.goal_title(int(row["goal"]), row["title"]).removeprefix("目标") for row in rows)
    columns = (Column("乡镇数", 1.4), *(Column(head, 2, centre=True) for head in heads))
    body = (
        (Cell("达标", (("met", ""),), tone="met"), *(count(row["met"]) for row in rows)),
        (
            Cell(words.UNMET, (("not_met", ""),), tone="not-met", strong=True),
            *(count(row["not_met"], red=True) for row in rows),
        ),
        (Cell(words.UNDECIDED, (("missing", ""),), tone="muted"), *(count(row["not_assessable"]) for row in rows)),
    )
    title = f"六项目标：{part.title.removeprefix('六项目标：')}"
    return Section(title, "", Grid(part.title, columns, body), source=sourced(ask, year, *INDICATORS))


def _ranked(ask: Ask, part: CardContent, year: int) -> Section:
    """The ten actions by how many townships have work left in them, and overdue tasks."""
    rows = records(part.frame)
    top = max((row["n"] for row in rows if not is_missing(row["n"])), default=0)
    columns = (
        Column("行动", 3), Column(f"有{words.UNMET}项的乡镇", 1.6, True), Column("", 4), Column(f"其中核心指标{words.UNMET}", 1.8, True),
        Column("有逾期任务的乡镇", 1.6, True),
    )  # fmt: skip
    body = tuple(
        (
            Cell(row["label"]),
            count(row["n"]),
            Cell(bar=_parted(row["core"] / top, row["n"] / top)) if top and not is_missing(row["n"]) else Cell(),
            count(row["core"], red=True),
            count(row["late"]),
        )
        for row in rows
    )
    return Section(
        f"十大行动和任务：{part.title}", f"深红为有核心指标{words.UNMET}的乡镇，浅红为只有参考指标{words.UNMET}的乡镇。",
        Grid(part.title, columns, body), source=sourced(ask, year, *INDICATORS, "delivery"),
    )  # fmt: skip


def _parted(core: float, whole: float) -> Bar:
    """Deep where goals hang on it, then pale."""
    return Bar(((0.0, core, "not_met"), (core, whole, "reference")))


def _tasks(ask: Ask, part: CardContent, year: int) -> Section:
    text = sourced(ask, year, "delivery")
    if part.is_empty:
        return Section(part.title, lines=(part.empty,), source=text)
    longest = sorted(records(part.frame), key=lambda row: -row["days_overdue"])[:TASKS]
    columns = (
        Column("任务", 4.4),
        Column("对象", 1.6),
        Column("应完成", 1.5),
        Column("逾期", 1.1, True),
        Column("责任单位", 2.6),
        Column("牵头处室", 3),
    )
    rows = tuple(
        (
            Cell(row["title"]), Cell(row["place"]), Cell(row["due"]),
            Cell(f"{words.count(row['days_overdue'])} 天", strong=True, tone="not-met"), Cell(row["owner"]), Cell(row["office"]),
        )
        for row in longest
    )  # fmt: skip
    rest = len(part.frame) - len(rows)
    note = f"另有 {rest} 项，见平台区县页。" if rest > 0 else ""
    how = "逾期最久的在前；是否逾期按台账数据时点判断。"
    return Section(part.title, how, Grid(part.title, columns, rows), note=note, source=text)


def _also(ask: Ask, view, year: int) -> Section:
    """What changed and what is missing: the findings of those cards, and their first names."""
    named: dict[str, list[str]] = {}
    for row in records(view.changes.frame):
        named.setdefault(row["group"], []).append(row["name"])
    moved = "；".join(
        f"{changes.word(group)} {len(names)} 个：{words.listing(names, CHANGES)}" for group, names in named.items()
    )
    parts = [f"{view.changes.title}{f'（{moved}）' if moved else ''}。"]
    parts.append("".join(f"{part.title}。" for part in (view.missing, view.gaps) if part.title))
    return Section("变化和缺数据", lines=tuple(parts), source=sourced(ask, year, *INDICATORS))


def _definitions() -> Section:
    return Section("口径与依据", lines=(*says.HEADLINE.split("\n")[:2], rates.DEFINITION))
