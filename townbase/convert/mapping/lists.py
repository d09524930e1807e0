"""The sections of a mapping whose keys are free: the grades' columns and the rules for a school's kind."""

from collections.abc import Callable

STAGES = ("preschool", "primary", "junior", "senior", "other")
GRADES = ("k1", "k2", "k3", *(str(grade) for grade in range(1, 13)), "other")
KINDS = ("kindergarten", "primary", "junior", "nine_year", "teaching_point", "other")

Say = Callable[[str, str, str], None]


def read_grades(given: object, say: Say) -> dict[str, tuple[str, str]]:
    """column -> (stage, grade). Several columns make one grade only where each names its part of it."""
    if not isinstance(given, dict) or not given:
        say("[grades]", "没有年级列", '请逐列写明学段和年级，如 g1 = ["primary", "1"]')
        return {}
    parts: dict[tuple[str, str], dict[str, str]] = {}
    for column, value in given.items():
        if not isinstance(value, list) or len(value) not in (2, 3) or not all(isinstance(item, str) for item in value):
            say(f"[grades] {column}", "应为两项", '请写成 ["primary", "1"] 的样子；几列相加的，第三项写是哪一部分')
            continue
        stage, grade, *part = value
        if stage not in STAGES:
            say(f"[grades] {column}", f"不认识的学段“{stage}”", f"可用：{'、'.join(STAGES)}")
        if grade not in GRADES:
            say(f"[grades] {column}", f"不认识的年级“{grade}”", f"可用：{'、'.join(GRADES)}")
        _add_part(parts.setdefault((stage, grade), {}), column, part[0] if part else "", say)
    for columns in parts.values():
        if len(columns) == 1 and "" not in columns:
            [(part, column)] = columns.items()
            say(f"[grades] {column}", f"这个年级只有“{part}”一部分", "请补上其余部分的列；只有这一列的，去掉第三项")
    return {column: pair for pair, columns in parts.items() for column in columns.values()}


def _add_part(columns: dict[str, str], column: str, part: str, say: Say) -> None:
    if part in columns or (columns and (not part or "" in columns)):
        other = next(iter(columns.values()))
        todo = '一个学段年级只能来自一列；要几列相加的，各写第三项，如 ["primary", "1", "男"]'
        say(f"[grades] {column}", f"与 {other} 列写成了同一学段年级", todo)
    columns.setdefault(part, column)


def read_kinds(given: object, say: Say) -> tuple[tuple[str, frozenset[str]], ...]:
    """(kind, stages) in order; the last one takes the rest."""
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
