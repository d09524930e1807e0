"""Where registered children go: parts that balance, small destinations that stay hidden, whatever is added or subtracted."""

import pytest

from tests.mart.enrolment.small_city import children, city, enrolment, flows, folds
from townbase.checks import ask_promise, read_promises


def test_destinations_have_a_place_seen_from_home(make):
    made = city(
        make, "a primary a 50\n a primary b 20\n a primary c 30\n a primary e 11\n a primary other_city 12\n a primary unknown 2\n a primary not_enrolled 3"
    )
    assert flows(made) == {
        "local:local": 50, "b:district_town": 20, "c:district_urban": 30, "e:other_district": 11,
        "other_city:other_city": 12, "unplaced:unplaced": 5,
    }  # fmt: skip


def test_destinations_of_under_ten_fold_together(make):
    made = city(make, "a primary a 50\n a primary b 6\n a primary c 30\n a primary e 5")
    assert flows(made) == {"local:local": 50, "c:district_urban": 30, "folded:folded": 11, "unplaced:unplaced": 0}


def test_a_fold_that_holds_under_ten_takes_the_next_smallest(make):
    made = city(make, "a primary a 50\n a primary b 4\n a primary c 30\n a primary e 12")
    assert flows(made) == {"local:local": 50, "c:district_urban": 30, "folded:folded": 16, "unplaced:unplaced": 0}


def test_nothing_folds_where_every_destination_holds_ten(make):
    assert "folded:folded" not in flows(city(make, "a primary a 50\n a primary c 10"))


def test_under_ten_elsewhere_have_no_destinations(make):
    assert flows(city(make, "a primary a 50\n a primary c 5\n a primary b 4")) == {"local:local": 50, "undivided:undivided": 9, "unplaced:unplaced": 0}


def test_under_ten_children_in_all_are_nowhere(make):
    made = city(make, "a primary a 5\n a primary c 4\n b primary b 40")
    assert flows(made) == {}
    assert sum(flows(made, "city", "city").values()) == 40


def test_the_serving_township_is_local_also_under_an_old_code(make):
    made = city(make, "b junior a 30\n e junior old 40\n e junior e 5")
    assert flows(made, "b", stage="junior")["local:local"] == 30
    assert flows(made, "e", stage="junior")["local:local"] == 45


def test_higher_levels_add_up_folded_rows(make):
    made = city(make, "a primary a 50\n a primary b 4\n a primary c 30\n a primary e 12\n e primary e 40\n e primary a 15\n e primary c 3\n e primary b 2")
    assert flows(made, "city", "city") == {"local:local": 90, "c:district_urban": 30, "folded:folded": 16 + 20, "unplaced:unplaced": 0}


def test_pupils_come_from_home_a_served_township_named_places_and_the_rest(make):
    made = city(
        make, "a junior a 50\n b junior a 20\n e junior e 30\n c junior a 15\n c junior c 60\n c junior e 3",
        enrolment=enrolment(a_junior_7=100, c_junior_7=70, e_junior_7=30),
    )  # fmt: skip
    assert dict(made.rows("select origin, children from intake_source where township_id = 'a' and stage = 'junior'")) == {
        "own": 50, "b": 20, "rest": 30,
    }  # fmt: skip


def test_the_children_of_a_township_without_the_stage_are_no_pupils_of_its_own(make):
    made = city(make, "b junior a 20\n a junior a 50", enrolment=enrolment(a_junior_7=70))
    assert made.one("select pupils, found, net from net_flow where area_id = 'b' and stage = 'junior'") == (None, 20, -20)
    assert made.rows("select 1 from intake_source where township_id = 'b' and stage = 'junior'") == []


def test_moves_between_town_and_city_count_named_destinations(make):
    made = city(make, "a primary a 50\n a primary c 30\n c primary c 90\n c primary a 12\n b primary b 40\n b primary c 4\n b primary other_city 7")
    select = "select town_to_urban, urban_to_town, town_to_other_city, town_untold from net_flow where area_kind = 'city' and stage = 'primary'"
    assert made.one(select) == (30, 12, 0, 11)


def test_neighbouring_birth_years_fold_until_ten(make):
    made = city(make, "a primary a 99", children=children("a 2014 4\n a 2015 5\n a 2016 8\n a 2017 20\n a 2018 30\n a 2019 2"))
    assert folds(made) == [(2014, 2016, 17), (2017, 2017, 20), (2018, 2019, 32)]


def test_a_fold_of_birth_years_stays_inside_the_ages_of_one_stage(make):
    made = city(
        make, "a primary a 99", children=children("a 2014 50\n a 2015 50\n a 2016 50\n a 2017 50\n a 2018 50\n a 2019 6\n a 2020 20\n a 2021 20\n a 2022 20")
    )
    assert folds(made)[-1] == (2018, 2019, 56)
    assert folds(made, "preschool")[0] == (2020, 2020, 20)


def test_ages_of_under_ten_children_in_all_are_left_out(make):
    assert folds(city(make, "a primary a 99", children=children("a 2020 3\n a 2021 3\n a 2022 3")), "preschool") == []


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        (
            "every_registered_child_is_in_exactly_one_part_of_the_flows",
            "update flow set children = children + 1 where area_kind = 'township' and part = 'local'",
        ),
        ("flows_add_up_to_the_parts_of_the_accounts", "delete from flow where area_kind = 'district' and part = 'elsewhere'"),
        ("no_destination_of_under_10_children_is_shown", "update flow set children = 9 where destination = 'c'"),
        ("no_account_of_under_10_elsewhere_is_divided", "update local_enrolment set elsewhere = 9"),
        ("no_birth_years_of_under_10_children_are_shown", "update birth_cohort set children = 9"),
        ("birth_years_of_a_fold_do_not_overlap", "update birth_cohort set birth_to = birth_to + 1"),
        ("pupils_come_from_somewhere_once", "update intake_source set children = children + 1"),
        ("flow_has_one_row_for_each_key", "insert into flow select * from flow limit 1"),
    ],
)
def test_a_promise_notices_its_fault(make, broken, fault):
    made = city(
        make, "a primary a 50\n a primary c 30\n a primary b 4\n a primary e 8",
        children=children("a 2014 50\n a 2015 40"), enrolment=enrolment(a_primary_1=60, b_primary_1=9, c_primary_1=40, e_primary_1=9),
    )  # fmt: skip
    promise = next(each for each in read_promises() if each.name == broken)
    assert ask_promise(made.con, promise) == []
    made.con.execute(fault)
    found = ask_promise(made.con, promise)
    assert found and "无法运行" not in found[0].what
