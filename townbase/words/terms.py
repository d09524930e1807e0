"""The terms: one dictionary per column whose codes a page shows."""

from __future__ import annotations

from townbase.text import is_missing

PRODUCT = "教育强镇筑基行动监测平台"
SYNTHETIC_TAG = "演示数据"

# What the clauses of the policy are cut from.
DOCUMENT = "《济南市深化教育强镇筑基行动实施方案》政策解读（市教育局，2023年4月24日）"
DISCLAIMER = "本页为按政策解读稿和所列口径测算的结果，不作为督导认定结论。"
SYNTHETIC_NOTE = "演示数据：{city}为虚构城市，乡镇名称和数字均不对应任何真实地方。"


# What a verdict is called, in one place: sentences, heads and keys of every page take these words from here.
UNMET = "未达标"
UNDECIDED = "暂不能判定"
UNREPORTED = "数据未报"
INAPPLICABLE = "不适用"
MONITORED = "监测项"

# address key -> what the filter (and the notice about a dropped value) calls it
FILTER = {
    "year": "学年",
    "district": "区县（功能区）",
    "township": "乡镇",
    "school": "学校",
    "action": "行动",
    "indicator": "指标",
    "stage": "学段",
    "panel": "指标学段",
    "counted": "乡镇范围",
    "batch": "建设批次",
    "managing_body": "主管单位",
    "urban": "对照",
    "with": "对比乡镇",
    "order": "排列",
    "formula": "算法",
    "under": "首年级人数",
    "find": "查找",
    "since": "对比版本",
    "release": "版本",
    "goal": "目标",
    "office": "牵头处室",
    "clause": "政策条款",
    "target": "目标比例",
    "cost": "成本",
    "prices": "单位成本",
    "solved": "假设达标",
    "tab": "栏目",
}
COUNTED = {"all": "全部纳入范围", "town": "镇", "subdistrict": "纳入范围的街道"}
# what the cheapest way to the target is cheap in
COST = {"rows": "按未达标指标项数", "units": "按缺少数量"}
# one unit of what is lacking, by its kind (sql/mart/basis/unit_kind.sql)
UNIT_KIND = {
    "teacher": "教师（名）",
    "pupil": "学生、幼儿（名）",
    "room": "功能室（间）",
    "school": "学校达标（所）",
    "class": "教学班（个）",
    "answer": "满意答卷（份）",
    "other": "其他（个）",
}
ASSUMED = "假设情形，不是现状"
URBAN = {"city": "全市城区", "district": "本区县城区"}
# how the difference rate is computed; 差异率 only, never 差异系数
FORMULA = {"mean_difference": "平均水平之差", "mean_spread": "各校离散程度", "variance_share": "校间方差占比"}
ORDER = {"official": "行政区划顺序", "value": "按数值排序"}

STAGE = {
    "preschool": "学前",
    "primary": "小学",
    "junior": "初中",
    "senior": "高中",
    "other": "其他",
    "none": "",
}
SCOPE = {"all": "", "seat": "驻地学校", "other": "域内其他学校", "seat_vs_other": "驻地与域内其他学校", "urban": "城区"}
# what the box in the masthead finds
KIND = {
    "district": "区县",
    "township": "乡镇（街道）",
    "action": "行动",
    "indicator": "指标",
    "clause": "政策条款",
    "page": "页面",
}
SCHOOL_KIND = {
    "kindergarten": "幼儿园",
    "primary": "小学",
    "junior": "初中",
    "nine_year": "九年一贯制学校",
    "teaching_point": "教学点",
    "other": "其他",
}
SYSTEM = {"63": "六三学制", "54": "五四学制"}
OWNERSHIP = {"public": "公办", "affordable_private": "普惠性民办", "other_private": "其他民办"}

# A row short of the urban value by less than one whole unit, and by little: its own word wherever it stands.
SLIGHTLY_BELOW = "略低（不足一个单位，按达标计）"
VERDICT = {
    "met": "达标",
    "not_met": UNMET,
    "no_data": UNREPORTED,
    "not_applicable": INAPPLICABLE,
    "no_target": MONITORED,
    "too_small": "人数少，不作判定",
}
RISING = {"each_year": "逐年提升", "overall": "有的年份下降", "high": "高位保持", "none": "未提升"}
# progress.reason -> the hint beside the word; {…} is filled where the page knows it
REASON = {
    "no_school": "本镇没有这一学段的学校",
    "no_scope_school": f"全镇只有驻地学校，{INAPPLICABLE}",
    "not_served": "本镇没有这一学段的学校，也没有对口学校",
    "zero_denominator": "本镇没有这项需求",
    "monitor": "政策未规定数值，只展示不判定",
    "not_reported": "本学年未报，报送后自动出现",
    "low_coverage": "这一项有数的学校不足 80%，暂不判定",
    "no_benchmark": "没有城区对照值",
    "first_year": "没有上年数据可比",
    "missing_year": "基期以来有学年缺数据，不能判断是否提升",
    "few_people": "不足 30 人",
    "point": "",
    "whole_unit": "差额不足 1 个整数单位且在规定幅度内，按达标计",
    "each_year": "逐年提升",
    "overall": "总体提升，但不是每年都提升",
    "high": "连续两年在 98% 以上",
    "none": "未提升",
    "above_base": "高于基期",
    "still_full": "基期已达 100%，保持 100%",
    "not_above_base": "没有高于基期",
}
BORDERLINE = "样本误差范围包含目标值，请结合其他材料判断"
ACTION_STATUS = {
    "met": "达标",
    "in_progress": "推进中",
    "behind": "滞后",
    "not_assessable": UNDECIDED,
    "tasks_on_schedule": "按任务：按计划",
    "tasks_overdue": "按任务：有逾期",
    "none": MONITORED,
}
GOAL_STATUS = {"met": "达标", "not_met": UNMET, "not_assessable": UNDECIDED, "not_applicable": INAPPLICABLE}
TOWNSHIP_STATUS = {"met": "六项目标全部达标", "not_met": "部分达标", "not_assessable": UNDECIDED}
STATUS = {"action": ACTION_STATUS, "goal": GOAL_STATUS, "township": TOWNSHIP_STATUS}
CLOCK = {
    "on_pace": "按进度",
    "off_pace": "慢于进度",
    "met_in_time": "到期达标",
    "met_late": "逾期后达标",
    "not_met_in_time": f"到期{UNMET}",
    "fell_back": "达标后退步",
}
CHANGE_KIND = {"newly_met": "新达标", "fell_back": "退步", "newly_missing": f"转为{UNDECIDED}"}
CAUSE = {"own": "自身下降", "target": "城区提高"}
# Two versions side by side: what made a verdict differ and where that lies, what became of a value and of a place.
CHANGED_BY = {"new": "新报数据", "revised": "修订", "gone": "数据撤下", "rule": "规则"}
CHANGED_WHERE = {"own": "本乡镇数据", "urban": "城区对照", "years": "往年数据", "rule": "规则、设置或程序"}
VALUE_CHANGE = {"new": "新报", "revised": "修订", "gone": "撤下", "moved": "随校划转"}
PLACE_CHANGE = {
    "new": "新增",
    "gone": "不再列入",
    "moved": "变更所属",
    "counted": "纳入范围改变",
    "recoded": "换代码",
    "renamed": "改名",
    "retyped": "类型改变",
}
TASK_CHANGE = {"status": "进展改变", "due": "期限改变", "new": "新列入", "gone": "不再列入"}
CERTIFICATION_CHANGE = {"new": "新认定", "result": "结果改变", "decision": "认定日期或单位改变", "gone": "不再列入"}
RULE_SOURCE = {"setting": "设置", "indicator": "指标", "goal": "目标"}
# The named readings of the headline, in words that a meeting uses; the first is the published one.
HEADLINE_READING = {
    "strict": "公布口径：核心指标全部达标",
    "no_tolerance": f"不计略低：低于城区即{UNMET}",
    "one_point": "低于目标不足 1 个百分点按达标计",
    "two_points": "低于目标不足 2 个百分点按达标计",
    "other_urban": "换另一种城区对照（本区县或全市）",
    "mean_difference": "差异率按平均水平之差",
    "mean_spread": "差异率按各校离散程度",
    "variance_share": "差异率按校间方差占比",
    "since_issued": "逐年提升从 2022 年（政策印发）起算",
    "six_of_seven": "每项目标七分之六以上达标，其余不低于目标值的 85%",
    "towns": "只看镇",
    "streets": "只看纳入范围的街道",
}
READING = {"strict": "核心指标全部达标", "six_of_seven": "七项中六项达标"}
TASK = {
    "done": "已完成",
    "in_progress": "推进中",
    "not_due": "未到期",
    "overdue": "逾期未完成",
    "done_late": "逾期完成",
}
TASK_UNIT = {"township": "乡镇", "school": "学校", "district": "区县"}

ROLE = {"core": "核心指标", "reference": "参考指标", "monitor": MONITORED}
BASIS = {
    "policy": "政策原文",
    "standard": "国家（省）标准",
    "project reading": "本平台设定",
}
RULE = {
    "at_least": "不低于目标值",
    "at_most": "不高于目标值",
    "below": "低于目标值",
    "not_below_urban": "不低于城区",
    "rising": "逐年提升",
    "tracked": "只展示，不判定",
}
SOURCE_KIND = {
    "统计报表": "教育事业统计报表",
    "系统导出": "业务系统导出",
    "督导核验": "督导核验",
    "学校自报": "学校自报",
}
REVIEWED = {True: "已审", False: "待审", None: "审核状态未注明"}
EXTRACT = {
    "townships": "乡镇（街道）名录",
    "schools": "学校名录",
    "code_changes": "代码变更",
    "staffing": "教师",
    "facilities": "校舍与设备",
    "teaching": "课程与教学",
    "inspection": "督导与核验",
    "enrolment": "在校生与班级",
    "assessment": "学业水平监测",
    "survey": "满意度调查",
    "residency": "本镇户籍学生去向",
    "children": "户籍儿童",
    "delivery": "任务台账",
    "certification": "督导认定",
    "funding": "经费",
}
DESTINATION = {
    "local": "本地就读",
    "elsewhere": "外出就读",
    "unplaced": "未就读或去向不明",
    "other_city": "外市",
    "not_enrolled": "未就读",
    "unknown": "去向不明",
    "folded": "其他（合并）",
}
HIDDEN = "少于 10 人"
# Under this denominator a share is said in whole things: 3 所中 2 所.
APART = 10
# Beside a difference whose two sides, as printed, do not subtract to it.
UNROUNDED = "差值按未四舍五入的数计算"


def met_of(met: int, slightly_below: int, unit: str = "个") -> str:
    """98 个达标，其中 12 个略低: how many are met, and how many of them only because less than one unit is missing."""
    return f"{met} {unit}达标" + (f"，其中 {slightly_below} {unit}略低" if slightly_below else "")


def verdict(code: object, reason: object = None, borderline: object = False) -> str:
    """The word of a progress row: 达标, 未达标（临界）, 首次监测, 逐年提升 …; '' where there is none."""
    if is_missing(code):
        return ""
    word = VERDICT[str(code)]
    if code == "no_data" and reason == "first_year":
        return "首次监测"
    if code == "met" and reason == "whole_unit":
        return SLIGHTLY_BELOW
    if code in ("met", "not_met") and not is_missing(borderline) and borderline:
        return f"{word}（临界）"
    return word
