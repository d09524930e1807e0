"""A command fills a folder: asked about what lies there, and whole or not at all."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from townbase.findings import Finding, Refused
from townbase.versions import replace

PART = ".townbase-part-"
_LISTED = 5


def look_before_filling(out: Path, force: bool) -> None:
    """Raises Refused where the folder holds anything; with force says what may be replaced."""
    there = sorted(path.name for path in out.iterdir() if not _is_part(path)) if out.is_dir() else []
    if not there:
        return
    names = "、".join(there[:_LISTED]) + (f" 等 {len(there)} 个" if len(there) > _LISTED else "")
    if not force:
        what = f"这个文件夹里已有文件（{names}），没有写入"
        raise Refused([Finding("error", str(out), "", what, "请用 --out 换一个空文件夹；确要写到这里，请加 --force")])
    click.echo(f"文件夹 {out} 里已有 {names}，同名的将被取代。")


@contextlib.contextmanager
def filled(out: Path) -> Iterator[Path]:
    """A folder within `out` to write into. When all is written its files move to `out`, delivery.toml last, so that a
    full disk or Ctrl+C leaves what was there. Raises OSError."""
    made = not out.exists()
    out.mkdir(parents=True, exist_ok=True)
    for left in filter(_is_part, list(out.iterdir())):  # of a command that was killed
        shutil.rmtree(left, ignore_errors=True)
    part = Path(tempfile.mkdtemp(prefix=PART, dir=out))
    try:
        yield part
        for path in sorted(part.iterdir(), key=lambda path: path.name == "delivery.toml"):
            replace(path, out / path.name)
    finally:
        shutil.rmtree(part, ignore_errors=True)
        if made and not any(out.iterdir()):
            out.rmdir()


def _is_part(path: Path) -> bool:
    return path.name.startswith(PART)
