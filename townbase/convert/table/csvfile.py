"""Reads a text table strictly: one line is one row, quotes stand in pairs, nothing is repaired."""

import codecs
import csv
import re
from pathlib import Path

from townbase.convert.table.sheet import Sheet, Unreadable

DELIMITERS = (",", "\t", ";", "|")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_WESTERN = ("iso8859", "cp125", "cp437", "cp850", "mac")  # one byte a sign: they decode anything
_NEW_LINE = re.compile(r"\r\n|\n|\r")


def read_lines(path: Path, encoding: str | None) -> list[str]:
    """The lines of the file, decoded; raises Unreadable where the encoding is not the file's."""
    raw = path.read_bytes()
    if not raw.strip():
        raise Unreadable("", "文件是空的", "请检查文件")
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Unreadable("", "这是工作簿，扩展名却是文本文件的", "请把扩展名改为 .xlsx，或用表格软件打开后另存")
    agreed = _agreed(raw, encoding)
    try:
        text = raw.decode(agreed)
    except (UnicodeDecodeError, UnicodeError) as error:
        raise Unreadable("", f"不是 {encoding or agreed} 编码", _ENCODING_TODO) from error
    if "\x00" in text:
        raise Unreadable(
            "", f"不是 {encoding or agreed} 编码，像是 UTF-16", '请在映射的 [table] 写 encoding = "utf-16"'
        )
    return _NEW_LINE.split(text.removeprefix("\ufeff"))


_ENCODING_TODO = '请在映射的 [table] 写明 encoding，如 encoding = "gb18030"，或另存为 UTF-8'


def _agreed(raw: bytes, encoding: str | None) -> str:
    """The encoding of the mapping, unless the file itself says another one: then it would be read as other words."""
    named = codecs.lookup(encoding).name if encoding else None
    for bom, found in _BOMS:
        if raw.startswith(bom):
            if named and not named.startswith(found.removesuffix("-sig")):
                raise Unreadable("", f"文件是 {found} 编码，映射写的是 {encoding}", f'请改为 encoding = "{found}"')
            return found
    if named is None or named.startswith("utf") or raw.isascii():
        return named or "utf-8"
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        if named.startswith(_WESTERN) and _comes_in_pairs(raw):
            raise Unreadable(
                "", f"不是 {encoding} 编码，像是中文编码", 'encoding 常用 "gb18030"，繁体常用 "big5"'
            ) from None
        return named
    raise Unreadable("", f"文件是 utf-8 编码，映射写的是 {encoding}", '请改为 encoding = "utf-8"')


def _comes_in_pairs(raw: bytes) -> bool:
    """Whether signs beyond ASCII stand together, as the halves of Chinese ones do; accents stand alone."""
    runs = re.findall(rb"[\x80-\xff]+", raw)
    return sum(len(run) for run in runs if len(run) > 1) * 5 > sum(map(len, runs)) * 4


def split_lines(lines: list[str], delimiter: str) -> tuple[Sheet, list[tuple[int, str]]]:
    """A sheet of one row a line, and (line number, what is wrong) where quotes do not stand as they must."""
    field = rf'(?:"(?:[^"]|"")*"|[^"{re.escape(delimiter)}]*)'
    sound = re.compile(rf"{field}(?:{re.escape(delimiter)}{field})*")
    rows, faults = {}, []
    for number, line in enumerate(lines, 1):
        if '"' not in line:
            rows[number] = line.split(delimiter) if line else []
        elif sound.fullmatch(line):
            [rows[number]] = csv.reader([line], delimiter=delimiter)
        else:
            faults.append((number, "引号不成对，或一格里有换行" if line.count('"') % 2 else "引号的位置不对"))
            rows[number] = line.split(delimiter)
    return Sheet("", rows, is_csv=True), faults
