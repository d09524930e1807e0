"""python -m townbase accounts"""

import sys
from pathlib import Path

import click

from townbase import store
from townbase.access import read_accounts
from townbase.commands import options
from townbase.commands.usage import REFUSED, Command


@click.command(cls=Command)
@click.argument("file", type=click.Path(path_type=Path), metavar="名册")
@options.db
def accounts(file: Path, db: Path) -> None:
    """检查账号名册：列出问题；没有问题时列出每个账号看什么。"""
    read = read_accounts(file)
    try:
        rows = store.ask(store.open_session(db), "shared/districts")
        districts = dict(zip(rows["district_id"], rows["district_name"].fillna(rows["district_id"]), strict=True))
    except store.NoDatabase:
        districts = None
        click.echo("还没有发布数据，范围中的区县没有核对。")
    findings = [*read.findings, *(read.in_version(districts, file.name) if districts is not None else ())]
    for finding in findings:
        click.echo(finding.line())
    if findings:
        click.echo(f"共 {len(findings)} 条。请更正后再用。")
        sys.exit(REFUSED)
    for account in read.by_key.values():
        click.echo("  ".join((account.account, account.name, "、".join(account.places or ("全市",)), account.role)))
