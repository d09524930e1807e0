"""The commands: python -m townbase template | convert | check | build | versions | sample | brief | accounts. 0 done, 1 refused, 2 wrong usage."""

import io
import sys

import click

from townbase.commands.accounts import accounts
from townbase.commands.brief import brief
from townbase.commands.build import build
from townbase.commands.check import check
from townbase.commands.convert import convert
from townbase.commands.sample import sample
from townbase.commands.template import template
from townbase.commands.usage import Commands
from townbase.commands.versions import versions


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """教育强镇筑基行动监测平台的命令。"""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


for command in (template, convert, check, build, versions, sample, brief, accounts):
    main.add_command(command)
