"""What a machine refuses — a full disk, missing rights, a file that cannot be read — in words that say what to do."""

import errno
import re
from pathlib import Path

import duckdb

from townbase.findings import Finding, Refused

_FULL = (errno.ENOSPC, errno.EDQUOT) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)
_RIGHTS = (errno.EACCES, errno.EPERM, errno.EROFS)
_WORDS = {
    errno.ENOENT: ("找不到这个文件或文件夹", "请核对路径"),
    errno.ENOTDIR: ("路径中有一段是文件，不是文件夹", "请核对路径"),
    errno.EISDIR: ("这是一个文件夹，不是文件", "请核对路径"),
    errno.EEXIST: ("同名的文件已经存在", "请换一个名称，或先移走原来的文件"),
    errno.ENAMETOOLONG: ("路径太长", "请换一个短一些的文件夹"),
    errno.EMFILE: ("同时打开的文件太多", "请关闭其他程序后重试"),
    errno.EBUSY: ("正被其他程序占用", "请关闭占用它的程序后重试"),
}
_NO_ROOM = ("磁盘已满，写不下去", "请清理磁盘，或换到有空间的文件夹后重试")
_NO_RIGHTS = ("没有读写权限，或正被其他程序占用", "请管理员开放权限，或关闭占用它的程序后重试")
_BROKEN = ("读写时出错", "请检查磁盘和网络盘后重试")
_NO_MEMORY = ("内存不够", "请核对数据文件是否过大；确有需要时，请维护人员调高 settings.toml 中的 memory_gb")
_UNKNOWN = ("读写数据库时出错", "请检查磁盘后重试；如仍不行，请联系维护人员")

# Errors of the machine. What DuckDB says of a query that is wrong is not among them.
MACHINE = (
    OSError,
    MemoryError,
    duckdb.IOException,
    duckdb.OutOfMemoryException,
    duckdb.FatalException,
    duckdb.InternalException,
)


class Broken(Refused):
    """Refused by the machine and not for what was delivered: the same input may pass when it is tried again."""


def finding(error: BaseException, place: Path | str) -> Finding:
    """The finding for an error of the machine. place: the file or folder at work, where the error names none itself."""
    what, todo = in_words(error)
    return Finding("error", str(getattr(error, "filename", None) or place), "", what, todo)


def in_words(error: BaseException) -> tuple[str, str]:
    """(what is wrong, what to do) for an OSError, a MemoryError or an error of DuckDB."""
    if isinstance(error, OSError):
        return _of_number(error.errno)
    if isinstance(error, MemoryError | duckdb.OutOfMemoryException):
        # DuckDB says so too when it may not spill any further: then it is the disk that is full.
        return _NO_ROOM if _says("no space|disk space|temp_directory_size", error) else _NO_MEMORY
    if _says("no space left|disk full|not enough space", error):
        return _NO_ROOM
    if _says("permission denied|read-only file system|access is denied", error):
        return _NO_RIGHTS
    return _BROKEN if isinstance(error, duckdb.IOException) else _UNKNOWN


def _of_number(number: int | None) -> tuple[str, str]:
    if number in _FULL:
        return _NO_ROOM
    return _NO_RIGHTS if number in _RIGHTS else _WORDS.get(number or 0, _BROKEN)


def _says(words: str, error: BaseException) -> bool:
    return re.search(words, str(error), re.IGNORECASE) is not None
