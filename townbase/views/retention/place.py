"""Of which place, year and stage the page 本地就读 speaks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

import pandas as pd

from townbase import words
from townbase.asking import Ask
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.shared import last_seen

STAGES = ("preschool", "primary", "junior")
CITY = "city"
MARK = "0-0"
# What a child of the stage is called, and what a place says of itself.
CHILD = {"preschool": "户籍适龄幼儿", "primary": "户籍小学生", "junior": "户籍初中生"}
OWN = {"街道": "本街道", "乡": "本乡"}
# What the townships of a side are called together.
SIDE = {"counted": "纳入的乡镇", "urban": "城区街道"}
# Where children go who leave, seen from their own township.
PLACE = {
    "district_urban": "本区县城区",
    "district_town": "本区县其他乡镇",
    "district": "本区县其他乡镇（街道）",
    "other_district": "市内其他区县",
    "other_city": "市外",
}
UNDIVIDED = "外出就读（少于 10 人，不分去向）"
FIRST_GRADE = {"preschool": "小班", "primary": "一年级", "junior": "首年级"}


@dataclass(frozen=True)
class Where:
    """kind: city, district, township · stage: what the lower cards speak of · served: who serves its children there, or "".

    side: whose rate the page is about: a township's own, else that of the counted townships of the area (of its urban
    streets where none is counted; of all where sides are unknown) · base: the year from which a rise is counted, or None
    absent: why the township has no school of the stage, or "" · given, births: whether it was ever delivered where
    children go, and how many are born
    """

    kind: str
    id: str
    name: str
    year: int
    stage: str
    own: str
    served: str = ""
    system: str = "63"
    district: str | None = None
    absent: str = ""
    given: bool = True
    births: bool = True
    side: str = "township"
    base: int | None = None

    @property
    def key(self) -> dict[str, str]:
        return {"area_kind": self.kind, "area_id": self.id}

    @property
    def subject(self) -> str:
        """Whose rate it is, in words: 小寒镇, 示例五区纳入的乡镇, 全市城区街道."""
        return f"{self.name}{SIDE.get(self.side, '')}"

    @property
    def narrowed(self) -> dict[str, str]:
        """$district and $side of a query over townships; '' = all."""
        return {
            "district": self.district if self.kind == "district" and self.district else "",
            "side": self.side if self.side in SIDE else "",
        }

    @property
    def stage_word(self) -> str:
        return words.STAGE[self.stage]

    @property
    def is_township(self) -> bool:
        return self.kind == "township"


def where(about: pd.DataFrame, selection: Selection, year: int, stage: str, ask: Ask, given: bool = True) -> Where:
    """The chosen township, else the chosen district, else the city."""
    births, bases = bool(about["has_births"].any()), about["base_year"].dropna()
    common = {"given": given, "births": births, "base": int(bases.iloc[0]) if len(bases) else None}
    if selection.township is not None:
        row = about[about["township_id"] == selection.township].iloc[0]
        served = row.get(f"{stage}_served_by")
        own = OWN.get(row["kind"], "本镇")
        return Where(
            "township", selection.township, row["name"], year, stage, own,
            served="" if is_missing(served) else str(served),
            system="63" if is_missing(row["system"]) else str(row["system"]),
            district=row["district_id"],
            absent=last_seen.stage(ask, selection.township, stage, year, own),
            **common,
        )  # fmt: skip
    if selection.district is not None:
        rows = about[about["district_id"] == selection.district]
        system = "54" if (rows["system"] == "54").mean() > 0.5 else "63"
        name = rows["district_name"].iloc[0]
        return Where(
            "district", selection.district, name, year, stage, "本镇",
            system=system, district=selection.district, side=side_of(about, selection), **common,
        )  # fmt: skip
    return Where(CITY, CITY, "全市", year, stage, "本镇", side=side_of(about, selection), **common)


def side_of(about: pd.DataFrame, selection: Selection) -> str:
    """The area_kind whose rate is the page's: of an area its counted townships, or what it has instead."""
    if selection.township is not None:
        return "township"
    rows = about if selection.district is None else about[about["district_id"] == selection.district]
    kind = CITY if selection.district is None else "district"
    return next((side for side in SIDE if (rows["side"] == side).any()), kind)


def hrefs(selection: Selection, key: str, ids: Iterable[str], **changes: object) -> list[str]:
    """The address for each id: written once, since hundreds of rows differ in the id alone."""
    changes = {"district": None, **changes} if key == "township" else changes
    first, last = selection.href("retention", **{**changes, key: MARK}).split(MARK)
    return [f"{first}{quote(str(each))}{last}" for each in ids]


def people(n: float | None) -> str:
    return words.count(n, "名")


def share_of(local: float, found: float, value: float | None) -> str:
    """61.3%, or of fewer than ten 7 名中 5 名."""
    if is_missing(value):
        return words.MISSING
    return words.each(local, found, "名") if found < words.APART else words.share(value)


def rising_word(word: str | None, few: object = None) -> str:
    """The word of local enrolment: one of the four, or why there is none."""
    if is_missing(word):
        return ""
    if not is_missing(few) and few:
        return words.VERDICT["too_small"]
    return {"first_year": "首次监测", "missing_year": "中间缺学年，不作判定"}.get(word) or words.RISING[word]


def status_of(word: object, few: object = None) -> str:
    """The shape beside the word; what rose, if not in every year, is no red triangle."""
    if is_missing(word) or word in ("first_year", "missing_year") or (not is_missing(few) and few):
        return "no_data"
    return {"each_year": "met", "high": "met", "overall": "none"}.get(str(word), "not_met")
