"""The mapping: how a table from elsewhere is laid out, read from TOML and checked as a whole."""

import codecs
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from townbase.findings import Finding

KEYS = ("school_year", "district_id", "district_name", "township_id", "township_name", "school_id", "school_name")
STAGES = ("preschool", "primary", "junior", "senior", "other")
GRADES = ("k1", "k2", "k3", *(str(grade) for grade in range(1, 13)), "other")
KINDS = ("kindergarten", "primary", "junior", "nine_year", "teaching_point", "other")
SOURCE_KINDS = ("统计报表", "系统导出", "督导核验", "学校自报")
CODE_SYSTEMS = ("cn", "other")

# section -> key -> (type, required). Sections of free keys (grades) and lists (kinds) are read by their own functions.
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
        "encoding": (str, False),
        "empty_is_zero": (bool, False),
    },
    "columns": {**dict.fromkeys(KEYS, (str, True)), "total": (str, False)},
    # whole-number codes are filled with leading zeros to this many digits
    "pad": dict.fromkeys(("district_id", "township_id", "school_id"), (int, False)),
}
ONE_OF = {
    ("delivery", "source_kind"): SOURCE_KINDS,
    ("delivery", "code_system"): CODE_SYSTEMS,
}


@dataclass(frozen=True)
class Mapping:
    """A checked mapping.

    columns: our key -> the table's column; grades: the table's column -> (stage, grade);
    kinds: (kind, stages) in order, the first whose stages all have pupils names the school's kind.
    """

    delivery: dict
    columns: dict[str, str]
    grades: dict[str, tuple[str, str]]
    kinds: tuple[tuple[str, frozenset[str]], ...]
    pad: dict[str, int]
    year_offset: int
    header_row: int
    sheet: str | None
    encoding: str
    empty_is_zero: bool

    @property
    def wanted(self) -> list[str]:
        """Every column of the table that the mapping names, once each."""
        return list(dict.fromkeys([*self.columns.values(), *self.grades]))


def read_mapping(path: Path) -> tuple[Mapping | None, list[Finding]]:
    """The mapping in `path` and everything that is wrong with it; None when there are findings."""
    say = _Findings(path.name)
    given = _toml(path, say)
    if given is None:
        return None, say.all
    for section in given.keys() - {*SETTINGS, "grades", "kinds"}:
        say(f"[{section}]", "没有这一节", f"可用的节：{'、'.join([*SETTINGS, 'grades', 'kinds'])}")
    for section, keys in SETTINGS.items():
        _check_section(section, given.get(section, {}), keys, say)
    grades = _grades(given.get("grades", {}), say)
    kinds = _kinds(given.get("kinds", []), say)
    if say.all:
        return None, say.all
    table = given.get("table", {})
    mapping = Mapping(
        delivery={"code_system": "other", **given["delivery"]},
        columns=given["columns"],
        grades=grades,
        kinds=kinds,
        pad=given.get("pad", {}),
        year_offset=table.get("year_offset", 0),
        header_row=table.get("header_row", 1),
        sheet=table.get("sheet"),
        encoding=table.get("encoding", "utf-8-sig"),
        empty_is_zero=table.get("empty_is_zero", False),
    )
    return mapping, []


class _Findings:
    """Gathers findings on one file; call it with key, what, todo."""

    def __init__(self, file: str):
        self.file, self.all = file, []

    def __call__(self, key: str, what: str, todo: str) -> None:
        self.all.append(Finding("error", self.file, key, what, todo))


def _toml(path: Path, say: _Findings) -> dict | None:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        say("", "找不到映射文件", "请检查路径")
    except UnicodeDecodeError:
        say("", "映射文件不是 UTF-8 编码", "请另存为 UTF-8")
    except tomllib.TOMLDecodeError as error:
        say("", f"映射文件不是正确的 TOML：{error}", "请按提示的行列改正")
    return None


def _check_section(section: str, given: object, keys: dict, say: _Findings) -> None:
    if not isinstance(given, dict):
        say(f"[{section}]", "应为一节", f"请写成 [{section}]")
        return
    for key in given.keys() - keys.keys():
        say(f"[{section}] {key}", "没有这一项", f"可用的项：{'、'.join(keys)}")
    for key, (kind, required) in keys.items():
        if key not in given:
            if required:
                say(f"[{section}] {key}", "缺少这一项", "请补上")
            continue
        value = given[key]
        # bool is an int in Python and a moment is a date: both would slip through isinstance
        if type(value) is not kind:
            say(f"[{section}] {key}", f"类型不对：{value!r}", f"应为{TYPE_WORDS[kind]}")
        elif value == "":
            say(f"[{section}] {key}", "是空的", "请填写")
        elif value not in ONE_OF.get((section, key), (value,)):
            say(f"[{section}] {key}", f"不认识的值“{value}”", f"可用：{'、'.join(ONE_OF[section, key])}")
        elif key == "encoding" and not _is_encoding(value):
            say(f"[{section}] {key}", f"不认识的编码“{value}”", "常用：utf-8、gb18030")
        elif key == "header_row" and value < 1:
            say(f"[{section}] {key}", "应为 1 或更大", "表头在第几行就写几")


TYPE_WORDS = {str: "文字", bool: "true 或 false", int: "整数", date: "日期，如 2025-09-01"}


def _is_encoding(name: str) -> bool:
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True


def _grades(given: object, say: _Findings) -> dict[str, tuple[str, str]]:
    if not isinstance(given, dict) or not given:
        say("[grades]", "没有年级列", '请逐列写明学段和年级，如 g1 = ["primary", "1"]')
        return {}
    seen = {}
    for column, pair in given.items():
        if not isinstance(pair, list) or len(pair) != 2:
            say(f"[grades] {column}", "应为两项", '请写成 ["primary", "1"] 的样子')
            continue
        stage, grade = pair
        if stage not in STAGES:
            say(f"[grades] {column}", f"不认识的学段“{stage}”", f"可用：{'、'.join(STAGES)}")
        if grade not in GRADES:
            say(f"[grades] {column}", f"不认识的年级“{grade}”", f"可用：{'、'.join(GRADES)}")
        if (stage, grade) in seen:
            say(f"[grades] {column}", f"与 {seen[stage, grade]} 列写成了同一学段年级", "一个学段年级只能来自一列")
        seen[stage, grade] = column
    return {column: (stage, grade) for (stage, grade), column in seen.items()}


def _kinds(given: object, say: _Findings) -> tuple[tuple[str, frozenset[str]], ...]:
    if not isinstance(given, list) or not given:
        say("[[kinds]]", "没有写明学校类型怎么定", "请照 townbase/convert/mappings/template.toml 补上")
        return ()
    kinds = []
    for number, rule in enumerate(given, 1):
        where = f"[[kinds]] 第 {number} 条"
        if not isinstance(rule, dict) or rule.keys() != {"kind", "stages"} or not isinstance(rule["stages"], list):
            say(where, "应有 kind 和 stages 两项", '请写成 kind = "primary"，stages = ["primary"]')
            continue
        if rule["kind"] not in KINDS:
            say(where, f"不认识的类型“{rule['kind']}”", f"可用：{'、'.join(KINDS)}")
        for stage in rule["stages"]:
            if stage not in STAGES:
                say(where, f"不认识的学段“{stage}”", f"可用：{'、'.join(STAGES)}")
        kinds.append((rule["kind"], frozenset(map(str, rule["stages"]))))
    if kinds and kinds[-1][1]:
        say("[[kinds]]", "最后一条应接住其余学校", '请加一条 kind = "other"，stages = []')
    return tuple(kinds)
