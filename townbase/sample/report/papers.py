"""What offices keep: the ledger of tasks, certification, funding."""

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd

from townbase.asking import tuples
from townbase.sample.draws import Draws
from townbase.sample.place.children import MEASURED
from townbase.sample.place.stories import Stories

LEDGER_AS_OF = dt.date(2026, 10, 31)
LEDGER_YEARS = range(2023, 2027)
OFFICES = {
    1: "规划与建设处",
    2: "思想政治工作处",
    3: "教师工作处",
    4: "基础教育处",
    5: "基础教育处",
    6: "教育信息化中心",
    7: "基础教育处",
    8: "政策法规处",
    9: "教育督导室",
    10: "基础教育处",
}
DUE_MONTH_DAY = [(12, 31), (1, 31), (3, 31), (5, 31), (6, 30), (7, 31)]
STRICTER, MILDER = 0.04, 0.16
SOURCES = {"中央补助": 0.3, "省级补助": 0.22, "市级资金": 0.28, "区县级资金": 0.2}


def ledger(
    townships: pd.DataFrame, roster: pd.DataFrame, tasks: pd.DataFrame, stories: Stories, seed: int
) -> pd.DataFrame:
    """Rows of the extract `delivery`: unit ids ready, dates as days; school tasks for counted townships only."""
    draws = Draws(seed, "ledger")
    parts = []
    for year in LEDGER_YEARS:
        units = _units(townships, roster[roster.year == year])
        for n, task in enumerate(tuples(tasks)):
            parts.append(_task_rows(task, n, year, units[task.unit], draws))
    rows = pd.concat(parts, ignore_index=True)
    slack = _slack(townships, stories, draws)[rows.t]
    return _progress(rows, slack, draws)


def _units(townships: pd.DataFrame, roster: pd.DataFrame) -> dict[str, pd.DataFrame]:
    first = townships.drop_duplicates("district_id")
    district = pd.DataFrame({"t": first.t, "unit_id": first.district_id, "owner_unit": first.managing_body})
    counted = townships[townships.counted]
    township = pd.DataFrame({"t": counted.t, "unit_id": counted.township_id, "owner_unit": counted.name + "中心校"})
    schooling = roster[roster.kind.isin(["primary", "junior", "nine_year"]) & roster.t.isin(counted.t)]
    school = pd.DataFrame({"t": schooling.t, "unit_id": schooling.unit_id, "owner_unit": schooling.name})
    return {"district": district, "township": township, "school": school}


def _task_rows(task, n: int, year: int, units: pd.DataFrame, draws: Draws) -> pd.DataFrame:
    month, day = DUE_MONTH_DAY[n % len(DUE_MONTH_DAY)]
    due = dt.date(year + (month < 9), month, day)
    lead = OFFICES[int(task.action)] if task.unit == "district" or n % 3 else OFFICES[int(task.action)] + "（会同区县）"
    return units.assign(task_id=task.task_id, year=year, due=due, lead_office=lead, n=n)


def _slack(townships: pd.DataFrame, stories: Stories, draws: Draws) -> np.ndarray:
    """How loosely tasks are kept, 0 to 1: a habit of the district head first, of the township after that."""
    district = townships.district_id.astype("category").cat.codes.to_numpy()
    head = draws.unit(13)
    head[townships.district_id.astype("category").cat.categories.get_loc(stories.stuck_district)] = 0.95
    head[townships.district_id.astype("category").cat.categories.get_loc(stories.leaping_district)] = 0.1
    return 0.75 * head[district] + 0.25 * draws.unit(len(townships))


def _progress(rows: pd.DataFrame, slack: np.ndarray, draws: Draws) -> pd.DataFrame:
    """Most are done in time, some late, some never: the later the year, the more is still open."""
    due = pd.to_datetime(rows.due)
    passed = (due <= pd.Timestamp(LEDGER_AS_OF)).to_numpy()
    luck = draws.unit(len(rows))
    age = (2025 - rows.year).to_numpy()
    never = passed & (luck < (0.02 + 0.16 * slack * slack) / (1 + 1.5 * np.maximum(age, 0)))
    late = passed & ~never & (luck > 1 - 0.28 * slack)
    days = np.where(late, draws.whole(3, 90, len(rows)), -draws.whole(1, 45, len(rows)))
    done_on = due + pd.to_timedelta(days, unit="D")
    early = ~passed & (luck < 0.06)
    before = pd.Timestamp(LEDGER_AS_OF) - pd.to_timedelta(draws.whole(1, 40, len(rows)), unit="D")
    done_on = done_on.where(~early, pd.Series(before, index=done_on.index))
    done = (passed & ~never) | early
    done &= (done_on <= pd.Timestamp(LEDGER_AS_OF)).to_numpy()
    started = draws.chance(0.65, len(rows))
    number = rows.groupby("year").cumcount() + 1
    evidence = "佐证〔" + rows.year.astype(str) + "〕" + number.astype(str).str.zfill(5) + "号"
    days_done: list[Any] = [d.date() if ok else None for d, ok in zip(done_on, done, strict=True)]
    return rows.assign(
        status=np.where(done, "done", np.where(started, "in_progress", "not_started")),
        done_on=days_done,
        evidence=evidence.where(done, None),
    )


def certification(townships: pd.DataFrame, goals: pd.DataFrame, seed: int) -> pd.DataFrame:
    """What inspectors signed for the first batches; goals: t, goal, met as planned for 2025.

    On the spot they sometimes see it otherwise: a goal that the figures miss is passed oftener than the other way round.
    """
    chosen = townships[townships.counted & (townships.t % 3 == 0)]
    rows = goals[goals.t.isin(chosen.t)].reset_index(drop=True)
    differ = Draws(seed, "certification").unit(len(rows)) < np.where(rows.met, STRICTER, MILDER)
    met = rows.met.to_numpy() ^ differ
    body = chosen.set_index("t").district_name
    return rows.assign(
        result=np.where(met, "met", "not_met"),
        decided_on=[dt.date(2026, 3, 10 + int(t) % 18) for t in rows.t],
        decided_by=["示例市人民政府教育督导委员会办公室" if t % 2 else body[t] + "人民政府教育督导室" for t in rows.t],
    )


def funding(townships: pd.DataFrame, size: np.ndarray, seed: int) -> pd.DataFrame:
    """Planned and received yuan by source; the district's own share arrives last and least."""
    draws = Draws(seed, "funding")
    parts = []
    counted = townships[townships.counted].t.to_numpy()
    for k, year in enumerate(MEASURED):
        for source, share in SOURCES.items():
            planned = np.floor(size[counted] * share * draws.between(250, 420, len(counted))) * 10000
            rate = (
                draws.between(0.55, 1.02, len(counted))
                if source.startswith("区县")
                else draws.between(0.9, 1.05, len(counted))
            )
            rate = rate * (0.5 if year == MEASURED[-1] else 1.0)
            received = np.floor(planned * np.minimum(rate + 0.01 * k, 1.0) / 1000) * 1000
            parts.append(
                pd.DataFrame(
                    {
                        "t": counted,
                        "year": year,
                        "source": source,
                        "source_level": "local" if source.startswith("区县") else "higher",
                        "planned": planned,
                        "received": received,
                    }
                )
            )
    return pd.concat(parts, ignore_index=True)
