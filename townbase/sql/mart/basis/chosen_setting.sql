-- grain: urban_level, one row in all: the settings this version was made with, typed, for marts and queries to read
-- zh: 参数表
select
    max(case when key = 'urban_level' then value end) as urban_level,
    max(case when key = 'difference_formula' then value end) as difference_formula,
    max(case when key = 'enough_returned' then cast(value as double) end) as enough_returned,
    max(case when key = 'year_complete' then cast(value as double) end) as year_complete,
    max(case when key = 'same_townships' then cast(value as double) end) as same_townships,
    max(case when key = 'held_high' then cast(value as double) end) as held_high,
    max(case when key = 'few_people' then cast(value as double) end) as few_people,
    max(case when key = 'townships_needed' then cast(value as double) end) as townships_needed,
    max(case when key = 'slightly_below_points' then cast(value as double) end) as slightly_below_points,
    max(case when key = 'slightly_below_part' then cast(value as double) end) as slightly_below_part,
    max(case when key = 'slightly_below_schools' then cast(value as boolean) end) as slightly_below_schools,
    max(case when key = 'issued_year' then cast(value as integer) end) as issued_year,
    max(case when key = 'action_in_progress_from' then cast(value as double) end) as action_in_progress_from,
    max(case when key = 'action_judged_from' then cast(value as double) end) as action_judged_from,
    max(case when key = 'overdue_tasks_hold_back' then cast(value as boolean) end) as overdue_tasks_hold_back,
    max(case when key = 'class_size_preschool' then cast(value as double) end) as class_size_preschool,
    max(case when key = 'class_size_primary' then cast(value as double) end) as class_size_primary,
    max(case when key = 'class_size_junior' then cast(value as double) end) as class_size_junior
from setting
