"""The words that every invented name of the sample city is made of.

Nothing here is a place: solar terms, months, lunar mansions, sexagenary terms, pitches, old year names and
stars. Terms that some real township carries (甲子, 丁卯, 小满, 白露 and the like) are left out.
"""

from collections.abc import Sequence

SOLAR_TERMS = (
    "谷雨 立春 雨水 惊蛰 春分 立夏 芒种 夏至 小暑 大暑 立秋 处暑 秋分 寒露 霜降 立冬 小雪 大雪 冬至 小寒 大寒".split()
)
MONTHS = "孟春 仲春 季春 孟夏 仲夏 季夏 孟秋 仲秋 季秋 孟冬 仲冬 季冬".split()
MANSIONS = "角宿 亢宿 氐宿 房宿 心宿 尾宿 箕宿 斗宿 牛宿 女宿 虚宿 室宿 壁宿 奎宿 娄宿 胃宿 昴宿 毕宿 觜宿 参宿 井宿 柳宿 星宿 张宿 翼宿 轸宿".split()
SEXAGENARY = (
    "乙丑 丙寅 戊辰 己巳 庚午 辛未 壬申 癸酉 甲戌 乙亥 丙子 丁丑 戊寅 己卯 庚辰 辛巳 壬午 癸未 甲申 乙酉 丙戌 丁亥 戊子 己丑 "
    "庚寅 辛卯 壬辰 癸巳 乙未 丙申 丁酉 己亥 壬寅 癸卯 甲辰 乙巳 丙午 丁未 戊申 己酉 庚戌 壬子 癸丑 甲寅 乙卯 丙辰 丁巳 戊午 "
    "己未 庚申 辛酉 壬戌 癸亥"
).split()
PITCHES = "太簇 夹钟 姑洗 仲吕 蕤宾 林钟 夷则 无射 应钟".split()
OLD_YEARS = "执徐 协洽 敦牂 作噩 旃蒙 柔兆 强圉 著雍 屠维".split()
STARS = (
    "河鼓 渐台 辇道 天棓 天厨 紫垣 太微 五车 天船 积薪 天廪 天囷 参旗 九斿 外屏 天稷 天庾 天纪 垒壁 天垒 天钱 离珠 瓠瓜 司禄 天弁 天籥 "
    "建星 天渊 天江 天社 勾陈 天市 天辐 罚星 键闭 钩钤 斗斛 列肆"
).split()

TOWN_STEMS = SOLAR_TERMS + MONTHS
"""Stems of towns (镇), in the order they are given out."""


def _dealt(*decks: Sequence[str]) -> list[str]:
    """One card of each deck in turn, so that neighbouring subdistricts do not share a family of names."""
    longest = max(map(len, decks))
    return [deck[i] for i in range(longest) for deck in decks if i < len(deck)]


SUBDISTRICT_STEMS = _dealt(MANSIONS, SEXAGENARY[:27], STARS, SEXAGENARY[27:], PITCHES, OLD_YEARS)
"""Stems of subdistricts (街道), in the order they are given out."""

DISTRICTS = [
    "示例一区",
    "示例二区",
    "示例三区",
    "示例四区",
    "示例五区",
    "示例六区",
    "示例七区",
    "示例八区",
    "示例九区",
    "示例十区",
    "示例十一县",
    "示例十二县",
    "示例功能区",
]

GENERIC = "育才 向阳 启明 晨光 青禾 朝霞 春蕾 新苗 明远 致远 博文 崇德 尚学 励志 弘毅 树人 求实 立新 育英 育红".split()
"""Words a school may carry between its township's name and its kind."""

NUMERALS = "一 二 三 四 五 六 七 八 九 十".split()
