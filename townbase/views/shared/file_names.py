"""What the file of a card is called on the pages of actions, townships and schools; the place and the year go before and after."""

from __future__ import annotations

FILE = {
    # 十大行动
    "ten": "十项行动进展",
    "spread": "指标分布",
    "opened": "各乡镇指标值",
    "years": "分年进展",
    "changes": "与上年相比",
    "townships": "各乡镇指标",
    "districts": "各区县进展",
    "seat": "驻地学校与其他学校",
    "beside": "对比",
    "blockers": "未达标乡镇最多的指标",
    "owners": "责任单位逾期任务",
    "clauses": "政策原文",
    # 乡镇、学校
    "pick": "各乡镇进展",
    "found": "查找结果",
    "units": "十项行动",
    "steps": "下一步",
    "overdue": "逾期任务",
    "certification": "督导认定",
    "rows": "各项指标",
    "schools": "学校",
    "similar": "规模相近的乡镇",
    "tasks": "任务",
    "roll": "在校生分学年",
    "local": "各学段本地就读率",
    "detail": "指标历年",
    "detail-schools": "指标分校",
    "compare": "乡镇对比",
    "values": "学校指标",
    "school-roll": "在校生分学年",
    "measures": "学校原始数据",
    "sources": "数据来源",
}
