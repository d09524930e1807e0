"""What an option may be given: a path that is not empty, a whole number; else the reason in Chinese."""

from pathlib import Path

import click

from townbase import faults

_KINDS = {"folder": "文件夹", "file": "文件", "any": "文件或文件夹"}


class Place(click.ParamType):
    """A path that is not empty. there: "folder", "file" or "any" of the two that must exist; None where it may be made."""

    name = "路径"

    def __init__(self, there: str | None = None, *, makes: str = "folder"):
        self.there, self.makes = there, makes

    def convert(self, value: str | Path, parameter, context) -> Path:
        if not str(value).strip():
            self.fail("路径是空的", parameter, context)
        path = Path(value)
        try:
            self._hold_against(path, parameter, context)
        except (OSError, ValueError) as error:
            words = faults.in_words(error) if isinstance(error, OSError) else ("路径中有不能用的字符", "请核对路径")
            self.fail(f"{path!s}：{words[0]}，{words[1]}".replace("\0", "?"), parameter, context)
        return path

    def _hold_against(self, path: Path, parameter, context) -> None:
        found = path.is_dir() or path.is_file() or path.exists()
        wanted = self.there or self.makes
        if self.there and not found:
            self.fail(f"找不到{_KINDS[wanted]} {path}", parameter, context)
        if found and wanted == "folder" and not path.is_dir():
            self.fail(f"{path} 是一个文件，这里要写文件夹", parameter, context)
        if found and wanted == "file" and path.is_dir():
            self.fail(f"{path} 是一个文件夹，这里要写文件", parameter, context)


class Whole(click.ParamType):
    """A whole number that is not negative."""

    name = "整数"

    def convert(self, value: str | int, parameter, context) -> int:
        if isinstance(value, int):
            return value
        if not (value.isascii() and value.isdigit() and len(value) <= 9):
            self.fail(f"{value} 不是 0 到 999999999 之间的整数", parameter, context)
        return int(value)
