"""What a random city is made of: years, places, kinds of school, what is returned and tasks."""

YEARS = range(2021, 2027)
DISTRICTS = {"d1": "甲区", "d2": "乙区", "d3": "丙区"}
# township: district, counted, what stands there (kinds), who serves its junior stage
TOWNSHIPS = {
    "t1": (
        "d1",
        True,
        ["kindergarten", "kindergarten", "primary", "primary", "primary", "junior", "teaching_point"],
        None,
    ),
    "t2": ("d1", True, ["kindergarten", "primary", "primary", "nine_year", "other"], None),
    "t3": ("d1", True, ["kindergarten", "primary", "primary"], "t1"),
    "t4": ("d2", True, ["kindergarten", "primary", "primary", "primary"], None),
    "t5": ("d2", True, ["nine_year"], None),
    "t6": ("d2", True, ["teaching_point", "junior"], None),
    "t7": ("d3", True, ["kindergarten", "primary", "junior", "junior"], None),
    "t8": ("d3", True, [], None),
    "t9": ("d1", False, ["kindergarten", "primary", "junior"], None),
    "u1": ("d1", False, ["kindergarten", "primary", "primary", "junior"], None),
    "u2": ("d2", None, ["kindergarten", "primary", "nine_year"], None),
}
STAGES = {
    "kindergarten": ["preschool"],
    "primary": ["primary"],
    "junior": ["junior"],
    "nine_year": ["primary", "junior"],
    "teaching_point": ["primary"],
    "other": [],
}
GRADES = {"preschool": ["k1", "k2", "k3"], "primary": ["1", "2", "3", "4", "5", "6"], "junior": ["7", "8", "9"]}
# extract: counts that stand alone, {part: whole it may not exceed}, yes or no
MEASURES = {
    "staffing": (
        [
            *("teachers", "teachers_due", "principals", "teachers_start", "exchange_due", "allowance_due"),
            *("housing_needed", "recruit_planned", "order_trainees", "talent_trainees"),
        ],
        {
            "college_teachers": "teachers",
            "bachelor_teachers": "college_teachers",
            "backbone_teachers": "teachers",
            "arts_pe_teachers": "teachers",
            "trained_360_teachers": "teachers",
            "principals_qualified": "principals",
            "teachers_left": "teachers_start",
            "research_teachers": "teachers",
            "care_teachers": "teachers",
            "exchanged_teachers": "exchange_due",
            "allowance_teachers": "allowance_due",
            "housing_met": "housing_needed",
            "recruited_teachers": "recruit_planned",
            "order_finished": "order_trainees",
            "talent_finished": "talent_trainees",
            "principals_under_50": "principals",
            "principals_within_terms": "principals",
        },
        ["subject_teachers_full", "mental_teacher_met"],
    ),
    "facilities": (
        [
            *("function_rooms", "function_rooms_due", "lunch_needed", "bus_needed", "boarding_beds", "boarding_needed"),
            *("floor_area", "sports_area", "equipment_value", "multimedia_rooms", "new_books", "books", "books_weeded"),
        ],
        {"lunch_served": "lunch_needed", "bus_served": "bus_needed", "books_recommended": "books"},
        [
            *("provincial_standard_met", "equipment_standard_met", "activity_room_met", "living_facility_met"),
            *("ict_standard_met", "library_standard_met"),
        ],
    ),
    "teaching": (
        [
            *("classes_course_complete", "classes_arts_pe_complete", "study_clubs", "fitness_due", "art_skill_pupils"),
            *("bridge_pupils_due", "ict_teachers", "books_borrowed", "classes_labour_weekly", "club_pupils"),
            *("support_due", "joint_activities", "parent_class_pupils"),
        ],
        {
            "fitness_passed": "fitness_due",
            "fitness_good": "fitness_passed",
            "bridge_pupils": "bridge_pupils_due",
            "support_pupils": "support_due",
        },
        [
            *("labour_list_met", "expert_linked", "diagnosis_done", "bridge_held", "bridge_lead", "dual_teacher_held"),
            *("paired_supported", "reform_project", "quality_class", "ict_links_used", "mental_lesson_met"),
        ],
    ),
    "inspection": (
        ["works_due"],
        {"works_done": "works_due"},
        [
            *("no_violation", "campus_culture_good", "preschool_quality_good", "preschool_play_recognised"),
            *("safety_passed", "home_school_complete", "evaluation_reform_done"),
        ],
    ),
}
SCALE = {"floor_area": 60, "sports_area": 100, "equipment_value": 30000, "multimedia_rooms": 1, "new_books": 20}
TASKS = {"township": ["T2-1", "T3-6", "T8-1", "T10-1"], "school": ["T4-3", "T9-5"], "district": ["T3-3"]}
