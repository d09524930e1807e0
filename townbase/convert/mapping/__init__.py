"""The mapping: how a table from elsewhere is laid out, read from TOML and checked as a whole."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from townbase.convert.characters import invisible, label
from townbase.convert.mapping.lists import read_grades, read_kinds
from townbase.convert.mapping.settings import FREE, IDS, KEYS, SETTINGS, check_section, check_together
from townbase.findings import Finding


@dataclass(frozen=True)
class Mapping:
    """A checked mapping. Names of columns are as the mapping writes them; compare them as labels.

    columns: our key -> the table's column; constants: our key -> its one value, by_sheet: the same sheet by sheet;
    grades: the table's column -> (stage, grade); kinds: (kind, stages) in order, the first whose stages all have
    pupils names the school's kind; total_words, leave_out_words: how rows that are no schools begin or are called;
    accept: what was looked at and found right, by the name of the finding.
    """

    delivery: dict
    columns: dict[str, str]
    grades: dict[str, tuple[str, str]]
    kinds: tuple[tuple[str, frozenset[str]], ...]
    pad: dict[str, int] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    by_sheet: dict[str, dict[str, str]] = field(default_factory=dict)
    sheet_name: str | None = None
    sheets: tuple[str, ...] = ()
    year_offset: int = 0
    header_row: int | None = None
    encoding: str | None = None
    delimiter: str | None = None
    empty_is_zero: bool = False
    several_rows: bool = False
    fill_down: tuple[str, ...] = ()
    withheld: frozenset[str] = frozenset()
    zero: frozenset[str] = frozenset()
    total_words: tuple[str, ...] = ()
    leave_out_words: tuple[str, ...] = ()
    accept: dict = field(default_factory=dict)
    changes: dict[str, str] = field(default_factory=dict)
    folder: Path = Path()

    @property
    def wanted(self) -> list[str]:
        """Every column of the table that the mapping names, once each."""
        return list(dict.fromkeys([*self.columns.values(), *self.grades]))

    def accepted(self, what: str) -> frozenset[str]:
        """The values of a list in [accept], as labels."""
        return frozenset(label(value) for value in self.accept.get(what, ()))


def read_mapping(path: Path) -> tuple[Mapping | None, list[Finding]]:
    """The mapping in `path` and everything that is wrong with it; None when there are findings."""
    say = Findings(path.name)
    given = _toml(path, say)
    if given is None:
        return None, say.all
    for section in given.keys() - {*SETTINGS, *FREE}:
        say(f"[{section}]", "没有这一节", f"可用的节：{'、'.join([*SETTINGS, *FREE])}")
    for section, keys in SETTINGS.items():
        check_section(section, given.get(section, {}), keys, say)
    grades = read_grades(given.get("grades", {}), say)
    kinds = read_kinds(given.get("kinds", []), say)
    if not say.all:
        check_together(given, say)
    if say.all:
        return None, say.all
    return _mapping(given, grades, kinds, path.parent), []


class Findings:
    """Gathers findings on one file; call it with key, what, todo."""

    def __init__(self, file: str):
        self.file, self.all = file, []

    def __call__(self, key: str, what: str, todo: str) -> None:
        self.all.append(Finding("error", self.file, key, what, todo))


def _toml(path: Path, say: Findings) -> dict | None:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        say("", "找不到映射文件", "请检查路径")
        return None
    except UnicodeDecodeError:
        say("", "映射文件不是 UTF-8 编码", "请另存为 UTF-8")
        return None
    for number, line in enumerate(text.splitlines(), 1):
        if words := invisible(line):
            say(f"第 {number} 行", words, "请删去这个字符")
    if say.all:
        return None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        say("", f"映射文件不是正确的 TOML：{error}", "请按提示的行列改正")
    return None


def _mapping(given: dict, grades: dict, kinds: tuple, folder: Path) -> Mapping:
    table, rows = given.get("table", {}), given.get("rows", {})
    sheets = table.get("sheets", [table["sheet"]] if "sheet" in table else [])
    return Mapping(
        delivery={"code_system": "other", **given["delivery"]},
        columns=given.get("columns", {}),
        grades=grades,
        kinds=kinds,
        pad=given.get("pad", {}),
        constants=_texts(given.get("constant", {})),
        by_sheet={name: _texts(values) for name, values in given.get("sheets", {}).items()},
        sheet_name=table.get("sheet_name"),
        sheets=tuple(sheets),
        year_offset=table.get("year_offset", 0),
        header_row=table.get("header_row"),
        encoding=table.get("encoding"),
        delimiter=table.get("delimiter"),
        empty_is_zero=table.get("empty_is_zero", False),
        several_rows=table.get("several_rows", False),
        fill_down=tuple(table.get("fill_down", ())),
        withheld=frozenset(map(label, table.get("withheld", ()))),
        zero=frozenset(map(label, table.get("zero", ()))),
        total_words=tuple(map(label, rows.get("total", ()))),
        leave_out_words=tuple(map(label, rows.get("leave_out", ()))),
        accept=given.get("accept", {}),
        changes=given.get("code_changes", {}),
        folder=folder,
    )


def _texts(values: dict) -> dict[str, str]:
    return {key: str(value) for key, value in values.items()}


__all__ = ["IDS", "KEYS", "Findings", "Mapping", "read_mapping"]
