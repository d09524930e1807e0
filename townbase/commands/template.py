"""python -m townbase template"""

import sys
from pathlib import Path

import click

from townbase.commands.usage import REFUSED, Command, print_findings
from townbase.commands.values import Place
from townbase.commands.writing import filled
from townbase.findings import Refused


@click.command(cls=Command)
@click.option("--out", type=Place(), required=True, help="写到哪个文件夹")
@click.option("--roster", multiple=True, help="乡镇或学校名录（文件，或自带名录的名称），可写多次")
def template(out: Path, roster: tuple[str, ...]) -> None:
    """生成一套填报用的电子表格，填好后由 convert 读回。"""
    from townbase.template import forms_in, write_templates

    try:
        if standing := forms_in(out):
            raise Refused(standing)
        with filled(out) as folder:
            notes = write_templates(folder, roster)
    except Refused as refused:
        print_findings(refused.findings)
        click.echo("没有生成。")
        sys.exit(REFUSED)
    for note in (f"已在 {out} 写入 {notes[0]}", *notes[1:]):
        click.echo(note)
    click.echo(f"填好后请运行 python -m townbase convert {out} --out 交付文件夹。")
