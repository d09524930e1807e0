"""python -m townbase convert"""

import sys
from pathlib import Path

import click

from townbase.commands import options
from townbase.commands.usage import REFUSED, Command, Place, print_findings
from townbase.commands.writing import filled, look_before_filling
from townbase.findings import Refused, errors


@click.command(cls=Command)
@click.argument("table", type=Place("either"))
@click.option("--mapping", type=Place("file"), help="列名对照（TOML）；填好的填报表文件夹不用")
@click.option("--out", type=Place(), required=True, help="写到哪个文件夹")
@options.force
def convert(table: Path, mapping: Path | None, out: Path, force: bool) -> None:
    """把填好的填报表（文件夹），或外来的学校表（另给 --mapping），换成规定的数据文件。"""
    if table.is_dir() and mapping is None:
        return _filled_forms(table, out, force)
    if table.is_dir():
        raise click.UsageError("带 --mapping 时请给出一个表，不是文件夹。")
    if mapping is None:
        raise click.UsageError("外来的表请用 --mapping 给出列名对照；填报表请给出它们所在的文件夹。")
    return _foreign_table(table, mapping, out, force)


def _filled_forms(forms: Path, out: Path, force: bool) -> None:
    from townbase.template import convert_folder

    look_before_filling(out, force)
    with filled(out) as folder:
        outcome = convert_folder(forms, folder)
    for line in [*outcome.lines(), *outcome.notes]:
        click.echo(line)
    if not outcome.done:
        marked = f"已标注在 {outcome.marked}。" if outcome.marked else ""
        click.echo(f"没有转换：{len(errors(outcome.findings)):,} 项错误需要改正。{marked}")
        sys.exit(REFUSED)
    click.echo(f"已写入 {out}。")


def _foreign_table(table: Path, mapping: Path, out: Path, force: bool) -> None:
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
