"""What `python -m townbase brief` does, and every way in which it can be asked wrongly, in plain words."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from townbase import store
from townbase.asking import Ask
from townbase.brief.batch import FORMS
from townbase.brief.choose import brief_of
from townbase.brief.model import NoBrief
from townbase.selection import Selection


class Wrong(Exception):
    """Nothing was written; the text says why and what to do."""


def write(
    db: Path, out: Path, *, township: str | None = None, district: str | None = None, year: int | None = None
) -> str:
    """Write one brief into `out`, whose ending decides the form; returns the line to print. Raises Wrong."""
    form = out.suffix.lower().lstrip(".")
    if form not in FORMS:
        raise Wrong(f"文件名 {out.name} 应以 .html 或 .docx 结尾。")
    if not out.parent.is_dir():
        raise Wrong(f"文件夹 {out.parent} 不存在，请先建好。")
    try:
        ask = partial(store.ask, store.open_session(db))
        brief = brief_of(ask, Selection(township=township, district=district), _default(ask) if year is None else year)
    except (NoBrief, store.NoDatabase, store.TooSlow) as why:
        raise Wrong(str(why)) from None
    try:
        out.write_bytes(FORMS[form](brief))
    except OSError:
        raise Wrong(f"不能写入 {out}：可能正在别的程序中打开，或没有写入权限。请关闭后重试，或换一个文件名。") from None
    return f"已写入 {out}：{brief.title}，{brief.year_label}。"


def _default(ask: Ask) -> int:
    """The school year that the pages show first."""
    years = ask("shared/frame_years")
    if years.empty:
        raise NoBrief("数据中没有任何学年的学校名录，暂无可写的内容。")
    shown = years[years["shown_by_default"].fillna(False).astype(bool)]["school_year"]
    return int((shown if len(shown) else years["school_year"]).iloc[0])
