"""python -m townbase build"""

import contextlib
import sys
from datetime import datetime
from pathlib import Path

import click

from townbase import versions
from townbase.commands import options
from townbase.commands.usage import REFUSED, Command, print_findings
from townbase.findings import Finding, Refused


@click.command(cls=Command)
@options.extracts
@options.db
@options.force
@click.option("--accept-shrink", is_flag=True, help="数据比已发布的少了很多也发布")
def build(extracts: Path, db: Path, force: bool, accept_shrink: bool) -> None:
    """核对、计算并发布一个版本；未通过时，原来的版本照常使用。"""
    from townbase.build import build as run

    try:
        result = run(extracts, db, _step, force=force, accept_shrink=accept_shrink)
    except Refused as refused:
        _note(extracts, db, None, refused.findings)
        print_findings(refused.findings)
        click.echo("没有发布，原来的版本照常使用。")
        sys.exit(REFUSED)
    _note(extracts, db, result.version, [])
    print_findings(result.findings)
    if result.replaced:
        click.echo(f"已取代：{result.replaced}。原来的版本仍在，可用 versions --use 改回。")
    if not result.published:
        click.echo(f"版本 {result.version} 已经发布过，内容没有变化。")
    elif result.repaired:
        click.echo(f"版本 {result.version} 的文件已损坏，现已重新计算并发布。")
    else:
        click.echo(f"已发布版本 {result.version}。")


def _note(extracts: Path, db: Path, version: str | None, findings: list[Finding]) -> None:
    """For the data page, where nobody reads what a nightly command prints. Only where something was published before;
    a note that cannot be written is no reason to fail."""
    if not versions.anything_published(db):
        return
    rows = [[each.severity, each.file, each.key, each.what, each.todo] for each in findings]
    when = datetime.now().isoformat(sep=" ", timespec="seconds")
    with contextlib.suppress(OSError):
        versions.write_attempt(db, versions.Attempt(when, str(extracts.resolve()), version, rows))


def _step(step: int, of: int, label: str) -> None:
    click.echo(f"[{step}/{of}] {label}" if of else f"{label}……")
