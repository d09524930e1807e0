"""The tables of the data page: files, returns, indicators, findings, certification, source rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from townbase import words
from townbase.charts.glyphs import glyph, status
from townbase.charts.table import Column, scroll, table
from townbase.charts.township_pieces import text_link
from townbase.text import Markup, esc, is_missing, join

LABEL = {
    "数值": "tb-l-value", "数据": "tb-l-data", "文件与指纹（SHA-256）": "tb-l-file", "行": "tb-l-row", "数据时点": "tb-l-day", "来源": "tb-l-from",
}  # fmt: skip
SHORT = 12  # letters of a fingerprint that tell files apart at a glance


def facts(frame: pd.DataFrame) -> Markup:
    """Two columns of words, term and what it is."""
    terms = join(Markup(f"<dt>{esc(name)}</dt><dd>{esc(said)}</dd>") for name, said in frame.itertuples(index=False))
    return Markup(f'<dl class="tb-def tb-facts">{terms}</dl>')


def cited(every: Iterable) -> Markup:
    """views.clause_context.Cited: the sentence word for word, the clause itself in bold."""
    return join(
        Markup(f'<blockquote class="tb-quote">{esc(one.before)}<b>{esc(one.clause)}</b>{esc(one.after)}</blockquote>') for one in every
    )


def definition(said, quoted: Iterable) -> Markup:
    """views.indicator_definition.Definition, with its clauses in their sentences."""
    lines = (("性质", said.role), ("算法", said.formula), ("目标", said.target), ("依据", said.basis))
    terms = join(Markup(f"<dt>{term}</dt><dd>{esc(text)}</dd>") for term, text in lines if text)
    clause = f"<dt>条款</dt><dd>{cited(quoted)}</dd>" if quoted else ""
    return Markup(f'<dl class="tb-def">{terms}{clause}</dl>')


def files(frame: pd.DataFrame, caption: str) -> Markup:
    heads = [
        Column("数据", css="tb-wrap"), Column("行数", number=True), Column("数据时点"), Column("来源", css="tb-wrap", phone=False),
        Column("审核"), Column("文件与指纹（SHA-256）", phone=False),
    ]  # fmt: skip
    return table(heads, map(_file, frame.to_dict("records")), caption=caption, css="tb-data tb-data-files")


def _file(row: Mapping) -> list:
    name = Markup(f'{esc(row["name"])}<small class="tb-line2">{esc(row["about"])}</small>')
    if row["brings"]:
        name = Markup(f'{name}<small class="tb-line2">提供后可以看到：{esc(row["brings"])}</small>')
        return [name, None, None, None, _review(row), None]
    file = Markup(f"{esc(row['file'])}<br>{fingerprint(row['sha256'])}")
    return [name, words.count(row["rows"]), row["as_of"], row["kind"], _review(row), file]


def _review(row: Mapping) -> Markup:
    if row["review"] in ("未提供", words.REVIEWED[None]):
        return Markup(f'<span class="tb-muted">{glyph("missing")} {esc(row["review"])}</span>')
    return Markup(f"<b>{esc(row['review'])}</b>") if row["review"] == words.REVIEWED[False] else esc(row["review"])


def fingerprint(sha256: str) -> Markup:
    """The first letters, all of them when pointed at."""
    return Markup(f'<small title="{esc(sha256)}">{esc(sha256[:SHORT])}…</small>') if sha256 else Markup("")


def returns(frame: pd.DataFrame, head: str, extracts: Sequence[str], caption: str) -> Markup:
    """A row a year or a place, a column an extract: all in, or how many of how many."""
    columns = [Column(head), *(Column(words.EXTRACT.get(name, name), number=True) for name in extracts)]
    rows = ([_place(row), *(_returned(row[name]) for name in extracts)] for row in frame.to_dict("records"))
    return table(columns, rows, caption=caption, css="tb-returns")


def _place(row: Mapping) -> Markup:
    return Markup(f"<b>{esc(row['name'])}</b>") if row["current"] else text_link(row["href"], row["name"])


def _returned(cell: tuple[int, int] | None) -> Markup:
    if cell is None:
        return Markup('<span class="tb-muted" title="不需报送">–</span>')
    reported, due = cell
    if reported >= due:
        return Markup(f'<span class="tb-muted">{words.count(due)} 报齐</span>')
    shown = f"<b>{words.count(reported)}</b>／{words.count(due)}"
    return Markup(f"{glyph('missing')} {shown}" if not reported else shown)


def indicators(frame: pd.DataFrame, caption: str, *, open_clauses: bool) -> Markup:
    """Under their goals; an action stands beside each. The clause is folded away until asked for."""
    columns = ("指标", "算法", "目标值", "依据")
    head = "".join(f'<th scope="col">{name}</th>' for name in columns)
    bodies = join(_goal(goal, own.to_dict("records"), len(columns), open_clauses) for goal, own in frame.groupby("goal", sort=False))
    return scroll(
        Markup(
            f'<table class="tb-t tb-data tb-indicators"><caption class="tb-said">{esc(caption)}</caption>'
            f"<thead><tr>{head}</tr></thead>{bodies}</table>"
        ),
        caption,
    )


def _goal(goal: str, rows: Iterable[Mapping], width: int, open_clauses: bool) -> Markup:
    lines, action = [], None
    for row in rows:
        if row["action"] != action:
            action = row["action"]
            lines.append(f'<tr class="tb-action"><th scope="rowgroup" colspan="{width}">{esc(action)}</th></tr>')
        lines.append(_indicator(row, open_clauses))
    head = f'<tr class="tb-goal"><th scope="rowgroup" colspan="{width}">{esc(goal)}</th></tr>'
    return Markup(f"<tbody>{head}{''.join(lines)}</tbody>")


def _indicator(row: Mapping, open_clauses: bool) -> str:
    under = "，".join(part for part in (row["role"], row["stages"], row["scope"] if row["scope"] != "各乡镇" else "") if part)
    opened = " open" if open_clauses else ""
    clause = (
        f'<details class="tb-fold tb-clause"{opened}><summary>条款原文</summary><div>{cited(row["cited"])}</div></details>'
        if row["cited"]
        else ""
    )
    return (
        f'<tr><th scope="row">{text_link(row["href"], row["title"])}<small class="tb-line2">{esc(under)}</small></th>'
        f'<td>{esc(row["formula"])}<small class="tb-line2">数据：{esc(row["source"])}</small></td>'
        f"<td>{esc(row['target'])}</td><td>{esc(row['basis'])}{clause}</td></tr>"
    )


def findings(frame: pd.DataFrame, caption: str, most: int = 100) -> Markup:
    heads = [Column("级别"), Column("文件", css="tb-wrap"), Column("位置", css="tb-wrap"), Column("问题", css="tb-wrap"), Column("处理", css="tb-wrap")]
    cells = frame.head(most)[["severity", "file", "key", "what", "todo"]].itertuples(index=False)
    shown = table(heads, cells, caption=caption, css="tb-data")
    rest = len(frame) - most
    return join([shown, Markup(f'<p class="tb-note">另有 {words.count(rest)} 条，在下载的文件里；也可用查找框。</p>')]) if rest > 0 else shown


def certified(frame: pd.DataFrame, caption: str) -> Markup:
    heads = [
        Column("乡镇"), Column("目标", css="tb-wrap"), Column("测算"), Column("认定"), Column("测算依据", css="tb-wrap"),
        Column("认定日期和单位", css="tb-wrap"),
    ]  # fmt: skip
    return table(heads, map(_decided, frame.to_dict("records")), caption=caption, css="tb-data")


def _decided(row: Mapping) -> list:
    name = text_link(row["href"], row["name"]) if row["href"] else esc(row["name"])
    return [
        Markup(f"{name}<small class=tb-line2>{esc(row['district'])}</small>"),
        row["goal"],
        status(row["computed"], row["computed_word"]),
        status(row["certified"], row["certified_word"]),
        Markup(f"{esc(row['rests_on'])}<small class=tb-line2>{esc(row['year'])}</small>"),
        Markup(f"{esc(row['decided_on'])}<small class=tb-line2>{esc(row['decided_by'])}</small>"),
    ]


def _labelled(name: str, *, number: bool = False, wrap: bool = False) -> Column:
    """A column whose cells carry its name on phones, where a row becomes a list."""
    return Column(name, number=number, css=" ".join([LABEL[name], *(["tb-wrap"] if wrap else [])]))


def measures(frame: pd.DataFrame, caption: str) -> Markup:
    heads = [
        Column("用途"), Column("原始量", css="tb-wrap"), _labelled("数据"), _labelled("数据时点"), _labelled("来源", wrap=True),
        _labelled("文件与指纹（SHA-256）"),
    ]  # fmt: skip
    rows = (
        [
            row["use"],
            Markup(f"{esc(row['meaning'])}<small class=tb-line2>{esc(_column(row))}</small>"),
            row["extract"], row["as_of"], _origin(row), _where(row),
        ]
        for row in frame.to_dict("records")
    )  # fmt: skip
    return table(heads, rows, caption=caption, css="tb-data tb-cards")


def _column(row: Mapping) -> str:
    unit = f"单位：{row['unit']}；" if row["unit"] else ""
    return unit + ("由报送数据算出" if row["column"] == "算出" else f"报送项：{row['column']}")


def _origin(row: Mapping) -> Markup:
    if not row["review"]:
        return Markup("")
    return Markup(f"{esc(row['kind'])}<small class=tb-line2>{_review(row)}</small>")


def _where(row: Mapping) -> Markup:
    if not row["sha256"]:
        return esc(row["file"])
    return Markup(f"{esc(row['file'])}<br> {fingerprint(row['sha256'])}")


def years(frame: pd.DataFrame, caption: str) -> Markup:
    """Head words are the columns of the frame but `current`, which marks the chosen year."""
    heads = {
        "year": "学年", "stage": "学段", "town": "乡镇合计", "urban": "城区", "target": "目标", "word": "判定", "met": "达标",
        "not_met": "未达标", "no_data": "数据未报", "first_year": "首次监测", "too_small": "人数少", "not_applicable": "不适用", "no_target": "监测项",
        "reported": "已报", "due": "应报",
    }  # fmt: skip
    names = [name for name in frame.columns if name != "current"]
    text, wide = ("year", "stage", "target", "word"), ("target", "reported", "due", "not_applicable")
    columns = [Column(heads[name], number=name not in text, phone=name not in wide) for name in names]
    rows = frame.to_dict("records")
    last = [None, *(row["year"] for row in rows[:-1])]
    cells = ([_year_cell(row, name, before) for name in names] for row, before in zip(rows, last, strict=True))
    return table(columns, cells, caption=caption, css="tb-data-years")


def _year_cell(row: Mapping, name: str, before: str | None) -> object:
    if name == "year":
        said = esc(row["year"])
        return Markup(f"<b>{said}</b>" if row["current"] else said) if row["year"] != before else Markup(f'<span class="tb-said">{said}</span>')
    if name == "not_met" and row[name]:
        return Markup(f'<b class="tb-red">{words.count(row[name])}</b>')
    if name == "no_data" and row[name]:
        return Markup(f"{glyph('missing')} {words.count(row[name])}")
    return row[name]


def source_rows(frame: pd.DataFrame, caption: str) -> Markup:
    """What was returned, with file and row; what an extract holds is said at its first row."""
    heads = [
        Column("用途"), Column("原始量", css="tb-wrap"), _labelled("数值", number=True), _labelled("数据", wrap=True),
        _labelled("文件与指纹（SHA-256）"), _labelled("行", number=True), _labelled("数据时点"), _labelled("来源", wrap=True),
    ]  # fmt: skip
    rows = frame.to_dict("records")
    first = {row["extract"]: at for at, row in reversed(list(enumerate(rows)))}
    cells = (_source_row(row, about=first[row["extract"]] == at) for at, row in enumerate(rows))
    return table(heads, cells, caption=caption, css="tb-data tb-cards")


def _source_row(row: Mapping, *, about: bool) -> list:
    value = f"{row['amount']} {row['unit']}".strip()
    missing = row["amount"] == "数据未报"
    stage = f"{row['stage']}　" if row["stage"] else ""
    code = f"<small class=tb-line2>报送代码 {esc(row['code'])}</small>" if row["code"] else ""
    said = f"<small class=tb-line2>{esc(row['about'])}</small>" if about and row["about"] else ""
    return [
        row["use"],
        Markup(f"{esc(stage)}{esc(row['meaning'])}{code}"),
        Markup(f"{glyph('missing')} {esc(value)}") if missing else value,
        Markup(f"{esc(row['extract'])}{said}"),
        _where(row), row["row"], row["as_of"], _origin(row),
    ]  # fmt: skip


def township_measures(frame: pd.DataFrame, caption: str) -> Markup:
    heads = [
        Column("用途"), Column("合计", css="tb-wrap"), _labelled("数值", number=True), _labelled("数据", wrap=True),
        _labelled("文件与指纹（SHA-256）"), _labelled("数据时点"), _labelled("来源", wrap=True),
    ]  # fmt: skip
    rows = (
        [
            row["use"],
            f"{row['stage']}　{row['meaning']}",
            f"{row['amount']} {row['unit']}".strip(),
            Markup(f"{esc(row['extract'])}<small class=tb-line2>{esc('组织方：' + row['organiser'] if row['organiser'] else '')}</small>"),
            _where(row), row["as_of"], _origin(row),
        ]
        for row in frame.to_dict("records")
    )  # fmt: skip
    return table(heads, rows, caption=caption, css="tb-data tb-cards")


def township_schools(frame: pd.DataFrame, caption: str) -> Markup:
    heads = [Column("学校"), Column("学段"), Column("现值", number=True), Column("分子", number=True), Column("分母", number=True)]
    return table(heads, map(_school, frame.to_dict("records")), caption=caption)


def _school(row: Mapping) -> list:
    seat = Markup(" <small>驻地</small>") if row["seat"] else ""
    value = Markup(f"{glyph('missing')} {row['value']}") if row["unreported"] else row["value"]
    return [Markup(f"{text_link(row['href'], row['name'])}{seat}"), row["stage"], value, *(_amount(row[key]) for key in ("numerator", "denominator"))]


def _amount(value: object) -> object:
    if is_missing(value):
        return None
    return words.count(value) if float(value).is_integer() else words.number(value, 2)
