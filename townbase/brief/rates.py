"""Do the children stay: 本地就读率 by stage and year, as lines and as the table of the same figures."""

from __future__ import annotations

from townbase import words
from townbase.brief import drawing
from townbase.brief.model import Bar, Cell, Column, Grid, Section
from townbase.brief.pieces import shaped, sourced
from townbase.charts.glyphs import SHAPE_OF
from townbase.text import is_missing
from townbase.views import retention_rates
from townbase.views.retention import retention
from townbase.views.retention_where import STAGES, rising_word, share_of, status_of

DEFINITION = (
    "本地就读率：户籍在本乡镇、在本乡镇（或对口服务乡镇）学校就读的学生 ÷ 户籍在本乡镇、查到就读学校的学生；学前、小学、初中各自计算，"
    "不含未就读和去向不明的。"
)
YEARS = 5


def section(ask, selection, year: int) -> Section:
    """Of the township, district or city that the selection names."""
    view = retention(ask, selection, year)
    said = sourced(ask, year, "residency")
    if view is None:
        return Section("本地就读率", lines=("没有可计算的本地就读率。",), source=said)
    kind, id_ = _place(selection)
    every = ask("retention_rates", area_kind=kind, area_id=id_)
    own = every[(every["area_kind"] == kind) & (every["area_id"] == id_) & (every["school_year"] <= year)]
    part = view.panels
    if own["children"].isna().all() and part.is_empty:
        return Section(part.title, lines=(part.empty,), source=said)
    how = f"实线为{view.where.name}{'' if kind == 'city' else '，虚线为全市'}；▲ 为没有提高的学年及相当的人数。"
    how += "" if kind == "township" else "含未纳入 80% 的乡镇（街道）。"
    return Section(
        part.title,
        "" if part.is_empty else how,
        _table(own, year, part.title),
        drawing.rates(part.frame) if not part.is_empty else drawing.NOTHING,
        source=said,
    )


def _place(selection) -> tuple[str, str]:
    if selection.township is not None:
        return "township", selection.township
    return ("district", selection.district) if selection.district is not None else ("city", "city")


def _table(own, year: int, caption: str) -> Grid:
    """A row a stage: the rate of each year, and where this year's children are."""
    rows = {(row["stage"], int(row["school_year"])): row for row in own.to_dict("records")}
    known = sorted({at for _, at in rows if at <= year})[-YEARS:]
    columns = (
        Column("学段", 1),
        *(Column(f"{at} 年", 1.3, True) for at in known),
        Column("", 2.2),
        Column("户籍学生", 1.3, True),
        Column("本地就读", 1.3, True),
        Column("外出就读", 1.3, True),
        Column("未就读或 去向不明", 1.9, True),
        Column("变化", 2.2),
    )
    body = tuple(_row(stage, rows, known, year) for stage in STAGES if any((stage, at) in rows for at in known))
    return Grid(caption, columns, body)


def _row(stage: str, rows: dict, known: list[int], year: int) -> tuple[Cell, ...]:
    now = rows.get((stage, year))
    by_year = (_rate(rows.get((stage, at)), at == year) for at in known)
    counts = ("children", "local", "elsewhere", "unplaced")
    return (
        Cell(words.STAGE[stage]),
        *by_year,
        Cell(bar=_bar(now)),
        *(Cell(words.MISSING if now is None else words.count(now[name])) for name in counts),
        _word(now, rows.get((stage, year - 1))),
    )


def _rate(row: dict | None, is_now: bool) -> Cell:
    said = words.MISSING if row is None else share_of(row["local"], row["found"], row["value"])
    return Cell(said, strong=is_now)


def _bar(row: dict | None) -> Bar | None:
    """Local, then elsewhere; what is left of the whole is not enrolled or not found."""
    if row is None or is_missing(row["children"]) or is_missing(row["local"]) or is_missing(row["elsewhere"]) or not row["children"]:
        return None
    local, found = row["local"] / row["children"], (row["local"] + row["elsewhere"]) / row["children"]
    return Bar(((0.0, local, "town"), (local, found, "urban")))


def _word(row: dict | None, before: dict | None) -> Cell:
    if row is None:
        return shaped("missing", words.VERDICT["no_data"])
    known = before is not None and not is_missing(row["value"]) and not is_missing(before["value"])
    if known and not retention_rates.comparable(before, row):
        return shaped("missing", "尚未报齐，不作判定")
    said = rising_word(row["word"], row["found"]) or retention_rates.ABSENT.get(row["reason"], "") or words.VERDICT["no_data"]
    shape = "not_applicable" if row["reason"] == "not_served" else SHAPE_OF[status_of(row["word"], row["found"])]
    return shaped(shape, said)
