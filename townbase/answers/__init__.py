"""How what is drawn answers the hand, in the reader's browser: the same scripts on the screen and in a page taken away.

Every script listens on the document, so markup that comes later answers too and nothing is bound twice.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

PARTS = ("tables", "rows", "tips")


@lru_cache(maxsize=1)
def script() -> str:
    """One text that defines answer(): call it once a document."""
    return "\n".join(Path(__file__).with_name(f"{part}.js").read_text(encoding="utf-8") for part in PARTS) + ANSWER


ANSWER = "function answer() { answerTables(); answerRows(); answerTips(); }\n"
