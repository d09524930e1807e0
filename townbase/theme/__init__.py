"""Colours, type and sizes: the printed statistical bulletin that answers clicks.

Marks keep one colour in both themes, so a page, a download and a print are the same picture.
Text and grounds differ by theme: markup uses the CSS variables (`var(--tb-ink)` …) or the
classes of theme.css; only pictures drawn outside the page use the values here.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from townbase.theme import shapes

FONT = (
    "'PingFang SC','Hiragino Sans GB','Microsoft YaHei','Noto Sans CJK SC','Source Han Sans SC',"
    "'WenQuanYi Micro Hei',sans-serif"
)

# token -> (light, dark): --tb-<token>
TOKENS: dict[str, tuple[str, str]] = {
    "bg": ("#FFFFFF", "#14181D"),
    "panel": ("#F4F6F8", "#1D232A"),
    "ink": ("#1B2026", "#E8EAED"),
    "muted": ("#59616B", "#A7AFB8"),
    "rule": ("#D9DDE2", "#343C45"),
    "strong": ("#7C858F", "#7C858F"),
    "link": ("#1D5C96", "#84B8E8"),
    "primary": ("#1D5C96", "#6AA9E4"),
    "band": ("#EDF1F5", "#232A32"),
    # status words
    "met": ("#41608B", "#9DB8DC"),
    "not-met": ("#941F13", "#FF8B78"),
    "borderline": ("#876808", "#E8CB74"),
    # heat ramp: ground and ink of a cell with 1, 2, 3, 4+ unmet rows
    "heat-1": ("#FBE9DC", "#33241F"),
    "heat-2": ("#F2BFA0", "#5E3126"),
    "heat-3": ("#D9714E", "#A34A31"),
    "heat-4": ("#9E2B1C", "#F29A78"),
    "heat-1-ink": ("#5A2A18", "#F5D3C3"),
    "heat-2-ink": ("#4A1F10", "#FBE3D9"),
    "heat-3-ink": ("#1B0B06", "#FFFFFF"),
    "heat-4-ink": ("#FFFFFF", "#24110A"),
    # sequential, high = far from the ground
    "seq-1": ("#F4F7FA", "#1B222B"),
    "seq-2": ("#DCE6F1", "#22344A"),
    "seq-3": ("#BDD0E5", "#2C4A6C"),
    "seq-4": ("#94B3D3", "#3B6695"),
    "seq-5": ("#6390BC", "#6C9BCB"),
    "seq-6": ("#2F6397", "#A9C9E9"),
}

# One colour for both themes; at least 3:1 on both grounds.
MARK: dict[str, str] = {
    "met": shapes.MET,
    "not_met": shapes.NOT_MET,
    "borderline": shapes.BORDERLINE,
    "grey": shapes.GREY,
    "town": "#2B6CB0",
    "urban": "#7C858F",
}
STAGE: dict[str, str] = {"preschool": "#339F98", "primary": "#8A67DD", "junior": "#AA3D98"}

# theme.css is the shared sheet; a chart that needs more brings one file of its own beside it.
SHEETS = Path(__file__).parent


@lru_cache(maxsize=1)
def css() -> str:
    """The whole sheet, variables first; goes to every page once."""
    own = [SHEETS / "theme.css"]
    others = sorted(path for path in SHEETS.glob("*.css") if path not in own)
    return "\n".join([_variables(), *(path.read_text(encoding="utf-8") for path in own + others), shapes.rules()])


def _variables() -> str:
    """Plain light values first: a browser without light-dark() keeps a readable light page."""
    marks = {f"mark-{name.replace('_', '-')}": colour for name, colour in (MARK | STAGE).items()}
    plain = {token: light for token, (light, _) in TOKENS.items()} | marks
    paired = {token: f"light-dark({light},{dark})" for token, (light, dark) in TOKENS.items()}
    return (
        f":root{{--tb-font:{FONT};{_block(plain)}}}\n"
        f"@supports (color:light-dark(#000,#fff)){{:root{{{_block(paired)}}}}}"
    )


def _block(values: dict[str, str]) -> str:
    return "".join(f"--tb-{token}:{value};" for token, value in values.items())
