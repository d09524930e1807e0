"""Cells of a brief as runs of a Word paragraph: shapes as signs, colours by the template's styles."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup, escape

from townbase import theme
from townbase.brief.model import Cell

# theme token -> character style of the template
STYLE = {"not-met": "未达标", "met": "达标", "borderline": "临界", "muted": "次要"}
# shapes that every Chinese font has, so that a status is never told by colour alone
SIGN = {
    "met": "●",
    "slightly_below": "○",
    "dot": "·",
    "not_met": "▲",
    "under_way": "△",
    "borderline": "◐",
    "missing": "◌",
    "not_applicable": "–",
    "monitor": "□",
}
TOKEN = {
    "met": "met",
    "slightly_below": "met",
    "dot": "met",
    "not_met": "not-met",
    "under_way": "not-met",
    "borderline": "borderline",
}
UNDERLINE = '<w:u w:val="single"/>'


class Runs:
    """ids: name of a character style -> its id in the template, which Word may have renamed; one that is gone has none."""

    def __init__(self, ids: Mapping[str, str]) -> None:
        self.ids = ids

    def cell(self, cell: Cell) -> dict:
        """fill: the ground of the cell · runs: what stands in it; a bar is cells of its own (bars.py)"""
        heat = cell.tone.startswith("heat")
        parts = [self.sign(shape, n) for shape, n in cell.marks]
        if cell.text:
            parts.append(
                self.run(
                    cell.text, f"{cell.tone}-ink" if heat else cell.tone, cell.strong, underlined=cell.strong and heat
                )
            )
        if cell.small:
            parts.append(self.run(f" {cell.small}", "muted"))
        return {"fill": _hex(cell.tone) if heat else "auto", "runs": Markup("").join(parts)}

    def sign(self, shape: str, after: str) -> Markup:
        return self.run(f"{SIGN[shape]}{after} ", TOKEN.get(shape, "muted"), shape == "not_met")

    def run(self, text: str, token: str = "", bold: bool = False, *, underlined: bool = False) -> Markup:
        """A run in a style of the template; only the ink of a heat cell is set here."""
        code = self.ids.get(STYLE.get(token, ""), "")
        look = f'<w:rStyle w:val="{escape(code)}"/>' if code else ""
        look += "<w:b/>" if bold else ""
        look += f'<w:color w:val="{_hex(token)}"/>' if token in theme.TOKENS and not code else ""
        look += UNDERLINE if underlined else ""
        return _run(look, escape(text))


def _hex(token: str) -> str:
    return theme.TOKENS[token][0].lstrip("#")


def _run(look: str, text: str) -> Markup:
    return Markup(f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{text}</w:t></w:r>')
