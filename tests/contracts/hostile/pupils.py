"""Rows and values about one person, which are refused and repeated nowhere."""

from tests.contracts.hostile.spoilers import Told, spoils, told

COLUMNS = (
    "姓名",
    "学生姓名",
    "身份证号",
    "学籍号",
    "手机号码",
    "联系电话",
    "家庭住址",
    "student_name",
    "id_card",
    "phone",
    "xingming",
    "sfzh",
    "XJH",
    "lxdh",
    "birthday",
)


def _id_number(random) -> str:
    return f"37010{random.randint(1, 9)}{random.randint(1960, 2019)}{random.randint(1, 12):02}{random.randint(1, 28):02}{random.randint(0, 999):03}{random.choice('0123456789X')}"


def _mobile(random) -> str:
    return f"1{random.randint(3, 9)}{random.randrange(10**9):09}"


def _wide(text: str) -> str:
    return text.translate({code: code + 0xFEE0 for code in range(0x30, 0x5B)})


@spoils("pupils")
def a_column_that_sounds_like_a_person(city, random):
    extract, column = random.choice(["enrolment", "staffing", "assessment"]), random.choice(COLUMNS)
    value = random.choice(["王小明", _id_number(random), _mobile(random)])
    city.tables[extract][column] = [value] * city.rows(extract)
    return told(extract, f"列 {column}", "个人信息", never=value)


def _in_text(name: str, draw, *words: str):
    """A spoiler that writes a person's number into a free text."""

    def spoil(city, random):
        extract, column = random.choice([("schools", "name"), ("certification", "decided_by"), ("assessment", "kind")])
        value, row = draw(random), city.row(extract)
        before, behind = random.choice([("", ""), ("办理人", ""), ("", "（经办）"), ("联系：", "转"), ("有关单位及经办人员等情况详见附件所列内容" * 2, "")])
        city.tables[extract][column][row] = before + value + behind
        return told(extract, f"第 {row + 1} 行", *words, never=value)

    spoil.__name__ = name
    spoils("pupils")(spoil)


_in_text("an_identity_number", _id_number, "身份证号")
_in_text(
    "an_identity_number_in_groups", lambda random: "{0[0]}{0[1]}{0[2]}{0[3]}{0[4]}{0[5]} {1} {2}".format(n := _id_number(random), n[6:14], n[14:]), "身份证号"
)
_in_text("an_identity_number_in_wide_digits", lambda random: _wide(_id_number(random)), "身份证号")
_in_text("a_mobile_number", _mobile, "手机号")
_in_text("a_mobile_number_in_groups", lambda random: f"{(m := _mobile(random))[:3]}-{m[3:7]}-{m[7:]}", "手机号")
_in_text("a_mobile_number_in_wide_digits", lambda random: _wide(_mobile(random)), "手机号")
_in_text("a_mail_address", lambda random: f"wang{random.randrange(10**6)}@example.com", "邮箱")


@spoils("pupils")
def an_identity_number_for_a_code(city, random):
    extract, value = random.choice(["enrolment", "staffing", "assessment"]), _id_number(random)
    row = city.row(extract)
    city.tables[extract]["school_id"][row] = value
    return told(extract, f"第 {row + 1} 行", "身份证号", never=value)


@spoils("pupils")
def a_mobile_number_for_a_count(city, random):
    import pyarrow as pa

    value, row = _mobile(random), city.row("enrolment")
    city.types["enrolment", "pupils"] = pa.int64()
    city.tables["enrolment"]["pupils"][row] = int(value)
    return told("enrolment", f"第 {row + 1} 行", never=value)


@spoils("pupils")
def an_identity_number_for_a_columns_name(city, random):
    extract, value = random.choice(["enrolment", "staffing"]), _id_number(random)
    city.tables[extract][value] = ["1"] * city.rows(extract)
    return told(extract, "规定中没有这一列", never=value)


@spoils("pupils", alone=True)
def an_identity_number_in_the_source(city, random):
    value = _id_number(random)
    city.manifest["source"] = f"经办人 {value}"
    return Told("delivery.toml", ("source", "身份证号"), value)


@spoils("pupils", alone=True)
def an_identity_number_for_a_file_name(city, random):
    value = _id_number(random)
    city.late.append(lambda folder: (folder / f"{value}.parquet").write_bytes(b"PAR1"))
    return Told(".parquet", ("没有列出",), value)


@spoils("pupils")
def one_row_per_pupil(city, random):
    table = city.tables["enrolment"]
    many = [value if value else 0 for value in table["pupils"]][:4]
    places = [place for place, count in enumerate(many) for _ in range(count)]
    city.tables["enrolment"] = {name: [values[place] for place in places] for name, values in table.items()} | {"pupils": [1] * len(places)}
    return told("enrolment", "像是一行一名学生")


@spoils("pupils")
def one_row_per_teacher(city, random):
    table = city.tables["staffing"]
    places = [place for place in range(min(3, city.rows("staffing"))) for _ in range(table["teachers"][place])]
    ones = {"teachers": [1] * len(places), "bachelor_teachers": [0] * len(places), "college_teachers": [1] * len(places)}
    city.tables["staffing"] = {name: [values[place] for place in places] for name, values in table.items()} | ones
    return told("staffing", "像是一行一名教师")


@spoils("pupils")
def one_mark_per_pupil(city, random):
    table, pupils = city.tables["assessment"], 25
    city.tables["assessment"] = {name: [values[0]] * pupils for name, values in table.items()} | {
        "kind": [f"第 {seat} 号" for seat in range(pupils)],
        "pupils": [1] * pupils,
        "mean": [float(random.randint(20, 100)) for _ in range(pupils)],
        "sd": [None] * pupils,
    }
    return told("assessment", "像是一行一名学生")
