"""A comparison as a workbook: one sheet a card, all rows."""

from __future__ import annotations

from datetime import date

import pandas as pd

from townbase.against.contents import Report
from townbase.downloads import About, Sheet, workbook_bytes
from townbase.views.shared.card_content import CardContent

PAGE = "与上次相比"


def workbook(report: Report, made_on: date) -> bytes:
    """Every card that found something; the whole book is headed by the finding."""
    sheets = [
        Sheet(content.card.file, _about(report, content, made_on), content.table)
        for content in report.contents
        if not content.table.empty
    ]
    whole = _about(report, None, made_on)
    if report.refused:
        lost = pd.DataFrame({"减少了什么": list(report.refused)})
        sheets.insert(0, Sheet("发布时会拒绝", whole, lost))
    return workbook_bytes(sheets or [Sheet(PAGE, whole)], whole)


def _about(report: Report, content: CardContent | None, made_on: date) -> About:
    now = report.told.now
    return About(
        page=PAGE,
        title=content.title if content else report.summary.title,
        source=str(now["source"] or ""),
        version="；".join(f"{name}：{text}" for name, text in report.sides()),
        made_on=made_on,
        synthetic=report.synthetic,
        city=str(now["city"]),
        definition=content.card.definition if content else None,
        key=f"changes-{content.card.key}" if content else "",
    )
