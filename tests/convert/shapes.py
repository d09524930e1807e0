"""Five tables of the same four schools as five offices would send them; docs/mapping.md shows how each is read.

Names and figures are invented. Pupils of a year: 58, 38, 81 and 27, 204 in all; the nine-year school has 81.
"""

from pathlib import Path

import openpyxl

PLACES = [
    ("370101", "示例一区", "370101001", "谷雨镇", "3701010001", "谷雨镇中心小学"),
    ("370101", "示例一区", "370101001", "谷雨镇", "3701010002", "谷雨镇第二小学"),
    ("370101", "示例一区", "370101002", "清明镇", "3701010003", "清明镇九年一贯制学校"),
    ("370102", "示例二区", "370102001", "霜降镇", "3701020001", "霜降镇小学"),
]
PUPILS = [(30, 28, 0), (20, 18, 0), (25, 26, 30), (15, 12, 0)]  # 一年级, 二年级, 七年级
KEYS = ["区县代码", "区县名称", "乡镇代码", "乡镇名称", "学校标识码", "学校名称"]


def exported(folder: Path) -> Path:
    """1: a system's export: GB18030, semicolons, years as pairs, figures with thousands separators allowed."""
    lines = [";".join(["学年度", *KEYS, "一年级（人）", "二年级（人）", "七年级（人）", "合计（人）"])]
    for year in ("2024-2025", "2025-2026"):
        lines += [";".join([year, *place, *map(str, pupils), str(sum(pupils))]) for place, pupils in zip(PLACES, PUPILS, strict=True)]
    path = folder / "导出.csv"
    path.write_text("\n".join(lines) + "\n", encoding="gb18030")
    return path


def yearbook(folder: Path) -> Path:
    """2: a printed statistical table: title, unit, three rows of header, boys and girls, subtotals, merged cells, notes."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["示例市义务教育学校在校生情况（2025—2026学年）"])
    sheet.append(["单位：人"])
    sheet.append([*KEYS, "小学", None, None, None, "初中", None, "合 计"])
    sheet.append([*[None] * 6, "一年级", None, "二年级", None, "七年级", None, None])
    sheet.append([*[None] * 6, *["男", "女"] * 3, None])
    sheet.append(["甲", "乙", "丙", "丁", "戊", "己", 1, 2, 3, 4, 5, 6, 7])
    _yearbook_rows(sheet)
    sheet.append(["注：本表不含民办学校。"])
    sheet.append(["填表人：", None, None, None, None, None, "审核人："])
    for block in ["A1:M1", "A2:M2", "G3:J3", "K3:L3", "M3:M5", "G4:H4", "I4:J4", "K4:L4", *(f"{c}3:{c}5" for c in "ABCDEF")]:
        sheet.merge_cells(block)
    path = folder / "年报.xlsx"
    book.save(path)
    return path


def _yearbook_rows(sheet) -> None:
    """Schools of a district, their subtotal, and the whole at the front; each district's cells are merged."""
    sheet.append(["总 计", *[None] * 5, *_halves([sum(column) for column in zip(*PUPILS, strict=True)])])
    for district in ("370101", "370102"):
        first = sheet.max_row + 1
        rows = [(place, pupils) for place, pupils in zip(PLACES, PUPILS, strict=True) if place[0] == district]
        for number, (place, pupils) in enumerate(rows):
            sheet.append([*(place[:2] if number == 0 else (None, None)), *place[2:], *_halves(pupils)])
        sheet.append([None, None, None, None, None, "小 计", *_halves([sum(column) for column in zip(*(p for _, p in rows), strict=True)])])
        for column in "AB":
            sheet.merge_cells(f"{column}{first}:{column}{sheet.max_row}")


def _halves(pupils) -> list[int]:
    """Boys and girls of each grade, and the whole."""
    halves = [half for number in pupils for half in (number - number // 2, number // 2)]
    return [*halves, sum(pupils)]


def sheet_a_year(folder: Path) -> Path:
    """3: a workbook with a sheet for each year, codes as numbers, no district's code, columns that are no pupils."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for year in ("2024学年", "2025学年"):
        sheet = book.create_sheet(year)
        sheet.append(["序号", "镇街", "镇街代码", "学校", "学校代码", "教师数", "一年级", "二年级", "七年级"])
        for number, (place, pupils) in enumerate(zip(PLACES[:3], PUPILS[:3], strict=True), 1):
            sheet.append([number, place[3], int(place[2]), place[5], int(place[4]), 3 + number % 2 * 4, *(n or None for n in pupils)])
    notes = book.create_sheet("填表说明")
    notes.append(["一、本表由学校填报。"])
    path = folder / "示例一区.xlsx"
    book.save(path)
    return path


def by_stage(folder: Path) -> Path:
    """4: one row for each stage of a school, dashes for none, a star for a figure that is not given out, blanks for as above."""
    lines = ["\t".join(["学年", *KEYS, "学段", "低年级", "高年级", "七年级"])]
    before: tuple[str, ...] = ()
    for place, (first, second, seventh) in zip(PLACES, PUPILS, strict=True):
        shown = ["" if before and place[at] == before[at] and at < 4 else place[at] for at in range(6)]
        stages = [("小学", str(first), "*" if second == 12 else str(second), "-")]
        stages += [("初中", "-", "-", str(seventh))] if seventh else []
        for at, stage in enumerate(stages):
            lines.append("\t".join(["2025" if at == 0 and not before else "", *(shown if at == 0 else ["", "", "", "", *place[4:]]), *stage]))
        before = place
    path = folder / "分学段.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-16")
    return path


def state_workbook(folder: Path) -> Path:
    """5: a workbook of a state elsewhere: preamble, subtotals of which one is 49 above its rows, footers, no year."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Department of Education"])
    sheet.append(["Enrollment by school and grade, October 1, 2025"])
    sheet.append([])
    sheet.append(["County", "Cnty", "District", "Dist", "School", "Sch", "Gr 1", "Gr 2", "Gr 7", "Total"])
    for district in ("370101", "370102"):
        rows = [(place, pupils) for place, pupils in zip(PLACES, PUPILS, strict=True) if place[0] == district]
        for place, pupils in rows:
            number = PLACES.index(place) + 1
            sheet.append(
                [f"County {district[-1]}", int(district[-1]), f"Town {place[2][-4:]}", int(place[2][-4:]), f"School {number}", number, *pupils, sum(pupils)]
            )
        whole = sum(sum(pupils) for _, pupils in rows)
        sheet.append([f"County {district[-1]} Total", *[None] * 8, whole + (49 if district == "370101" else 0)])
    sheet.append(["State Total", *[None] * 8, 204])
    sheet.append(["Source: school reports. Figures are preliminary."])
    path = folder / "state.xlsx"
    book.save(path)
    return path
