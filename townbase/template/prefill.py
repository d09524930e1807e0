"""What a set of forms begins with: the township list, rows for every school of a roster, and lists to choose from."""

from collections.abc import Mapping, Sequence

from townbase import policy
from townbase.settings import policy_dir
from townbase.template.form import Form

STAGES = {
    "kindergarten": ("preschool",),
    "primary": ("primary",),
    "teaching_point": ("primary",),
    "junior": ("junior",),
    "nine_year": ("primary", "junior"),
}
LAST_PRIMARY_GRADE = {"63": 6, "54": 5}
LOCKED_IN_ROSTER = {
    "townships": ("township_id", "name", "district_id", "district_name", "kind"),
    "schools": ("school_id", "school_year"),
}
TOWNSHIP_COLUMNS = ("township_id", "primary_served_by", "junior_served_by", "destination", "unit_id")


def rows_of(form: Form, townships: Sequence[Mapping], schools: Sequence[Mapping]) -> tuple[list[dict], tuple[str, ...]]:
    """The rows to begin with and the columns that are locked in them. schools: the whole roster, every year it has."""
    if form.name in LOCKED_IN_ROSTER:
        return [dict(row) for row in (townships if form.name == "townships" else schools)], LOCKED_IN_ROSTER[form.name]
    schools = latest(schools)
    if form.key == ("school_id", "school_year", "stage"):
        return [
            _key(school, stage) for school in schools for stage in STAGES.get(str(school.get("kind")), ())
        ], form.key
    if form.name == "enrolment":
        rows = [
            {**_key(school, stage), "grade": grade}
            for school in schools
            for stage in STAGES.get(str(school.get("kind")), ())
            for grade in _grades(stage, str(school.get("system") or "63"))
        ]
        return rows, form.key
    return [], ()


def lists_of(
    form: Form, townships: Sequence[Mapping], schools: Sequence[Mapping], tasks: Mapping[str, str]
) -> dict[str, list[str]]:
    """Column -> the `代码 名称` that its list offers, for columns that name a township, a school or a task."""
    places = [f"{row['township_id']} {row['name']}" for row in townships]
    lists = {column: places for column in TOWNSHIP_COLUMNS if places}
    lists |= {"school_id": [f"{row['school_id']} {row['name']}" for row in latest(schools)]} if schools else {}
    lists |= {"task_id": [f"{code} {title}" for code, title in tasks.items()]} if tasks else {}
    own = {field.column.name: [*field.choices] for field in form.fields}
    defined = {"townships": "township_id", "schools": "school_id"}.get(form.name)
    return {column: own[column] + listed for column, listed in lists.items() if column in own and column != defined}


def latest(schools: Sequence[Mapping]) -> list[Mapping]:
    """The schools of the roster's newest year."""
    newest = max((row["school_year"] for row in schools), default=None)
    return [row for row in schools if row["school_year"] == newest]


def task_titles() -> dict[str, str]:
    """task_id -> its title, from the rows of the policy."""
    tasks = policy.tables(policy_dir())["tasks"]
    return dict(zip(tasks.task_id, tasks.title, strict=True))


def _key(school: Mapping, stage: str) -> dict[str, object]:
    return {
        "school_id": f"{school['school_id']} {school['name']}",
        "school_year": school["school_year"],
        "stage": stage,
    }


def _grades(stage: str, system: str) -> list[str]:
    last = LAST_PRIMARY_GRADE.get(system, 6)
    first, behind = {"primary": (1, last + 1), "junior": (last + 1, 10)}.get(stage, (0, 0))
    return [str(grade) for grade in range(first, behind)] or ["k1", "k2", "k3"]
