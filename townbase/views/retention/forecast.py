"""What comes next: registered children carried through the stages, against approved places, school by school."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.asking import Row, records
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.retention import definitions
from townbase.views.retention.place import FIRST_GRADE, Where
from townbase.views.retention.seats import forecast_file
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import STAYED
from townbase.views.shared.last_seen import SCHOOL

FORECAST = Card(
    key="forecast",
    file="生源预测",
    filters=STAYED,
    follows_opened=True,
    body_is_table=False,
    definition=definitions.FORECAST,
)
SCHOOLS = Card(
    key="schools",
    file="首年级人数少的学校",
    filters=(*STAYED, "under"),
    follows_opened=True,
    body_is_table=False,
    definition=definitions.SCHOOLS,
)

FEW = 100  # pupils


def forecast(w: Where, rows: pd.DataFrame, why: str = "") -> CardContent:
    """A row a coming year from w.year on: `year, now, roll, low, high, roll_98, came, intake, intake_low, intake_high, places, word`.

    why: why it does not start from a newer year
    """
    mine = rows[rows["stage"] == w.stage]
    by = {(row["measure"], row["ahead"]): row for row in records(mine)}
    roll = [row for (measure, _), row in by.items() if measure == "roll"]
    frame = pd.DataFrame([_line(row, by.get(("intake", row["ahead"]))) for row in roll])
    return CardContent(
        FORECAST,
        title=_title(w, frame, _partly(w, roll)),
        how=f"以{words.year_label(w.year)}在校生为起点，按已登记的户籍儿童逐年升级推算，本地就读比例不变；区间为同一方法往年的误差。",
        frame=frame,
        table=forecast_file(frame, w.year),
        empty=_why_none(w),
        note=why + _errors(roll) + _few(w, roll),
    )


def _line(roll: Mapping, intake: Mapping | None) -> dict:
    return {
        "year": int(roll["target_year"]), "now": roll["pupils"],
        "roll": roll["expected"], "low": roll["low"], "high": roll["high"], "roll_98": roll["expected_98"], "came": roll["came"],
        "intake": None if intake is None else intake["expected"],
        "intake_low": None if intake is None else intake["low"], "intake_high": None if intake is None else intake["high"],
        "places": roll["places"], "word": roll["word"],
    }  # fmt: skip


def _partly(w: Where, roll: list[Row]) -> str:
    """Said where clearly not all townships could be reckoned: a sum of some must not read as all."""
    if w.is_township or not roll or roll[0]["complete"]:
        return ""
    return f"已报齐的 {roll[0]['townships']} 个乡镇（街道）"


def _title(w: Where, frame: pd.DataFrame, partly: str) -> str:
    if frame.empty:
        return f"{w.stage_word}今后三年的生源"
    last = frame.iloc[-1]
    now, then = words.whole(last["now"]), words.whole(last["roll"])
    word = "增至" if then > now else "减至" if then < now else "仍为"
    text = f"{partly}{w.stage_word}在校生预计到{words.year_label(last['year'])}{word} {words.count(then)} 人"
    short = frame.loc[frame["word"] == "short", "year"]
    if len(short):
        return f"{text}，{_when(int(short.iloc[0]), len(short), int(last['year']))}核定学位有缺口"
    if (frame["word"] == "spare").all():
        return f"{text}，核定学位够用"
    if (frame["word"] == "open").any():
        return f"{text}，核定学位可能不够"
    return text


def _when(first: int, years: int, last: int) -> str:
    """该学年 of the year just named, 起 only where every later year is short too."""
    if first == last:
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


def schools(w: Where, rows: pd.DataFrame, selection: Selection) -> CardContent:
    """Schools whose first grade would fall under the reader's number in one of three years; `under` and links to change it."""
    under = int(selection.under)
    rows = rows.assign(
        href=[
            selection.href("township", district=None, township=t, school=s)
            for t, s in zip(rows["township_id"], rows["school_id"], strict=True)
        ],
    )
    table = rows[["district_name", "township", "name", "pupils", "expected_1", "expected_2", "expected_3"]].copy()
    for ahead in (1, 2, 3):
        table[f"expected_{ahead}"] = table[f"expected_{ahead}"].map(
            lambda n: words.rounded_to(n, 0), na_action="ignore"
        )
    heads = {
        "district_name": "区县",
        "township": "乡镇（街道）",
        "name": "学校",
        "pupils": f"{words.year_label(w.year)}首年级（人）",
    }
    heads |= {f"expected_{ahead}": f"{words.year_label(w.year + ahead)}首年级预计（人）" for ahead in (1, 2, 3)}
    return CardContent(
        SCHOOLS,
        title=f"{len(rows)} 所{SCHOOL[w.stage]}今后三年{FIRST_GRADE[w.stage]}可能少于 {under} 人"
        if len(rows)
        else f"首年级人数少的{SCHOOL[w.stage]}",
        how=f"学校预计人数 = 所在乡镇预计首年级人数 × 该校{words.year_label(w.year)}所占份额。",
        frame=rows.reset_index(drop=True),
        table=table.rename(columns=heads),
        empty=f"今后三年没有{SCHOOL[w.stage]}的{FIRST_GRADE[w.stage]}预计少于 {under} 人，或没有可推算的数据。",
        good=True,
    )


def thresholds(selection: Selection) -> list[tuple[str, str, bool]]:
    """(text, href, chosen) for each number of pupils the reader may set."""
    return [
        (f"少于 {each} 人", selection.href("retention", under=each), each == selection.under)
        for each in ("10", "15", "20", "30", "45")
    ]
