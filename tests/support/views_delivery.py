"""A delivery drawn for the data page, with awkward rows: a merged code, a silent school, few answers, few children, one paper.

Row numbers of staffing are the order of its lines, the first one is 1.
"""

from functools import partial
from pathlib import Path

from tests.support.draw_delivery import delivery
from townbase import store
from townbase.build import build

TABLES = {
    "townships": """
        township_id | name     | district_id | district_name | kind | area  | counted
        t1          | 谷雨镇   | d1          | 示例一区      | 镇   | town  | true
        t2          | 霜降镇   | d1          | 示例一区      | 镇   | town  | true
        t3          | 大寒镇   | d2          | 示例二区      | 镇   | town  | true
        c1          | 角宿街道 | d2          | 示例二区      | 街道 | urban | false
    """,
    "code_changes": """
        kind     | old_id | school_year | new_id
        township | x2     | 2025        | t2
        school   | o3     | 2026        | p3
    """,
    "schools": """
        school_id | school_year | township_id | name         | kind    | seat  | urban_reference | urban_quality
        gone      | 2024        | t1          | 谷雨旧校     | primary | false | false           | false
        p1        | 2025        | t1          | 谷雨中心小学 | primary | true  | false           | false
        p2        | 2025        | t1          | 谷雨二小     | primary | false | false           | false
        j1        | 2025        | t1          | 谷雨中学     | junior  | true  | false           | false
        p3        | 2025        | t2          | 霜降小学     | primary | true  | false           | false
        o3        | 2025        | t2          | 霜降分校     | primary | true  | false           | false
        f1        | 2025        | t3          | 大寒小学     | primary | true  | false           | false
        u1        | 2025        | c1          | 角宿小学     | primary | false | true            | true
        v1        | 2025        | c1          | 角宿中学     | junior  | false | true            | true
    """,
    "staffing": """
        school_id | school_year | stage   | teachers | backbone_teachers | college_teachers | arts_pe_teachers
        u1        | 2025        | primary | 50       | 13                | 50               | 5
        v1        | 2025        | junior  | 50       | 20                | 50               | 5
        p1        | 2025        | primary | 40       | 10                | 39               | 4
        j1        | 2025        | junior  | 20       | 5                 | 20               | 2
        p3        | 2025        | primary | 11       | 3                 | 10               | 1
        o3        | 2025        | primary | 9        |                   | 9                | 1
        f1        | 2025        | primary | 5        | 1                 | 5                | 1
        gone      | 2025        | primary | 7        | 1                 | 7                | 1
    """,
    "facilities": """
        school_id | school_year | stage   | equipment_standard_met | floor_area | sports_area | equipment_value | multimedia_rooms
        p1        | 2025        | primary | 1                      | 1000.5     | 2000        | 500000          | 8
        p2        | 2025        | primary | 0                      |            |             |                 |
        u1        | 2025        | primary | 1                      | 5000       | 9000        | 900000          | 30
    """,
    "teaching": """
        school_id | school_year | stage   | bridge_lead
        p1        | 2025        | primary | 1
    """,
    "enrolment": """
        school_id | school_year | stage   | grade | pupils | classes
        p1        | 2025        | primary | 1     | 110    | 3
        p1        | 2025        | primary | 2     | 90     | 2
        p2        | 2025        | primary | 1     | 30     | 1
        j1        | 2025        | junior  | 7     | 100    | 2
        p3        | 2025        | primary | 1     | 60     | 2
        f1        | 2025        | primary | 1     | 20     | 1
        u1        | 2025        | primary | 1     | 500    | 10
    """,
    "survey": """
        township_id | school_year | respondent | item         | organiser   | asked | answered | satisfied
        t1          | 2025        | parent     | satisfaction | third_party | 200   | 150      | 144
        t1          | 2025        | parent     | satisfaction | school      | 200   | 200      | 200
        t2          | 2025        | parent     | satisfaction | bureau      | 20    | 9        | 8
    """,
    "residency": """
        township_id | school_year | stage   | destination | children
        t1          | 2025        | primary | t1          | 180
        t1          | 2025        | primary | c1          | 17
        t1          | 2025        | primary | t2          | 3
        t3          | 2025        | primary | t3          | 8
    """,
    "assessment": """
        school_id | school_year | stage   | grade | subject | kind   | pupils | mean | sd | level3
        p1        | 2025        | primary | 4     | 语文    | 市监测 | 91     | 71.5 | 9  | 60
        p2        | 2025        | primary | 4     | 语文    | 市监测 | 28     | 63.5 | 9  | 11
        j1        | 2025        | junior  | 8     | 语文    | 市监测 | 97     | 68.5 | 9  | 50
        u1        | 2025        | primary | 4     | 语文    | 市监测 | 400    | 75.5 | 9  | 300
        v1        | 2025        | junior  | 8     | 语文    | 市监测 | 300    | 74.5 | 9  | 200
    """,
    "certification": """
        township_id | goal | result  | decided_on | decided_by
        t1          | 6    | met     | 2026-03-19 | 示例市督导室
        x2          | 6    | not_met | 2026-03-20 | 示例市督导室
        t3          | 1    | met     | 2024-03-20 | 示例市督导室
    """,
    "funding": """
        township_id | school_year | source | planned | received
        t1          | 2025        | 市级   | 600000  | 345000
        t1          | 2025        | 区级   | 400000  | 0
    """,
}
EXTRACTS = {"funding": {"as_of": "2025-11-30", "source_kind": "系统导出", "reviewed": False}}


def published(folder: Path, tables=TABLES, **text):
    """(ask, folder of the extracts) of the drawn city, built and read as a page reads it."""
    extracts = delivery(folder / "extracts", tables, extracts=EXTRACTS, **text)
    build(extracts, folder / "db")
    return partial(store.ask, store.open_session(folder / "db")), extracts
