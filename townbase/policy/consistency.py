"""Whether the policy rows hold together: every finding at once, so that a clerk mends the files in one go."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb

from townbase.findings import Finding
from townbase.policy.reading import KEY, Row

Rows = dict[str, list[Row]]

SECTION_STARTS, SECTIONS_END = "一、", "【打印本页】"
DELIVERED = ("staffing", "facilities", "teaching", "inspection")
KEY_COLUMNS = {"school_id", "school_year", "stage"}
# Measures that are worked out at build, of a school or of a township
DERIVED = {
    *("schools", "pupils", "classes", "seven_resource_pass", "bridge_lead_seat"),
    *("local", "found", "outside_intake", "level3", "tested", "planned", "received", "received_higher"),
    *("satisfied_parent", "answered_parent", "satisfied_pupil", "answered_pupil"),
    *("satisfied_teacher", "answered_teacher", "satisfied_belonging", "answered_belonging"),
}
STAGES = {"preschool", "primary", "junior"}
ALLOWED = {
    "clauses": {"kind": {"heading", "headline", "demand", "statement"}, "section": {"1", "2", "3", "4", "5"}},
    "tasks": {"unit": {"township", "school", "district"}},
    "indicators": {
        "role": {"core", "reference", "monitor"},
        "scope": {"all", "seat", "other", "seat_vs_other"},
        "level": {"township", "city"},
        "form": {"share", "per_head", "difference_rate"},
        "rule": {"at_least", "at_most", "below", "not_below_urban", "rising", "tracked"},
        "basis": {"policy", "standard", "project reading"},
        "owner_level": {"school", "township", "district"},
    },
}
MAY_BE_EMPTY = {
    "actions": {"clause_id", "note"},
    "clauses": {"goal", "action"},
    "tasks": {"clause_2"},
    "indicators": {"denominator", "unit", "value_unit", "threshold", "clause_2", "valid_from", "valid_to"},
}
QUOTING = {
    "actions": ["note"],
    "tasks": ["title", "done_means", "evidence"],
    "indicators": ["title", "source"],
}


def findings_of(rows: Rows, text: str, measures: set[str]) -> list[Finding]:
    """All findings about rows that were read; text is the whole policy text, measures the names a row may count."""
    return [
        *_repeated_keys(rows),
        *_empty_or_unknown_words(rows),
        *_cuts(rows["clauses"], text),
        *_headings(rows),
        *_clause_links(rows),
        *_unanswered_demands(rows),
        *_goals_without_core_row(rows),
        *_quotes_not_in_the_text(rows, text),
        *(finding for row in rows["indicators"] for finding in _indicator(row, measures)),
    ]


def known_measures(contract: Path) -> set[str]:
    """Every measure a row may count: the delivered columns of the contract, and those worked out at build."""
    with duckdb.connect(":memory:") as con:
        for extract in DELIVERED:
            con.execute((contract / f"{extract}.sql").read_text(encoding="utf-8"))
        columns = con.execute("select column_name from duckdb_columns() where not internal").fetchall()
    return {column for (column,) in columns} - KEY_COLUMNS | DERIVED


def published_sections(text: str) -> str:
    """The part of the text that the clauses cut; empty when it cannot be found."""
    start, end = text.find(SECTION_STARTS), text.find(SECTIONS_END)
    return text[start:end] if 0 <= start < end else ""


def _repeated_keys(rows: Rows) -> Iterator[Finding]:
    for name, key in KEY.items():
        keys = [row[key] for row in rows[name]]
        for repeated in sorted({value for value in keys if keys.count(value) > 1}):
            yield _wrong(name, repeated, f"{key} 重复", "每个编号只保留一行")


def _empty_or_unknown_words(rows: Rows) -> Iterator[Finding]:
    for name, rows_of_file in rows.items():
        for row in rows_of_file:
            for column, cell in row.items():
                allowed = ALLOWED.get(name, {}).get(column)
                if not cell and column not in MAY_BE_EMPTY.get(name, set()):
                    yield _wrong(name, row[KEY[name]], f"{column} 列为空", "补填")
                elif cell and allowed and cell not in allowed:
                    todo = f"只能填：{'、'.join(sorted(allowed))}"
                    yield _wrong(name, row[KEY[name]], f"{column} 列不认识“{cell}”", todo)


def _cuts(clauses: list[Row], text: str) -> Iterator[Finding]:
    whole, place = published_sections(text), 0
    for row in clauses:
        if not whole.startswith(row["text"], place):
            what = f"与原文接不上，原文此处为“{whole[place : place + 12].strip()}”"
            yield _wrong("clauses", row["clause_id"], what, "按原文逐字改正，不多、不少、不换顺序")
            return
        place += len(row["text"])
    if whole[place:]:
        yield _wrong(
            "clauses", "", f"原文没有切完，缺“{whole[place : place + 12].strip()}”以后的部分", "补上缺少的条款"
        )
    if not whole:
        yield _wrong("clauses", "", "政策原文中找不到第一至第五部分", "恢复政策原文")


def _headings(rows: Rows) -> Iterator[Finding]:
    clauses = {row["clause_id"]: row for row in rows["clauses"]}
    for name, key in (("goals", "goal"), ("actions", "action")):
        for row in rows[name]:
            clause = clauses.get(row["clause_id"])
            if row["clause_id"] and (not clause or clause["kind"] != "heading" or clause[key] != row[key]):
                yield _wrong(name, row[key], f"“{row['clause_id']}”不是它的标题条款", "填 kind 为 heading 的条款编号")


def _clause_links(rows: Rows) -> Iterator[Finding]:
    """A row stands under the goal and the action of its clause; a second clause may belong to another action."""
    goals, actions = ({row[key] for row in rows[name]} for name, key in (("goals", "goal"), ("actions", "action")))
    clauses = {row["clause_id"]: row for row in rows["clauses"]}
    for name, row in _answers(rows):
        key = row[KEY[name]]
        if row["goal"] not in goals or row["action"] not in actions:
            yield _wrong(name, key, f"没有目标 {row['goal']} 或行动 {row['action']}", "改为已有的序号")
        for column, same in (("clause_id", ("goal", "action")), ("clause_2", ("goal",))):
            clause = clauses.get(row[column])
            if row[column] and not clause:
                yield _wrong(name, key, f"没有条款“{row[column]}”", "改为 clauses.csv 中的编号")
            elif clause and clause["kind"] != "demand":
                yield _wrong(name, key, f"条款“{row[column]}”不是一项要求", "填 kind 为 demand 的条款编号")
            elif clause and any(clause[part] not in ("", row[part]) for part in same):
                yield _wrong(name, key, f"条款“{row[column]}”属于别的目标或行动", "改条款编号，或改目标、行动序号")


def _unanswered_demands(rows: Rows) -> Iterator[Finding]:
    answered = {row[column] for _, row in _answers(rows) for column in ("clause_id", "clause_2")}
    for row in rows["clauses"]:
        if row["kind"] == "demand" and row["clause_id"] not in answered:
            what = f"“{row['text'].strip()}”没有指标或任务来回答"
            yield _wrong("clauses", row["clause_id"], what, "在 indicators.csv 或 tasks.csv 中补一行")


def _goals_without_core_row(rows: Rows) -> Iterator[Finding]:
    """A row of level city never counts in a township, so it cannot carry a goal."""
    carried = {row["goal"] for row in rows["indicators"] if row["role"] == "core" and row["level"] == "township"}
    for row in rows["goals"]:
        if row["goal"] not in carried:
            yield _wrong("goals", row["goal"], "没有核心指标，任何乡镇都无法达标", "在 indicators.csv 中补一行 core")


def _quotes_not_in_the_text(rows: Rows, text: str) -> Iterator[Finding]:
    """Words between “ and ” are the policy's own; …… stands for words left out."""
    for name, columns in QUOTING.items():
        for row in rows[name]:
            quotes = [quote for column in columns for quote in re.findall("“([^”]*)”", row[column])]
            for piece in (piece for quote in quotes for piece in quote.split("……")):
                if piece not in text:
                    yield _wrong(name, row[KEY[name]], f"引文“{piece}”不在政策原文中", "按原文改正，省略处用“……”")


def _indicator(row: Row, measures: set[str]) -> Iterator[Finding]:
    for what, todo in (
        *_stages(row["stages"].split()),
        *_threshold(row),
        *_role_and_rule(row),
        *_counted(row, measures),
        *_valid(row),
    ):
        yield _wrong("indicators", row["indicator_id"], what, todo)


def _stages(stages: list[str]) -> Iterator[tuple[str, str]]:
    if stages != ["none"] and (not set(stages) <= STAGES or len(stages) != len(set(stages))):
        yield f"stages 列不认识“{' '.join(stages)}”", "逐个列出 preschool、primary、junior，用空格分开；不分学段填 none"


def _threshold(row: Row) -> Iterator[tuple[str, str]]:
    rule, threshold = row["rule"], row["threshold"]
    if rule in ("at_least", "at_most", "below") and not _is_number(threshold):
        yield f"规则 {rule} 的 threshold“{threshold}”不是数字", "填一个数，95% 填 0.95"
    if rule == "rising" and threshold not in ("each_year", "base_year"):
        yield f"规则 rising 的 threshold“{threshold}”不对", "填 each_year 或 base_year"
    if rule in ("not_below_urban", "tracked") and threshold:
        yield f"规则 {rule} 不用 threshold", "清空"


def _role_and_rule(row: Row) -> Iterator[tuple[str, str]]:
    if (row["role"] == "monitor") != (row["rule"] == "tracked"):
        yield f"角色 {row['role']} 与规则 {row['rule']} 不配", "监测项（monitor）的规则为 tracked，其余不是"
    if row["role"] == "reference" and row["basis"] == "policy":
        yield "参考指标（reference）的依据不能是 policy", "改为 standard 或 project reading，并在 source 写明"
    if row["scope"] == "seat_vs_other" and row["role"] != "monitor":
        yield "seat_vs_other 是两数之差，不能判定", "改为监测项"


def _counted(row: Row, measures: set[str]) -> Iterator[tuple[str, str]]:
    if row["form"] == "difference_rate":
        if (row["numerator"], row["denominator"]) != ("mean", ""):
            yield "差异率的分子应为 mean，分母留空", "改正"
        return
    for part in ("numerator", "denominator"):
        if row[part] not in measures:
            yield f"{part}“{row[part]}”在任何数据表和推算量中都没有", "改为 sql/contract 中的列名"
    if not row["unit"]:
        yield "unit 列为空", "填量词加名词，接在“还差 3 ”后面读得通"
    if not re.fullmatch("[1-9][0-9]*", row["per"]):
        yield f"per“{row['per']}”不是正整数", "一般填 1"


def _valid(row: Row) -> Iterator[tuple[str, str]]:
    first, last = row["valid_from"], row["valid_to"]
    if first.isdigit() and last.isdigit() and int(first) > int(last):
        yield f"valid_from {first} 晚于 valid_to {last}", "改正起止学年"


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", text) is not None


def _answers(rows: Rows) -> Iterable[tuple[str, Row]]:
    return [(name, row) for name in ("indicators", "tasks") for row in rows[name]]


def _wrong(name: str, key: str, what: str, todo: str) -> Finding:
    return Finding("error", f"{name}.csv", key, what, todo)
