"""What comes next: registered children carried through the stages, against the places, classes and teachers there are."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.retention import definitions
from townbase.views.retention.place import STAGES, Where
from townbase.views.retention.seats.forecast_file import forecast_file, gap_words, range_words, spare_words
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import STAYED

FORECAST = Card(
    key="forecast",
    file="生源预测",
    filters=STAYED,
    follows_opened=True,
    body_is_table=False,
    definition=definitions.FORECAST,
)
FEW = 100  # pupils
NO_RANGE = "不给区间"


def forecast(w: Where, rows: pd.DataFrame, why: str = "") -> CardContent:
    """A row a coming year from w.year on: `year, now, roll, low, high, tested, roll_98, came, intake, intake_low, intake_high,
    places, left (places over; below 0 short), word, classes, classes_needed, teachers, teachers_needed`.

    why: why it does not start from a newer year
    """
    mine = rows[rows["stage"] == w.stage]
    by = {(row["measure"], row["ahead"]): row for row in records(mine)}
    roll = [row for (measure, _), row in by.items() if measure == "roll"]
    frame = pd.DataFrame([_line(row, by.get(("intake", row["ahead"]))) for row in roll])
    return CardContent(
        FORECAST,
        title=_title(w, frame, _partly(w, roll)),
        how=f"实线为已有，点线为预计，浅蓝为区间；浅蓝通栏的学年没有往年可以检验，{NO_RANGE}；黑横线为核定学位。纵轴不从 0 起，各学段刻度不同。",
        frame=frame,
        table=forecast_file(frame, w.year),
        empty=_why_none(w),
        note=f"以{words.year_label(w.year)}在校生为起点，按已登记的户籍儿童逐年升级推算，本地就读比例不变。{why}{_errors(roll)}{_few(w, roll)}",
    )


def _line(roll: Mapping, intake: Mapping | None) -> dict:
    return {
        "year": int(roll["target_year"]), "now": roll["pupils"],
        "roll": roll["expected"], "low": roll["low"], "high": roll["high"], "tested": bool(roll["backtested"]),
        "roll_98": roll["expected_98"], "came": roll["came"],
        "intake": None if intake is None else intake["expected"],
        "intake_low": None if intake is None else intake["low"], "intake_high": None if intake is None else intake["high"],
        "places": roll["places"], "left": roll["places_spare"], "word": roll["word"],
        "classes": roll["classes"], "classes_needed": roll["classes_needed"],
        "teachers": roll["teachers"], "teachers_needed": roll["teachers_needed"],
    }  # fmt: skip


def told(frame: pd.DataFrame) -> list[Row]:
    """The rows of the forecast with their ranges, what is left of the places, and what classes and teachers there are, in words."""
    return [
        row
        | {
            "roll_range": range_words(row["low"], row["high"]) if row["tested"] else NO_RANGE,
            "intake_range": range_words(row["intake_low"], row["intake_high"]),
            "gap_98": spare_words(row["places"], row["roll_98"]),
            "gap": gap_words(row["places"], row["low"], row["high"], row["word"])
            if row["tested"]
            else spare_words(row["places"], row["roll"]),
        }
        | {f"{key}_said": _against(row, key) for key in ("classes", "teachers")}
        for row in records(frame)
    ]


def _against(row: Mapping, key: str) -> str:
    """差 1,199, 余 80: what a year needs against what there is."""
    if is_missing(row[key]) or is_missing(row[f"{key}_needed"]):
        return words.MISSING
    short = words.whole(row[f"{key}_needed"]) - words.whole(row[key])
    return f"{'差' if short > 0 else '余'} {words.count(abs(short))}"


def headline(w: Where, frame: pd.DataFrame) -> str:
    """全市初中学位：2028—2029学年起不够，2030—2031学年最多，缺 40,977 个."""
    if frame.empty or frame["left"].isna().all():
        return f"{w.name}{w.stage_word}学位够不够：{'不能推算' if frame.empty else '核定学位未报齐'}"
    row = turning(frame)
    if row["left"] >= 0:
        return f"{w.name}{w.stage_word}学位够用：{words.year_label(row['year'])}预计富余 {words.count(words.whole(row['left']))} 个"
    first = int(frame.loc[frame["left"] < 0, "year"].iloc[0])
    most = f"缺 {words.count(words.whole(-row['left']))} 个"
    if first == row["year"]:
        return f"{w.name}{w.stage_word}学位：{words.year_label(first)}预计{most}"
    return (
        f"{w.name}{w.stage_word}学位：{words.year_label(first)}起不够，{words.year_label(row['year'])}最多，预计{most}"
    )


def lead(w: Where, frame: pd.DataFrame) -> str:
    """The classes and teachers of that year against those there are, and whether the year could be tested."""
    if frame.empty:
        return ""
    row = turning(frame)
    parts = [f"{words.year_label(row['year'])}预计在校 {words.count(words.whole(row['roll']))} 人"]
    parts += [
        f"需要 {needed_words(row, key, unit)}"
        for key, unit in (("classes", "个班"), ("teachers", "名教师"))
        if not is_missing(row[f"{key}_needed"])
    ]
    whose = "" if w.is_township else "（含城区街道）"
    open_ = "" if row["tested"] else f"这样远的学年没有往年可以检验，{NO_RANGE}。"
    return f"{w.name}{whose}{'，'.join(parts)}。班级按标准班额、教师按现有师生比计算。{open_}"


def needed_words(row: Mapping, key: str, unit: str) -> str:
    """6,329 个班（现有 5,130，差 1,199）: what a year needs and what there is."""
    needed, have = words.whole(row[f"{key}_needed"]), row[key]
    if is_missing(have):
        return f"{words.count(needed)} {unit}"
    short = needed - words.whole(have)
    return f"{words.count(needed)} {unit}（现有 {words.count(have)}，{'差' if short > 0 else '余'} {words.count(abs(short))}）"


def turning(frame: pd.DataFrame) -> Mapping:
    """The year that the page speaks of: that of the largest shortage, else the last one."""
    left = frame["left"].astype(float)
    at = left.idxmin() if (left < 0).any() else frame.index[-1]
    return records(frame.loc[[at]])[0]


def curves(w: Where, rolls: pd.DataFrame, rows: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """Every stage for the figure: `stage, school_year, pupils, low, high, coming, tested, places, left, href`.

    rolls: years returned; those of which clearly too few townships have returned are not drawn
    """
    known = [
        {"stage": row["stage"], "school_year": int(row["school_year"]), "pupils": row["pupils"], "coming": False}
        for row in records(rolls)
        if row["whole"] and not is_missing(row["pupils"])
    ]
    coming = [
        {
            "stage": row["stage"], "school_year": int(row["target_year"]), "pupils": row["expected"], "low": row["low"], "high": row["high"],
            "coming": True, "tested": bool(row["backtested"]), "places": row["places"], "left": row["places_spare"],
        }
        for row in records(rows[rows["measure"] == "roll"])
    ]  # fmt: skip
    names = ["stage", "school_year", "pupils", "low", "high", "coming", "tested", "places", "left"]
    frame = pd.DataFrame([*known, *coming], columns=names)
    frame = frame[frame["stage"].isin(STAGES)]
    frame = frame.sort_values("stage", key=lambda each: each.map(STAGES.index), kind="stable")
    links = {stage: selection.href("retention", stage=stage) for stage in STAGES}
    return frame.assign(href=frame["stage"].map(links), on=frame["stage"] == w.stage)


def curves_alt(frame: pd.DataFrame) -> str:
    """The figure in words: every stage now, and where it goes."""
    parts = []
    for stage, own in frame.groupby("stage", sort=False):
        coming = own[own["coming"].astype(bool)]
        if len(coming):
            last = coming.iloc[-1]
            parts.append(
                f"{words.STAGE[str(stage)]}：{int(last['school_year'])} 年预计 {words.count(words.whole(last['pupils']))} 人，"
                f"核定学位 {words.count(last['places'])} 个"
            )
    return "各学段在校生与核定学位。" + "；".join(parts)


def _partly(w: Where, roll: list[Row]) -> str:
    """Said where clearly not all townships could be reckoned: a sum of some must not read as all."""
    if w.is_township or not roll or roll[0]["complete"]:
        return ""
    return f"已报齐的 {roll[0]['townships']} 个乡镇（街道）"


def _title(w: Where, frame: pd.DataFrame, partly: str) -> str:
    if frame.empty:
        return f"{w.stage_word}今后的生源"
    row = turning(frame)
    now, then = words.whole(row["now"]), words.whole(row["roll"])
    word = "增至" if then > now else "减至" if then < now else "仍为"
    text = f"{partly}{w.stage_word}在校生预计到{words.year_label(row['year'])}{word} {words.count(then)} 人"
    lacking = (frame["word"] == "short") | (~frame["tested"] & (frame["left"].astype(float) < 0))
    short = frame.loc[lacking, "year"]
    if len(short):
        return f"{text}，{_when(int(short.iloc[0]), len(short), int(row['year']), int(frame['year'].iloc[-1]))}核定学位有缺口"
    if (frame["word"] == "open").any():
        return f"{text}，核定学位可能不够"
    if frame["left"].notna().all():
        return f"{text}，核定学位够用"
    return text


def _when(first: int, years: int, named: int, last: int) -> str:
    """该学年 of the year just named, 起 only where every later year is short too."""
    if first == named and years == last - first + 1 == 1:
        return "该学年"
    return words.year_label(first) + ("起" if years == last - first + 1 else "")


def _errors(roll: list[Row]) -> str:
    told = [row for row in roll if not is_missing(row["tests"]) and row["tests"] > 0]
    if not told:
        return "没有足够的历史数据检验这一方法，不给区间。"
    text = "；".join(
        f"{row['ahead']} 年后误差一半在 {words.share(row['median_error'])} 以内，"
        f"{'九成' if row['tests'] >= 10 else '全部'}在 {words.share(row['error'])} 以内（{int(row['tests'])} 次）"
        for row in told
    )
    return f"用往年数据检验：{text}。只按在校生检验，不含政策和建设变化。"


def _few(w: Where, roll: list[Row]) -> str:
    """Past errors are those of all townships: of a very small one a few children are more than that."""
    if not w.is_township or not roll or roll[0]["pupils"] >= FEW:
        return ""
    return f"在校生不足 {FEW} 人，几名学生的出入就会超出区间，只供参考。"


def _why_none(w: Where) -> str:
    if not (w.given and w.births):
        return f"没有“{words.EXTRACT['children']}”（children）或“{words.EXTRACT['residency']}”（residency）数据，不能推算。由公安、学籍管理部门提供后即可显示。"
    return f"{w.absent or '本学年未报齐。'}不能推算。"
