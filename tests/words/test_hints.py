"""Words to the hand stand on the screen; a file, a picture and a print go without them."""

import html
import re

import pytest

from townbase import words
from townbase.text import Markup


@pytest.mark.parametrize(
    ("line", "paper"),
    [
        ("点符号看这项指标；点行动名看各乡镇。", ""),
        ("按行政区划顺序；点区县名看该区县", "按行政区划顺序"),
        ("竖线为目标；点指标名看学校和历年。", "竖线为目标。"),
        ("点学年看该学年各地的情况。粗体为未报齐。", "粗体为未报齐。"),
        ("下面各图现为初中，点学段名切换。", "下面各图现为初中。"),
        ("每点一个乡镇；指向或点按一点看数值。", "每点一个乡镇。"),
        ("政策原文可点行动名查看。", ""),
        ("按数据时点判断，不按查看当天。", "按数据时点判断，不按查看当天。"),
        ("每点一个乡镇（街道），纵轴为数值。", "每点一个乡镇（街道），纵轴为数值。"),
        (None, ""),
    ],
)
def test_a_file_says_the_line_without_what_only_a_hand_can_do(line, paper):
    assert words.on_paper(line) == paper


@pytest.mark.parametrize(
    "line", ["点符号看这项指标；点行动名看各乡镇。", "按 <b> 顺序；点区县名看该区县", "粗体为未报齐。", "点学年看。粗体为未报齐；点开看。", ""]
)
def test_the_screen_keeps_every_word_and_marks_what_paper_leaves_out(line):
    shown = words.on_screen(line)
    assert html.unescape(re.sub(r"</?span[^>]*>", "", shown)) == line
    assert html.unescape(re.sub(r'<span class="tb-screen">[^<]*</span>', "", shown)) == words.on_paper(line)


def test_markup_is_left_as_it_is():
    assert words.on_screen(Markup("<i>图</i>")) == "<i>图</i>"
