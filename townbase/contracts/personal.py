"""No row about one person, ever: columns whose name or content points to a person are refused."""

import re

_CHINESE = "姓名|身份证|证件|学籍号|学号|工号|手机|电话|联系方式|出生日期|生日|住址|地址|监护人|家长信息|邮箱|微信"
_ENGLISH = (
    r"(student|pupil|child|teacher|parent|guardian|principal|person|user|contact)_?name|(full|first|last|given|family)_?name"
    r"|surname|id_?card|id_?no|id_?number|identity|national_?id|passport|phone|mobile|telephone|cell_?no|tel"
    r"|birth_?date|birthday|date_of_birth|dob|registration_?(no|number|id)|(student|pupil|teacher|person|child)_?(id|no|number)"
    r"|address|e_?mail|wechat"
)
_PINYIN = (
    "xing_?ming|xm|shen_?fen_?zheng(_?hao)?|sfz|sfzh|sfzjh|zheng_?jian_?hao|xue_?ji_?hao|xjh|xue_?hao"
    "|shou_?ji(_?hao)?|sjh|sjhm|dian_?hua|lxdh|chu_?sheng_?ri_?qi|csrq|(jia_?ting_?)?zhu_?zhi|jtzz|jian_?hu_?ren"
)

_NAME = re.compile(f"{_CHINESE}|(^|[^a-z])({_ENGLISH}|{_PINYIN})($|[^a-z])")

# DuckDB conditions on one text column; digits must stand alone, so that a longer code is no hit.
_ID_NUMBER = r"(^|[^0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]($|[^0-9])"
_MOBILE = r"(^|[^0-9])1[3-9][0-9]{9}($|[^0-9])"


def names_a_person(column: str) -> bool:
    """Whether a column's name, in Chinese, English or pinyin, sounds like a person's name, number, phone or address."""
    return bool(_NAME.search(column.lower()))


def holds_id_number(column: str) -> str:
    """SQL condition: the text holds an identity number of 18 digits."""
    return f"regexp_matches({column}, '{_ID_NUMBER}')"


def holds_mobile(column: str) -> str:
    """SQL condition: the text holds a mobile number of 11 digits."""
    return f"regexp_matches({column}, '{_MOBILE}')"
