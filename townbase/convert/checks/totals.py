"""Total rows: those that the mapping names are held against the rows they add up; those that nobody named are found."""

import math
from collections.abc import Iterator

import pandas as pd

from townbase.convert.characters import label
from townbase.convert.checks.keys import title
from townbase.convert.mapping import Mapping
from townbase.convert.table.reading import Reading, TotalRow
from townbase.convert.table.rows import total_word
from townbase.convert.table.sheet import Place, row_list

MOST_BOUNDARIES = 60  # how many other total rows a total may reach across, before it is held against all rows


def reconcile(reading: Reading, mapping: Mapping, say) -> list[str]:
    """A line for each kind of total row that was held against the rows; a finding for each that does not agree."""
    agreed: dict[str, list[tuple[Place, int, pd.Index]]] = {}
    lines = []
    boundaries = [total.place for total in reading.totals if not total.is_part]
    for total in reading.totals:
        if total.is_part:
            lines.append(f"“{total.words}”行（{row_list([total.place])}）只是其中一部分，没有读，也不能核对")
            continue
        stated = _stated(total)
        if not stated:
            lines.append(f"合计行“{total.words}”（{row_list([total.place])}）没有数字，没有核对")
            continue
        scopes = _scopes(total, reading, boundaries)
        fits = next((scope for scope in scopes if _fits(stated, reading, scope)), None)
        if fits is not None:
            agreed.setdefault(total.words, []).append((total.place, _pupils(reading, fits), fits))
        else:
            lines += _differs(total, stated, reading, _meant(total, reading, boundaries), mapping, say)
    return [*(_agreed_line(words, rows) for words, rows in agreed.items()), *lines]


def _agreed_line(words: str, rows: list[tuple[Place, int, pd.Index]]) -> str:
    if len(rows) == 1:
        place, pupils, scope = rows[0]
        return f"合计行“{words}”（{row_list([place])}）{pupils:,} 人，与所合计的 {len(scope):,} 行相符"
    return f"合计行“{words}”{len(rows):,} 行，都与所合计的行相符"


def _stated(total: TotalRow) -> dict[str, int]:
    """What the row states: by our figure's name, and its own total under ""."""
    figures = total.figures
    stated = {name: value for name, value in figures.counts.iloc[0].items() if pd.notna(value)}
    if pd.notna(figures.total.iloc[0]):
        stated[""] = figures.total.iloc[0]
    return {str(name): int(value) for name, value in stated.items()}


def _scopes(total: TotalRow, reading: Reading, boundaries: list[Place]) -> Iterator[pd.Index]:
    """The rows that this total may add up, the likeliest first: those above it, those below, those of its own keys."""
    index = reading.keys.index
    rows = index.get_level_values("row")
    here = index.get_level_values("sheet") == total.place.sheet
    others = [place.row for place in boundaries if place.sheet == total.place.sheet]
    others = sorted(others, key=lambda row: abs(row - total.place.row))[:MOST_BOUNDARIES]
    for start in [*sorted((row for row in others if row < total.place.row), reverse=True), 0]:
        yield index[here & (rows < total.place.row) & (rows > start)]
    for end in [*sorted(row for row in others if row > total.place.row), math.inf]:
        yield index[here & (rows > total.place.row) & (rows < end)]
    yield from _by_keys(total, reading.keys)
    for year in reading.keys.school_year[here].unique():
        yield index[here & (reading.keys.school_year == year).to_numpy()]
    yield index[here]
    yield index


def _by_keys(total: TotalRow, keys: pd.DataFrame) -> Iterator[pd.Index]:
    """Rows that share with the total row what is written in it: its year, its district, its township."""
    words = {_plain(word) for word in total.keys if word} | {_place_in(total)}
    shared = [key for key in _PLACES if keys[key].map(_plain).isin(words).any()]
    for chosen in [*(shared[:size] for size in range(len(shared), 0, -1)), *([key] for key in shared[1:])]:
        yield keys.index[keys[chosen].map(_plain).isin(words).all(axis=1)]


_PLACES = ("school_year", "district_id", "district_name", "township_id", "township_name")


def _plain(text: object) -> str:
    return label(str(text)).casefold()


def _place_in(total: TotalRow) -> str:
    """The place that the row's name begins or ends with: 甲区 of 甲区合计."""
    return _plain(total.words).replace(_plain(total_word(total.words)), "")


def _meant(total: TotalRow, reading: Reading, boundaries: list[Place]) -> pd.Index:
    """The rows that a total which agrees with none must have meant: its place's, else those above it, else below."""
    named = [key for key in _PLACES if reading.keys[key].map(_plain).eq(_place_in(total)).any()]
    if named:
        return reading.keys.index[reading.keys[named[0]].map(_plain) == _place_in(total)]
    rows, sheet = (reading.keys.index.get_level_values(level) for level in ("row", "sheet"))
    here = sheet == total.place.sheet
    others = [place.row for place in boundaries if place.sheet == total.place.sheet]
    before = max((row for row in others if row < total.place.row), default=0)
    after = min((row for row in others if row > total.place.row), default=math.inf)
    for within in (
        (rows < total.place.row) & (rows > before),
        rows < total.place.row,
        (rows > total.place.row) & (rows < after),
        rows > total.place.row,
    ):
        if (here & within).any():
            return reading.keys.index[here & within]
    return reading.keys.index


def _sums(reading: Reading, scope: pd.Index) -> dict[str, int]:
    counts = reading.figures.counts.loc[scope].sum()
    return {**{str(name): int(value) for name, value in counts.items()}, "": int(counts.sum())}


def _pupils(reading: Reading, scope: pd.Index) -> int:
    return _sums(reading, scope)[""]


def _fits(stated: dict[str, int], reading: Reading, scope: pd.Index) -> bool:
    """Whether all that is stated is the sum; a withheld cell may stand for what the sum lacks, never for less."""
    if len(scope) == 0:
        return False
    sums = _sums(reading, scope)
    withheld = reading.figures.withheld.loc[scope]
    for name, value in stated.items():
        marks = withheld[name] if name else withheld.any(axis=1)
        if value != sums[name] and not (
            marks.any() and value > sums[name] and _can_hide(reading, scope, value - sums[name])
        ):
            return False
    return True


def _can_hide(reading: Reading, scope: pd.Index, lacking: int) -> bool:
    most = reading.figures.at_most.loc[scope]
    return bool(most.isna().any()) or lacking <= int(most.sum())


def _differs(
    total: TotalRow, stated: dict[str, int], reading: Reading, scope: pd.Index, mapping: Mapping, say
) -> list[str]:
    """Told with the rows that it must have meant; accepted where the mapping knows this very difference."""
    value = stated.get("", sum(stated.values()))
    names = [name for name in stated if stated[name] != _sums(reading, scope)[name]]
    difference = value - _pupils(reading, scope)
    place = total.place
    key = f"{place.sheet}!{place.row}" if place.sheet else str(place.row)
    first, last = scope.tolist()[0], scope.tolist()[-1]
    rows = f"{row_list([first])}至{row_list([last])}"
    words = (
        f"合计行“{total.words}”写的是 {value:,} 人，它所合计的 {len(scope):,} 行（{rows}）加起来是 "
        f"{_pupils(reading, scope):,} 人，{'多' if difference > 0 else '少'} {abs(difference):,} 人"
    )
    if difference == 0:
        name = next(name for name in names if name)
        words = f"合计行“{total.words}”的“{name}”写的是 {stated[name]:,}，它所合计的行加起来是 {_sums(reading, scope)[name]:,}"
    if mapping.accept.get("differences", {}).get(key) == difference and difference:
        return [f"{row_list([place])}：{words}（映射已确认）"]
    todo = "请核对有没有漏掉或多出的行"
    if difference:
        todo += f'；来源就是这样的，在映射写 [accept.differences] "{key}" = {difference}'
    say.at(row_list([place]), words, todo)
    return []


def check_row_totals(reading: Reading, mapping: Mapping, say) -> None:
    """The grades of a row add up to its own total; with withheld cells they may not be more, nor lack too much."""
    total, figures = reading.figures.total, reading.figures
    sums = figures.counts.sum(axis=1)
    marks = figures.withheld.any(axis=1)
    sound = figures.counts.notna() | figures.withheld
    known = sound.all(axis=1) & total.notna()
    lacking = total - sums
    bad = known & ~marks & (lacking != 0)
    bad |= known & marks & ((lacking < 0) | (lacking > figures.at_most).fillna(False))
    say(bad.fillna(False).astype(bool), f"各年级之和与“{title(mapping, 'total')}”不等", "请核对这些行的年级人数")
