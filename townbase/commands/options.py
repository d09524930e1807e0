"""Options that several commands have."""

import click

from townbase.commands.values import Place
from townbase.settings import extracts_dir, published_dir

extracts = click.option("--extracts", type=Place("folder"), default=extracts_dir, help="数据文件夹（含 delivery.toml）")
db = click.option("--db", type=Place(), default=published_dir, help="发布文件夹")
force = click.option("--force", is_flag=True, help="允许取代或覆盖已有的内容，并说明取代了什么")
