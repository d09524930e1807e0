"""python -m townbase check"""

import sys
from pathlib import Path

import click

from townbase.commands import options
from townbase.commands.against import tell_against
from townbase.commands.usage import REFUSED, Command, print_findings
from townbase.commands.values import Place
from townbase.findings import Refused, errors, places


@click.command(cls=Command)
@options.extracts
@options.db
@click.option("--against", help="另外列出发布后会变什么：写 published 与现用版本比，也可写版本或发布名称")
@click.option("--report", type=Place(), help="把比较结果写成工作簿和可打印签字的网页，放进这个文件夹")
@options.force
def check(extracts: Path, db: Path, against: str | None, report: Path | None, force: bool) -> None:
    """核对一批数据，列出全部问题，不发布。"""
    if report and against is None:
        raise click.UsageError("--report 要与 --against 一起用。")
    from townbase.contracts import check as findings_of

    findings = findings_of(extracts)
    print_findings(findings)
    if errors(findings):
        click.echo(f"核对未通过：{places(errors(findings)):,} 项错误需要改正。")
        sys.exit(REFUSED)
    note = f"，另有 {places(findings):,} 项提醒" if findings else ""
    click.echo(f"核对通过{'，可以发布' if against is None else ''}{note}。")
    if against is not None:
        try:
            if not tell_against(extracts, db, against, report, force):
                sys.exit(REFUSED)
        except Refused as refused:
            print_findings(refused.findings)
            sys.exit(REFUSED)
