"""delivery.toml: what a delivery says of itself."""

import hashlib
import re
import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from townbase.contracts.boundaries import FILE as BOUNDARIES
from townbase.findings import Finding, readable
from townbase.personal import hide

FILE = "delivery.toml"
SOURCE_KINDS = ("统计报表", "系统导出", "督导核验", "学校自报")
CODE_SYSTEMS = ("cn", "other")
REQUIRED_EXTRACTS = ("townships", "schools")

_CITY = {"city": str, "source": str, "synthetic": bool, "delivered_on": date, "code_system": str}
_EXTRACT = {"as_of": date, "source_kind": str, "reviewed": bool}
_OPTIONAL = {"sha256": str}
_LARGEST = 2**20  # bytes; a delivery.toml has one or two thousand
_SHOWN = 20
_MOST_SECTIONS = 100  # there are fifteen
_LONGEST = 200  # characters of a text
_TYPE_WORDS = {str: "加引号的文字", bool: "true 或 false", date: "不加引号的日期，如 2025-09-01"}


@dataclass
class Manifest:
    """What could be read of delivery.toml; a key that is missing or wrong stands as absent."""

    city: dict = field(default_factory=dict)
    extracts: dict[str, dict] = field(default_factory=dict)

    @property
    def synthetic(self) -> bool | None:
        return self.city.get("synthetic")

    @property
    def code_system(self) -> str | None:
        return self.city.get("code_system")


def read_manifest(folder: Path, known: list[str]) -> tuple[Manifest, list[Finding]]:
    """Read delivery.toml and hold it against the folder and the known extracts. Every finding at once."""
    text, findings = _text(folder)
    if text is None:
        return Manifest(), findings
    try:
        said = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        at = re.search(r"line (\d+), column (\d+)", str(error))
        where = f"（第 {at[1]} 行第 {at[2]} 个字）" if at else ""
        return Manifest(), [_error("", f"格式有误，无法读取{where}", "请按 TOML 格式改正，文字加引号，日期不加")]
    extracts = said.pop("extracts", {})
    if not isinstance(extracts, dict):
        findings.append(
            _error("extracts", "应当逐个数据文件填写，现在不是", "请按 [extracts.townships] 的形式，每个数据文件写一段")
        )
        extracts = {}
    city = _section("", said, _CITY, {}, findings)
    _one_of(city, "code_system", CODE_SYSTEMS, "", findings)
    listed = {}
    for name, section in list(extracts.items())[:_MOST_SECTIONS]:
        listed[name] = _extract(folder, name, section, known, findings)
        _later_than_delivery(name, listed[name], city, findings)
    return Manifest(city, listed), findings + _files(folder, listed, known)


def _text(folder: Path) -> tuple[str | None, list[Finding]]:
    path = folder / FILE
    if not path.is_file():
        what = "不是文件" if path.exists() else "文件不存在"
        return None, [_error("", what, "请在数据文件夹中补交 delivery.toml，写明城市、来源、日期和各数据文件")]
    try:
        if path.stat().st_size > _LARGEST:
            return None, [_error("", "文件超过 1 MB，没有读取", "请只写城市、来源、日期和各数据文件")]
        return path.read_text(encoding="utf-8-sig"), []
    except UnicodeDecodeError:
        return None, [_error("", "不是 UTF-8 编码，无法读取", "请另存为 UTF-8 编码后重新提交")]
    except OSError:
        return None, [_error("", "无法读取", "请检查文件权限和磁盘后重新提交")]


def _extract(folder: Path, name: str, section, known: list[str], findings: list[Finding]) -> dict:
    place = f"extracts.{name}"
    if name not in known:
        findings.append(_error(place, "没有这种数据文件", f"请删去，或改为下列之一：{'、'.join(known)}"))
    if not isinstance(section, dict):
        findings.append(_error(place, "应当是一段，现在不是", f"请写成 [{place}]，下面逐行写 as_of 等"))
        return {}
    values = _section(place, section, _EXTRACT, _OPTIONAL, findings)
    _one_of(values, "source_kind", SOURCE_KINDS, place, findings)
    _hash(folder, name, values, findings)
    return values


def _section(place: str, said: dict, required: dict, optional: dict, findings: list[Finding]) -> dict:
    """The keys of one section that are there and of their type."""
    values = {}
    for key, type_ in {**required, **optional}.items():
        if key not in said:
            if key in required:
                findings.append(_error(place, f"缺少 {key}", f"请补填：{key} 应为{_TYPE_WORDS[type_]}"))
        elif type(said[key]) is not type_ or said[key] == "":
            shown = readable(str(said[key]), 40)
            findings.append(_error(place, f"{key} 的值 {shown!r} 不对", f"请改为{_TYPE_WORDS[type_]}"))
        elif type_ is str and (fault := _fault(said[key])):
            findings.append(_error(place, f"{key} {fault[0]}", fault[1]))
        else:
            values[key] = said[key]
    findings += _cut(
        [_error(place, f"不认识的项 {key}", "请删去，或检查拼写") for key in sorted(set(said) - {*required, *optional})]
    )
    return values


def _fault(text: str) -> tuple[str, str] | None:
    """What no text may hold: it stands on every page and in every file."""
    if hide(text) != text:
        return "中有像身份证号、手机号或邮箱的内容", "请删去个人信息"
    if readable(text, len(text) + 1) != text:
        return "含有换行或不可见字符", "请删去这些字符"
    if len(text) > _LONGEST:
        return f"超过 {_LONGEST} 个字", "请写得短一些"
    return None


def _cut(findings: list[Finding]) -> list[Finding]:
    """Of findings of one kind the first ones, and how many there are in all."""
    rest = len(findings) - _SHOWN
    if rest <= 0:
        return findings
    last = findings[-1]
    what = f"同类问题只列出前 {_SHOWN} 处（{last.what}）"
    return [*findings[:_SHOWN], Finding(last.severity, FILE, f"共 {len(findings)} 处", what, last.todo, places=rest)]


def _one_of(values: dict, key: str, allowed: tuple[str, ...], place: str, findings: list[Finding]) -> None:
    if key in values and values[key] not in allowed:
        findings.append(
            _error(place, f"{key} 的值“{values.pop(key)}”不在允许范围内", f"请改为下列之一：{'、'.join(allowed)}")
        )


def _hash(folder: Path, name: str, values: dict, findings: list[Finding]) -> None:
    path = folder / f"{name}.parquet"
    if "sha256" not in values or not path.is_file():
        return
    try:
        same = values["sha256"].lower() == sha256(path)
    except OSError:  # whoever loads the file says why it cannot be read
        return
    if not same:
        what = "内容与 delivery.toml 中的 sha256 校验值不一致，文件可能传输不完整或被改动过"
        findings.append(Finding("error", path.name, "", what, "请重新传送这个文件，或核对后更新校验值"))


def _later_than_delivery(name: str, values: dict, city: dict, findings: list[Finding]) -> None:
    if "as_of" in values and "delivered_on" in city and values["as_of"] > city["delivered_on"]:
        what = f"数据时点 {values['as_of']} 晚于交付日期 {city['delivered_on']}"
        findings.append(Finding("warning", FILE, f"extracts.{name}", what, "请核对两个日期"))


def _files(folder: Path, listed: dict, known: list[str]) -> list[Finding]:
    """Files against the list, both ways, what is no data file at all, and the two rosters that nothing works without."""
    present = {path.stem for path in folder.glob("*.parquet") if path.is_file()}
    findings = [
        _error(
            f"extracts.{name}",
            f"列出了 {name}.parquet，但文件夹中没有这个文件",
            "请补交文件，或从 delivery.toml 中删去这一段",
        )
        for name in sorted(set(listed) - present)
        if name in known
    ]
    findings += _cut([_unlisted(name, known) for name in sorted(present - set(listed))])
    findings += _cut([_stray(path) for path in sorted(folder.glob("*")) if _is_stray(path)])
    findings += [
        _error("", f"没有 {name}，名录是其他数据的基础", f"请补交 {name}.parquet 并在 delivery.toml 中列出")
        for name in REQUIRED_EXTRACTS
        if name not in listed and name not in present
    ]
    return findings


def _unlisted(name: str, known: list[str]) -> Finding:
    todo = (
        f"请在 delivery.toml 中补写 [extracts.{name}]，或移走这个文件"
        if name in known
        else "请移走这个文件，或改为规定的文件名"
    )
    return Finding("error", f"{name}.parquet", "", "文件在文件夹中，但 delivery.toml 没有列出", todo)


def _is_stray(path: Path) -> bool:
    """What does not belong to a delivery, other than what an operating system leaves in a folder."""
    if (
        path.name in (FILE, BOUNDARIES)
        or path.name.startswith(".")
        or path.name.lower() in ("thumbs.db", "desktop.ini")
    ):
        return False
    return path.suffix != ".parquet" or not path.is_file()


def _stray(path: Path) -> Finding:
    """A warning: nobody reads it, and somebody may have meant it to be read. What is named like data must be data."""
    if path.suffix == ".parquet":
        return Finding("error", path.name, "", "不是文件，无法读取", "请换成真正的数据文件，不要放文件夹或快捷方式")
    return Finding(
        "warning",
        path.name,
        "",
        "不是规定的数据文件，没有读取",
        "请移走；如果是数据，请改为规定的文件名和 Parquet 格式",
    )


def sha256(path: Path) -> str:
    """The file's hash as 64 hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _error(place: str, what: str, todo: str) -> Finding:
    return Finding("error", FILE, f"[{place}]" if place else "", what, todo)
