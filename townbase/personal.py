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

# Numbers of one person, in the forms in which they are typed: plain or full-width digits, in one or in groups. They must
# stand alone, so that a longer code is no hit. RE2 and Python read these alike.
_D = "[0-9０-９]"
_GAP = "[ 　-]?"
_ALONE = ("(^|[^0-9０-９])", "($|[^0-9０-９])")
_ID_NUMBER = (
    f"[1-9１-９]{_D}{{5}}{_GAP}(19|20|１９|２０){_D}{{2}}{_GAP}(0[1-9]|1[0-2]|０[１-９]|１[０-２])"
    f"(0[1-9]|[12][0-9]|3[01]|０[１-９]|[１２][０-９]|３[０１]){_GAP}{_D}{{3}}[0-9０-９XxＸｘ]"
)
_MOBILE = f"[1１][3-9３-９]{_D}{_GAP}{_D}{{4}}{_GAP}{_D}{{4}}"
_MAIL = r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}\.[A-Za-z0-9.-]{0,100}[A-Za-z]"
HIDDEN = "（已隐去）"

_NUMBERS = re.compile(f"(?<![0-9０-９])({_ID_NUMBER}|{_MOBILE})(?![0-9０-９])|{_MAIL}")


def names_a_person(column: str) -> bool:
    """Whether a column's name, in Chinese, English or pinyin, sounds like a person's name, number, phone or address."""
    return bool(_NAME.search(column.lower()))


def hide(text: str) -> str:
    """The text without the identity numbers, mobile numbers and mail addresses in it: what is refused is not repeated."""
    return _NUMBERS.sub(HIDDEN, text)


def holds_id_number(column: str) -> str:
    """SQL condition: the text holds an identity number of 18 digits."""
    return f"regexp_matches({column}, '{_ALONE[0]}{_ID_NUMBER}{_ALONE[1]}')"


def holds_mobile(column: str) -> str:
    """SQL condition: the text holds a mobile number of 11 digits."""
    return f"regexp_matches({column}, '{_ALONE[0]}{_MOBILE}{_ALONE[1]}')"


def holds_mail(column: str) -> str:
    """SQL condition: the text holds a mail address."""
    return f"regexp_matches({column}, '{_MAIL}')"
