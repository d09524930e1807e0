"""Characters that look alike or cannot be seen: widths are folded, what is invisible is found and named."""

import unicodedata
from functools import cache

_SAME_WIDTH = ("<wide>", "<narrow>", "<small>")
_KANGXI = range(0x2F00, 0x2FD6)  # radicals that a PDF hands over in the place of the characters
_WORDS = {
    "\u200b": "零宽空格",
    "\u200c": "零宽不连字符",
    "\u200d": "零宽连字符",
    "\u2060": "单词连接符",
    "\ufeff": "BOM 标记",
    "\u00ad": "软连字符",
    "\u200e": "左至右标记",
    "\u200f": "右至左标记",
    "\ufffd": "乱码替代符",
    "\x00": "空字符",
}
# Drawn as nothing or as a blank although Unicode counts them as letters, marks or symbols.
_BLANK = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, 0xFFFC, 0xFFFD}
_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0), range(0x180B, 0x1810))


def tidy(text: str) -> str:
    """Full-width and small forms become plain ones; blanks around are cut, those within become one.

    Not NFKC: that would turn a footnote (30①, 30²) into a digit of the figure.
    """
    if text.isascii():
        return " ".join(text.split())
    return " ".join(unicodedata.normalize("NFC", "".join(map(_plain, text))).split())


def label(text: str) -> str:
    """A header, or a word of the mapping that is held against one: widths folded and no blanks at all."""
    return "".join(tidy(text).split())


@cache
def _plain(character: str) -> str:
    if unicodedata.decomposition(character).startswith(_SAME_WIDTH) or ord(character) in _KANGXI:
        return unicodedata.normalize("NFKC", character)
    return character


def invisible(text: str) -> str:
    """Names the first invisible character and its place: 第 3 个字是看不见的字符 U+200B（零宽空格）; "" where none is."""
    if text.isascii() and text.isprintable():
        return ""
    for place, character in enumerate(text, 1):
        if _is_invisible(character):
            word = _WORDS.get(character) or unicodedata.name(character, "控制符或私用字符")
            return f"第 {place} 个字是看不见或认不出的字符 U+{ord(character):04X}（{word}）"
    return ""


def visible(text: str) -> str:
    """The text without invisible characters."""
    return "".join(character for character in text if not _is_invisible(character))


@cache
def _is_invisible(character: str) -> bool:
    if character.isspace():
        return False
    code = ord(character)
    return (
        unicodedata.category(character) in ("Cc", "Cf", "Cn", "Co", "Cs")
        or code in _BLANK
        or any(code in selectors for selectors in _SELECTORS)
    )


LINE_BREAKS = frozenset("\n\r\v\f\x85\u2028\u2029")


def breaks_line(text: str) -> bool:
    """Whether the text holds a line break that is not just at its ends."""
    return not LINE_BREAKS.isdisjoint(text.strip())
