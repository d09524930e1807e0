"""python -m townbase convert"""

import sys
from pathlib import Path

import click

from townbase.commands import options
from townbase.commands.usage import REFUSED, Command, Place, print_findings
from townbase.commands.writing import filled, look_before_filling
from townbase.findings import Refused


@click.command(cls=Command)
@click.argument("table", type=Place("file"))
@click.option("--mapping", type=Place("file"), required=True, help="列名对照（TOML）")
@click.option("--out", type=Place(), required=True, help="写到哪个文件夹")
@options.force
def convert(table: Path, mapping: Path, out: Path, force: bool) -> None:
    """把外来的学校表换成规定的数据文件。"""
    from townbase.convert import convert as run

    try:
        look_before_filling(out, force)
        with filled(out) as folder:
            converted = run(table, mapping, folder)
    except Refused as refused:
        print_findings(refused.findings)
        click.echo("没有转换。")
        sys.exit(REFUSED)
    print_findings(list(converted.warnings))
    for note in (*converted.notes, "对账：", *converted.balance):
        click.echo(note)
    first, last = converted.years
    click.echo(f"已写入 {out}：{converted.townships} 个乡镇（街道），{converted.schools} 所学校，学年 {first}—{last}。")
