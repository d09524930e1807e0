"""The commands: python -m townbase check | build | versions | sample | convert | brief. 0 done, 1 refused, 2 wrong usage."""

import sys
from pathlib import Path

import click

from townbase.findings import Finding, Refused, errors, places
from townbase.settings import extracts_dir, published_dir

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_EXTRACTS = click.option("--extracts", type=_FOLDER, default=extracts_dir, help="数据文件夹（含 delivery.toml）")
_DB = click.option("--db", type=click.Path(file_okay=False, path_type=Path), default=published_dir, help="发布文件夹")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """教育强镇筑基行动监测平台的命令。"""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


@main.command()
@_EXTRACTS
def check(extracts: Path) -> None:
    """核对一批数据，列出全部问题，不发布。"""
    from townbase.contracts import check as findings_of

    findings = findings_of(extracts)
    _print(findings)
    if errors(findings):
        click.echo(f"核对未通过：{places(errors(findings)):,} 项错误需要改正。")
        sys.exit(1)
    note = f"，另有 {places(findings):,} 项提醒" if findings else ""
    click.echo(f"核对通过，可以发布{note}。")


@main.command()
@_EXTRACTS
@_DB
@click.option("--accept-shrink", is_flag=True, help="数据比已发布的少了很多也发布")
def build(extracts: Path, db: Path, accept_shrink: bool) -> None:
    """核对、计算并发布一个版本；未通过时，原来的版本照常使用。"""
    from townbase.build import build as run

    try:
        result = run(extracts, db, lambda step, of, label: click.echo(f"[{step}/{of}] {label}"), accept_shrink)
    except Refused as refused:
        _print(refused.findings)
        click.echo("没有发布，原来的版本照常使用。")
        sys.exit(1)
    _print(result.findings)
    click.echo(
        f"已发布版本 {result.version}。" if result.published else f"版本 {result.version} 已经发布过，内容没有变化。"
    )


@main.command()
@_DB
@click.option("--use", "version", help="改用这个版本")
def versions(db: Path, version: str | None) -> None:
    """列出已发布的版本；--use 改用其中一个。"""
    from townbase import versions as known

    if version:
        if version not in known.published(db):
            click.echo(f"没有版本 {version}。现有：{'、'.join(known.published(db)) or '无'}。")
            sys.exit(1)
        known.point(db, version)
    for name in known.published(db):
        click.echo(f"{name}{'  当前' if name == known.current(db) else ''}")
    if not known.published(db):
        click.echo("还没有发布过版本。请运行 python -m townbase build。")


@main.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=extracts_dir, help="写到哪个文件夹")
@click.option("--seed", type=int, default=1, show_default=True, help="随机种子：同一种子，同一数据")
@click.option("--describe", is_flag=True, help="只打印一页取值范围，不写文件")
def sample(out: Path, seed: int, describe: bool) -> None:
    """生成示例市的演示数据。"""
    from townbase.sample import describe as described
    from townbase.sample import write

    if describe:
        click.echo(described(seed))
        return
    write(out, seed)
    click.echo(f"演示数据已写入 {out}。")


@main.command()
@click.argument("table", type=_FILE)
@click.option("--mapping", type=_FILE, required=True, help="列名对照（TOML）")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="写到哪个文件夹")
def convert(table: Path, mapping: Path, out: Path) -> None:
    """把外来的学校表换成规定的数据文件。"""
    from townbase.convert import convert as run

    try:
        converted = run(table, mapping, out)
    except Refused as refused:
        _print(refused.findings)
        click.echo("没有转换。")
        sys.exit(1)
    for note in converted.notes:
        click.echo(note)
    first, last = converted.years
    click.echo(f"已写入 {out}：{converted.townships} 个乡镇（街道），{converted.schools} 所学校，学年 {first}—{last}。")


@main.command()
@click.option("--township", help="乡镇（街道）代码")
@click.option("--district", help="区县代码")
@click.option("--city", is_flag=True, help="全市")
@click.option("--year", type=int, help="学年的起始年，如 2025；不写用平台默认显示的学年")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="写到哪个文件：.html 或 .docx"
)
@_DB
def brief(township: str | None, district: str | None, city: bool, year: int | None, out: Path, db: Path) -> None:
    """写一份一页纸（通报）：一个乡镇、一个区县或全市。"""
    from townbase.brief.command import Wrong, write

    if sum((township is not None, district is not None, city)) != 1:
        raise click.UsageError("请从 --township、--district、--city 中选一项，且只选一项。")
    try:
        click.echo(write(db, out, township=township, district=district, year=year))
    except Wrong as wrong:
        click.echo(str(wrong))
        sys.exit(1)


def _print(findings: list[Finding]) -> None:
    for finding in findings:
        click.echo(finding.line())


if __name__ == "__main__":
    main(prog_name="python -m townbase")
