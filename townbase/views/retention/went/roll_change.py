"""Why the rolls changed: parts that add up to the change, and one sentence naming the largest."""

from __future__ import annotations

import pandas as pd

from townbase import words
from townbase.selection import Selection
from townbase.text import is_missing
from townbase.views.retention import definitions
from townbase.views.retention.place import Where, people
from townbase.views.shared.card import Card
from townbase.views.shared.card_content import CardContent
from townbase.views.shared.card_filters import STAYED

CHANGE = Card(
    key="change",
    file="在校生变化原因",
    filters=STAYED,
    follows_opened=True,
    body_is_table=False,
    definition=definitions.CHANGE,
)

PARTS = {
    "from_children": "户籍适龄儿童",
    "from_found": "查到就读学校的比例",
    "from_share": "在本地学校就读的比例",
    "from_outside": "外来就读学生",
}
SAID = {
    "from_children": ("户籍适龄儿童减少", "户籍适龄儿童增加"),
    "from_found": ("未就读或去向不明的增加", "未就读或去向不明的减少"),
    "from_share": ("本地就读的比例下降", "本地就读的比例提高"),
    "from_outside": ("外来就读学生减少", "外来就读学生增加"),
}


def change(w: Where, rows: pd.DataFrame, selection: Selection) -> CardContent:
    """`label, n` (children, unrounded) for the parts and, last, the sum; `is_sum`."""
    mine = rows[(rows["stage"] == w.stage) & (rows["school_year"] == w.year)]
    row = mine.iloc[0] if len(mine) else None
    if row is None or is_missing(row["change"]):
        return CardContent(CHANGE, title=f"{w.stage_word}在校生为什么变化", empty=_why_none(w))
    parts = {key: float(row[key]) for key in PARTS}
    whole = rounded(parts, int(row["change"]))
    lines = [
        {"label": SAID[key][int(parts[key] >= 0)], "n": whole[key], "exact": parts[key], "is_sum": False}
        for key in PARTS
    ]
    ends = f"合计（{words.count(row['pupils_before'])} → {words.count(row['pupils'])} 人）"
    frame = pd.DataFrame(
        [*lines, {"label": ends, "n": int(row["change"]), "exact": float(row["change"]), "is_sum": True}]
    )
    return CardContent(
        CHANGE,
        title=sentence(w, row, parts, whole),
        how="各部分相加等于在校生的变化；灰色为减少，蓝色为增加。",
        frame=frame,
        table=pd.DataFrame(
            {
                "原因": frame["label"],
                "人数（名）": frame["n"],
                "未取整（名）": [words.rounded_to(n, 3) for n in frame["exact"]],
            }
        ),
        note=_left_out(row),
    )


def sentence(w: Where, row, parts: dict[str, float], whole: dict[str, int]) -> str:
    """The largest part in the direction of the change, with the number that the table shows."""
    total = int(row["change"])
    some = row["left_out"] > 0.05 * (row["left_out"] + row["townships"]) and not w.is_township
    lead = (
        f"{'已报齐的 ' + str(int(row['townships'])) + ' 个乡镇（街道）' if some else w.name}{w.stage_word}在校生比上年"
    )
    if not total:
        more, fewer = max(parts, key=lambda k: parts[k]), min(parts, key=lambda k: parts[k])
        if not whole[more] or not whole[fewer]:
            return f"{lead}没有变化"
        gained, lost = (f"{SAID[k][int(parts[k] >= 0)]}（{words.difference(whole[k])} 名）" for k in (more, fewer))
        return f"{lead}没有变化：{gained}与{lost}相抵"
    side = 1 if total > 0 else -1
    key = max(parts, key=lambda k: parts[k] * side)
    word = SAID[key][int(parts[key] >= 0)]
    return f"{lead}{'多' if total > 0 else '少'} {people(abs(total))}：最大的一部分是{word}（{words.difference(whole[key])} 名）"


def rounded(parts: dict[str, float], total: int) -> dict[str, int]:
    """Whole children that still add up: the largest remainders take what rounding leaves."""
    down = {key: int(value // 1) for key, value in parts.items()}
    left = total - sum(down.values())
    for key in sorted(parts, key=lambda k: down[k] - parts[k])[:left]:
        down[key] += 1
    return down


def _left_out(row) -> str:
    n = int(row["left_out"])
    return f"{n} 个乡镇（街道）两年中有一年未报齐，未计入。" if n and row["townships"] else ""


def _why_none(w: Where) -> str:
    if not w.given:
        return "没有户籍学生去向数据，不能拆分变化的原因。由学籍管理部门提供后即可显示。"
    return w.absent or "两年的在校生和户籍学生去向都报齐后才能拆分变化的原因；可查看上一学年。"
