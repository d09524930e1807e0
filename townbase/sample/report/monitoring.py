"""Academic monitoring and the surveys of parents, pupils and teachers."""

import numpy as np
import pandas as pd

from townbase.sample.draws import Draws
from townbase.sample.fitting import least_met
from townbase.sample.place.children import MEASURED, STAGES
from townbase.sample.place.stories import Stories
from townbase.sample.plan.outcomes import Outcomes
from townbase.sample.report.measures import YEAR_COUNT, Reports

SUBJECTS = ["语文", "数学"]
GRADE_OF_STAGE = {1: "4", 2: "8"}
MONITORING = "全市义务教育质量监测"
DONE_YEARS = YEAR_COUNT - 1


def assessment(reports: Reports, enrolment: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Columns of the extract with positions s and stage; 2026's monitoring has not been held yet."""
    draws = Draws(seed, "assessment")
    parts = []
    for stage, grade in GRADE_OF_STAGE.items():
        here = enrolment[(enrolment.grade == grade) & (enrolment.year < MEASURED[-1]) & (enrolment.year >= MEASURED[0])]
        here = reports.rows[reports.rows.stage == stage].merge(
            here[["s", "year", "grade", "pupils"]], on=["s", "year"], suffixes=("_all", "")
        )
        here = here.assign(tested=np.maximum(np.floor(here.pupils * 0.985), 1).astype(np.int64))
        for n, subject in enumerate(SUBJECTS):
            parts.append(_subject(reports, here, stage, n, draws).assign(subject=subject))
    rows = pd.concat(parts, ignore_index=True)
    rows["kind"] = MONITORING
    return rows


def _subject(reports: Reports, here: pd.DataFrame, stage: int, n: int, draws: Draws) -> pd.DataFrame:
    """Means of every school: the township's own as planned against the urban quality schools, its schools around it."""
    k = (here.year - MEASURED[0]).to_numpy()
    paper = draws.between(76, 84, YEAR_COUNT)[k]
    noise = draws.bell(int(reports.s.max()) + 1)[here.s]
    distance = np.where(here.urban_quality, 0.0, np.where(here.urban_reference, 0.05, 0.07))
    plain = paper * (1 - distance) * (1 + 0.012 * noise)
    best = here.urban_quality.to_numpy()
    tested = here.tested.to_numpy()
    quality = np.bincount(k, plain * tested * best, YEAR_COUNT) / np.maximum(
        np.bincount(k, tested * best, YEAR_COUNT), 1
    )
    group = here.t.to_numpy() * YEAR_COUNT + k
    count = len(reports.counted) * YEAR_COUNT
    weights = np.maximum(np.bincount(group, tested, count), 1)
    offset = 0.03 * noise - (np.bincount(group, 0.03 * noise * tested, count) / weights)[group]
    met = reports.plan.met[("difference_rate", STAGES[stage])]
    gap = reports.plan.gap[("difference_rate", STAGES[stage])]
    extra = reports.plan.extra[("difference_rate", STAGES[stage])]
    usual = 0.143 - 0.15 * extra - 0.03 * draws.unit(len(met), 1) - (0.0 if n == 1 else 0.012)
    bad = 0.154 + 0.14 * gap if n == 1 else 0.135 + 0.11 * gap
    rate = np.where(met, usual, bad)[here.t, k]
    planned = quality[k] * (1 - rate) * (1 + offset)
    mean = np.floor(np.where(reports.counted[here.t], planned, plain) * 100 + 0.5) / 100
    sd = np.floor((11 + 5 * (paper * 1.05 - mean) / paper * 4 + 0.5 * noise) * 100 + 0.5) / 100
    pace = draws.between(-0.009, 0.016, len(reports.counted))[here.t]
    # a level is a level whatever the paper: it follows the distance to the best schools, and each township's own pace
    reached = 0.8 + 1.9 * (mean / paper - 1) + pace * k
    level3 = np.floor(tested * np.clip(reached, 0.05, 0.97))
    return here.assign(mean=mean, sd=sd, level3=np.maximum(level3, 0).astype(np.int64))[
        ["s", "t", "year", "stage", "grade", "tested", "mean", "sd", "level3"]
    ]


def survey(townships: pd.DataFrame, pupils: np.ndarray, plan: Outcomes, stories: Stories, seed: int) -> pd.DataFrame:
    """Answers by township: third party in most years, the bureau in some, a rosier count by schools beside it.

    pupils[t, year]: all pupils, which bounds how many are asked.
    """
    draws = Draws(seed, "survey")
    parts = []
    for respondent, item, usual in (
        ("parent", "satisfaction", 0.968),
        ("pupil", "satisfaction", 0.972),
        ("teacher", "satisfaction", 0.93),
        ("pupil", "belonging", 0.93),
        ("teacher", "belonging", 0.91),
    ):
        parts.append(_answers(townships, pupils, plan, stories, draws, respondent, item, usual))
    return pd.concat(parts, ignore_index=True)


def _answers(townships, pupils, plan, stories, draws, respondent, item, usual) -> pd.DataFrame:
    count = len(townships)
    shape = (count, DONE_YEARS)
    share = {"parent": 0.25, "pupil": 0.2, "teacher": 0.05}[respondent]
    asked = np.minimum(np.floor(pupils[:, :DONE_YEARS] * share * draws.between(0.9, 1.1, *shape)) + 8, 1200)
    asked = np.where(np.arange(count)[:, None] == stories.tiny, np.floor(pupils[:, :DONE_YEARS] * 0.6), asked)
    answered = np.floor(asked * draws.between(0.86, 0.97, *shape))
    answered[stories.few_answers, DONE_YEARS - 1] = (
        24 if respondent == "parent" else answered[stories.few_answers, DONE_YEARS - 1]
    )
    level = usual + 0.002 * np.arange(DONE_YEARS)[None] + 0.012 * draws.bell(count, 1)
    key = (f"{respondent}_satisfaction", "none")
    satisfied = np.floor(np.minimum(level, 0.995) * answered + 0.5)
    if item == "satisfaction" and key in plan.met:
        least = least_met(np.full(shape, 0.95), answered, whole_unit=False)
        bad = np.minimum(np.floor((0.947 - 0.1 * plan.gap[key][:, :DONE_YEARS]) * answered), least - 1)
        satisfied = np.where(plan.met[key][:, :DONE_YEARS], np.maximum(satisfied, least), bad)
        satisfied = np.where(townships.counted.to_numpy()[:, None], satisfied, np.maximum(satisfied, least))
    t, k = np.indices(shape)
    rows = pd.DataFrame(
        {
            "t": t.ravel(),
            "year": MEASURED[k.ravel()],
            "respondent": respondent,
            "item": item,
            "organiser": np.where(draws.chance(0.85, count)[t.ravel()], "third_party", "bureau"),
            "asked": asked.ravel(),
            "answered": answered.ravel(),
            "satisfied": np.minimum(satisfied, answered).ravel(),
        }
    )
    own = rows[(rows.t % 9 == 4) & (rows.organiser == "third_party")]
    rosy = own.assign(organiser="school", satisfied=np.maximum(own.satisfied, np.floor(own.answered * 0.985)))
    return pd.concat([rows, rosy])
