"""Codes that name one thing twice or two things once: lost zeros, cases, cells filled by dragging, codes used again."""

import re

import pandas as pd

from townbase.convert.characters import label
from townbase.convert.checks.keys import ID_SHAPE, SPOILED, title
from townbase.convert.mapping import IDS, Mapping
from townbase.convert.table.cells import FAULTY
from townbase.convert.table.years import year_words

NAMES = {"district_id": "district_name", "township_id": "township_name", "school_id": "school_name"}
WORDS = {"district_id": "区县", "township_id": "乡镇", "school_id": "学校"}


def check_codes(rows: pd.DataFrame, mapping: Mapping, changed: set[tuple[str, str]], say) -> None:
    """`changed`: (key, code) of every code that a table of changes speaks of; they need no further word."""
    for key in IDS:
        _alike(rows, key, mapping, say)
        _dragged(rows, key, mapping, say)
    _dragged_years(rows, mapping, say)
    sound = rows[_is_sound(rows, mapping)]
    _one_name_two_codes(sound, changed, say)
    _one_code_two_names(sound, say)
    _recoded(sound, changed, say)
    _codes_used_again(sound, changed, say)
    if mapping.delivery["code_system"] == "cn":
        _other_district(rows, say)


def _is_sound(rows: pd.DataFrame, mapping: Mapping) -> pd.Series:
    """Rows whose codes have the shape of codes: of others nothing further need be asked."""
    shapes = ID_SHAPE[mapping.delivery["code_system"]]
    sound = pd.Series(True, index=rows.index)
    for key in IDS:
        sound &= rows[key].str.fullmatch(shapes[key][0])
        for pattern, *_ in SPOILED:
            sound &= ~rows[key].str.fullmatch(pattern)
    return sound & rows.school_year.notna()


def _alike(rows: pd.DataFrame, key: str, mapping: Mapping, say) -> None:
    """Codes that are one code but for leading zeros, case or hyphens' neighbours."""
    codes = pd.Series(rows[key].unique())
    codes = codes[~codes.isin(["", FAULTY]) & ~codes.map(label).isin(mapping.accepted("codes"))]
    for alike in codes.groupby(codes.map(_bare)):
        twins = sorted(alike[1])
        if len(twins) > 1:
            shown = "、".join(twins)
            todo = (
                f"像是同一个代码丢了前面的 0 或大小写不一；补 0 可在映射写 [pad] {key} = 位数；"
                f"确是不同代码的，把它们写进 [accept] codes"
            )
            say(rows[key].isin(twins), f"“{title(mapping, key)}”有只差前导零或大小写的代码：{shown}", todo)


def _bare(code: str) -> str:
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", label(code).casefold())


def _dragged(rows: pd.DataFrame, key: str, mapping: Mapping, say) -> None:
    """Codes that grow by one from row to row while the name stays: a cell pulled down over the rows below."""
    if key == "school_id":
        return
    number = rows[key].str.extract(r"([0-9]{1,15})$", expand=False).astype("Int64")
    stem = rows[key].str.replace(r"[0-9]{1,15}$", "", regex=True)
    name = rows[NAMES[key]]
    step = (number == number.shift() + 1) & (name == name.shift()) & (stem == stem.shift())
    step = step.fillna(False).astype(bool)
    run = step & (step.shift(fill_value=False) | step.shift(-1, fill_value=False))
    say(run, f"“{title(mapping, key)}”逐行加 1 而名称不变，像是向下拖动填充的", "请改回正确的代码", rows[key])


def _dragged_years(rows: pd.DataFrame, mapping: Mapping, say) -> None:
    """Years that grow by one from school to school."""
    if "school_year" not in mapping.columns:
        return
    year, school = rows.school_year, rows.school_id
    step = ((year == year.shift() + 1).fillna(False)) & (school != school.shift())
    step = step.astype(bool)
    run = step & step.shift(fill_value=False)
    schools = rows.groupby("school_id").school_year.transform("nunique") == 1
    say(
        run & schools,
        f"“{title(mapping, 'school_year')}”逐行加 1，像是向下拖动填充的",
        "请改回正确的学年",
        rows.school_year,
    )


def _one_name_two_codes(rows: pd.DataFrame, changed: set[tuple[str, str]], say) -> None:
    """Allowed (two districts may share a name), but told: it may be a slip, or a code that was changed."""
    nearby = (("district_id", []), ("township_id", ["district_name"]), ("school_id", ["township_id", "school_year"]))
    for key, within in nearby:
        codes = _unchanged(rows, key, changed).groupby([*within, NAMES[key]])[key].unique()
        pairs = [
            f"{index if isinstance(index, str) else index[-1]}（{'、'.join(sorted(several))}）"
            for index, several in zip(codes.index.tolist(), codes.tolist(), strict=True)
            if len(several) > 1
        ]
        todo = "确是两个单位的可以不管；是换了代码的，请在映射的 [code_changes] 写明；是写错的，请改正"
        _tell(pairs, f"{WORDS[key]}同名而代码不同", todo, say)


def _one_code_two_names(rows: pd.DataFrame, say) -> None:
    """In one year: a school under its neighbour's code stands in the wrong place."""
    for key in ("district_id", "township_id"):
        names = rows.groupby([key, "school_year"])[NAMES[key]].unique()
        names = names[names.map(len) > 1].groupby(level=0).first()
        pairs = [f"{code}（{'、'.join(sorted(several))}）" for code, several in names.items()]
        _tell(pairs, f"同一学年里，一个{WORDS[key]}代码有不同的名称", "请核对是不是代码写错；没有写错的可以不管", say)


def _recoded(rows: pd.DataFrame, changed: set[tuple[str, str]], say) -> None:
    """A code that ends where another of the same name begins: the history would break there."""
    for key, named in (("township_id", ["township_name"]), ("school_id", ["school_name", "township_name"])):
        years = _unchanged(rows, key, changed).groupby([*named, key]).school_year.agg(["min", "max"]).reset_index()
        pairs = years.merge(years, on=named, suffixes=("", "_new"))
        pairs = pairs[pairs["max"] + 1 == pairs["min_new"]]
        pairs = pairs[pairs[key].map(_bare) != pairs[f"{key}_new"].map(_bare)]
        shown = [
            f"{row[named[0]]}（{row[key]} → {row[f'{key}_new']}，{year_words(row['min_new'])}起）"
            for row in pairs.to_dict("records")
        ]
        todo = "请在映射的 [code_changes] 写明，历年数据才连得起来；确是新设的可以不管"
        _tell(shown, f"{WORDS[key]}像是换了代码", todo, say)


def _unchanged(rows: pd.DataFrame, key: str, changed: set[tuple[str, str]]) -> pd.DataFrame:
    """Rows whose code no table of changes speaks of."""
    return rows[~rows[key].isin([code for what, code in changed if what == key])]


def _tell(pairs: list[str], what: str, todo: str, say) -> None:
    pairs = list(dict.fromkeys(pairs))
    if pairs:
        more = f" 等 {len(pairs):,} 个" if len(pairs) > 5 else ""
        say.at("", f"{what}：{'；'.join(pairs[:5])}{more}", todo, severity="warning")


def _codes_used_again(rows: pd.DataFrame, changed: set[tuple[str, str]], say) -> None:
    """A school's code that was away for a year or more and comes back with another name: perhaps another school."""
    schools = _unchanged(rows, "school_id", changed).sort_values(["school_id", "school_year"])
    again = (
        (schools.school_id == schools.school_id.shift())
        & (schools.school_year > schools.school_year.shift() + 1)
        & (schools.school_name != schools.school_name.shift())
    )
    again = schools[again.fillna(False).astype(bool)]
    shown = [f"{row.school_id}（{year_words(row.school_year)}起）" for row in again.itertuples()]
    todo = "如果原来的学校已经撤并、代码给了新学校，请在映射的 [code_changes] 写明；否则会连成一所学校"
    _tell(shown, "学校代码停用后又以别的名称出现", todo, say)


def _other_district(rows: pd.DataFrame, say) -> None:
    """A township's code begins with its district's, but for functional zones: told, and refused where each row differs."""
    other = rows.district_id.str.len().eq(6) & (rows.township_id.str[:6] != rows.district_id)
    districts = rows[other].groupby("district_id").size()
    if len(districts):
        shown = "、".join(districts.index[:10])
        todo = "功能区可以这样；不是功能区的，请核对区县代码是不是向下拖动填充的"
        say.at("", f"{len(districts)} 个区县的代码不是所属乡镇代码的前 6 位：{shown}", todo, severity="warning")
