"""python -m townbase build"""

import sys
from pathlib import Path

import click

from townbase.commands import options
from townbase.commands.usage import REFUSED, Command, print_findings
from townbase.findings import Refused


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
        print_findings(refused.findings)
        click.echo("没有发布，原来的版本照常使用。")
        sys.exit(REFUSED)
    print_findings(result.findings)
    if result.replaced:
        click.echo(f"已取代：{result.replaced}。原来的版本仍在，可用 versions --use 改回。")
    if not result.published:
        click.echo(f"版本 {result.version} 已经发布过，内容没有变化。")
    elif result.repaired:
        click.echo(f"版本 {result.version} 的文件已损坏，现已重新计算并发布。")
    else:
        click.echo(f"已发布版本 {result.version}。")


def _step(step: int, of: int, label: str) -> None:
    click.echo(f"[{step}/{of}] {label}" if of else f"{label}……")
