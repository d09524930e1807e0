-- grain: the one row of settings, where one of them has no value
-- zh: 每个参数都有值
select *
from chosen_setting
where urban_level is null or difference_formula is null or enough_returned is null or year_complete is null
   or same_townships is null or held_high is null or few_people is null or townships_needed is null
   or slightly_below_points is null or slightly_below_part is null or slightly_below_schools is null
   or issued_year is null or action_in_progress_from is null or action_judged_from is null
   or overdue_tasks_hold_back is null or class_size_preschool is null or class_size_primary is null
   or class_size_junior is null
