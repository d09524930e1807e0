"""check --against: the delivery is built into a folder of its own, held against a published version, and thrown away."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import click

from townbase import versions
from townbase.commands.writing import look_before_filling
from townbase.findings import Finding, Refused

PUBLISHED = "published"


def earlier_version(db: Path, against: str) -> tuple[str, str]:
    """(version, what it is called) of `published`, a release's name or a version. Raises Refused."""
    if against == PUBLISHED:
        version, called = versions.current(db), "现用版本"
    else:
        version, called = versions.named(db, against), f"“{against}”"
    if version is None:
        what = "还没有发布过版本，没有可比的" if against == PUBLISHED else f"没有名为“{against}”的版本"
        raise Refused([Finding("error", str(db), "", what, "请用 versions 查看已有的版本")])
    if versions.state(db, version) is versions.State.DAMAGED:
        raise Refused([Finding("error", str(db), version, "这个版本的文件已损坏，不能比较", "请换一个版本")])
    return version, called


def tell_against(extracts: Path, db: Path, against: str, report: Path | None, force: bool) -> bool:
    """Print what publishing these extracts would change; with `report` also write workbook and page there. Raises Refused.

    Returns whether `build` would publish them as they are: without --accept-shrink it refuses one that lost much.
    """
    from townbase.against import lines, page, report_of, workbook
    from townbase.build import build, shrunk
    from townbase.compare import compare

    version, called = earlier_version(db, against)
    if report:
        look_before_filling(report, force)
    click.echo("正在试算，不发布……")
    with tempfile.TemporaryDirectory(prefix="townbase-against-") as folder:
        built = build(extracts, Path(folder))
        now = versions.database(Path(folder), built.version)
        told = report_of(compare(versions.database(db, version), now), called, shrunk(extracts, db))
    for line in lines(told):
        click.echo(line)
    if report:
        report.mkdir(parents=True, exist_ok=True)
        stem = f"与上次相比-{version}-{built.version}"
        (report / f"{stem}.xlsx").write_bytes(workbook(told, date.today()))
        (report / f"{stem}.html").write_bytes(page(told, date.today()))
        click.echo(f"已写入 {report}：{stem}.xlsx，{stem}.html（打印后签字）。")
    if told.refused:
        click.echo("以上减少没有确认前不能发布：请核对导出是否完整；确实减少时，在 build 命令后加 --accept-shrink。")
    else:
        click.echo("可以发布。")
    return not told.refused
