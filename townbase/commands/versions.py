"""python -m townbase versions"""

import sys
from pathlib import Path
from urllib.parse import quote

import click

from townbase import versions as known
from townbase.commands import options
from townbase.commands.usage import REFUSED, Command
from townbase.versions import State


@click.command(cls=Command)
@options.db
@click.option("--use", "version", help="改用这个版本")
@click.option("--name", "release", nargs=2, metavar="名称 版本", help="给一个版本起名并长期保留，如调度会；不再被清理")
def versions(db: Path, version: str | None, release: tuple[str, str] | None) -> None:
    """列出已发布的版本、名称和是否完好；--use 改用其中一个，--name 起名保留。"""
    if release is not None:
        _name(db, *release)
    if version is not None:
        _use(db, version)
    served = known.served(db)
    for name in known.published(db):
        told = [name, _state(db, name), "当前" if name == served.version else "", _names(db, name)]
        click.echo("  ".join(filter(None, told)))
    if served.trouble:
        instead = f"现在显示的是版本 {served.version}" if served.version else "没有完好的版本可以显示"
        click.echo(
            f"{served.trouble}，{instead}。请运行 python -m townbase build 重新发布，或用 --use 选定一个完好的版本。"
        )
    elif not known.published(db):
        click.echo("还没有发布过版本。请运行 python -m townbase build。")


def _name(db: Path, name: str, version: str) -> None:
    found = _published(db, version)
    try:
        known.name_release(db, name, found)
    except ValueError as wrong:
        click.echo(f"{wrong}。")
        sys.exit(REFUSED)
    click.echo(f"版本 {found} 已命名为“{name}”，长期保留。网址后加 ?release={quote(name)} 即总是显示它。")


def _published(db: Path, text: str) -> str:
    """The version meant, in whole; ends the command where none is or its file is damaged."""
    version = known.named(db, text)
    if version is None:
        click.echo(f"没有版本 {text}。现有：{'、'.join(known.published(db)) or '无'}。")
        sys.exit(REFUSED)
    if known.state(db, version) is State.DAMAGED:
        click.echo(f"版本 {version} 的文件已损坏，不能改用。")
        sys.exit(REFUSED)
    return version


def _names(db: Path, version: str) -> str:
    named = [name for name, of in known.releases(db).items() if of == version]
    return f"名称：{'、'.join(named)}" if named else ""


def _use(db: Path, version: str) -> None:
    known.point(db, _published(db, version))


def _state(db: Path, version: str) -> str:
    record = known.read_record(db, version)
    return f"{known.state(db, version).value}{f'  {record.city}' if record else ''}"
