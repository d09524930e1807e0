"""Eight townships with known answers, drawn as a delivery: a city small enough to reckon by hand.

    folder = eight(tmp_path / "extracts")

Every school returns the same in every year, but for what CHANGES says. The urban schools return what the rural ones
do, so that a rural school is level with them; the base year has a little less of what must have grown since.

| township | is | because |
|---|---|---|
| 立春镇 | met | everything is met |
| 雨水镇 | not met | of 20 junior teachers 7 are backbone teachers, of 20 urban ones 8: one short |
| 惊蛰镇 | met | 19 backbone teachers of 49, where 19.6 would be level: short by less than one and by 1.2 points |
| 春分镇 | met | no junior school; its children are zoned to 立春镇 and count as local there |
| 清明镇 | not assessable | the base year has no teaching return, so that nobody knows whether clubs have grown |
| 谷雨镇 | not met | 16 of 20 kindergarten teachers with college as last year, when urban ones had 16; now they have 18 |
| 立夏镇 | not assessable | 20 children of the primary schools and 8 of the junior school are too few to judge |
| 小满镇 | met | one school a stage, each at the seat: nobody to support, so the fifth goal does not apply |
"""

from pathlib import Path

from tests.support.draw_delivery import cells, delivery

YEARS = (2021, 2022, 2023, 2024, 2025)

TOWNSHIPS = """
    township_id | name   | district_id | district_name | kind | area  | counted | junior_served_by
    t1          | 立春镇 | d1          | 示例一区      | 镇   | town  | true    |
    t2          | 雨水镇 | d1          | 示例一区      | 镇   | town  | true    |
    t3          | 惊蛰镇 | d1          | 示例一区      | 镇   | town  | true    |
    t4          | 春分镇 | d1          | 示例一区      | 镇   | town  | true    | t1
    t5          | 清明镇 | d2          | 示例二区      | 镇   | town  | true    |
    t6          | 谷雨镇 | d2          | 示例二区      | 镇   | town  | true    |
    t7          | 立夏镇 | d2          | 示例二区      | 镇   | town  | true    |
    t8          | 小满镇 | d2          | 示例二区      | 镇   | town  | true    |
    c1          | 角宿街道 | d1        | 示例一区      | 街道 | urban | false   |
"""

# a letter of the columns = the township has such a school; all are in the roster every year
SCHOOLS = """
    township | 幼儿园 | 中心小学 | 村小 | 初中
    t1       | k      | p        | v    | j
    t2       | k      | p        | v    | j
    t3       | k      | p        | v    | j
    t4       | k      | p        | v    |
    t5       | k      | p        | v    | j
    t6       | k      | p        | v    | j
    t7       | k      | p        | v    | j
    t8       | k      | p        |      | j
    c1       | k      | p        |      | j
"""
KIND = {"k": "kindergarten", "p": "primary", "v": "primary", "j": "junior"}
STAGE = {"k": "preschool", "p": "primary", "v": "primary", "j": "junior"}

# what a school returns in every year, but for CHANGES
RETURNS = """
    extract    | measure                  | preschool | primary | junior
    staffing   | teachers                 | 20        | 20      | 20
    staffing   | teachers_due             | 20        | 20      | 20
    staffing   | bachelor_teachers        | 12        | 16      | 18
    staffing   | college_teachers         | 18        | 20      | 20
    staffing   | backbone_teachers        |           | 8       | 8
    staffing   | arts_pe_teachers         |           | 4       | 4
    staffing   | subject_teachers_full    |           | 1       | 1
    staffing   | mental_teacher_met       |           | 1       | 1
    staffing   | principals               | 1         | 1       | 1
    staffing   | principals_qualified     | 1         | 1       | 1
    staffing   | trained_360_teachers     | 20        | 20      | 20
    facilities | provincial_standard_met  | 1         | 1       | 1
    facilities | function_rooms           |           | 10      | 10
    facilities | function_rooms_due       |           | 10      | 10
    facilities | equipment_standard_met   |           | 1       | 1
    facilities | activity_room_met        | 1         |         |
    facilities | living_facility_met      | 1         | 1       | 1
    facilities | floor_area               |           | 2000    | 2000
    facilities | sports_area              |           | 4000    | 4000
    facilities | equipment_value          |           | 900000  | 900000
    facilities | multimedia_rooms         |           | 12      | 12
    facilities | ict_standard_met         | 1         | 1       | 1
    facilities | lunch_served             | 120       | 300     | 300
    facilities | lunch_needed             | 120       | 300     | 300
    facilities | boarding_beds            |           |         | 50
    facilities | boarding_needed          |           |         | 50
    facilities | new_books                |           | 300     | 300
    facilities | library_standard_met     |           | 1       | 1
    teaching   | labour_list_met          |           | 1       | 1
    teaching   | classes_course_complete  |           | 6       | 6
    teaching   | classes_arts_pe_complete |           | 6       | 6
    teaching   | study_clubs              |           | 5       | 5
    teaching   | fitness_passed           |           | 290     | 290
    teaching   | fitness_due              |           | 300     | 300
    teaching   | expert_linked            |           | 1       | 1
    teaching   | diagnosis_done           |           | 1       | 1
    teaching   | bridge_held              | 1         | 1       | 1
    teaching   | bridge_pupils            | 40        | 50      | 100
    teaching   | bridge_pupils_due        | 40        | 50      | 100
    teaching   | ict_teachers             | 18        | 18      | 18
    teaching   | paired_supported         |           | 1       | 1
    inspection | no_violation             |           | 1       | 1
    inspection | campus_culture_good      | 1         | 1       | 1
    inspection | safety_passed            | 1         |         |
    inspection | home_school_complete     | 1         | 1       | 1
    inspection | works_done               |           | 5       | 5
    inspection | works_due                |           | 5       | 5
    inspection | evaluation_reform_done   |           | 1       | 1
"""
GRADES = {"preschool": ("k1", "k2", "k3"), "primary": ("1", "2", "3", "4", "5", "6"), "junior": ("7", "8", "9")}
PUPILS = {"preschool": 40, "primary": 50, "junior": 100}  # in each grade
CLASSES = {"preschool": 1, "primary": 1, "junior": 2}

# school: id or first letter, * for any rural one; a blank value: not returned
CHANGES = """
    school | years     | measure           | value | so that
    *j     | 2021      | backbone_teachers | 6     | seat schools have more backbone teachers than in the base year
    *p     | 2021      | backbone_teachers | 6     |
    *j     | 2021      | bachelor_teachers | 15    | and more with a degree
    *p     | 2021      | bachelor_teachers | 15    |
    *k     | 2021      | college_teachers  | 15    |
    *      | 2021      | study_clubs       | 4     | and every school more clubs
    t2j    | 2022-2025 | backbone_teachers | 7     | one short of the 8 that urban schools have
    t3j    | 2022-2025 | backbone_teachers | 19    | 19 of 49: 19.6 would be level with 8 of 20
    t3j    | 2021-2025 | teachers          | 49    |
    t3j    | 2021-2025 | teachers_due      | 49    |
    t3j    | 2022-2025 | bachelor_teachers | 46    |
    t3j    | 2021-2025 | college_teachers  | 49    |
    t3j    | 2021-2025 | trained_360_teachers | 49 |
    t3j    | 2021-2025 | ict_teachers      | 45    |
    t5p    | 2021      | study_clubs       |       | nobody knows how many clubs there were
    t5v    | 2021      | study_clubs       |       |
    t5j    | 2021      | study_clubs       |       |
    t6k    | 2022-2025 | college_teachers  | 16    | level with the urban kindergarten until it had 18
    c1k    | 2021-2024 | college_teachers  | 16    |
"""

# children registered in a township, by stage: at home (in the township or the one that serves it), in another city
CHILDREN = """
    township | preschool | primary | junior
    t1       | 99, 1     | 198, 2  | 99, 1
    t2       | 99, 1     | 198, 2  | 99, 1
    t3       | 99, 1     | 198, 2  | 99, 1
    t4       | 99, 1     | 198, 2  | 99, 1
    t5       | 99, 1     | 198, 2  | 99, 1
    t6       | 99, 1     | 198, 2  | 99, 1
    t7       | 99, 1     | 20, 0   | 8, 0
    t8       | 99, 1     | 198, 2  | 99, 1
"""
DELIVERY = """
    task_id | unit_id | school_year | due        | status      | done_on    | owner_unit
    T3-4    | t1      | 2025        | 2025-06-30 | done        | 2025-06-20 | 示例一区教体局
    T3-4    | t2      | 2025        | 2025-06-30 | in_progress |            | 示例一区教体局
    T3-4    | t3      | 2025        | 2025-06-30 | done        | 2025-07-10 | 示例一区教体局
    T3-4    | t4      | 2025        | 2025-12-31 | in_progress |            | 示例一区教体局
    T3-4    | t5      | 2025        | 2025-12-31 | in_progress |            | 示例二区教体局
    T3-4    | t6      | 2025        | 2025-12-31 | not_started |            | 示例二区教体局
    T3-4    | t7      | 2025        | 2025-12-31 | in_progress |            | 示例二区教体局
    T3-4    | t8      | 2025        | 2025-12-31 | in_progress |            | 示例二区教体局
"""


def eight(folder: Path) -> Path:
    """Write the delivery of the eight townships (and of one street with the urban schools) and return its folder."""
    tables = {"townships": TOWNSHIPS, "schools": _schools(), "enrolment": _enrolment(), "residency": _residency()}
    tables |= {extract: _returned(extract) for extract in ("staffing", "facilities", "teaching", "inspection")}
    tables |= {"assessment": _assessment(), "survey": _survey(), "delivery": DELIVERY}
    return delivery(folder, tables, extracts={"delivery": {"as_of": "2025-10-01", "source_kind": "学校自报"}})


def _records(text: str) -> list[dict[str, str | None]]:
    header, rows = cells(text)
    return [dict(zip(header, row, strict=True)) for row in rows]


def _table(header: str, rows) -> str:
    return "\n".join([header, *(" | ".join("" if cell is None else str(cell) for cell in row) for row in rows)])


def _roster() -> list[tuple[str, str, str, str]]:
    """(township, school_id, letter, name)"""
    places = {row["township_id"]: row["name"] for row in _records(TOWNSHIPS)}
    return [
        (row["township"], f"{row['township']}{letter}", letter, f"{places[row['township']]}{title}")
        for row in _records(SCHOOLS)
        for title, letter in row.items()
        if title != "township" and letter
    ]


def _schools() -> str:
    return _table(
        "school_id | school_year | township_id | name | kind | seat | urban_reference | urban_quality",
        (
            (school, year, township, name, KIND[letter], _flag(township != "c1" and letter != "v"), *[_flag(township == "c1")] * 2)
            for year in YEARS
            for township, school, letter, name in _roster()
        ),
    )


def _flag(value: bool) -> str:
    return str(value).lower()


def _returned(extract: str) -> str:
    measures = [row for row in _records(RETURNS) if row["extract"] == extract]
    header = " | ".join(["school_id", "school_year", "stage", *(row["measure"] for row in measures)])
    return _table(
        header,
        (
            (school, year, STAGE[letter], *(_value(school, year, row["measure"], row[STAGE[letter]]) for row in measures))
            for year in YEARS
            for _, school, letter, _ in _roster()
        ),
    )


def _value(school: str, year: int, measure: str, usual: str | None) -> str | None:
    """The last line of CHANGES that speaks of it."""
    found = usual
    for change in _records(CHANGES):
        first, last = ([*change["years"].split("-"), change["years"]])[:2]
        of_rural = change["school"].startswith("*") and not school.startswith("c1") and school.endswith(change["school"][1:])
        if measure == change["measure"] and int(first) <= year <= int(last) and (of_rural or school == change["school"]):
            found = change["value"] if usual is not None else None
    return found


def _enrolment() -> str:
    return _table(
        "school_id | school_year | stage | grade | pupils | classes",
        (
            (school, year, STAGE[letter], grade, PUPILS[STAGE[letter]], CLASSES[STAGE[letter]])
            for year in YEARS
            for _, school, letter, _ in _roster()
            for grade in GRADES[STAGE[letter]]
        ),
    )


def _residency() -> str:
    served = {row["township_id"]: row["junior_served_by"] for row in _records(TOWNSHIPS)}
    rows = []
    for row in _records(CHILDREN):
        for stage in GRADES:
            here, away = row[stage].split(",")
            home = served[row["township"]] if stage == "junior" and served[row["township"]] else row["township"]
            rows += [(row["township"], stage, home, here.strip()), (row["township"], stage, "other_city", away.strip())]
    return _table(
        "township_id | school_year | stage | destination | children",
        ((township, year, stage, goal, n) for year in YEARS for township, stage, goal, n in rows),
    )


def _assessment() -> str:
    """Rural schools two points under the urban ones: a difference rate of 0.025. One more child reaches level III a year."""
    return _table(
        "school_id | school_year | stage | grade | subject | kind | pupils | mean | sd | level3",
        (
            (
                school,
                year,
                STAGE[letter],
                "4" if STAGE[letter] == "primary" else "8",
                subject,
                "市级监测",
                50,
                80 if township == "c1" else 78,
                10,
                40 + year - max(YEARS),
            )
            for year in YEARS
            for township, school, letter, _ in _roster()
            if letter != "k"
            for subject in ("语文", "数学")
        ),
    )


def _survey() -> str:
    return _table(
        "township_id | school_year | respondent | item | organiser | asked | answered | satisfied",
        (
            (row["township"], year, respondent, "satisfaction", "third_party", 400, 400, 396)
            for year in YEARS
            for row in _records(CHILDREN)
            for respondent in ("parent", "pupil", "teacher")
        ),
    )
