"""A small city drawn as mart tables, answered by the real queries: what the overview and a district are tested against."""

import contextlib

import duckdb
import pandas as pd

from tests.support.draw_delivery import cells
from townbase.settings import SQL
from townbase.sqlfiles import with_included

# The columns of the marts that these pages read, with their types.
TABLES = {
    "township": "township_id varchar, name varchar, district_id varchar, district_name varchar, kind varchar, "
    "counted boolean, batch varchar, managing_body varchar, tile_x integer, tile_y integer",
    "township_status": "township_id varchar, district_id varchar, school_year integer, reading varchar, status varchar, "
    "goals_met integer, goals_not_met integer, goals_not_assessable integer, unmet_core integer, unmet_judged integer, "
    "missing_core integer, slightly_below integer, tasks_overdue integer, clock varchar",
    "headline": "area_kind varchar, area_id varchar, school_year integer, reading varchar, counted integer, met integer, "
    "met_slightly_below integer, not_met integer, not_assessable integer, needed integer, needed_share double",
    "unit_kind": "indicator_id varchar, kind varchar",
    "actions": "action integer, title varchar, short varchar, note varchar",
    "goals": "goal integer, title varchar, short varchar, judged_year integer, deadline date",
    "indicators": "indicator_id varchar, action integer, goal integer, role varchar, title varchar, level varchar, form varchar, "
    "rule varchar, threshold varchar, unit varchar, value_unit varchar, owner_level varchar",
    "indicator_owner": "township_id varchar, action integer, owner_level varchar, school_year integer, owner_unit varchar",
    "action_progress": "township_id varchar, district_id varchar, action integer, school_year integer, judged integer, "
    "met integer, not_met integer, unmet_core integer, missing integer, borderline integer, tasks_due integer, "
    "tasks_overdue integer, indicator_word varchar, status varchar",
    "goal_progress": "township_id varchar, district_id varchar, goal integer, school_year integer, reading varchar, status varchar, not_met integer",
    "progress": "township_id varchar, district_id varchar, indicator_id varchar, stage varchar, school_year integer, scope varchar, "
    "role varchar, action integer, goal integer, numerator double, denominator double, value double, target double, "
    "target_from varchar, verdict varchar, reason varchar, borderline boolean, shortfall_units integer, reported integer, due integer, counted boolean, "
    "level varchar, verdict_district_urban varchar",
    "setting": "key varchar, value varchar",
    "township_boundary": "township_id varchar, ring integer, longitudes double[], latitudes double[]",
    "chosen_setting": "urban_level varchar, townships_needed double default 0.8, year_complete double default 0.95",
    "township_reading": "township_id varchar, district_id varchar, school_year integer, reading varchar, status varchar",
    "task_status": "task_id varchar, action integer, unit_kind varchar, unit_id varchar, township_id varchar, district_id varchar, "
    "school_year integer, due date, status varchar, days_overdue integer, owner_unit varchar, lead_office varchar",
    "tasks": "task_id varchar, title varchar",
    "status_change": "township_id varchar, district_id varchar, school_year integer, kind varchar, cause varchar",
    "row_change": "township_id varchar, indicator_id varchar, stage varchar, school_year integer, kind varchar, cause varchar",
    "township_returns": "township_id varchar, district_id varchar, school_year integer, extract varchar, unit varchar, due integer, reported integer",
    "code_followed": "kind varchar, old_id varchar, new_id varchar",
    "certification": "township_id varchar, goal integer, result varchar, decided_on date",
    "year_status": "school_year integer, reported integer, due integer, coverage double, shown_by_default boolean, in_progress boolean, has_indicators boolean, is_base_year boolean default false",
    "roll": "area_kind varchar, area_id varchar, stage varchar, grade varchar, school_year integer, pupils bigint, whole boolean default true",
    "roster_year": "school_year integer, roster_whole boolean",
    "source_file": "extract varchar, as_of date, source_kind varchar, reviewed boolean, rows bigint",
    "school": "school_id varchar, school_year integer, name varchar, township_id varchar, seat boolean",
    "indicator_value": "area_kind varchar, area_id varchar, scope varchar, indicator_id varchar, stage varchar, "
    "school_year integer, numerator double, denominator double, value double",
}

# One district of four townships (three counted), one of two; 2025 against 2024.
CITY = {
    "township": """
        township_id | name     | district_id | district_name | kind | counted | batch  | managing_body | tile_x | tile_y
        a1          | 谷雨镇   | a           | 示例一区      | 镇   | true    | 第一批 | 甲局          | 0      | 0
        a2          | 霜降镇   | a           | 示例一区      | 镇   | true    | 第二批 | 甲局          | 1      | 0
        a3          | 角宿街道 | a           | 示例一区      | 街道 | true    | 第一批 | 甲局          | 0      | 1
        a4          | 亢宿街道 | a           | 示例一区      | 街道 | false   |        |               | 1      | 1
        b1          | 立春镇   | b           | 示例二区      | 镇   | true    | 第一批 | 乙局          | 2      | 0
        b2          | 雨水镇   | b           | 示例二区      | 镇   | true    | 第二批 | 乙局          |        |
    """,
    "township_status": """
        township_id | district_id | school_year | reading       | status         | goals_met | goals_not_met | goals_not_assessable | unmet_core | unmet_judged | missing_core | slightly_below | tasks_overdue | clock
        a1          | a           | 2025        | strict        | not_met        | 5         | 1             | 0                    | 1          | 2            | 0            | 0              | 2             |
        a2          | a           | 2025        | strict        | not_met        | 4         | 2             | 0                    | 3          | 3            | 1            | 0              | 0             |
        a3          | a           | 2025        | strict        | met            | 6         | 0             | 0                    | 0          | 1            | 0            | 1              | 0             |
        b1          | b           | 2025        | strict        | met            | 6         | 0             | 0                    | 0          | 0            | 0            | 0              | 0             |
        b2          | b           | 2025        | strict        | not_assessable | 5         | 0             | 1                    | 0          | 0            | 2            | 0              | 0             |
        a1          | a           | 2024        | strict        | met            | 6         | 0             | 0                    | 0          | 0            | 0            | 0              | 0             | on_pace
        a2          | a           | 2024        | strict        | not_met        | 4         | 2             | 0                    | 2          | 2            | 0            | 0              | 0             | off_pace
        a3          | a           | 2024        | strict        | not_met        | 5         | 1             | 0                    | 1          | 1            | 0            | 0              | 0             | on_pace
        b1          | b           | 2024        | strict        | not_met        | 5         | 1             | 0                    | 1          | 1            | 0            | 0              | 0             | off_pace
        b2          | b           | 2024        | strict        | not_met        | 5         | 1             | 0                    | 1          | 1            | 0            | 0              | 0             | off_pace
        a1          | a           | 2025        | six_of_seven  | met            | 6         | 0             | 0                    | 1          | 2            | 0            | 0              | 2             |
        a2          | a           | 2025        | six_of_seven  | not_met        | 4         | 2             | 0                    | 3          | 3            | 1            | 0              | 0             |
        a3          | a           | 2025        | six_of_seven  | met            | 6         | 0             | 0                    | 0          | 1            | 0            | 0              | 0             |
        b1          | b           | 2025        | six_of_seven  | met            | 6         | 0             | 0                    | 0          | 0            | 0            | 0              | 0             |
        b2          | b           | 2025        | six_of_seven  | not_assessable | 5         | 0             | 1                    | 0          | 0            | 2            | 0              | 0             |
    """,
    "headline": """
        area_kind | area_id | school_year | reading      | counted | met | not_met | not_assessable | needed | needed_share | met_slightly_below
        city      | city    | 2025        | strict       | 5       | 2   | 2       | 1              | 4      | 0.8 | 1
        city      | city    | 2025        | six_of_seven | 5       | 3   | 1       | 1              | 4      | 0.8 | 0
        city      | city    | 2024        | strict       | 5       | 1   | 4       | 0              | 4      | 0.8 | 0
        district  | a       | 2025        | strict       | 3       | 1   | 2       | 0              | 3      | 0.8 | 1
        district  | a       | 2025        | six_of_seven | 3       | 2   | 1       | 0              | 3      | 0.8 | 0
        district  | a       | 2024        | strict       | 3       | 1   | 2       | 0              | 3      | 0.8 | 0
        district  | b       | 2025        | strict       | 2       | 1   | 0       | 1              | 2      | 0.8 | 0
        district  | b       | 2025        | six_of_seven | 2       | 1   | 0       | 1              | 2      | 0.8 | 0
        district  | b       | 2024        | strict       | 2       | 0   | 2       | 0              | 2      | 0.8 | 0
    """,
    "chosen_setting": """
        urban_level
        city
    """,
    "actions": """
        action | title            | short | note
        1      | 办学条件提升行动 | 条件  |
        3      | 教师队伍发展行动 | 教师  |
        8      | 办学活力激发行动 | 活力  |
    """,
    "goals": """
        goal | title            | short    | judged_year | deadline
        1    | 优化学校办学条件 | 办学条件 | 2025        | 2025-12-31
        3    | 科学调节师资配备 | 师资配备 | 2025        | 2025-12-31
    """,
    "indicators": """
        indicator_id | action | goal | role      | title            | level    | form            | rule            | threshold | unit             | value_unit | owner_level
        rooms        | 1      | 1    | core      | 功能室配齐率     | township | share           | not_below_urban |           | 间达标功能室     | % | district
        lunch        | 1      | 1    | reference | 在校午餐保障率   | township | share           | at_least        | 1         | 名在校午餐的学生   | % | school
        backbone     | 3      | 3    | core      | 骨干教师比例     | township | share           | not_below_urban |           | 名骨干教师       | % | district
        local        | 3      | 3    | core      | 本地就读率       | township | share           | rising          | each_year | 名户籍学生       | % | district
        differ       | 1      | 1    | core      | 学业水平差异率   | township | difference_rate | below           | 0.15      |                  | | district
    """,
    "indicator_owner": """
        township_id | action | owner_level | school_year | owner_unit
        a1          | 3      | district    | 2025        | 示例一区教体局
        a2          | 3      | district    | 2025        | 示例一区教体局
    """,
    "action_progress": """
        township_id | district_id | action | school_year | judged | met | not_met | unmet_core | missing | borderline | tasks_due | tasks_overdue | status
        a1          | a           | 1      | 2025        | 3      | 2   | 1       | 0          | 0       | 0          | 0         | 0             | in_progress
        a1          | a           | 3      | 2025        | 2      | 1   | 1       | 1          | 0       | 0          | 0         | 0             | in_progress
        a1          | a           | 8      | 2025        | 0      | 0   | 0       | 0          | 0       | 0          | 2         | 1             | tasks_overdue
        a2          | a           | 1      | 2025        | 3      | 2   | 1       | 1          | 0       | 0          | 0         | 0             | in_progress
        a2          | a           | 3      | 2025        | 2      | 0   | 2       | 2          | 0       | 0          | 0         | 0             | behind
        a2          | a           | 8      | 2025        | 0      | 0   | 0       | 0          | 0       | 0          | 2         | 0             | tasks_on_schedule
        a3          | a           | 1      | 2025        | 3      | 2   | 1       | 0          | 0       | 0          | 0         | 0             | in_progress
        a3          | a           | 3      | 2025        | 2      | 2   | 0       | 0          | 0       | 1          | 0         | 0             | met
        a3          | a           | 8      | 2025        | 0      | 0   | 0       | 0          | 0       | 0          | 0         | 0             | none
        b1          | b           | 1      | 2025        | 3      | 3   | 0       | 0          | 0       | 0          | 0         | 0             | met
        b1          | b           | 3      | 2025        | 2      | 2   | 0       | 0          | 0       | 0          | 0         | 0             | met
        b1          | b           | 8      | 2025        | 0      | 0   | 0       | 0          | 0       | 0          | 0         | 0             | none
        b2          | b           | 1      | 2025        | 0      | 0   | 0       | 0          | 0       | 0          | 0         | 0             | none
        b2          | b           | 3      | 2025        | 1      | 1   | 0       | 0          | 2       | 0          | 0         | 0             | met
        b2          | b           | 8      | 2025        | 0      | 0   | 0       | 0          | 0       | 0          | 0         | 0             | none
    """,
    "goal_progress": """
        township_id | district_id | goal | school_year | reading | status | not_met
        a1          | a           | 1    | 2025        | strict  | met | 0
        a1          | a           | 3    | 2025        | strict  | not_met | 1
        a2          | a           | 1    | 2025        | strict  | not_met | 1
        a2          | a           | 3    | 2025        | strict  | not_met | 2
        a3          | a           | 1    | 2025        | strict  | met | 0
        a3          | a           | 3    | 2025        | strict  | met | 0
        b1          | b           | 1    | 2025        | strict  | met | 0
        b1          | b           | 3    | 2025        | strict  | met | 0
        b2          | b           | 1    | 2025        | strict  | met | 0
        b2          | b           | 3    | 2025        | strict  | not_assessable | 0
    """,
    "progress": """
        township_id | district_id | indicator_id | stage   | school_year | scope | role      | action | goal | numerator | denominator | value | target | target_from | verdict | reason  | borderline | shortfall_units | counted
        a1          | a           | backbone     | junior  | 2025        | all   | core      | 3      | 3    | 20        | 100         | 0.20  | 0.23   | city_urban  | not_met | point   | false      | 3               | true
        a1          | a           | lunch        | primary | 2025        | all   | reference | 1      | 1    | 98        | 100         | 0.98  | 1      | threshold   | not_met | point   | false      | 2               | true
        a2          | a           | backbone     | junior  | 2025        | all   | core      | 3      | 3    | 10        | 100         | 0.10  | 0.23   | city_urban  | not_met | point   | false      | 13              | true
        a2          | a           | local        | primary | 2025        | all   | core      | 3      | 3    | 600       | 1000        | 0.60  | 0.609  | last_year   | not_met | none    | false      |                 | true
        a2          | a           | differ       | primary | 2025        | all   | core      | 1      | 1    |           |             | 0.175 | 0.15   | threshold   | not_met | point   | false      |                 | true
        a3          | a           | lunch        | primary | 2025        | all   | reference | 1      | 1    | 99        | 100         | 0.99  | 1      | threshold   | not_met | point   | false      | 1               | true
        a4          | a           | lunch        | primary | 2025        | all   | reference | 1      | 1    | 9         | 100         | 0.09  | 1      | threshold   |         |         |            |                 | false
        b2          | b           | backbone     | junior  | 2025        | all   | core      | 3      | 3    |           |             |       | 0.23   | city_urban  | no_data | not_reported | false |                 | true
    """,
    "task_status": """
        task_id | action | unit_kind | unit_id | township_id | district_id | school_year | due        | status  | days_overdue | owner_unit       | lead_office
        t1      | 3      | township  | a1      | a1          | a           | 2025        | 2025-10-01 | overdue | 66           | 示例一区教体局   | 人事处
        t2      | 8      | township  | a1      | a1          | a           | 2025        | 2025-11-15 | overdue | 21           | 谷雨镇中心学校   |
        t1      | 3      | township  | b1      | b1          | b           | 2025        | 2025-10-01 | done    |              | 示例二区教体局   | 人事处
        t3      | 8      | district  | a       |             | a           | 2025        | 2025-09-30 | overdue | 67           | 示例一区教体局   |
    """,
    "tasks": """
        task_id | title
        t1      | 骨干教师交流轮岗
        t2      | 一镇一案修订
        t3      | 绩效考核办法
    """,
    "status_change": """
        township_id | district_id | school_year | kind          | cause
        a1          | a           | 2025        | fell_back     | target
        a3          | a           | 2025        | newly_met     | own
        b1          | b           | 2025        | newly_met     | own
        b2          | b           | 2025        | newly_missing |
    """,
    "row_change": """
        township_id | indicator_id | stage  | school_year | kind      | cause
        a1          | backbone     | junior | 2025        | fell_back | target
    """,
    "township_returns": """
        township_id | district_id | school_year | extract  | unit   | due | reported
        a1          | a           | 2025        | staffing | school | 20  | 20
        b1          | b           | 2025        | staffing | school | 6   | 6
        b2          | b           | 2025        | staffing | school | 4   | 1
        b2          | b           | 2025        | teaching | school | 10  | 10
    """,
    "certification": """
        township_id | goal | result | decided_on
        b1          | 1    | met    | 2025-12-20
    """,
    "year_status": """
        school_year | reported | due | coverage | shown_by_default | in_progress | has_indicators
        2024        | 100      | 100 | 1.0      | false            | false       | true
        2025        | 98       | 100 | 0.98     | true             | false       | true
    """,
    "school": """
        school_id | school_year | name       | township_id | seat
        s1        | 2025        | 谷雨中学   | a1          | true
        s2        | 2025        | 霜降中学   | a2          | true
        s3        | 2025        | 霜降二中   | a2          | false
    """,
    "indicator_value": """
        area_kind | area_id | scope | indicator_id | stage  | school_year | numerator | denominator | value
        school    | s1      | all   | backbone     | junior | 2025        | 20        | 100         | 0.20
        school    | s2      | all   | backbone     | junior | 2025        | 14        | 50          | 0.28
        school    | s3      | all   | backbone     | junior | 2025        | 2         | 50          | 0.04
    """,
}

# Schools and enrolment only: nothing says what is counted, nothing can be judged.
CENSUS = {
    "township": """
        township_id | name   | district_id | district_name | kind | counted | batch | managing_body
        x1          | 某学区 | x           | 某县          |      |         |       |
        x2          | 另学区 | x           | 某县          |      |         |       |
    """,
    "actions": CITY["actions"],
    "goals": CITY["goals"],
    "year_status": """
        school_year | reported | due | coverage | shown_by_default | in_progress | has_indicators
        2023        | 0        | 0   |          | false            | false       | false
        2024        | 0        | 0   |          | true             | false       | false
    """,
    "roll": """
        area_kind | area_id | stage   | grade | school_year | pupils
        city      | city    | primary | 1     | 2023        | 1000
        city      | city    | primary | 2     | 2023        | 900
        city      | city    | primary | 1     | 2024        | 950
        city      | city    | primary | 2     | 2024        | 890
        city      | city    | senior  | 10    | 2024        | 310
        township  | x1      | primary | 1     | 2023        | 1000
        township  | x1      | primary | 1     | 2024        | 1840
        township  | x1      | senior  | 10    | 2024        | 310
    """,
}


def asker(tables: dict[str, str]):
    """A callable ask(name, **params) over the drawn tables; a table that is not drawn is there and empty."""
    con = duckdb.connect()
    for name, columns in TABLES.items():
        con.execute(f"create table {name} ({columns})")
        if name in tables:
            _fill(con, name, tables[name])
    districts = [row[0] for row in con.execute("select distinct district_id from township").fetchall()]

    def ask(name: str, **params) -> pd.DataFrame:
        text = with_included((SQL / "query" / f"{name}.sql").read_text(encoding="utf-8"))
        if "$districts" in text:
            params["districts"] = districts
        with contextlib.closing(con.cursor()) as cursor:
            return cursor.execute(text, params).df()

    return ask


def _fill(con, name: str, text: str) -> None:
    header, rows = cells(text)
    types = dict(column.strip().split(" ")[:2] for column in TABLES[name].split(","))
    values = ", ".join(f"cast(? as {types[column]})" for column in header)
    if rows:
        con.executemany(f"insert into {name} ({', '.join(header)}) values ({values})", rows)
