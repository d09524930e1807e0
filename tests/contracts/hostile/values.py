"""Values that their column cannot hold."""

import math
from datetime import date, datetime, time

import pyarrow as pa

from tests.contracts.hostile.spoilers import place, spoils, told

COUNTS = (("enrolment", "pupils"), ("staffing", "teachers_due"), ("residency", "children"), ("assessment", "pupils"))
REALS = (("assessment", "mean"), ("assessment", "sd"))
TEXTS = (("schools", "name"), ("certification", "decided_by"), ("assessment", "kind"), ("townships", "district_name"))
CODES = (("enrolment", "grade"), ("staffing", "school_id"), ("residency", "destination"))


def _cell(name: str, columns, value, *words: str, type_: pa.DataType | None = None):
    """A spoiler that puts a value into one cell of one of these columns."""

    def spoil(city, random):
        extract, column = random.choice(columns)
        row = city.row(extract)
        if type_ is not None:
            city.types[extract, column] = type_
        city.tables[extract][column][row] = value(city, random) if callable(value) else value
        return told(extract, place(row), f"（{column}）", *words)

    spoil.__name__ = name
    spoils("values")(spoil)


_cell("negative", COUNTS, lambda city, random: -random.randint(1, 10**6), "不能为负数")
_cell("half_a_child", COUNTS, lambda city, random: random.randint(1, 99) + 0.5, "应为整数", type_=pa.float64())
_cell("a_share_for_a_count", COUNTS, 0.636, "应为整数", type_=pa.float64())
_cell("no_number_in_a_count", COUNTS, math.nan, "不是有效数字", type_=pa.float64())
_cell("no_number", REALS, math.nan, "不是有效数字")
_cell("endless", REALS, lambda city, random: random.choice([math.inf, -math.inf]), "不是有效数字")
_cell("endless_in_a_count", COUNTS, math.inf, "不是有效数字", type_=pa.float64())
_cell("too_large", COUNTS, lambda city, random: random.randint(2**31, 2**62), "过大", type_=pa.int64())
_cell("too_large_by_an_exponent", COUNTS, 1e300, "过大", type_=pa.float64())
_cell("outside_its_list", (("schools", "kind"), ("enrolment", "stage"), ("enrolment", "grade"), ("certification", "result")), "其他说法", "只能是")
_cell("a_mark_that_is_neither_one_nor_zero", (("staffing", "subject_teachers_full"),), lambda city, random: random.randint(2, 100), "只能是 0、1")
_cell("a_goal_that_does_not_exist", (("certification", "goal"),), lambda city, random: random.choice([0, 7, 99]), "应在 1 到 6 之间")
_cell("a_day_long_ago", (("certification", "decided_on"),), date(1899, 12, 31), "之间")
_cell("a_day_far_off", (("certification", "decided_on"),), date(2999, 1, 1), "之间")
_cell("an_empty_text", (*TEXTS, ("schools", "kind")), "", "空文本")
_cell("a_blank_before", TEXTS, lambda city, random: random.choice([" ", "　", "\t", "\u00a0"]) + "谷雨", "空格")
_cell("a_break_of_line", TEXTS, "谷雨\n白露", "换行")
_cell("a_sign_that_nobody_sees", TEXTS, lambda city, random: "谷" + random.choice("\u200b\u200d\u2060\ufeff\u202e\u0000\u0007\u001b") + "雨", "不可见字符")
_cell("wide_digits_in_a_text", TEXTS, "谷雨２校", "含有全角字母或数字", "请改用半角字母和数字")
_cell("wide_digits_in_a_code", CODES, "９９９９１０００００", "含有全角字符", "请改用半角字母和数字")
_cell("a_blank_in_a_code", CODES, "99991 00000", "含有空格", "请去掉空格")
_cell("nothing_where_something_must_be", (("schools", "name"), ("schools", "kind"), ("townships", "district_id"), ("townships", "name")), None, "为空")


@spoils("values")
def a_part_above_its_whole(city, random):
    row, column = city.row("staffing"), random.choice(["bachelor_teachers", "college_teachers"])
    city.tables["staffing"][column][row] = city.tables["staffing"]["teachers"][row] + random.randint(1, 9)
    return told("staffing", place(row), f"（{column}）", "部分不能大于整体")


@spoils("values")
def a_whole_column_in_another_scale(city, random):
    city.tables["staffing"]["teachers"] = [-many for many in city.tables["staffing"]["teachers"]]
    return told("staffing", "（teachers）", "不能为负数")


@spoils("values")
def a_moment_for_a_day(city, random):
    row, days = city.row("certification"), city.tables["certification"]["decided_on"]
    city.types["certification", "decided_on"] = pa.timestamp("us")
    city.tables["certification"]["decided_on"] = [datetime.combine(day, time(12, 30) if at == row else time()) for at, day in enumerate(days)]
    return told("certification", place(row), "带有时刻")
