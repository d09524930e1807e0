"""What a file says about itself, so that it still explains itself when it lies on another desk."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from townbase import words
from townbase.downloads.plaintext import plain


@dataclass(frozen=True)
class About:
    """page: the page's words · title: the finding · filters: (what is filtered, chosen) in words, only what was chosen
    year: school year in words · source · as_of: date of data in words · version: 12 hex digits · made_on: the day of
    the export, from outside · definition: 口径与依据, text or Markup · note: how to read it, or a remark
    key: the card's key; a head may mean something of its own on a card (words/columns.csv)
    """

    page: str
    title: str
    filters: tuple[tuple[str, str], ...] = ()
    year: str = ""
    source: str = ""
    as_of: str = ""
    version: str = ""
    made_on: date | str | None = None
    synthetic: bool = False
    city: str = ""
    definition: object = None
    note: str = ""
    key: str = ""

    def lines(self) -> list[tuple[str, str]]:
        """(项目, 内容), what is empty left out; 演示数据 first, where it is."""
        parts = [
            ("数据性质", words.SYNTHETIC_NOTE.format(city=self.city or "示例市") if self.synthetic else ""),
            ("标题", plain(self.title)),
            ("页面", self.page),
            ("筛选条件", self.filtered()),
            ("学年", self.year),
            ("数据来源", self.source),
            ("数据时点", self.as_of),
            ("数据版本", self.version),
            ("导出日期", "" if self.made_on is None else words.date_label(self.made_on)),
        ]
        return [(name, str(value)) for name, value in parts if value]

    def filtered(self) -> str:
        """学年：2025—2026学年；区县：示例一区, or that nothing was chosen."""
        return "；".join(f"{name}：{value}" for name, value in self.filters) or "未筛选（全部）"


@dataclass(frozen=True)
class Sheet:
    """One card in a workbook. name: what its sheet is called (made fit for Excel) · table: Chinese heads."""

    name: str
    about: About
    table: pd.DataFrame = field(default_factory=pd.DataFrame)
