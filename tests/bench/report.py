"""What was measured, printed as it comes and kept as Markdown for docs/performance.md."""

from pathlib import Path

BEGIN, END = "<!-- figures: written by python -m tests.bench --write -->", "<!-- end of figures -->"
_told: list[str] = []


def line(text: str) -> None:
    _say([text, ""])


def table(title: str, heads: list[str], rows: list[list[object]], note: str = "") -> None:
    """Numbers as they are to be read: rounded by who measured them."""
    body = [f"| {' | '.join(map(str, row))} |" for row in [heads, ["---"] + ["--:"] * (len(heads) - 1), *rows]]
    _say([f"### {title}", "", *([note, ""] if note else []), *body, ""])


def write(page: Path) -> None:
    """Between the two marks of the page stands what was measured last."""
    text = page.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n\n{chr(10).join(_told)}\n{END}{after}", encoding="utf-8")


def _say(lines: list[str]) -> None:
    _told.extend(lines)
    print("\n".join(lines), flush=True)
