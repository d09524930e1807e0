"""What the pages of the eight townships say, worked out by hand from what eight_townships delivers."""

from dataclasses import dataclass

from townbase import words


@dataclass(frozen=True)
class Said:
    """What the township page says: parts of its headline and lines, its steps (units, value, where, who), and the rows
    of the table that tell its story (title, stage, then what stands in the row)."""

    name: str
    top: tuple[str, ...]
    steps: tuple[tuple[str, ...], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


SAYS = {
    "t1": Said("立春镇", ("立春镇：2025—2026学年六项目标全部达标",)),
    "t2": Said(
        "雨水镇",
        (
            f"雨水镇：2025—2026学年六项目标达标 5 项，{words.UNMET} 1 项；核心指标还有 1 项{words.UNMET}",
            "师资配备 1 项",
            "只差 1 项核心指标：初中县级以上学科骨干教师比例还差 1 名（责任单位：示例一区）。",
        ),
        steps=(
            (
                "还差 1 名县级以上骨干教师",
                "现为 35.0%，目标不低于城区 40%",
                "雨水镇初中（20 名中 7 名）",
                "责任单位：示例一区",
                "办成后，目标（三）达标，六项目标全部达标",
            ),
        ),
        rows=(("县级以上学科骨干教师比例", "初中", "35.0%", "城区 40%", words.UNMET, "还差 1 名县级以上骨干教师"),),
    ),
    "t3": Said(
        "惊蛰镇",
        ("惊蛰镇：2025—2026学年六项目标全部达标",),
        rows=(("县级以上学科骨干教师比例", "初中", "38.8%", "城区 40%", "略低（不足一个单位，按达标计）"),),
    ),
    "t4": Said(
        "春分镇",
        ("春分镇：2025—2026学年六项目标全部达标", "初中对口服务：立春镇。"),
        rows=(("本地就读率", "初中", "99.0%", "达标（高位保持）"), ("专任教师配备率", "初中", words.INAPPLICABLE, "本镇没有这一学段的学校")),
    ),
    "t5": Said(
        "清明镇",
        (
            f"清明镇：2025—2026学年六项目标达标 5 项，{words.UNDECIDED} 1 项",
            f"{words.UNREPORTED}的核心指标 2 项：小学每校平均学习类社团数、初中每校平均学习类社团数；报送后自动判定。",
        ),
        rows=(("每校平均学习类社团数", "初中", "高于基期", words.UNREPORTED, "基期以来有学年缺数据，不能判断是否提升"),),
    ),
    "t6": Said(
        "谷雨镇",
        (
            f"谷雨镇：2025—2026学年六项目标达标 5 项，{words.UNMET} 1 项；核心指标还有 1 项{words.UNMET}",
            "幼儿园专科以上学历教师比例还差 2 名（责任单位：示例二区）。",
            f"比上年转为{words.UNMET}（城区提高）：上年六项目标全部达标，本年没有。",
        ),
        steps=(
            (
                "还差 2 名专科以上学历教师",
                "现为 80.0%，目标不低于城区 90%",
                "谷雨镇幼儿园（20 名中 16 名）",
                "责任单位：示例二区",
                "办成后，目标（三）达标，六项目标全部达标",
            ),
        ),
        rows=(("幼儿园专科以上学历教师比例", "学前", "80.0%", "城区 90%", f"转为{words.UNMET}（城区提高）", words.UNMET, "还差 2 名专科以上学历教师"),),
    ),
    "t7": Said(
        "立夏镇",
        (
            f"立夏镇：2025—2026学年六项目标达标 5 项，{words.UNDECIDED} 1 项",
            "人数少、不作判定的核心指标 2 项：小学本地就读率、初中本地就读率。",
        ),
        rows=(("本地就读率", "小学", "人数少，不作判定", "不足 30 人"), ("本地就读率", "初中", "—", "人数少，不作判定")),
    ),
    "t8": Said(
        "小满镇",
        (f"小满镇：2025—2026学年六项目标全部达标（达标 5 项，{words.INAPPLICABLE} 1 项）",),
        rows=(("联动帮扶覆盖率", "小学", words.INAPPLICABLE, f"全镇只有驻地学校，{words.INAPPLICABLE}"),),
    ),
}
