"""python -m townbase template"""

import sys
from pathlib import Path

import click

from townbase.commands.usage import REFUSED, Command, print_findings
from townbase.commands.values import Place
from townbase.findings import Refused


@click.command(cls=Command)
@click.option("--out", type=Place(), required=True, help="写到哪个文件夹")
@click.option("--roster", multiple=True, help="乡镇名录或学校名录（文件，或自带名录的名称），可写多次")
def template(out: Path, roster: tuple[str, ...]) -> None:
    """生成一套填报表（Excel），填好后由 convert 读回。"""
    from townbase.template import write_templates

    try:
        lines = write_templates(out, roster)
    except Refused as refused:
        print_findings(refused.findings)
        click.echo("没有生成。")
        sys.exit(REFUSED)
    for line in lines:
        click.echo(line)
