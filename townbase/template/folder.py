"""A folder of filled workbooks and CSV exports, read as a whole: tables, 填报信息, and every fault at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from townbase.contracts.manifest import REQUIRED_EXTRACTS
from townbase.template import layout
from townbase.template.fault import Fault, Place
from townbase.template.form import Form
from townbase.template.info import Info, missing, read_info
from townbase.template.mark import FOLDER as MARKED
from townbase.template.recheck import ROSTERS, doubtful_ids, recheck
from townbase.template.rows import Claim, form_of, read_rows
from townbase.template.sheets import BOOKS, Sheet, Unreadable, open_sheets
from townbase.template.table import Row, Table
from townbase.template.years import strange_years

READ = (*BOOKS, ".csv")
PLAIN_TEXT = (".txt", ".tsv")  # an export may be called so; so may a note
OLD_BOOKS = (".xls", ".et", ".ods", ".xlsb", ".numbers")


@dataclass
class Filled:
    """tables: only those with rows, in the order of filling. notes: sentences on what was left out."""

    tables: dict[str, Table] = field(default_factory=dict)
    info: Info = field(default_factory=Info)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_folder(folder: Path, forms: Mapping[str, Form], names: Mapping[str, str]) -> Filled:
    """names: code -> name of what no sheet tells (tasks), for cells that hold `代码 名称`."""
    filled, claims = _read_files(folder, forms)
    faults, tables = filled.faults, filled.tables
    faults += _strange_claims(claims, {**{code: {name} for code, name in names.items()}, **_names(tables)})
    for table in tables.values():
        faults += _same_key_twice(table)
        faults += _almost_the_same_code(table)
        faults += strange_years(table, filled.info.extracts.get(table.form.name, {}).get("as_of"))
    lost = {name for name, form in forms.items() if name not in tables and _speaks_of(faults, form)}
    for name in REQUIRED_EXTRACTS:
        if name not in tables and name not in lost:
            todo = f"请填写 {forms[name].file}，至少一行"
            faults.append(Fault(Place(folder / forms[name].file), f"没有{forms[name].title}，它是其他各表的基础", todo))
    faults += missing(filled.info, {name: forms[name] for name in tables}, folder)
    faults += recheck(tables, filled.info, doubtful_ids(tables))
    faults.sort(
        key=lambda fault: (
            fault.severity != "error",
            fault.place.path.name,
            fault.place.row or 0,
            fault.place.column or 0,
        )
    )
    left_out = [form.title for name, form in forms.items() if name not in tables]
    if left_out:
        filled.notes.append(f"没有填报、页面上显示“数据未报”的表：{'、'.join(left_out)}。")
    return filled


def _read_files(folder: Path, forms: Mapping[str, Form]) -> tuple[Filled, list[Claim]]:
    filled, claims = Filled(), []
    read: dict[str, Table] = {}
    for path in _files(folder, filled):
        try:
            sheets = open_sheets(path)
        except Unreadable as error:
            if path.suffix.lower() in PLAIN_TEXT:
                filled.notes.append(f"{path.name} 不是填报表，没有读入。")
                continue
            filled.faults.append(Fault(Place(path, row=error.row), error.what, error.todo))
            continue
        for sheet in sheets:
            claims += _read_sheet(sheet, forms, read, filled)
    filled.tables = {name: read[name] for name in forms if name in read and (read[name].kept or read[name].refused)}
    return filled, claims


def _files(folder: Path, filled: Filled) -> Iterator[Path]:
    """What is to be read, by name. Other tables are faults, other files are only mentioned."""
    for inner in sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith((".", MARKED))):
        if any(path.suffix.lower() in READ for path in inner.rglob("*")):
            filled.faults.append(
                Fault(Place(inner), "子文件夹里还有表，没有读入", "请把要报送的表都移到同一个文件夹里")
            )
    found = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith((".", "~$")))
    stems = [path.stem for path in found if path.suffix.lower() in READ]
    for path in found:
        ending = path.suffix.lower()
        if ending in OLD_BOOKS:
            filled.faults.append(Fault(Place(path), f"不能读 {ending} 文件", "请用表格软件打开，另存为 XLSX"))
        elif ending == ".csv" and stems.count(path.stem) > 1:
            filled.faults.append(Fault(Place(path), "同名的 XLSX 和 CSV 都在，不知道以哪个为准", "请只留一个"))
        elif ending in (*READ, *PLAIN_TEXT):
            yield path
        else:
            filled.notes.append(f"{path.name} 不是表格，没有读入。")


def _read_sheet(sheet: Sheet, forms: Mapping[str, Form], read: dict[str, Table], filled: Filled) -> list[Claim]:
    if not sheet.rows or sheet.first.startswith(layout.NEVER_READ):
        return []
    place = Place(sheet.path, sheet.name, named=bool(sheet.name))
    if sheet.first.startswith(layout.INFO):
        if filled.info.sheet:
            filled.faults.append(
                Fault(place, f"{layout.INFO}不止一份", f"另一份在 {filled.info.sheet.path.name}，请只留一份")
            )
        else:
            filled.faults += read_info(sheet, replace(place, named=False), forms, filled.info)
        return []
    form = form_of(sheet, forms)
    if form is None and sheet.path.suffix.lower() in PLAIN_TEXT:
        filled.notes.append(f"{sheet.path.name} 不是填报表，没有读入。")
        return []
    if form is None:
        todo = "请把内容填到生成的表中；不需要的工作表请删去"
        filled.faults.append(Fault(place, "有内容，但认不出是哪张表，没有读入", todo))
        return []
    table = read.setdefault(form.name, Table(form))
    faults, claims = read_rows(sheet, replace(place, named=place.named and sheet.name != form.title[:31]), table)
    filled.faults += faults
    return claims


def _speaks_of(faults: list[Fault], form: Form) -> bool:
    """Whether a fault already tells that this form's file could not be read."""
    return any(fault.place.path.name.startswith(f"{form.number:02}-") for fault in faults)


def _names(tables: Mapping[str, Table]) -> dict[str, set[str]]:
    """Every code of the rosters with the names it goes by."""
    known: dict[str, set[str]] = {}
    for extract, code, name in (
        ("townships", "township_id", "name"),
        ("townships", "district_id", "district_name"),
        ("schools", "school_id", "name"),
    ):
        for row in tables[extract].rows() if extract in tables else ():
            if code in row.values and name in row.values:
                known.setdefault(str(row.values[code]), set()).add(str(row.values[name]))
    return known


def _strange_claims(claims: list[Claim], names: Mapping[str, set[str]]) -> Iterator[Fault]:
    for claim in claims:
        known = names.get(claim.code)
        if known and layout.normal(claim.name) not in {layout.normal(name) for name in known}:
            what = f"代码与名称对不上：名录中 {claim.code} 是“{'、'.join(sorted(known))}”，这里写的是“{claim.name}”"
            claim.row.wrong.add(claim.column)
            yield Fault(claim.row.place(claim.form, claim.column), what, "请核对，改成对的一个，或从下拉列表中重新选")


def _same_key_twice(table: Table) -> Iterator[Fault]:
    first: dict[tuple, Row] = {}
    heads = "、".join(f"“{table.form.field(name).head}”" for name in table.form.key)
    for row in table.kept:
        key = tuple(row.values.get(name) for name in table.form.key)
        other = first.setdefault(key, row)
        if other is not row:
            where = f"第 {other.number} 行"
            if other.origin is not row.origin:
                where = f"{other.origin.place.path.name} {other.origin.place.words()}第 {other.number} 行"
            what = f"与{where}重复：{heads}{'都' if len(key) > 1 else ''}相同"
            yield Fault(row.place(table.form, table.form.key[0]), what, "请核对代码，或只留正确的一行，清空另一行")


def _almost_the_same_code(table: Table) -> Iterator[Fault]:
    """A roster's codes that differ only by zeros in front or by case: one school would become two."""
    if table.form.name not in ROSTERS:
        return
    column = table.form.key[0]
    first: dict[str, Row] = {}
    for row in table.kept:
        first.setdefault(str(row.values[column]), row)
    alike: dict[str, list[str]] = {}
    for code in first:
        alike.setdefault(code.lstrip("0").casefold(), []).append(code)
    for codes in alike.values():
        *others, longest = sorted(codes, key=len)
        for code in others:
            what = f"代码 {code} 与第 {first[longest].number} 行的 {longest} 只差前面的 0 或大小写"
            yield Fault(first[code].place(table.form, column), what, "请统一成一种写法；前面的 0 不能丢")
