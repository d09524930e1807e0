"""What the gap page cannot show because nothing brings it: which column would, and who keeps it."""

from __future__ import annotations

from collections.abc import Mapping

from townbase import words
from townbase.asking import Row


def limits(given: Mapping, year: int, now: list[Row]) -> tuple[str, ...]:
    """What is not there, which column would bring it, who keeps it."""
    parts = []
    if not given["has_urban"]:
        parts.append(
            "学校名录（schools）没有标明哪些是城区对照学校：由区县教育局在 urban_reference 列填 true 后，即可与城区相比。"
        )
    if not given["has_counted"]:
        parts.append("乡镇名录（townships）没有标明哪些乡镇纳入范围：填写 counted 列后，即可汇总乡镇一侧的数值。")
    elif not given["district_counted"]:
        parts.append("本区县没有纳入范围的乡镇（街道），没有乡镇一侧的数值可比。校际差异见下。")
    if given["has_urban"] and not given["has_staffing"] and not given["has_facilities"]:
        parts.append("未提供教师（staffing）和校舍与设备（facilities）数据，没有指标可比。")
    if not parts and not now:
        if year < (given["base_year"] or year):
            parts.append(f"指标自{words.year_label(given['base_year'])}起有数据，请选择之后的学年。")
        else:
            parts.append("所选学年、学段没有可以与城区相比的数据。请换一个学年或学段。")
    return tuple(parts)


def no_resources(given: Mapping) -> str:
    lacking = [
        name
        for name, there in (
            ("教师（staffing）", given["has_staffing"]),
            ("校舍与设备（facilities）", given["has_facilities"]),
        )
        if not there
    ]
    return f"未提供{'和'.join(lacking)}数据。由统计部门提供后即可显示。" if lacking else ""


def no_results(given: Mapping) -> str:
    if not given["has_assessment"]:
        return "未提供学业水平监测（assessment）数据。由教研部门提供后即可显示。"
    if not given["has_quality"]:
        return "学校名录（schools）没有标明哪些是城区优质学校：填写 urban_quality 列后即可显示。"
    if not given["has_counted"]:
        return "乡镇名录（townships）没有标明哪些乡镇纳入范围：填写 counted 列后即可显示。"
    if not given["district_counted"]:
        return "本区县没有纳入范围的乡镇（街道）。"
    return ""
