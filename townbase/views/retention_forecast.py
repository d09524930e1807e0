"""What comes next: registered children carried through the stages, against approved places, school by school."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from townbase import words
from townbase.text import is_missing
from townbase.views.last_seen import SCHOOL
from townbase.views.part import Part
from townbase.views.records import records
from townbase.views.retention_where import FIRST_GRADE, Where, hrefs

FEW = 100  # pupils
WORD = {"short": "缺口", "spare": "富余", "open": "可能有缺口"}


def forecast(w: Where, rows: pd.DataFrame, townships: int) -> Part:
    """A row a coming year: `year, roll, roll_range, intake, intake_range, roll_98, places, word, spare`."""
    mine = rows[rows["stage"] == w.stage]
    by = {(row["measure"], row["ahead"]): row for row in records(mine)}
    roll = [row for (measure, _), row in by.items() if measure == "roll"]
    frame = pd.DataFrame([_line(row, by.get(("intake", row["ahead"]))) for row in roll])
    return Part(
        title=_title(w, frame, _partly(w, roll, townships)),
        how="按已登记的户籍儿童逐年升级推算，本地就读比例不变；区间为同一方法往年的误差。",
        frame=frame,
        table=_table(frame),
        empty=_why_none(w),
        note=_errors(roll) + _few(w, roll),
    )


def _line(roll: Mapping, intake: Mapping | None) -> dict:
    return {
        "year": int(roll["target_year"]), "now": roll["pupils"],
        "roll": roll["expected"], "low": roll["low"], "high": roll["high"], "roll_98": roll["expected_98"],
        "intake": None if intake is None else intake["expected"],
        "intake_low": None if intake is None else intake["low"], "intake_high": None if intake is None else intake["high"],
        "places": roll["places"], "word": roll["word"],
    }  # fmt: skip


def gap_words(places: object, low: object, high: object, word: object) -> str:
    """富余 30—52 个, 缺口 12—40 个, 富余 3 个至缺口 9 个; without a range only what is expected."""
    if is_missing(places):
        return "核定学位未报齐"
    if is_missing(low):
        return words.MISSING
    ends = [round(places - high), round(places - low)]
    if word == "short":
        return f"缺口 {_span(-ends[1], -ends[0])} 个"
    if word == "spare":
        return f"富余 {_span(*ends)} 个"
    return f"缺口 {words.count(-ends[0])} 个至富余 {words.count(ends[1])} 个"


def spare_words(places: object, expected: object) -> str:
    """富余 12 个, 缺口 182 个: places against one number"""
    if is_missing(places) or is_missing(expected):
        return words.MISSING
    spare = round(places - expected)
    return f"{'富余' if spare >= 0 else '缺口'} {words.count(abs(spare))} 个"


def range_words(low: object, high: object) -> str:
    return words.MISSING if is_missing(low) else _span(round(low), round(high))


def _span(low: float, high: float) -> str:
    return words.count(low) if low == high else f"{words.count(low)}—{words.count(high)}"


def _partly(w: Where, roll: list[Mapping], townships: int) -> str:
    """Said where clearly not all townships could be reckoned: a sum of some must not read as all."""
    if w.is_township or not roll or roll[0]["townships"] >= 0.95 * townships:
        return ""
    return f"已报齐的 {roll[0]['townships']} 个乡镇（街道）"


def _title(w: Where, frame: pd.DataFrame, partly: str) -> str:
    if frame.empty:
        return f"{w.stage_word}今后三年的生源"
    last = frame.iloc[-1]
    more = last["roll"] - last["now"]
    said = f"{partly}{w.stage_word}在校生预计到 {int(last['year'])} 年{'增至' if more > 0 else '减至'} {words.count(round(last['roll']))} 人"
    short = frame[frame["word"] == "short"]
    if len(short):
        return f"{said}，{int(short['year'].iloc[0])} 年起核定学位有缺口"
    if (frame["word"] == "spare").all():
        return f"{said}，核定学位够用"
    if (frame["word"] == "open").any():
        return f"{said}，核定学位可能不够"
    return said


def _errors(roll: list[Mapping]) -> str:
    told = [row for row in roll if not is_missing(row["tests"]) and row["tests"] > 0]
    if not told:
        return "没有足够的历史数据检验这一方法，不给区间。"
    said = "；".join(
        f"{row['ahead']} 年后误差一半在 {words.share(row['median_error'])} 以内，"
        f"{'九成' if row['tests'] >= 10 else '全部'}在 {words.share(row['error'])} 以内（{int(row['tests'])} 次）"
        for row in told
    )
    return f"用往年数据检验：{said}。只按在校生检验，不含政策和建设变化。"


def _few(w: Where, roll: list[Mapping]) -> str:
    """Past errors are those of all townships: of a very small one a few children are more than that."""
    if not w.is_township or not roll or roll[0]["pupils"] >= FEW:
        return ""
    return f"在校生不足 {FEW} 人，几名学生的出入就会超出区间，只供参考。"


def _why_none(w: Where) -> str:
    if not (w.given and w.births):
        return f"没有“{words.EXTRACT['children']}”（children）或“{words.EXTRACT['residency']}”（residency）数据，不能推算。由公安、学籍管理部门提供后即可显示。"
    return f"{w.absent or '本学年未报齐。'}不能推算。"


def _table(frame: pd.DataFrame) -> pd.DataFrame:
    if frame.empty:
        return frame
    return pd.DataFrame(
        {
            "学年": frame["year"].map(words.year_label), "预计在校生（人）": frame["roll"].round(), "区间下限（人）": frame["low"].astype(float).round(),
            "区间上限（人）": frame["high"].astype(float).round(), "本地就读率 98% 时在校生（人）": frame["roll_98"].astype(float).round(),
            "预计首年级（人）": frame["intake"].astype(float).round(), "核定学位（个）": frame["places"], "学位": frame["word"].map(WORD),
        }  # fmt: skip
    )


def seats(w: Where, rows: pd.DataFrame, selection) -> Part:
    """Townships whose places will not, or may not, be enough: first year, how many; those that surely not first."""
    every = [row for row in records(rows) if w.kind != "district" or row["district_id"] == w.id]
    first: dict[str, dict] = {}
    for word in ("short", "open"):
        for row in sorted((row for row in every if row["word"] == word), key=lambda row: (row["district_id"], row["township_id"], row["ahead"])):
            first.setdefault(row["township_id"], row)
    links = hrefs(selection, "township", first, stage=w.stage)
    lines = [
        row | {
            "district_name": row["name"] if w.kind == "district" else row["district_name"], "href": href,
            "gap": gap_words(row["places"], row["low"], row["high"], row["word"]),
        }
        for row, href in zip(first.values(), links, strict=True)
    ]  # fmt: skip
    sure = sum(row["word"] == "short" for row in lines)
    open_ = len(lines) - sure
    known = any(not is_missing(row["word"]) for row in every)
    title = f"{w.stage_word}学位：今后三年 {sure} 个乡镇（街道）有缺口" + (f"，{open_} 个可能有缺口" if open_ else "")
    return Part(
        title=title if lines else f"{w.stage_word}学位",
        how="最早出现的学年；缺口为核定学位与预计在校生区间之差。",
        frame=pd.DataFrame(lines),
        table=_seat_table(list(first.values())),
        empty=f"今后三年各乡镇（街道）{w.stage_word}核定学位都够用。" if known else "没有可比较的预计在校生和核定学位。",
        good=known,
    )


def _seat_table(rows: list[dict]) -> pd.DataFrame:
    heads = ("区县", "乡镇（街道）", "学年", "预计在校生（人）", "区间下限（人）", "区间上限（人）", "核定学位（个）", "学位")
    lines = [
        (
            row["district_name"], row["name"], words.year_label(row["target_year"]), round(row["expected"]),
            *(None if is_missing(row[end]) else round(row[end]) for end in ("low", "high")), row["places"], WORD[row["word"]],
        )
        for row in rows
    ]  # fmt: skip
    return pd.DataFrame(lines, columns=list(heads))


def schools(w: Where, rows: pd.DataFrame, selection) -> Part:
    """Schools whose first grade would fall under the reader's number in one of three years; `under` and links to change it."""
    under = int(selection.under)
    rows = rows.assign(
        href=[selection.href("township", district=None, township=t, school=s) for t, s in zip(rows["township_id"], rows["school_id"], strict=True)],
    )
    table = rows[["district_name", "township", "name", "pupils", "expected_1", "expected_2", "expected_3"]].copy()
    for ahead in (1, 2, 3):
        table[f"expected_{ahead}"] = table[f"expected_{ahead}"].round()
    heads = {"district_name": "区县", "township": "乡镇（街道）", "name": "学校", "pupils": f"{w.year} 年首年级（人）"}
    heads |= {f"expected_{ahead}": f"{w.year + ahead} 年首年级预计（人）" for ahead in (1, 2, 3)}
    return Part(
        title=f"{len(rows)} 所{SCHOOL[w.stage]}今后三年{FIRST_GRADE[w.stage]}可能少于 {under} 人" if len(rows) else f"首年级人数少的{SCHOOL[w.stage]}",
        how="学校预计人数 = 所在乡镇预计首年级人数 × 该校今年所占份额。",
        frame=rows.reset_index(drop=True),
        table=table.rename(columns=heads),
        empty=f"今后三年没有{SCHOOL[w.stage]}的{FIRST_GRADE[w.stage]}预计少于 {under} 人，或没有可推算的数据。",
        good=True,
    )


def thresholds(selection) -> list[tuple[str, str, bool]]:
    """(text, href, chosen) for each number of pupils the reader may set."""
    return [(f"少于 {each} 人", selection.href("retention", under=each), each == selection.under) for each in ("10", "15", "20", "30", "45")]
