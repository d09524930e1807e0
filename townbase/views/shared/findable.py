"""Everything that the box in the masthead finds while one types; schools, being thousands, are asked for on Enter."""

from __future__ import annotations

from townbase.asking import Ask, Row, records
from townbase.page_records import PAGES
from townbase.selection import Selection
from townbase.words import KIND, meanings

# What the address of one of a kind is.
PAGE = {
    "district": "overview",
    "township": "township",
    "action": "actions",
    "indicator": "indicator",
    "clause": "policy",
}
LONGEST = 60  # signs of a clause; the page that it leads to holds the whole


def findable(ask: Ask) -> list[list[str]]:
    """[name, what it is, relative address, what else finds it]; a term says its meaning as what it is and leads nowhere."""
    pages = [[page.title, KIND["page"], Selection().href(name), page.line] for name, page in PAGES.items()]
    terms = [[term, meaning, "", ""] for term, meaning in meanings().items()]
    return [*(_entry(row) for row in records(ask("shared/findable"))), *pages, *terms]


def _entry(row: Row) -> list[str]:
    kind, value = row["kind"], int(row["id"]) if row["kind"] == "action" else row["id"]
    name = str(row["name"] or row["id"])
    shown = name if len(name) <= LONGEST else name[:LONGEST] + "…"
    what = "，".join(part for part in (KIND[kind], row["place"] or "") if part)
    return [shown, what, Selection().href(PAGE[kind], **{kind: value}), row["also"] or ""]
