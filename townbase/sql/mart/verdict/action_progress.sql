-- grain: township_id x action x school_year, counted townships only
-- zh: 乡镇行动表
with places as (
    select distinct p.township_id, p.district_id, p.school_year, cast(a.action as integer) as action
    from township_stage p
    cross join actions a
    where p.counted and p.school_year >= (select min(base_year) from goals)
),
rows_of as (
    select township_id, action, school_year,
        sum(case when verdict in ('met', 'not_met') then 1 else 0 end) as judged,
        sum(case when verdict = 'met' then 1 else 0 end) as met,
        sum(case when verdict = 'not_met' then 1 else 0 end) as not_met,
        sum(case when verdict = 'not_met' and role = 'core' then 1 else 0 end) as unmet_core,
        sum(case when verdict in ('no_data', 'too_small') then 1 else 0 end) as missing,
        sum(case when borderline then 1 else 0 end) as borderline,
        sum(case when state = 'slightly_below' then 1 else 0 end) as slightly_below
    from progress
    where role in ('core', 'reference') and level = 'township'
    group by township_id, action, school_year
),
task_rows as (
    -- a task of all schools is one task of the township: late when one of them is, done when all are
    select township_id, action, school_year, task_id,
        max(case when status = 'overdue' then 1 else 0 end) as overdue,
        min(case when status in ('done', 'done_late') then 1 else 0 end) as done
    from task_status
    where unit_kind in ('township', 'school')
    group by township_id, action, school_year, task_id
),
tasks_of as (
    select township_id, action, school_year, count(*) as due, sum(done) as done, sum(overdue) as overdue
    from task_rows
    group by township_id, action, school_year
),
joined as (
    select p.township_id, p.district_id, p.action, p.school_year,
        coalesce(r.judged, 0) as judged, coalesce(r.met, 0) as met, coalesce(r.not_met, 0) as not_met,
        coalesce(r.unmet_core, 0) as unmet_core, coalesce(r.missing, 0) as missing,
        coalesce(r.borderline, 0) as borderline, coalesce(r.slightly_below, 0) as slightly_below,
        coalesce(t.due, 0) as tasks_due, coalesce(t.done, 0) as tasks_done, coalesce(t.overdue, 0) as tasks_overdue
    from places p
    left join rows_of r on r.township_id = p.township_id and r.action = p.action and r.school_year = p.school_year
    left join tasks_of t on t.township_id = p.township_id and t.action = p.action and t.school_year = p.school_year
),
worded as (
    select j.*,
        -- two words side by side: what the judged rows say, and what the tasks say
        case
            when j.judged + j.missing = 0 then 'none'
            when j.judged < c.action_judged_from * (j.judged + j.missing) - 1e-9 or j.judged = 0 then 'not_assessable'
            when j.not_met = 0 then 'met'
            when j.met >= c.action_in_progress_from * j.judged - 1e-9 then 'in_progress'
            else 'behind'
        end as indicator_word,
        case
            when j.tasks_overdue > 0 then 'overdue'
            when j.tasks_due = 0 then 'none'
            when j.tasks_done = j.tasks_due then 'done'
            else 'on_schedule'
        end as task_word,
        c.overdue_tasks_hold_back
    from joined j
    cross join chosen_setting c
)
select
    township_id, district_id, action, school_year,
    cast(judged as integer) as judged, cast(met as integer) as met, cast(not_met as integer) as not_met,
    cast(unmet_core as integer) as unmet_core, cast(missing as integer) as missing,
    cast(borderline as integer) as borderline,
    cast(slightly_below as integer) as slightly_below,
    cast(tasks_due as integer) as tasks_due, cast(tasks_done as integer) as tasks_done,
    cast(tasks_overdue as integer) as tasks_overdue,
    indicator_word, task_word,
    -- the word of the action: its judged rows speak, only where there are none its tasks
    case
        when indicator_word = 'met' and overdue_tasks_hold_back and tasks_overdue > 0 then 'in_progress'
        when indicator_word <> 'none' then indicator_word
        when tasks_overdue > 0 then 'tasks_overdue'
        when tasks_due > 0 then 'tasks_on_schedule'
        else 'none'
    end as status
from worded
