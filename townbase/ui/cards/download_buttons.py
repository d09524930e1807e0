"""What a reader takes away of a card: a picture, a page, a workbook, a CSV; and all tables of the page at once.

A file is made when its button is pressed, off the script's thread; of a page that is remembered, after its body has run again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from townbase import theme, words
from townbase.asking import records
from townbase.charts.base.plot import Plot
from townbase.downloads import (
    About,
    Interactive,
    Sheet,
    csv_bytes,
    download_name,
    html_bytes,
    with_subject,
    workbook_bytes,
)
from townbase.text import Markup, esc, is_missing
from townbase.ui import masthead, picture
from townbase.ui.cards import seen_rows
from townbase.ui.cards.drawn import Drawn
from townbase.ui.choices import filters_in_words
from townbase.ui.memory import calls
from townbase.views.data.drill_limits import extracts_behind
from townbase.views.shared.card import Card

if TYPE_CHECKING:
    from townbase.ui.opened import Page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What stands before the card's own name in a file's name; what else was chosen stands behind it.
FIRST = ("action", "indicator", "stage")


def menu(opened: Page, drawn: Drawn) -> Markup:
    """下载 of a card, with what stands above and below the chart in its picture."""
    values = of_card(opened, drawn.card)
    source = origin(opened, drawn.card)
    text = filters_in_words.joined(_filters(opened, values))
    # A card's title says 本镇: the picture has left the page whose headline names the place.
    where = filters_in_words.places(values, opened.options, opened.ask)
    where += [MARKED["with"].format(_word(opened, "with", values["with"]))] if "with" in values else []
    about = [text for _, text in _subject(opened, values)]
    unsaid = [text for text in about if text not in drawn.title]
    year = words.year_label(opened.year)
    return picture.menu(
        name=name(opened, values, drawn.card.file, "png").removesuffix(".png"),
        foot=" ｜ ".join((words.PRODUCT, text, source, f"版本 {opened.session.version[:4]}")),
        head="　".join((opened.info.city, *where, opened.record.title, *unsaid, year)),
        mark=words.SYNTHETIC_TAG if opened.synthetic else "",
        line="　".join((opened.info.city, *where, *about, year)),
    )


def files(opened: Page, drawn: Drawn) -> None:
    """What the menu presses for page, workbook and CSV; unseen. They hold the rows that the reader sees."""
    values, key, seen = of_card(opened, drawn.card), drawn.card.key, opened.seen.get(drawn.card.key)
    sheet, file = sheet_of(opened, drawn, seen), drawn.card.file
    body = Markup(f'<div data-seen="{esc(seen.brought_back())}">{drawn.body}</div>') if seen else drawn.body
    for ending, label, made, kind in (
        ("html", "网页", lambda: _page(sheet(), body, drawn.plot), "text/html"),
        ("xlsx", "Excel", lambda: workbook_bytes([sheet()]), XLSX),
        ("csv", "CSV", lambda: csv_bytes(sheet().table), "text/csv"),
    ):
        rows = 0 if drawn.table is None else len(drawn.table)
        calls.download(f"{ending}-{key}", label, made, name(opened, values, file, ending), kind, rows)


def whole_page(opened: Page) -> None:
    """Every table of the page in one workbook, in the order of the page."""
    taken = [drawn for drawn in opened.drawn if drawn.is_taken]
    if not taken:
        return
    with calls.container("tools-page", horizontal=True, gap="small"):
        sheets, called = [sheet_of(opened, drawn) for drawn in taken], f"{opened.record.title}全部表格"
        values = filters_in_words.of_page(
            [drawn.card for drawn in taken], opened.record, opened.selection, opened.opened
        )
        about = _about(opened, _filters(opened, values), called)
        calls.download(
            "xlsx-page",
            "导出本页全部表格（Excel）",
            lambda: workbook_bytes([made() for made in sheets], about),
            name(opened, values, called, "xlsx"),
            XLSX,
        )


def sheet_of(opened: Page, drawn: Drawn, seen: seen_rows.Seen | None = None) -> Callable[[], Sheet]:
    """A call that gives the card as a sheet, made only when a file is asked for. seen: else all rows as they are"""
    return partial(_sheet, opened, drawn, seen)


def _sheet(opened: Page, drawn: Drawn, seen: seen_rows.Seen | None) -> Sheet:
    values = of_card(opened, drawn.card)
    followed = seen if seen_rows.follows(drawn.table, seen) else None
    left = [("所列", followed.said())] if followed else []
    about = _about(
        opened,
        [*_filters(opened, values), *left],
        drawn.title,
        definition=_defined(drawn.definition),
        note=words.on_paper(drawn.how),
        key=f"{opened.name}-{drawn.card.key}",
    )
    assert drawn.table is not None  # only what is taken becomes a sheet
    table = seen_rows.follow(drawn.table, followed)
    return Sheet(drawn.card.file, about, with_subject(table, _subject(opened, values)))


def _defined(definition: str | Markup) -> str | Markup:
    return definition if isinstance(definition, Markup) else words.on_paper(definition)


def _about(opened: Page, filters: list[tuple[str, str]], title: str, **text: Any) -> About:
    return About(
        page=opened.record.title,
        title=title,
        filters=tuple(filters),
        year=words.year_label(opened.year),
        source="" if is_missing(opened.info.source) else opened.info.source,
        as_of=masthead.points_in_time(opened.sources).removeprefix("数据时点：").removesuffix("。"),
        version=opened.session.version,
        made_on=date.today(),
        synthetic=opened.synthetic,
        city=opened.info.city,
        **text,
    )


def of_card(opened: Page, card: Card) -> dict[str, object]:
    """Address key -> value of what the card holds, chosen or opened by default."""
    return filters_in_words.of_card(card, opened.selection, opened.opened)


def _filters(opened: Page, values: dict[str, object]) -> list[tuple[str, str]]:
    return filters_in_words.worded(values, opened.selection, opened.options, opened.ask)


def _subject(opened: Page, values: dict[str, object]) -> list[tuple[str, str]]:
    """(指标, its title), (学段, its name): as far as the card is about one."""
    return [(words.FILTER[key], _word(opened, key, values[key])) for key in ("indicator", "stage") if key in values]


def origin(opened: Page, card: Card, year: str = "") -> str:
    """Whose, which year, counted until when; the footer has the whole of it."""
    whose = words.SYNTHETIC_TAG if opened.synthetic else f"来源：{opened.info.source}"
    return " ｜ ".join(part for part in (whose, year, _until(opened, of_card(opened, card).get("indicator"))) if part)


def _until(opened: Page, indicator: object) -> str:
    """The day of the files that an indicator's figures come from; of a card about more the latest of all, said as that."""
    days, latest = opened.sources.set_index("extract").as_of.dropna(), "，各报表中最晚"
    if indicator is not None:
        row = next(iter(records(opened.ask("shared/indicator_definition", indicator=indicator))), None)
        behind = [name for name in extracts_behind(row) if name in days.index] if row else []
        days, latest = (days.loc[behind], "") if behind else (days, latest)
    return "" if days.empty else f"数据截至 {words.date_label(days.max())}{latest if days.nunique() > 1 else ''}"


# Of two urban sides, two places, two formulas the file says which; the words alone would not say what they are.
MARKED = {"with": "与{}", "urban": "对照{}"}


def name(opened: Page, values: dict[str, object], file: str, ending: str) -> str:
    """演示-示例一区-谷雨镇-十大行动-2025-2026学年-3f9a.xlsx; values: what the file holds (`of_card`)."""
    rest = {
        key: MARKED.get(key, "{}").format(_word(opened, key, value))
        for key, value in values.items()
        if key not in filters_in_words.PLACES
    }
    first = [rest.pop(key) for key in FIRST if key in rest]
    return download_name(
        *filters_in_words.places(values, opened.options, opened.ask), *first, file, *rest.values(), words.year_file(opened.year),
        version=opened.session.version, ending=ending, synthetic=opened.synthetic,
    )  # fmt: skip


def _word(opened: Page, key: str, value: object) -> str:
    return filters_in_words.short(key, value, opened.options, opened.ask)


def _page(sheet: Sheet, body: str, plot: Plot | None) -> bytes:
    drawn = plot and Interactive(plot.figure(), plot.alt)
    return html_bytes(sheet.about.title, body, theme.css(), sheet.about, sheet.table, drawn)
