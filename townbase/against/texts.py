"""A comparison as lines for a terminal or a log."""

from __future__ import annotations

from townbase.against.contents import Report
from townbase.views.changes.cells import from_to

LISTED = 20


def lines(report: Report) -> list[str]:
    """The finding, both versions, a line for each kind of change, and the townships whose status turns."""
    told = [f"{report.summary.title}。"]
    told += [f"{name}：{text}。" for name, text in (*report.sides(), *report.warnings(), *report.summary.lines)]
    turned = next(content for content in report.contents if content.card.key == "townships")
    rows = turned.frame.to_dict("records")
    told += [
        f"  {row['district']}{row['name']}，{row['year']}：{from_to(row['before'], row['now'])}（{row['causes']}）"
        for row in rows[:LISTED]
    ]
    if len(rows) > LISTED:
        told.append(f"  另有 {len(rows) - LISTED} 个次，见 --report 写出的工作簿。")
    return told
