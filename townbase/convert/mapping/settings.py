"""The sections of a mapping that have keys of their own: what each may hold, and what fits together."""

import codecs
from collections.abc import Callable
from datetime import date
from typing import Any

from townbase.convert.characters import label

KEYS = ("school_year", "district_id", "district_name", "township_id", "township_name", "school_id", "school_name")
IDS = ("district_id", "township_id", "school_id")
SOURCE_KINDS = ("统计报表", "系统导出", "督导核验", "学校自报")
CODE_SYSTEMS = ("cn", "other")

# section -> key -> (type, required). Sections of free keys (FREE) are read by their own functions.
SETTINGS = {
    "delivery": {
        "city": (str, True),
        "source": (str, True),
        "source_kind": (str, True),
        "reviewed": (bool, True),
        "as_of": (date, True),
        "delivered_on": (date, True),
        "code_system": (str, False),
    },
    "table": {
        "year_offset": (int, False),
        "header_row": (int, False),
        "sheet": (str, False),
        "sheets": (list, False),
        "sheet_name": (str, False),
        "encoding": (str, False),
        "delimiter": (str, False),
        "empty_is_zero": (bool, False),
        "several_rows": (bool, False),
        "fill_down": (list, False),
        "withheld": (list, False),
        "zero": (list, False),
    },
    "columns": {**dict.fromkeys(KEYS, (str, False)), "total": (str, False)},
    "constant": dict.fromkeys(KEYS, (object, False)),
    # whole-number codes are filled with leading zeros to this many digits
    "pad": dict.fromkeys(IDS, (int, False)),
    "rows": {"total": (list, False), "leave_out": (list, False)},
    "accept": {
        "totals": (list, False),
        "codes": (list, False),
        "columns": (list, False),
        "sheets": (list, False),
        "years": (list, False),
        "hidden": (bool, False),
        "struck": (bool, False),
        "differences": (dict, False),
    },
    "code_changes": {
        "file": (str, False),
        "kind": (str, False),
        "old_id": (str, False),
        "new_id": (str, False),
        "school_year": (str, False),
    },
}
FREE = ("grades", "kinds", "sheets")
ONE_OF = {
    ("delivery", "source_kind"): SOURCE_KINDS,
    ("delivery", "code_system"): CODE_SYSTEMS,
    ("table", "sheet_name"): KEYS,
}
TYPE_WORDS = {
    str: "文字",
    bool: "true 或 false",
    int: "整数",
    date: "日期，如 2025-09-01",
    list: '方括号里的文字，如 ["合计"]',
    dict: "一节",
    object: "文字或整数",
}

Say = Callable[[str, str, str], None]


def check_section(section: str, given: object, keys: dict, say: Say) -> None:
    """Every key of one section: known, there where it must be, of its type and among its values."""
    if not isinstance(given, dict):
        say(f"[{section}]", "应为一节", f"请写成 [{section}]")
        return
    for key in given.keys() - keys.keys():
        say(f"[{section}] {key}", "没有这一项", f"可用的项：{'、'.join(keys)}")
    for key, (kind, required) in keys.items():
        if key in given:
            _check_value(section, key, given[key], kind, say)
        elif required:
            say(f"[{section}] {key}", "缺少这一项", "请补上")


def _check_value(section: str, key: str, value: Any, kind: type, say: Say) -> None:
    place = f"[{section}] {key}"
    # bool is an int in Python and a moment is a date: both would slip through isinstance
    if kind is object and type(value) not in (str, int) or kind is not object and type(value) is not kind:
        say(place, f"类型不对：{value!r}", f"应为{TYPE_WORDS[kind]}")
    elif value == "" or value == []:
        say(place, "是空的", "请填写")
    elif kind is list and not all(type(item) is str and item or key == "years" for item in value):
        say(place, f"类型不对：{value!r}", f"应为{TYPE_WORDS[list]}")
    elif kind is str and value not in ONE_OF.get((section, key), (value,)):
        say(place, f"不认识的值“{value}”", f"可用：{'、'.join(ONE_OF[section, key])}")
    elif key == "encoding" and not _is_encoding(value):
        say(place, f"不认识的编码“{value}”", "常用：utf-8、gb18030")
    elif key == "delimiter" and len(value) != 1:
        say(place, f"分隔符“{value}”不是一个字符", r'制表符写 "\t"，分号写 ";"')
    elif key == "header_row" and value < 1:
        say(place, "应为 1 或更大", "表头在第几行就写几")
    elif key == "fill_down" and set(value) - set(KEYS):
        say(place, f"不认识的项 {'、'.join(sorted(set(value) - set(KEYS)))}", f"可用：{'、'.join(KEYS)}")
    elif key == "differences":
        for row, number in value.items():
            if type(number) is not int:
                say(f"[accept.differences] {row}", f"类型不对：{number!r}", '应写成 "行号" = 相差人数')


def _is_encoding(name: str) -> bool:
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True


def check_together(given: dict, say: Say) -> None:
    """Each key comes from one place: a column, a constant, the sheet's name, or sheet by sheet."""
    table = given.get("table", {})
    by_sheet = given.get("sheets", {})
    if not isinstance(by_sheet, dict) or not all(isinstance(values, dict) for values in by_sheet.values()):
        say("[sheets]", "应逐个工作表写一节", '请写成 [sheets."甲区"]，下面写 district_id = "D1"')
        return
    for sheet, values in by_sheet.items():
        check_section(f"sheets.{sheet}", values, dict.fromkeys(KEYS, (object, False)), say)
    for key in KEYS:
        places = [key in given.get("columns", {}), key in given.get("constant", {}), table.get("sheet_name") == key]
        places.append(any(key in values for values in by_sheet.values()))
        if sum(places) == 0:
            say(f"[columns] {key}", "缺少这一项", "请写明是表里的哪一列；全表一样的，写在 [constant]")
        if sum(places) > 1:
            say(key, "写在不止一处", "[columns]、[constant]、[sheets] 和 sheet_name 中只写一处")
    if "sheet" in table and "sheets" in table:
        say("[table] sheets", "sheet 和 sheets 都写了", "只写一项")
    _check_alike([*given.get("columns", {}).values(), *given["grades"]], say)
    changes = given.get("code_changes", {})
    for key in SETTINGS["code_changes"] if changes else ():
        if key not in changes:
            say(f"[code_changes] {key}", "缺少这一项", "请照 townbase/convert/mappings/template.toml 补上")


def _check_alike(names: list[str], say: Say) -> None:
    """Two names that differ in width or blanks only are one column of the table."""
    seen: dict[str, str] = {}
    for name in names:
        other = seen.setdefault(label(name), name)
        if other != name:
            say(name, f"与“{other}”只差全半角或空格，是同一列", "只写一次")
