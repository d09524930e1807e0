"""python -m townbase convert"""

import sys
from pathlib import Path

import click

from townbase.commands import options
from townbase.commands.usage import REFUSED, Command, print_findings
from townbase.commands.values import Place
from townbase.commands.writing import filled, look_before_filling
from townbase.findings import Refused, errors, places


@click.command(cls=Command)
@click.argument("table", type=Place("any"))
@click.option("--mapping", type=Place("file"), help="列名对照（TOML）；填好的填报表文件夹不用")
@click.option("--out", type=Place(), required=True, help="写到哪个文件夹")
@options.force
def convert(table: Path, mapping: Path | None, out: Path, force: bool) -> None:
    """把填好的填报表（文件夹），或外来的学校表（另给 --mapping），换成规定的数据文件。"""
    if mapping is None:
        _convert_folder(table, out, force)
        return
    if table.is_dir():
        raise click.UsageError("给出 --mapping 时，请给出一个表格文件，不是文件夹。")
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


def _convert_folder(folder: Path, out: Path, force: bool) -> None:
    from townbase.template import convert_folder

    if not folder.is_dir():
        raise click.UsageError("没有 --mapping 时，请给出填好的填报表所在的文件夹。")
    try:
        look_before_filling(out, force)
        with filled(out) as part:
            outcome = convert_folder(folder, part)
    except Refused as refused:
        print_findings(refused.findings)
        click.echo("没有转换。")
        sys.exit(REFUSED)
    for line in [*outcome.lines(), *outcome.notes]:
        click.echo(line)
    if not outcome.done:
        many = places(errors(outcome.findings))
        marked = f"已标注在 {outcome.marked}。" if outcome.marked else ""
        click.echo(f"没有转换：{many:,} 项错误需要改正。{marked}")
        sys.exit(REFUSED)
    click.echo(f"已写入 {out}。")
