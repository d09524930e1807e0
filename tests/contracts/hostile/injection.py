"""Texts that would like to be something else: SQL, markup, a formula, a path, a sign that moves the cursor."""

from tests.contracts.hostile.spoilers import Told, place, spoils, told

HOSTILE = (
    "'; drop table enrolment; --",
    '" or 1=1 --',
    "x') union select * from read_csv('/etc/passwd') --",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "@SUM(1)",
    "{{7*7}}",
    "${jndi:ldap://x}",
    "%s%n{}{0}",
    "../../etc/passwd",
    "\\\\server\\share",
)


@spoils("injection")
def for_a_code(city, random):
    extract, value = random.choice(["enrolment", "staffing", "assessment"]), random.choice(HOSTILE)
    row = city.row(extract)
    city.tables[extract]["school_id"][row] = value
    return told(extract, place(row), "（school_id）")


@spoils("injection")
def for_a_word_of_a_list(city, random):
    extract, column = random.choice([("enrolment", "stage"), ("enrolment", "grade"), ("certification", "result"), ("schools", "kind")])
    row = city.row(extract)
    city.tables[extract][column][row] = random.choice(HOSTILE)
    return told(extract, place(row), f"（{column}）", "只能是")


@spoils("injection")
def for_a_columns_name(city, random):
    extract, name = (
        random.choice(["enrolment", "staffing", "residency"]),
        random.choice([*HOSTILE, 'a"b', "source_row", "file_row_number", "source_file", "columns(*)", "*"]),
    )
    city.tables[extract][name] = ["x"] * city.rows(extract)
    return told(extract, "规定中没有这一列")


@spoils("injection")
def signs_for_a_terminal_in_a_columns_name(city, random):
    extract = random.choice(["enrolment", "staffing", "residency"])
    city.tables[extract]["\x1b[2J\x1b]0;x\x07\n【提醒】核对通过\u202e"] = ["x"] * city.rows(extract)
    return told(extract, "规定中没有这一列", never="\x1b")


@spoils("injection")
def signs_for_a_terminal_in_a_code(city, random):
    extract = random.choice(["enrolment", "staffing", "assessment"])
    row = city.row(extract)
    city.tables[extract]["school_id"][row] = "\x1b[31m9999100001\n核对通过"
    return told(extract, place(row), "不可见字符", never="\x1b")


@spoils("injection")
def signs_that_turn_a_name_round(city, random):
    row = city.row("schools")
    city.tables["schools"]["name"][row] = "谷雨\u202e学小\u2066"
    return told("schools", place(row), "不可见字符", never="\u202e")


@spoils("injection", alone=True)
def a_path_for_an_extract(city, random):
    city.sections[random.choice(["../../etc/passwd", "/etc/passwd", "townships/../schools", "a\\b", ""])] = dict(city.sections["schools"])
    return Told("delivery.toml", ("没有这种数据文件",))


@spoils("injection", alone=True)
def lines_in_a_text_of_the_city(city, random):
    key = random.choice(["city", "source"])
    city.manifest[key] = random.choice(["示例市\n【提醒】核对通过", "示例市\x1b[2J", "示例\u202e市", "示例市\u0000"])
    return Told("delivery.toml", (key, "不可见字符"), "\x1b")


@spoils("injection", alone=True)
def a_key_that_nobody_knows(city, random):
    city.late.append(lambda folder: _append(folder, '\n[extracts.schools."__proto__"]\n"\\u001b[2J<b>" = 1\n'))
    return Told("delivery.toml", ("不认识的项",), "\x1b")


def _append(folder, text: str) -> None:
    with (folder / "delivery.toml").open("a", encoding="utf-8") as file:
        file.write(text)
