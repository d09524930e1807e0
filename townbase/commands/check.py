"""python -m townbase check"""

import sys
from pathlib import Path

import click

from townbase.commands import options
from townbase.commands.usage import REFUSED, Command, print_findings
from townbase.findings import errors, places


@click.command(cls=Command)
@options.extracts
def check(extracts: Path) -> None:
    """核对一批数据，列出全部问题，不发布。"""
    from townbase.contracts import check as findings_of

    findings = findings_of(extracts)
    print_findings(findings)
    if errors(findings):
        click.echo(f"核对未通过：{places(errors(findings)):,} 项错误需要改正。")
        sys.exit(REFUSED)
    note = f"，另有 {places(findings):,} 项提醒" if findings else ""
    click.echo(f"核对通过，可以发布{note}。")
