"""What was delivered, with codes followed: a township or school that got a new code lives on under the new one."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

EXTRACTS = (
    *("townships", "schools", "code_changes", "staffing", "facilities", "teaching", "inspection", "enrolment"),
    *("assessment", "survey", "residency", "delivery", "funding"),
)
STAGES_OF_KIND = {
    "kindergarten": ["preschool"],
    "primary": ["primary"],
    "junior": ["junior"],
    "nine_year": ["primary", "junior"],
    "teaching_point": [],
    "other": [],
}
NOT_A_PLACE = {"other_city", "not_enrolled", "unknown"}


@dataclass(frozen=True)
class City:
    """One delivery and the policy rows: townships by id, the roster, the extracts (townships' ids followed)."""

    townships: pd.DataFrame
    roster: pd.DataFrame
    extracts: dict[str, pd.DataFrame]
    indicators: pd.DataFrame
    goals: pd.DataFrame
    tasks: pd.DataFrame
    as_of: date | None
    follow_township: Callable[[str], str]
    follow_school: Callable[[str], str]

    @property
    def counted(self) -> list[str]:
        return self.townships.index[self.townships["counted"]].tolist()


def read_city(extracts: Path, policy: Path) -> City:
    """The city as delivered in a folder, with the policy rows of another."""
    tables = {name: _parquet(extracts / f"{name}.parquet") for name in EXTRACTS}
    tables = {name: table for name, table in tables.items() if table is not None}
    follow_township, follow_school = (_follower(tables.get("code_changes"), kind) for kind in ("township", "school"))
    townships = _townships(tables["townships"], follow_township)
    for name in ("survey", "residency", "funding"):
        if name in tables:
            tables[name] = tables[name].assign(township_id=tables[name]["township_id"].map(follow_township))
    if "residency" in tables:
        tables["residency"]["destination"] = tables["residency"]["destination"].map(follow_township)
    return City(
        townships=townships,
        roster=_roster(tables["schools"], townships, follow_township, follow_school),
        extracts=tables,
        indicators=_policy(policy, "indicators"),
        goals=_policy(policy, "goals").set_index("goal"),
        tasks=_policy(policy, "tasks").set_index("task_id"),
        as_of=_as_of(extracts),
        follow_township=follow_township,
        follow_school=follow_school,
    )


def roster_by_stage(roster: pd.DataFrame) -> pd.DataFrame:
    """One row per delivered school, year and stage that its kind teaches; a school of two stages gives two."""
    stages = roster.assign(stage=roster["kind"].map(STAGES_OF_KIND))
    return stages.explode("stage").dropna(subset="stage").reset_index(drop=True)


def _parquet(path: Path) -> pd.DataFrame | None:
    return pd.read_parquet(path) if path.exists() else None


def _policy(folder: Path, name: str) -> pd.DataFrame:
    frame = pd.read_csv(folder / f"{name}.csv", encoding="utf-8-sig", dtype=str, keep_default_na=False)
    frame = frame.apply(lambda column: column.str.strip())
    whole = [column for column in ("action", "goal", "per", "base_year", "judged_year") if column in frame]
    return frame.astype(dict.fromkeys(whole, int))


def _follower(changes: pd.DataFrame | None, kind: str):
    """A function old code → the code it lives on under, through as many changes as there were."""
    if changes is None:
        return lambda code: code
    of_kind = changes[changes["kind"] == kind].sort_values("school_year")
    new = dict(zip(of_kind["old_id"], of_kind["new_id"], strict=True))

    def follow(code):
        seen = {code}
        while code in new and new[code] not in seen:
            code = new[code]
            seen.add(code)
        return code

    return follow


def _townships(townships: pd.DataFrame, follow) -> pd.DataFrame:
    served = [column for column in ("primary_served_by", "junior_served_by") if column in townships]
    townships = townships.assign(
        counted=_flag(townships, "counted").eq(True).fillna(False).astype(bool),
        **{column: townships[column].map(follow, na_action="ignore") for column in served},
    )
    return townships.set_index("township_id").sort_index()


def _roster(schools: pd.DataFrame, townships: pd.DataFrame, follow_township, follow_school) -> pd.DataFrame:
    roster = pd.DataFrame(
        {
            "delivered_id": schools["school_id"],
            "school_id": schools["school_id"].map(follow_school),
            "school_year": schools["school_year"],
            "township_id": schools["township_id"].map(follow_township),
            "kind": schools["kind"],
            **{flag: _flag(schools, flag) for flag in ("seat", "urban_reference", "urban_quality")},
        }
    )
    return roster.assign(district_id=roster["township_id"].map(townships["district_id"]))


def _flag(frame: pd.DataFrame, column: str) -> pd.Series:
    """A flag where null means unknown; an absent column is unknown throughout."""
    values = frame[column] if column in frame else pd.Series(None, index=frame.index, dtype="object")
    return values.astype("boolean")


def _as_of(extracts: Path) -> date | None:
    manifest = tomllib.loads((extracts / "delivery.toml").read_text(encoding="utf-8"))
    said = manifest.get("extracts", manifest).get("delivery", {}).get("as_of")
    return date.fromisoformat(str(said)) if said else None
