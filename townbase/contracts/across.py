"""What only several extracts together can tell: ids that nobody knows, codes of another system, stages that do not fit."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

import duckdb

from townbase.contracts.contract import Contract
from townbase.contracts.manifest import Manifest
from townbase.contracts.rowchecks import RowCheck, find_rows
from townbase.findings import Finding
from townbase.sqlfiles import read_room, select_of

_BY_NAME = {
    "district_id": "district",
    "township_id": "township",
    "primary_served_by": "township",
    "junior_served_by": "township",
    "school_id": "school",
    "parent_school_id": "school",
}
_WORDS = {
    "district": "区县",
    "township": "乡镇（街道）",
    "school": "学校（园）",
    "destination": "乡镇（街道）",
    "unit": "责任对象",
}
_DIGITS = {"district": (6,), "township": (9,), "school": (10,), "destination": (9,), "unit": (6, 9, 10)}
_DEFINES = (("townships", "district_id"), ("townships", "township_id"), ("schools", "school_id"))
_NO_PLACE = "('other_city', 'not_enrolled', 'unknown')"
_OTHER_CODE = "^[A-Za-z0-9-]{1,20}$"

# Stages a school of a kind has; kinds that are not listed may have any.
_STAGES = {
    "kindergarten": ("preschool",),
    "primary": ("primary",),
    "junior": ("junior",),
    "nine_year": ("primary", "junior"),
}
_CALENDAR_FREE = ("code_changes",)
_SINCE = "school_year >= since and school_year < until"


def find_across(
    con: duckdb.DuckDBPyConnection, contracts: dict[str, Contract], manifest: Manifest, loaded: dict[str, set[str]]
) -> list[Finding]:
    """loaded: the extracts that could be read, with the columns each one really has. The others stand empty."""
    _known_ids(con)
    findings = _cycles(con)
    for name, columns in sorted(loaded.items()):
        contract = contracts[name]
        checks = [
            *_codes(contract, columns, manifest),
            *_unknown(contract, columns, loaded),
            *_calendar(contract, columns, manifest),
        ]
        checks += [*_off_roster(contract, columns, loaded), *_own(name, columns, loaded)]
        findings += find_rows(con, name, f"{name}.parquet", [key for key in contract.key if key in columns], checks)
    return findings


def _known_ids(con: duckdb.DuckDBPyConnection) -> None:
    """Temporary tables: every id that somebody may name, and every school a year's roster holds, codes followed."""
    con.execute("""
        create or replace temp table known as
        select 'district' as kind, district_id as id from townships
        union select 'township', township_id from townships
        union select 'school', school_id from schools
        union select kind, old_id from code_changes
    """)
    # a school's change holds up to its year: what stands under the code from then on is a school of its own
    con.execute(f"create or replace temp table followed as\n{select_of(read_room('mart')['school_code_followed'])}")
    con.execute(f"""
        create or replace temp table on_roster as
        select distinct coalesce(new_id, school_id) as id, school_year
        from schools left join followed on old_id = school_id and {_SINCE}
    """)


def _references(contract: Contract) -> Iterator[tuple[str, str]]:
    """Columns that hold somebody's id, with the kind of thing they name."""
    if contract.name == "residency":
        yield "destination", "destination"
    if contract.name == "delivery":
        yield "unit_id", "unit"
    for column in contract.columns:
        if column.name in _BY_NAME:
            yield column.name, _BY_NAME[column.name]


def _codes(contract: Contract, columns: set[str], manifest: Manifest) -> Iterator[RowCheck]:
    """The form that the delivery's code system asks for, and no real place in an invented city or the reverse."""
    references = list(_references(contract))
    if contract.name == "code_changes":
        references = [("old_id", "township"), ("new_id", "township"), ("old_id", "school"), ("new_id", "school")]
    for column, kind in references:
        if column not in columns:
            continue
        only = f"kind = '{kind}'" if contract.name == "code_changes" else "true"
        only += f" and {column} not in {_NO_PLACE}" if kind == "destination" else ""
        if manifest.code_system:
            yield _form(contract, column, kind, only, manifest.code_system)
        if kind in ("district", "township", "destination"):
            yield from _province(contract, column, only, manifest)


def _form(contract: Contract, column: str, kind: str, only: str, system: str) -> RowCheck:
    pattern = "|".join(f"^[0-9]{{{digits}}}$" for digits in _DIGITS[kind]) if system == "cn" else _OTHER_CODE
    digits = "、".join(str(digits) for digits in _DIGITS[kind])
    rule = f"{digits} 位数字" if system == "cn" else "1—20 位字母、数字或连字符"
    condition = f"{only} and not regexp_matches({column}, '{pattern}')"
    what = f"{contract.column(column).label}的值“{{}}”不合代码规则：code_system 为 {system} 时，{_WORDS[kind]}代码应为 {rule}"
    return RowCheck(condition, what, "请核对代码，前面的 0 不能丢", column)


def _province(contract: Contract, column: str, only: str, manifest: Manifest) -> Iterator[RowCheck]:
    official = f"{only} and regexp_matches({column}, '^([0-9]{{6}}|[0-9]{{9}}|[0-9]{{12}})$')"
    label = contract.column(column).label
    if manifest.synthetic is True:
        condition = f"{official} and left({column}, 2) between '11' and '82'"
        what = f"{label}的值 {{}} 是真实省份的代码，而 delivery.toml 写明是演示数据（synthetic = true）"
        yield RowCheck(condition, what, "虚构数据不得使用真实地方的代码，请改用 99 开头的代码", column)
    if manifest.synthetic is False and manifest.code_system == "cn":
        condition = f"{official} and left({column}, 2) = '99'"
        what = f"{label}的值 {{}} 以 99 开头，是虚构代码，而 delivery.toml 写明是真实数据（synthetic = false）"
        yield RowCheck(condition, what, "请改用真实代码，或把 synthetic 改为 true", column)


def _unknown(contract: Contract, columns: set[str], loaded: dict[str, set[str]]) -> Iterator[RowCheck]:
    for column, kind in _references(contract):
        roster = "schools" if kind == "school" else "townships"
        if column not in columns or roster not in loaded or (contract.name, column) in _DEFINES:
            continue
        kinds = (
            "('township', 'school', 'district')"
            if kind == "unit"
            else f"('{'township' if kind == 'destination' else kind}')"
        )
        known = f"{column} not in (select id from known where kind in {kinds} and id is not null)"
        known += f" and {column} not in {_NO_PLACE}" if kind == "destination" else ""
        what = f"{contract.column(column).label}的值 {{}} 不在名录中（也没有代码变更记录）"
        severity = "warning" if column == "parent_school_id" else "error"
        yield RowCheck(
            f"{column} is not null and {known}", what, "请核对代码，或在名录、代码变更中补上", column, severity
        )
    if contract.name == "code_changes":
        known = "(kind, new_id) not in (select (kind, id) from known where id is not null)"
        unknown = f"new_id is not null and kind is not null and {known}"
        yield RowCheck(unknown, "新代码 {} 不在名录中", "请核对新代码，或在名录中补上", "new_id")


def _off_roster(contract: Contract, columns: set[str], loaded: dict[str, set[str]]) -> Iterator[RowCheck]:
    """Rows of a school in a year whose roster does not hold it, and stages its kind does not have: they would count nowhere."""
    if "schools" not in loaded or contract.name == "schools" or not {"school_id", "school_year"} <= columns:
        return
    followed = f"coalesce((select max(new_id) from followed where old_id = school_id and {_SINCE}), school_id)"
    row = f"({followed}, school_year)"
    yield RowCheck(
        f"school_id in (select id from known where kind = 'school') and {row} not in (select (id, school_year) from on_roster)",
        "{} 学年的学校名录中没有这所学校，这一行不会计入任何结果",
        "请在该学年的名录中补上，或删去这一行",
        "school_year",
        "warning",
    )
    if "stage" in columns:
        fits = " or ".join(
            f"(kind = '{kind}' and stage = '{stage}')" for kind, stages in _STAGES.items() for stage in stages
        )
        listed = ", ".join(f"'{kind}'" for kind in _STAGES)
        same = f"schools.school_id = {contract.name}.school_id and schools.school_year = {contract.name}.school_year"
        misfit = f"exists (select 1 from schools where {same} and kind in ({listed}) and not ({fits}))"
        yield RowCheck(
            f"stage in ('preschool', 'primary', 'junior') and {misfit}",
            "这所学校的类型没有 {} 学段",
            "请核对学校类型或学段",
            "stage",
            "warning",
        )


def _own(name: str, columns: set[str], loaded: dict[str, set[str]]) -> Iterator[RowCheck]:
    if (
        name == "schools"
        and {"urban_reference", "township_id"} <= columns
        and "counted" in loaded.get("townships", set())
    ):
        yield RowCheck(
            "urban_reference and township_id in (select township_id from townships where counted)",
            "这所学校既属于纳入 80% 分母的乡镇（{}），又标为城区对照学校",
            "请核对：一所学校不能同时算作乡镇和城区",
            "township_id",
            "warning",
        )


def _calendar(contract: Contract, columns: set[str], manifest: Manifest) -> Iterator[RowCheck]:
    delivered = manifest.city.get("delivered_on")
    if delivered and "school_year" in columns and contract.name not in _CALENDAR_FREE:
        yield RowCheck(
            f"school_year > {delivered.year + 1}",
            f"学年 {{}} 晚于交付日期 {delivered}",
            "请核对学年，填学年开始的年份",
            "school_year",
        )


def _cycles(con: duckdb.DuckDBPyConnection) -> list[Finding]:
    """Codes that lead back to themselves; each circle is said once."""
    findings = []
    for kind in ("township", "school"):
        edges = set(
            con.execute(
                "select old_id, new_id from code_changes where kind = ? and old_id <> new_id", [kind]
            ).fetchall()
        )
        while circle := _circle(edges):
            what = f"代码变更首尾相接，找不到最终代码：{' → '.join(circle)}"
            findings.append(
                Finding("error", "code_changes.parquet", f"kind={kind}", what, "请核对原代码和新代码，去掉多余的一行")
            )
            edges -= set(zip(circle, circle[1:], strict=False))
    return findings


def _circle(edges: set[tuple[str, str]]) -> list[str]:
    sorter: TopologicalSorter = TopologicalSorter()
    for old, new in sorted(edges):
        sorter.add(new, old)
    try:
        sorter.prepare()
    except CycleError as error:
        return error.args[1]
    return []
