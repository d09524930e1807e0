"""python -m townbase versions"""

import sys
from pathlib import Path

import click

from townbase import versions as known
from townbase.commands import options
from townbase.commands.usage import REFUSED, Command
from townbase.versions import State


@click.command(cls=Command)
@options.db
@click.option("--use", "version", help="改用这个版本")
def versions(db: Path, version: str | None) -> None:
    """列出已发布的版本和是否完好；--use 改用其中一个。"""
    if version is not None:
        _use(db, version)
    served = known.served(db)
    for name in known.published(db):
        click.echo("  ".join(filter(None, [name, _state(db, name), "当前" if name == served.version else ""])))
    if served.trouble:
        instead = f"现在显示的是版本 {served.version}" if served.version else "没有完好的版本可以显示"
        click.echo(
            f"{served.trouble}，{instead}。请运行 python -m townbase build 重新发布，或用 --use 选定一个完好的版本。"
        )
    elif not known.published(db):
        click.echo("还没有发布过版本。请运行 python -m townbase build。")


def _use(db: Path, version: str) -> None:
    if version not in known.published(db):
        click.echo(f"没有版本 {version}。现有：{'、'.join(known.published(db)) or '无'}。")
        sys.exit(REFUSED)
    if known.state(db, version) is State.DAMAGED:
        click.echo(f"版本 {version} 的文件已损坏，不能改用。")
        sys.exit(REFUSED)
    known.point(db, version)


def _state(db: Path, version: str) -> str:
    record = known.read_record(db, version)
    return f"{known.state(db, version).value}{f'  {record.city}' if record else ''}"
