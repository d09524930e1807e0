"""One page of figures about the drawn city, so that whoever knows schools can say whether to believe it."""

import numpy as np
import pandas as pd

from townbase.sample.judged import core_rows

YEAR, FIRST = 2025, 2021
STAGE_WORD = {"preschool": "学前", "primary": "小学", "junior": "初中", "none": "—", "senior": "高中"}
STAGES = ["preschool", "primary", "junior"]
STANDARD_CLASS = {"preschool": 35, "primary": 45, "junior": 50}
RESOURCES = {
    "专科/本科教师": ("college_teachers", "bachelor_teachers"),
    "骨干教师": ("backbone_teachers",) * 2,
    "音体美教师": ("arts_pe_teachers",) * 2,
    "校舍面积": ("floor_area",) * 2,
    "运动场馆": ("sports_area",) * 2,
    "设备值": ("equipment_value",) * 2,
    "多媒体教室": ("multimedia_rooms",) * 2,
}
LIMIT = {"primary": 0.50, "junior": 0.45}


def page(extracts: dict[str, pd.DataFrame], policy: dict[str, pd.DataFrame], seed: int) -> str:
    """The page as text; the city is only drawn and read, nothing is built."""
    rows = core_rows(extracts, policy["indicators"])
    lines = [f"示例市（种子 {seed}）：虚构数据的取值范围。未达标占比按数值另行计算，正式判定以发布结果为准。", ""]
    for part in (
        _size(extracts),
        _years(extracts),
        _rows(rows),
        _headline(rows),
        _local(rows),
        _spread(extracts),
        _classes(extracts),
        _papers(extracts),
    ):
        lines += [*part, ""]
    return "\n".join(lines).rstrip()


def coefficients(extracts: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """district, stage, resource, value: 差异系数 of 2025, weighted by pupils."""
    pupils = extracts["enrolment"].groupby(["s", "school_year", "stage"], as_index=False).pupils.sum()
    both = extracts["staffing"].merge(extracts["facilities"], on=["s", "t", "school_year", "stage"])
    both = both[(both.school_year == YEAR) & both.stage.isin(list(LIMIT))].merge(
        pupils, on=["s", "school_year", "stage"]
    )
    both["district"] = both.t.map(extracts["townships"].set_index("t").district_id)
    out = []
    for (district, stage), schools in both.groupby(["district", "stage"]):
        for name, measures in RESOURCES.items():
            value = schools[measures[stage == "junior"]] / schools.pupils
            mean = (value * schools.pupils).sum() / schools.pupils.sum()
            spread = np.sqrt((schools.pupils * (value - mean) ** 2).sum() / schools.pupils.sum())
            out.append((district, stage, name, spread / mean))
    return pd.DataFrame(out, columns=["district", "stage", "resource", "value"])


def _size(extracts) -> list[str]:
    towns, schools = extracts["townships"], extracts["schools"]
    now = schools[schools.school_year == YEAR]
    counted = int(towns.counted.sum())
    return [
        f"规模：{towns.district_id.nunique()} 个区县，{len(towns)} 个乡镇（街道），纳入 {counted} 个；{YEAR} 学年 {len(now)} 所学校（园）"
    ]


def _years(extracts) -> list[str]:
    """Schools by kind, pupils by stage, births, by year."""
    schools, pupils, born = extracts["schools"], extracts["enrolment"], extracts["children"]
    years = sorted(schools.school_year.unique())
    lines = ["学年          " + "".join(f"{year:>9}" for year in years)]
    for kind, word in (("kindergarten", "幼儿园"), ("primary", "小学"), ("junior", "初中")):
        count = schools[schools.kind == kind].groupby("school_year").size()
        lines.append(_line(f"{word}（所）", [count.get(year, 0) for year in years]))
    for stage in [*STAGES, "senior"]:
        count = pupils[pupils.stage == stage].groupby("school_year").pupils.sum()
        lines.append(_line(f"{STAGE_WORD[stage]}学生", [count.get(year, 0) for year in years]))
    newest = born[born.school_year == born.school_year.max()].groupby("birth_year").children.sum()
    lines.append(_line("出生（该年度）", [newest.get(year, 0) for year in years]))
    return lines


def _line(word: str, values: list) -> str:
    return word + "　" * (7 - len(word)) + "".join(f"{int(value):>9}" for value in values)


def _rows(rows: pd.DataFrame) -> list[str]:
    lines = [f"核心指标：{YEAR} 学年纳入乡镇的最低、十分位、中位、九分位、最高，城区；各年未达标占比；中位的年变化"]
    for (_, stage), of_row in rows.groupby(["indicator_id", "stage"], sort=False):
        now = of_row[of_row.school_year == YEAR]
        low = now.value.quantile([0, 0.1, 0.5, 0.9, 1]).tolist()
        urban = now.urban.iloc[0] if "urban" in now else np.nan
        missed = [1 - of_row[of_row.school_year == year].met.mean() for year in range(FIRST, YEAR + 1)]
        middle = of_row.groupby("school_year").value.median()
        change = (middle[YEAR] - middle[FIRST]) / (YEAR - FIRST)
        shown = " ".join(f"{value:6.3f}" for value in low)
        city = f"{urban:6.3f}" if pd.notna(urban) else "     —"
        parts = " ".join(f"{100 * part:3.0f}%" for part in missed)
        lines.append(f"  {shown} |{city} | {parts} | {change:+.4f}  {now.title.iloc[0]}·{STAGE_WORD[str(stage)]}")
    return lines


def headline_parts(rows: pd.DataFrame) -> tuple[float, float]:
    """Share of counted townships that meet every core row in 2025, and the same where no whole unit is forgiven."""
    now = rows[rows.school_year == YEAR]
    exact = now.met & ~((now.rule == "not_below_urban") & (now.value < now.urban - 1e-9))
    return float(now.met.groupby(now.t).all().mean()), float(exact.groupby(now.t).all().mean())


def _headline(rows: pd.DataFrame) -> list[str]:
    share, exact = headline_parts(rows)
    fails = rows[(rows.school_year == YEAR) & ~rows.met].groupby("t").size()
    return [
        f"六项目标（不计缺报）：达标 {100 * share:.0f}%，一个单位也不放宽时 {100 * exact:.0f}%；"
        f"有未达标的 {len(fails)} 个乡镇，未达标项数中位 {fails.median():.0f}、最多 {fails.max()}"
    ]


def _local(rows: pd.DataFrame) -> list[str]:
    local = rows[(rows.indicator_id == "local_enrolment") & (rows.school_year <= YEAR)]
    step = local.sort_values("school_year").groupby(["t", "stage"]).value.diff().dropna()
    fell = local.loc[step.index[step < -1e-9]].t.nunique() / local.t.nunique()
    return [
        f"本地就读率：{100 * fell:.0f}% 的乡镇有某学段某年下降；年变化中位 {100 * step.median():+.2f} 个百分点，"
        f"最低 {100 * step.min():+.1f}、最高 {100 * step.max():+.1f}；上升的占 {100 * (step > 1e-9).mean():.0f}%"
    ]


def _spread(extracts) -> list[str]:
    found = coefficients(extracts)
    return [
        f"差异系数·{STAGE_WORD[str(stage)]}：最低 {here.value.min():.2f}，中位 {here.value.median():.2f}，"
        f"最高 {here.value.max():.2f}；超过 {LIMIT[str(stage)]} 的 {int((here.value > LIMIT[str(stage)]).sum())}/{len(here)}"
        for stage, here in found.groupby("stage", sort=False)
    ]


def _classes(extracts) -> list[str]:
    now = extracts["enrolment"]
    now = now[(now.school_year == YEAR) & now.stage.isin(STAGES)]
    size = now.pupils / now.classes
    lines = []
    for stage in STAGES:
        here = size[now.stage == stage]
        low, middle, high, top = here.quantile([0.05, 0.5, 0.95, 1])
        over = (here > STANDARD_CLASS[stage]).mean()
        lines.append(
            f"班额·{STAGE_WORD[stage]}：5% {low:.0f}，中位 {middle:.0f}，95% {high:.0f}，最大 {top:.0f}；超标 {100 * over:.0f}%"
        )
    return lines


def _papers(extracts) -> list[str]:
    ledger = extracts["delivery"]
    past = pd.to_datetime(ledger.due) <= pd.Timestamp("2026-10-31")
    late = (ledger.status != "done")[past & (ledger.school_year == YEAR)].mean()
    return [f"任务：{YEAR} 学年已到期的有 {100 * late:.1f}% 逾期；督导认定 {len(extracts['certification'])} 项"]
