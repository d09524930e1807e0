"""A school or a stage that is not listed this year: gone, or forgotten? The year it was last seen lets the reader decide."""

from __future__ import annotations

from townbase import words
from townbase.asking import Ask, records
from townbase.text import is_missing

SCHOOL = {"preschool": "幼儿园", "primary": "小学", "junior": "初中"}


def school(ask: Ask, school_id: str, year: int) -> str:
    """Why the panel of one school is empty."""
    found = records(ask("shared/last_seen_school", school=school_id, year=year))
    if not found:
        return f"{words.year_label(year)}名录中没有这所学校。"
    last = found[0]
    return f"{words.year_label(year)}名录中没有{last['name']}；最后一次列入是{words.year_label(last['school_year'])}。"


def township(ask: Ask, township: str, year: int) -> str:
    """Why a township has no school at all."""
    row = records(ask("shared/last_seen_stage", township=township, stage="primary", year=year))[0]
    return f"本学年学校名录中没有本镇的学校{_last(row['last_listed'])}。请核对学校名录。"


def stage(ask: Ask, township: str, stage: str, year: int, own: str = "本镇") -> str:
    """Why a township has no pupils of a stage; '' where it has a school of it."""
    row = records(ask("shared/last_seen_stage", township=township, stage=stage, year=year))[0]
    if not row["rostered"]:
        return f"本学年学校名录中没有{own}的学校{_last(row['last_listed'])}。请核对学校名录。"
    if is_missing(row["schools"]) or row["schools"]:
        return ""
    if is_missing(row["last_year"]):
        return f"{own}没有{SCHOOL[stage]}。"
    return f"{own}本学年没有{SCHOOL[stage]}{_last(row['last_year'])}。"


def _last(year: float | None) -> str:
    return "" if is_missing(year) else f"，最后一次列入是{words.year_label(int(year))}"
