"""The boundary of every command: wrong usage, a refusal and a broken machine become Chinese lines with exit codes."""

import os
import sys
import tempfile
import traceback

import click

from townbase import faults
from townbase.findings import Finding, Refused

REFUSED, WRONG = 1, 2
INTERRUPTED = "已中断，没有完成；原来的文件和已发布的版本不变。"


# click's own words in a help text
_HELP = {
    "Usage:": "用法：",
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 …",
    "Options:": "选项：",
    "Commands:": "命令：",
    "Show this message and exit.": "显示用法。",
    "[required]": "[必填]",
    "[default: ": "[默认：",
    " TEXT": " 文字",
}


class Command(click.Command):
    """A command whose help is in Chinese."""

    def get_help(self, ctx: click.Context) -> str:
        return _help_in_chinese(super().get_help(ctx))


def _help_in_chinese(text: str) -> str:
    for english, chinese in _HELP.items():
        text = text.replace(english, chinese)
    return text


class Commands(click.Group):
    """A group whose errors are in Chinese: exit code 1 where something was refused or broke, 2 for wrong usage."""

    def get_help(self, ctx: click.Context) -> str:
        return _help_in_chinese(super().get_help(ctx))

    def main(self, args=None, prog_name=None, **extra) -> None:
        try:
            with_code = super().main(args=args, prog_name=prog_name, **{**extra, "standalone_mode": False})
            sys.exit(with_code if isinstance(with_code, int) else 0)
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.ctx.get_help(), err=True)
            sys.exit(WRONG)
        except click.ClickException as error:
            click.echo(f"用法有误：{in_chinese(error)}", err=True)
            context = getattr(error, "ctx", None)
            click.echo(
                f"运行 {context.command_path if context else prog_name or 'python -m townbase'} --help 查看用法。",
                err=True,
            )
            sys.exit(WRONG)
        except BrokenPipeError:  # nobody reads on, as behind `| head`
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except (click.Abort, KeyboardInterrupt):
            click.echo(INTERRUPTED)
        except Refused as refused:
            print_findings(refused.findings)
        except faults.MACHINE as error:
            print_findings([faults.finding(error, "命令")])
        except Exception as error:
            if str(error) == "Query interrupted":  # DuckDB's own word for Ctrl+C
                click.echo(INTERRUPTED)
                sys.exit(REFUSED)
            click.echo(f"程序内部出错，没有完成。详情已写入 {_written_down()}，请交给维护人员。")
        sys.exit(REFUSED)


def print_findings(findings: list[Finding]) -> None:
    for finding in findings:
        click.echo(finding.line())


def _written_down() -> str:
    """The file that holds the traceback: for who maintains it, not for who types the command."""
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="townbase-error-", suffix=".log", delete=False, encoding="utf-8"
        ) as file:
            file.write(traceback.format_exc())
        return file.name
    except OSError:
        return "（无处可写）" + traceback.format_exc().splitlines()[-1]


def in_chinese(error: click.ClickException) -> str:
    """click's own errors in words of ours; what our types and commands raise is Chinese already."""
    if isinstance(error, click.NoSuchOption):
        return f"没有 {error.option_name} 这个选项。" + _meant(error.possibilities)
    if isinstance(error, click.MissingParameter):
        return f"缺少 {_name(error.param)}。"
    if isinstance(error, click.BadOptionUsage):
        return f"{error.option_name} 后面应写一个值，开关选项后面则不写。"
    if isinstance(error, click.BadParameter):
        return f"{_name(error.param)} 的值不对：{_own(error.message, '不是这个选项能用的值')}"
    if isinstance(error, click.UsageError):
        return _of_usage(error)
    return _own(error.format_message(), "命令无法运行")


def _of_usage(error: click.UsageError) -> str:
    group = error.ctx.command if error.ctx else None
    words = [word for word in (error.ctx.args if error.ctx else []) or [] if word]
    if _is_chinese(error.message):
        return error.message
    quoted = error.message.split("'")[1::2] or words
    if isinstance(group, click.Group):
        named = f"没有 {quoted[0]} 这个命令。" if quoted else "没有写命令。"
        return f"{named}可用的命令：{'、'.join(group.commands)}。"
    return "多写了内容，请去掉不是选项的部分。"


def _meant(possible: list[str] | None) -> str:
    return f"是不是 {'、'.join(possible)}？" if possible else ""


def _name(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return "选项"
    return (
        parameter.opts[0]
        if isinstance(parameter, click.Option)
        else (parameter.metavar or parameter.human_readable_name)
    )


def _own(message: str, otherwise: str) -> str:
    text = message if _is_chinese(message) else otherwise
    return text if text.endswith("。") else text + "。"


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= sign <= "\u9fff" for sign in text)
