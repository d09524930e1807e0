"""A small city whose children go to school at home, elsewhere, or in under ten."""

from townbase.checks import read_promises

TOWNSHIPS = """
    township_id | name   | district_id | area  | counted | junior_served_by
    a           | 谷雨镇 | d1          | town  | true    |
    b           | 霜降镇 | d1          | town  | true    | a
    c           | 城关   | d1          | urban | false   |
    e           | 小寒镇 | d2          | town  | true    | old
"""
CODES = "kind | old_id | school_year | new_id\n township | old | 2025 | a"
SCHOOLS = (
    "school_id | school_year | township_id | name | kind\n"
    + "".join(f"{place}{year} | {year} | {place} | 校{place} | nine_year\n" for year in (2024, 2025) for place in "ace")
    + "b2024 | 2024 | b | 校b | primary\n b2025 | 2025 | b | 校b | primary"
)
MARTS = ("flow", "local_enrolment", "net_flow", "intake_source", "township_measurement", "birth_cohort", "roll_change", "intake_forecast")
MINE = [
    promise
    for promise in read_promises()
    if any(word in promise.name for word in ("flow", "destination", "elsewhere", "birth_years", "come_from", "changed_roll"))
]


def residency(rows: str) -> str:
    return "township_id | school_year | stage | destination | children\n" + "\n".join(
        f"{t} | 2025 | {s} | {d} | {n}" for t, s, d, n in (line.split() for line in rows.strip().splitlines())
    )


def enrolment(**pupils: int) -> str:
    lines = [f"{school}2025 | 2025 | {stage} | {grade} | {n}" for key, n in pupils.items() for school, stage, grade in [key.split("_")]]
    return "school_id | school_year | stage | grade | pupils\n" + "\n".join(lines)


def city(make, rows, **more):
    return make({"townships": TOWNSHIPS, "code_changes": CODES, "schools": SCHOOLS, "residency": residency(rows), **more}, *MARTS)


def flows(made, area="a", kind="township", stage="primary"):
    return dict(made.rows(
        f"select destination || ':' || place, children from flow where area_kind = '{kind}' and area_id = '{area}' and stage = '{stage}'"
    ))  # fmt: skip


def children(rows: str) -> str:
    return "township_id | school_year | birth_year | children\n" + "\n".join(
        f"{t} | 2025 | {b} | {n}" for t, b, n in (line.split() for line in rows.strip().splitlines())
    )


def folds(made, band="primary"):
    return made.rows(f"select birth_from, birth_to, children from birth_cohort where township_id = 'a' and band = '{band}' order by 1")
