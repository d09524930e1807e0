"""The headline of the overview and the lines under it, or in words why there is none."""

from __future__ import annotations

from townbase import words
from townbase.views.overview.facts import Facts
from townbase.views.shared import headline_count


def title(f: Facts, now: headline_count.Standing, *, where: str = "") -> str:
    """The headline, or in words why there is none."""
    if not f.every["counted"].any():
        return "未标明哪些乡镇纳入 80%，不能判断达标情况"
    if not f.has_indicators:
        return f"{words.year_label(f.year)}没有指标数据，不能判断达标情况"
    if not now.counted:
        lead = "所选条件下" if f.narrowed or not where else where
        return f"{lead}没有纳入 80% 范围的乡镇（街道）"
    kind = headline_count.kind_word(f.towns)
    if f.is_base_year:
        return f"{words.year_label(f.year)}为基期，不判定：{where}纳入范围的{kind} {now.counted} 个"
    if f.in_progress and now.not_assessable:
        return headline_count.unfinished_sentence(now, kind, f.year, where=where, narrowed=f.narrowed)
    sentence = headline_count.headline_sentence(now, kind, where=where, narrowed=f.narrowed)
    return f"{words.year_label(f.year)}，{sentence.strip()}"


def sentences(f: Facts, now: headline_count.Standing, *, returned: str = ""):
    """The lines under the headline, most important first; `returned`: how complete the year's returns are."""
    if f.goals.empty:
        yield headline_count.open_sentence(now)
        yield _unfinished(f, returned)
        return
    yield headline_count.slightly_below_sentence(now)
    deadline, judged_year = f.goals["deadline"].iloc[0], int(f.goals["judged_year"].iloc[0])
    yield headline_count.deadline_sentence(deadline, f.last_day, f.standing(judged_year), f.year, judged_year)
    yield headline_count.open_sentence(now)
    yield _unfinished(f, returned)
    yield headline_count.clock_sentence(f.status, f.year, judged_year)


def limits(f: Facts) -> tuple[str, ...]:
    """What this delivery cannot say, and who mends it; empty where everything is known."""
    parts = []
    if not f.every["counted"].any():
        parts.append(
            "名录未标明哪些乡镇纳入 80% 的范围，所以不计算达标乡镇数。由主管部门在乡镇（街道）名录“是否纳入”一列标明后即可显示。"
        )
    if not f.has_indicators:
        parts.append(
            "本学年没有指标数据（教师、校舍与设备、课程与教学等），所以不判定各项目标和行动。由各业务系统提供后即可显示。"
        )
    if f.every["counted"].any() and f.has_indicators and f.towns.empty:
        parts.append("80% 只计算纳入范围的乡镇（街道），所以这里不计算达标数。请减少一个筛选条件，或查看全市。")
    if f.is_base_year:
        parts.append("基期是各年比较的起点，本身不判定达标。请在“学年”中选其后的学年。")
    if parts:
        parts.append("下面只展示已有的在校生数据。")
    return tuple(parts)


def _unfinished(f: Facts, returned: str) -> str:
    return f"{returned}，数字还会变化。可查看上一学年。" if f.in_progress else ""
