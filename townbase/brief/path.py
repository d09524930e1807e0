"""The brief of the way to the target: which townships, which rows, what they need and from whom, and who stands apart."""

from __future__ import annotations

from collections import Counter
from datetime import date

from townbase import words
from townbase.asking import Ask, records
from townbase.brief import provenance
from townbase.brief.cells import sourced
from townbase.brief.model import Brief, Cell, Column, Grid, NoBrief, Section, tidy
from townbase.brief.township import INDICATORS
from townbase.selection import Selection
from townbase.views.path import again
from townbase.views.path import definitions as says
from townbase.views.path.path import PathView, path_view

TOWNSHIPS, NEEDS, APART, ROWS = 12, 12, 8, 5
# what the path reads of an address; the rest belongs to other pages
KEPT = ("district", "target", "cost", "prices")


def path_brief(ask: Ask, selection: Selection, year: int, made: date | None = None) -> Brief:
    """Raises NoBrief where the year is not judged, since no path can be reckoned then."""
    kept = Selection(year=year, **{key: getattr(selection, key) for key in KEPT})
    view = path_view(ask, kept, year)
    if not view.judged:
        raise NoBrief(f"{view.title}。")
    names = ask("shared/frame_townships")
    place = "全市"
    if kept.district is not None:
        place = str(names.loc[names["district_id"] == kept.district, "district_name"].iloc[0])
    info = ask("shared/frame_info")
    return tidy(
        Brief(
            kind="path",
            place=place,
            above=str(info["city"].iloc[0]),
            year=year,
            year_label=words.year_label(year),
            headline=f"{view.title}。",
            lines=(view.line,),
            disclaimer=words.DISCLAIMER,
            beside=(words.on_paper(view.cheapest.how),) if not view.cheapest.is_empty else (),
            sections=(
                _townships(ask, view, year),
                _needs(ask, view, year),
                _apart(ask, view, year),
                _again(ask, kept, year),
                Section("口径与依据", lines=tuple(says.CHEAPEST.split("\n"))),
            ),
            foot=provenance.foot(ask, made or date.today()),
            synthetic=provenance.is_synthetic(ask),
        )
    )


def _townships(ask: Ask, view: PathView, year: int) -> Section:
    """Which townships and rows the set takes."""
    chosen = [row for row in records(view.cheapest.frame) if row["chosen"] == "列入"]
    if not chosen:
        return Section("最省的一组", lines=(view.cheapest.empty if view.cheapest.is_empty else "没有列入的乡镇。",))
    columns = (
        Column("乡镇", 2),
        Column("区县", 2),
        Column("未达标指标", 1.2, True),
        Column("成本", 1, True),
        Column("要补足的", 9),
    )
    rows = tuple(
        (
            Cell(row["name"], strong=True), Cell(row["district"]), Cell(f"{words.count(row['rows'])} 项"), Cell(words.count(row["cost"])),
            Cell(words.listing(row["what"].split("；"), ROWS, "项")),
        )
        for row in chosen[:TOWNSHIPS]
    )  # fmt: skip
    rest = len(chosen) - len(rows)
    title = f"列入的 {len(chosen)} 个乡镇和要补足的指标"
    note = f"另有 {rest} 个，见平台达标路径页。" if rest > 0 else ""
    return Section(
        title, "成本小的在前。", Grid(title, columns, rows), note=note, source=sourced(ask, year, *INDICATORS)
    )


def _needs(ask: Ask, view: PathView, year: int) -> Section:
    found = records(view.needs.frame)
    if not found:
        return Section("共需", lines=(view.needs.empty,))
    columns = (
        Column("要补足的", 5), Column("涉及乡镇", 1.2, True), Column("责任层级", 1.5), Column("责任单位", 6),
    )  # fmt: skip
    rows = tuple(
        (
            Cell(f"{words.count(row['units'])} {row['what']}"), Cell(f"{words.count(row['towns'])} 个"), Cell(row["owner"]),
            Cell(row["offices"] or f"各乡镇有关{row['owner']}"),
        )
        for row in found[:NEEDS]
    )  # fmt: skip
    rest = len(found) - len(rows)
    note = f"另有 {rest} 类，见平台达标路径页。" if rest > 0 else ""
    return Section(view.needs.title, "", Grid(view.needs.title, columns, rows), note=note, source=sourced(ask, year, *INDICATORS))  # fmt: skip


def _apart(ask: Ask, view: PathView, year: int) -> Section:
    """Whom no units bring there: what stands in the way most often, and the nearest ones."""
    found = records(view.apart.frame)
    if not found:
        return Section("补数办不到的乡镇", lines=(view.apart.empty,))
    ways = (("不能靠补数的", "blocked"), ("须先补报的", "missing"))
    counted = (
        (head, Counter(each for row in found for each in row[key].split("、") if each).most_common(3))
        for head, key in ways
    )
    lines = [f"{head}：{'、'.join(f'{name}（{n} 个乡镇）' for name, n in most)}。" for head, most in counted if most]
    near = [f"{row['name']}（{'、'.join(filter(None, (row['blocked'], row['missing'])))}）" for row in found if row["obstacles"] == 1]  # fmt: skip
    if near:
        lines.append(f"只有一项障碍的 {len(near)} 个：{words.listing(near, APART)}。")
    return Section(f"{view.apart.title}", lines=tuple(lines), source=sourced(ask, year, *INDICATORS))


def _again(ask: Ask, selection: Selection, year: int) -> Section:
    part = again.repeated(ask, selection, year)
    if part.is_empty:
        return Section("反复未达标", lines=(part.empty,))
    first = [f"{row['name']}（{row['rows']} 项）" for row in records(part.frame)]
    return Section(
        "反复未达标",
        lines=(f"{part.title}。", f"项数最多的：{words.listing(first, APART)}。"),
        source=sourced(ask, year, *INDICATORS),
    )
