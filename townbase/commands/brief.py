"""python -m townbase brief"""

import sys
from pathlib import Path

import click

from townbase.commands import options
from townbase.commands.usage import REFUSED, Command
from townbase.commands.values import Place, Whole


@click.command(cls=Command)
@click.option("--township", help="乡镇（街道）代码")
@click.option("--district", help="区县代码")
@click.option("--city", is_flag=True, help="全市")
@click.option("--year", type=Whole(), help="学年的起始年，如 2025；不写用平台默认显示的学年")
@click.option("--out", type=Place(makes="file"), required=True, help="写到哪个文件：.html 或 .docx")
@options.db
@options.force
def brief(
    township: str | None, district: str | None, city: bool, year: int | None, out: Path, db: Path, force: bool
) -> None:
    """写一份一页纸（通报）：一个乡镇、一个区县或全市。"""
    from townbase.brief.command import Wrong, write

    if sum((township is not None, district is not None, city)) != 1:
        raise click.UsageError("请从 --township、--district、--city 中选一项，且只选一项。")
    if out.exists() and not force:
        click.echo(f"文件 {out} 已经存在，没有覆盖。请换一个文件名；确要覆盖，请加 --force。")
        sys.exit(REFUSED)
    replaced = out.exists()
    try:
        click.echo(write(db, out, township=township, district=district, year=year))
    except Wrong as wrong:
        click.echo(str(wrong))
        sys.exit(REFUSED)
    if replaced:
        click.echo(f"原来的文件 {out.name} 已被覆盖。")
