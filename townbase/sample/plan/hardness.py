"""How hard each row is: the weights by which the failing rows of a township are drawn, and how many there are."""

HARD = {
    "bachelor": 64,
    "backbone": 64,
    "teacher_full": 20,
    "function_room": 46,
    "difference_rate": 8,
    "college_preschool": 50,
    "ict_use": 46,
    "fitness_pass": 7,
    "course_complete": 8,
    "arts_pe_course": 13,
    "study_club": 4,
    "parent_satisfaction": 5,
    "pupil_satisfaction": 4,
    "equipment": 4,
    "activity_room": 5,
    "provincial_standard": 5,
    "living_facility": 4,
    "paired_support": 4,
    "labour_list": 8,
    "no_violation": 7,
    "campus_culture": 3,
    "bridge_pupil": 3,
    "preschool_safety": 4,
    "ict_equipped": 3,
    "bridge_school": 2,
}
"""Weight of each core indicator among the failing ones; local enrolment has a plan of its own."""

PRESCHOOL_EASIER = {"teacher_full": 0.6, "ict_use": 0.9}
"""What a row weighs of that in kindergartens."""

DEPTHS = [1, 1, 2, 2, 3, 5, 6, 8, 9, 10, 11, 12, 13, 14, 16, 18, 20, 22, 24]
"""Core rows that a township which is not there still fails in 2025: one of these."""

REFERENCE_SHARE = {
    "lunch_cover": 0.2,
    "boarding_bed": 0.25,
    "subject_teacher_full": 0.35,
    "seat_principal": 0.12,
    "training_360": 0.3,
    "expert_link": 0.2,
    "teaching_diagnosis": 0.25,
    "library_standard": 0.35,
    "new_books": 0.25,
    "seat_five_works": 0.35,
    "evaluation_reform": 0.4,
    "home_school": 0.3,
    "mental_teacher": 0.35,
    "mental_lesson": 0.4,
    "labour_lesson": 0.3,
    "art_skill": 0.45,
    "rural_allowance": 0.2,
    "joint_activity": 0.35,
    "teacher_exchange": 0.4,
}
"""How many townships fall short of a reference row in 2021, before UNREADY and READY weigh it; a sixth of that by 2026."""

UNREADY, READY = 0.6, 2.5
"""A township that is behind in core rows is behind in reference rows too: the draw is held against share / weight."""
