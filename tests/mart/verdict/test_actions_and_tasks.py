"""An action of a township: its judged rows, else its tasks; tasks by the day the ledger was drawn."""

import pytest

PLACE = "township_id | district_id | counted | school_year\n t1 | d1 | true | 2025\n"
NO_TASKS = "township_id | action | school_year | task_id | unit_kind | status"


def action(alone, *verdicts, tasks=(), columns="status, judged, not_met, missing, tasks_due, tasks_done, tasks_overdue", **settings):
    rows = [f"t1 | 1 | 2025 | {verdict} | core | township | false | {verdict}" for verdict in verdicts]
    made = alone(
        "action_progress",
        goals="goal | base_year\n 1 | 2021",
        actions="action\n 1",
        township_stage=PLACE,
        progress="\n".join(["township_id | action | school_year | verdict | role | level | borderline | state", *rows]),
        task_status="\n".join([NO_TASKS, *tasks]),
        settings=settings,
    )
    return made.one(f"select {columns} from action_progress")


@pytest.mark.parametrize(
    ("verdicts", "status"),
    [
        (("met", "met"), "met"),
        (("met", "met", "met", "met", "not_met"), "in_progress"),
        (("met", "met", "met", "not_met"), "behind"),
        (("met", "not_met", "not_met"), "behind"),
        (("met", "no_data", "no_data"), "not_assessable"),
        (("met", "no_data"), "met"),
        (("no_data", "not_applicable"), "not_assessable"),
        (("not_applicable",), "none"),
        ((), "none"),
    ],
)
def test_an_actions_word_comes_from_its_judged_rows(alone, verdicts, status):
    assert action(alone, *verdicts)[0] == status


def test_an_action_without_judged_rows_takes_its_word_from_its_tasks(alone):
    done = ("t1 | 1 | 2025 | A | township | done",)
    late = (*done, "t1 | 1 | 2025 | B | school | overdue", "t1 | 1 | 2025 | B | school | done")
    assert action(alone, tasks=done) == ("tasks_on_schedule", 0, 0, 0, 1, 1, 0)
    assert action(alone, tasks=late) == ("tasks_overdue", 0, 0, 0, 2, 1, 1)
    assert action(alone, "met", tasks=late)[0] == "met"


LATE = ("t1 | 1 | 2025 | A | township | overdue", "t1 | 1 | 2025 | B | township | done")


def test_indicators_and_tasks_of_an_action_each_have_their_word(alone):
    words = "indicator_word, task_word, status"
    assert action(alone, "met", tasks=LATE, columns=words) == ("met", "overdue", "met")
    assert action(alone, "met", tasks=LATE[1:], columns=words) == ("met", "done", "met")
    assert action(alone, "met", tasks=("t1 | 1 | 2025 | A | township | not_due", *LATE[1:]), columns=words) == ("met", "on_schedule", "met")
    assert action(alone, columns=words) == ("none", "none", "none")


def test_a_setting_lets_overdue_tasks_keep_an_action_from_being_met(alone):
    words = "indicator_word, status"
    assert action(alone, "met", tasks=LATE, columns=words, overdue_tasks_hold_back=True) == ("met", "in_progress")
    assert action(alone, "met", tasks=LATE[1:], columns=words, overdue_tasks_hold_back=True) == ("met", "met")
    assert action(alone, "not_met", tasks=LATE, columns=words, overdue_tasks_hold_back=True) == ("behind", "behind")


def ledger(alone, as_of, row):
    made = alone(
        "task_status",
        source_file=f"extract | as_of\n delivery | {as_of}\n schools | 2030-01-01",
        tasks="task_id | unit | action\n A | township | 1",
        township="township_id | district_id\n t1 | d1",
        school="school_id | township_id | district_id | school_year\n s1 | t1 | d1 | 2025",
        code_followed="kind | old_id | new_id\n township | old1 | t1",
        school_code_followed="old_id | since | until | new_id\n s9 | 0 | 2023 | s1",
        delivery=f"task_id | unit_id | school_year | due | status | done_on:date | evidence | owner_unit | lead_office\n {row}",
    )
    return made.one("select unit_id, status, days_overdue from task_status")


OPEN = "A | old1 | 2025 | 2025-06-01 | in_progress | | | |"


def test_overdue_is_judged_on_the_day_the_ledger_was_drawn(alone):
    assert ledger(alone, "2025-05-31", OPEN) == ("t1", "in_progress", None)
    assert ledger(alone, "2025-06-01", OPEN) == ("t1", "in_progress", None)
    assert ledger(alone, "2025-06-11", OPEN) == ("t1", "overdue", 10)


def test_not_begun_is_not_due_until_it_is_overdue(alone):
    row = OPEN.replace("in_progress", "not_started")
    assert ledger(alone, "2025-05-31", row)[1] == "not_due"
    assert ledger(alone, "2025-06-02", row)[1:] == ("overdue", 1)


def test_done_is_done_in_time_or_late(alone):
    assert ledger(alone, "2025-09-01", "A | t1 | 2025 | 2025-06-01 | done | 2025-06-01 | | |") == ("t1", "done", None)
    assert ledger(alone, "2025-09-01", "A | t1 | 2025 | 2025-06-01 | done | 2025-06-04 | | |") == ("t1", "done_late", 3)


OWNERS = """
    unit_kind | township_id | district_id | action | school_year | owner_unit | task_id
    township  | t1          | d1          | 1      | 2025        | 谷雨镇中心校 | A
    township  | t1          | d1          | 1      | 2025        | 谷雨镇中心校 | B
    township  | t1          | d1          | 1      | 2025        | 谷雨镇政府   | C
    district  |             | d1          | 2      | 2025        | 甲区教体局   | D
    school    | t1          | d1          | 1      | 2025        | 甲校         | E
"""


def test_the_unit_that_can_act_on_an_indicator_is_that_of_its_level(alone):
    made = alone(
        "indicator_owner",
        goals="goal | base_year\n 1 | 2021",
        actions="action\n 1\n 2",
        township="township_id | district_id | district_name | counted\n t1 | d1 | 甲区 | true\n t2 | d2 | 乙区 | true\n t3 | d1 | 甲区 | false",
        township_stage="township_id | school_year\n t1 | 2025",
        task_status=OWNERS,
    )
    found = {
        (township, action, level): unit
        for township, action, level, unit in made.rows("select township_id, action, owner_level, owner_unit from indicator_owner")
    }
    assert found["t1", 1, "township"] == found["t1", 2, "township"] == "谷雨镇中心校"
    # no task of the district under action 1: who answers its others; a district without any, its name
    assert found["t1", 1, "district"] == found["t1", 2, "district"] == "甲区教体局"
    assert found["t2", 1, "district"] == "乙区" and found["t2", 1, "township"] is None
    assert {unit for (_, _, level), unit in found.items() if level == "school"} == {None}
    assert "t3" not in {township for township, _, _ in found}
