"""python -m townbase sample"""

from pathlib import Path

import click

from townbase import versions
from townbase.commands import options
from townbase.commands.usage import Command
from townbase.commands.values import Place, Whole
from townbase.commands.writing import filled, look_before_filling
from townbase.settings import extracts_dir


@click.command(cls=Command)
@click.option("--out", type=Place(), default=extracts_dir, help="写到哪个文件夹")
@click.option("--seed", type=Whole(), default=1, show_default=True, help="随机种子：同一种子，同一数据")
@click.option("--describe", is_flag=True, help="只打印一页取值范围，不写文件")
@options.force
def sample(out: Path, seed: int, describe: bool, force: bool) -> None:
    """生成示例市的演示数据。"""
    from townbase.sample import describe as described
    from townbase.sample import write

    if describe:
        click.echo(described(seed))
        return
    if not versions.from_shipped_sample(out):  # what ships can be made again
        look_before_filling(out, force)
    with filled(out) as folder:
        write(folder, seed)
    click.echo(f"演示数据已写入 {out}。")
