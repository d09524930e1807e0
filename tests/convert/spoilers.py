"""The ways in which a table gets spoiled on its way to us.

A spoiler changes a copy of a table, or how it is written. What the right reading would be is known from the grid
before it was spoiled.
"""

from collections.abc import Callable
from dataclasses import replace

from tests.convert.drawn_tables import Table, right_reading
from tests.convert.places import Place, pick, put

Spoiler = Callable[[Table, Place], Table]
SPOILERS: dict[str, Spoiler] = {}


def spoiler(function: Spoiler) -> Spoiler:
    SPOILERS[function.__name__] = function
    return function


@spoiler
def a_quote_too_many(table: Table, place: Place) -> Table:
    name = table.grid[place.row][6]
    spoiled = pick(place, f'"{name}', f'{name}"', f'{name[:1]}"{name[1:]}')
    return replace(table, workbook=False, raw=lambda text: text.replace(name, spoiled, 1))


@spoiler
def two_quotes_that_swallow_rows(table: Table, place: Place) -> Table:
    first, last = sorted({place.row, 1 + place.number % len(table.rows)} | {1, len(table.rows)})[:2]

    def raw(text: str) -> str:
        lines = text.split("\n")
        for row in (first, last):
            lines[row] = lines[row].replace(table.grid[row][6], f'"{table.grid[row][6]}', 1)
        return "\n".join(lines)

    return replace(table, workbook=False, raw=raw)


@spoiler
def a_line_break_in_a_cell(table: Table, place: Place) -> Table:
    name = table.grid[place.row][6]
    return put(table, place.row, 6, f"{name[:2]}\n{name[2:]}")


@spoiler
def a_cell_lost(table: Table, place: Place) -> Table:
    grid = table.copy()
    del grid[place.row][place.number % len(grid[0])]
    return replace(table, grid=grid, workbook=False)


@spoiler
def a_comma_in_a_figure_or_name(table: Table, place: Place) -> Table:
    grid = table.copy()
    column = pick(place, 6, place.column)
    text = grid[place.row][column]
    grid[place.row][column : column + 1] = [text[:1], text[1:]]
    return replace(table, grid=grid, workbook=False)


@spoiler
def a_file_cut_off(table: Table, place: Place) -> Table:
    def raw(text: str) -> str:
        return text[: text.rfind(",") - place.number % 3]

    return replace(table, workbook=False, raw=raw)


def _total(table: Table, rows: list[list[str]], name: str, place: Place) -> list[str]:
    sums = [str(sum(int(row[column]) for row in rows)) for column in range(7, len(table.grid[0]))]
    keys = pick(place, [*rows[0][:5], "Z99", name], [name, "", "", "", "", "", ""], [rows[0][0], "", "", "", name, "", ""])
    return [*keys, *sums]


@spoiler
def a_total_row(table: Table, place: Place) -> Table:
    names = "合计 总计 小计 全市合计 合　计 总　计 Total TOTAL 共计 甲区小计 其中：公办 Grand-total ＴＯＴＡＬ".split(" ")
    year = table.grid[place.row][0]
    rows = [row for row in table.rows if row[0] == year]
    at = pick(place, 1, len(table.grid), 1 + max(n for n, row in enumerate(table.grid) if row[0] == year))
    grid = table.copy()
    grid.insert(at, _total(table, rows, names[place.number % len(names)], place))
    return replace(table, grid=grid)


@spoiler
def a_total_row_that_looks_like_a_school(table: Table, place: Place) -> Table:
    year, town = table.grid[place.row][0], table.grid[place.row][3]
    of_town = [row for row in table.rows if row[0] == year and row[3] == town]
    of_year = [row for row in table.rows if row[0] == year]
    rows = of_town if len(of_town) > 1 and place.number % 2 else of_year
    grid = table.copy()
    at = pick(place, grid.index(rows[0]), grid.index(rows[-1]) + 1)
    sums = [str(sum(int(row[column]) for row in rows)) for column in range(7, len(grid[0]))]
    grid.insert(at, [*rows[0][:5], "Z99", "中心学区", *sums])
    return replace(table, grid=grid)


@spoiler
def an_invisible_character(table: Table, place: Place) -> Table:
    row, column = pick(place, 0, place.row), place.number % len(table.grid[0])
    text = table.grid[row][column]
    sign = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u202a\ufe0f\u3164\u2800\ufffd"[place.number % 12]
    at = place.number % (len(text) + 1)
    return put(table, row, column, text[:at] + sign + text[at:])


@spoiler
def another_width(table: Table, place: Place) -> Table:
    row, column = pick(place, 0, place.row), place.number % len(table.grid[0])
    wide = "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in table.grid[row][column])
    return put(table, row, column, f"　{wide} ")


@spoiler
def a_sign_that_looks_like_a_digit(table: Table, place: Place) -> Table:
    text = table.grid[place.row][place.column]
    return put(table, place.row, place.column, text + pick(place, "①", "²", "½", "٣", "𝟑", "O", "l", "人", "*", "?", "'"))


@spoiler
def a_code_with_other_zeros_or_case(table: Table, place: Place) -> Table:
    grid = table.copy()
    column = pick(place, 3, 5)
    code, year = grid[place.row][column], grid[place.row][0]
    rows = [row for row in grid[1:] if row[column] == code]
    spoiled = [row for row in rows if row[0] == year]
    spoiled = spoiled if len(spoiled) < len(rows) else spoiled[1:]
    for row in spoiled:
        row[column] = pick(replace(place, number=place.number // 2), code.lower(), f"{code[0]}0{code[1:]}", f"{code[0]}000{code[1:]}")
    return replace(table, grid=grid)


@spoiler
def no_whole_number(table: Table, place: Place) -> Table:
    text = table.grid[place.row][place.column]
    spoiled = pick(
        place, f"{text}.5", f"-{text}", f"({text})", f"{text}%", f"{text}e3", f"约{text}", f"{text}+", f"1.{text}E+11", f"{text} {text}", f"{text}万"
    )
    return put(table, place.row, place.column, spoiled)


@spoiler
def a_code_in_scientific_notation(table: Table, place: Place) -> Table:
    return put(table, place.row, pick(place, 1, 3, 5), pick(place, "3.70101E+11", "3.7E+05", "1-Feb", "2月1日", "370101.0", "3701010000000000000"))


@spoiler
def no_figure(table: Table, place: Place) -> Table:
    return put(table, place.row, place.column, pick(place, "", "-", "—", "…", "..", "n/a", "缺", "无", "x", "NULL", "NaN"))


@spoiler
def a_withheld_figure(table: Table, place: Place) -> Table:
    row, grade = table.grid[place.row], str(place.column - 6)
    spoiled = put(table, place.row, place.column, pick(place, "*", "**", "＊", "<500", "＜500", "≤500", "少于500"))
    return replace(spoiled, right=right_reading(table) | {(row[5], int(row[0]), grade): None})


@spoiler
def another_way_to_write_the_year(table: Table, place: Place) -> Table:
    grid = table.copy()
    for row in grid[1:]:
        year = int(row[0])
        row[0] = pick(
            place, f"{year}—{year + 1}学年", f"{year}-{year + 1}", f"{year}/{(year + 1) % 100:02}", f"{year}学年度", f"{year}～{year + 1}学年", f"{year}年秋季"
        )
    return replace(table, grid=grid)


@spoiler
def a_wrong_year(table: Table, place: Place) -> Table:
    return put(table, place.row, 0, pick(place, "2025-2027", "24", "2026", "2052", "1925", "2025春", "2025-12", "学年"))


@spoiler
def codes_filled_by_dragging(table: Table, place: Place) -> Table:
    grid = table.copy()
    for number, row in enumerate(grid[1:]):
        row[1] = str(370101 + number)
    return replace(table, grid=grid)


@spoiler
def a_grade_that_no_mapping_names(table: Table, place: Place) -> Table:
    """The fourth grade is not asked for; where rows have totals they hold it."""
    grid = table.copy()
    grid[0].insert(10, pick(place, "四年级", "", "其他"))
    for row in grid[1:]:
        row.insert(10, str(20 + place.number))
        if table.has_total:
            row[11] = str(int(row[11]) + 20 + place.number)
    return replace(table, grid=grid)


@spoiler
def a_row_twice(table: Table, place: Place) -> Table:
    grid = table.copy()
    again = list(grid[place.row])
    again[place.column] = pick(place, again[place.column], "0", "12")
    grid.insert(1 + place.number % len(table.rows), again)
    return replace(table, grid=grid)


@spoiler
def a_header_twice(table: Table, place: Place) -> Table:
    grid = table.copy()
    for number, row in enumerate(grid):
        row.insert(pick(place, place.column, len(row)), grid[0][place.column] if number == 0 else "33")
    return replace(table, grid=grid)


@spoiler
def another_delimiter(table: Table, place: Place) -> Table:
    return replace(table, workbook=False, delimiter=pick(place, "\t", ";", "|"))


@spoiler
def another_encoding(table: Table, place: Place) -> Table:
    return replace(table, workbook=False, encoding=pick(place, "gb18030", "utf-16", "utf-16-le", "utf-8"))


@spoiler
def rows_that_are_no_schools(table: Table, place: Place) -> Table:
    grid = table.copy()
    width = len(grid[0])
    extra = pick(
        place,
        [""] * width,
        list(grid[0]),
        ["注：本表不含民办学校。", *[""] * (width - 1)],
        ["制表人：", *[""] * (width - 2), "审核："],
        ["本页完", *[""] * (width - 1)],
    )
    grid.insert(1 + place.number % (len(table.rows) + 1), extra)
    return replace(table, grid=grid)


@spoiler
def rows_above_the_header(table: Table, place: Place) -> Table:
    width = len(table.grid[0])
    above = [[pick(place, "试验市小学在校生", "单位：人", "单位：千人", "2025学年"), *[""] * (width - 1)], [""] * width]
    return replace(table, grid=[*above[: 1 + place.number % 2], *table.copy()])


@spoiler
def the_header_among_the_rows(table: Table, place: Place) -> Table:
    grid = table.copy()
    header = grid.pop(0)
    grid.insert(place.row, header)
    return replace(table, grid=grid)


@spoiler
def columns_or_rows_in_another_order(table: Table, place: Place) -> Table:
    turn = place.number % len(table.grid[0])
    if place.number % 2:
        return replace(table, grid=[[*row[turn:], *row[:turn]] for row in table.grid])
    return replace(table, grid=[table.grid[0], *sorted(table.rows, key=lambda row: row[place.column])])


@spoiler
def a_delimiter_at_the_end(table: Table, place: Place) -> Table:
    grid = table.copy()
    for row in grid if place.number % 2 else [grid[place.row]]:
        row.append("")
    return replace(table, grid=grid, workbook=False)


@spoiler
def thousands_with_a_comma(table: Table, place: Place) -> Table:
    grid = table.copy()
    number = int(grid[place.row][place.column]) + 1000
    grid[place.row][place.column] = str(number)
    if table.has_total:
        grid[place.row][10] = str(int(grid[place.row][10]) + 1000)
    larger = replace(table, grid=grid)
    return replace(put(larger, place.row, place.column, f"{number:,}"), right=right_reading(larger))
