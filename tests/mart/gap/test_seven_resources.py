"""The seven resources of balanced compulsory education: six at the threshold, the rest near it."""

import pytest

from tests.support.draw_marts import indicator

# what 100 primary pupils need, in the order L1, L2, L3, L4, L5, L6, L7
ENOUGH = {"college_teachers": 5, "backbone_teachers": 1, "arts_pe_teachers": 1, "floor_area": 450, "sports_area": 750,
    "equipment_value": 200000, "multimedia_rooms": 3}  # fmt: skip


def passed(make, **changes):
    have = {**ENOUGH, **changes}
    staff, rooms = ["college_teachers", "backbone_teachers", "arts_pe_teachers"], list(ENOUGH)[3:]
    made = make(
        {
            "townships": "township_id | name | district_id | counted\n t1 | 谷雨镇 | d1 | true",
            "schools": "school_id | school_year | township_id | name | kind\n s1 | 2025 | t1 | 甲校 | primary",
            "staffing": f"school_id | school_year | stage | teachers | {' | '.join(staff)}\n s1 | 2025 | primary | 9 | "
            + " | ".join(str(have[name]) for name in staff),
            "facilities": f"school_id | school_year | stage | {' | '.join(rooms)}\n s1 | 2025 | primary | " + " | ".join(str(have[name]) for name in rooms),
            "enrolment": "school_id | school_year | stage | grade | pupils | classes\n s1 | 2025 | primary | 1 | 100 | 3",
        },
        "progress",
        indicators=[indicator(numerator="seven_resource_pass", denominator="schools")],
    )
    return made.row("verdict")


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, "met"),
        ({"floor_area": 383}, "met"),
        ({"floor_area": 382}, "not_met"),
        ({"floor_area": 440, "sports_area": 740}, "not_met"),
        ({"floor_area": ""}, "no_data"),
    ],
    ids=["all seven", "one at 85 %", "one below 85 %", "two near", "one not returned"],
)
def test_a_school_passes_with_six_and_the_rest_near(make, changes, verdict):
    assert passed(make, **changes) == verdict
