-- grain: township_id x school_year x reading, counted townships only
-- zh: 乡镇结论表
with goals_of as (
    select township_id, district_id, school_year, reading,
        sum(case when status = 'met' then 1 else 0 end) as goals_met,
        sum(case when status = 'not_met' then 1 else 0 end) as goals_not_met,
        sum(case when status = 'not_assessable' then 1 else 0 end) as goals_not_assessable
    from goal_progress
    group by township_id, district_id, school_year, reading
),
rows_of as (
    select township_id, school_year,
        sum(case when role = 'core' and verdict = 'not_met' then 1 else 0 end) as unmet_core,
        sum(case when verdict = 'not_met' then 1 else 0 end) as unmet_judged,
        sum(case when role = 'core' and verdict in ('no_data', 'too_small') then 1 else 0 end) as missing_core,
        sum(case when role = 'core' and verdict in ('met', 'not_met') then 1 else 0 end) as judged_core,
        sum(case when role = 'core' and verdict = 'met' then 1 else 0 end) as met_core,
        sum(case when role = 'core' and state = 'slightly_below' then 1 else 0 end) as slightly_below
    from progress
    where role in ('core', 'reference') and level = 'township'
    group by township_id, school_year
),
tasks_of as (
    select township_id, school_year, sum(tasks_due) as tasks_due, sum(tasks_overdue) as tasks_overdue
    from action_progress
    group by township_id, school_year
),
decided as (
    select g.township_id, g.district_id, g.school_year, g.reading,
        g.goals_met, g.goals_not_met, g.goals_not_assessable,
        coalesce(r.unmet_core, 0) as unmet_core, coalesce(r.unmet_judged, 0) as unmet_judged,
        coalesce(t.tasks_due, 0) as tasks_due, coalesce(t.tasks_overdue, 0) as tasks_overdue,
        coalesce(r.missing_core, 0) as missing_core, coalesce(r.slightly_below, 0) as slightly_below,
        cast(r.met_core as double) / nullif(r.judged_core, 0) as met_share,
        case
            when g.goals_not_met > 0 then 'not_met'
            when g.goals_not_assessable > 0 then 'not_assessable'
            when g.goals_met > 0 then 'met'
            else 'not_assessable'
        end as status
    from goals_of g
    left join rows_of r on r.township_id = g.township_id and r.school_year = g.school_year
    left join tasks_of t on t.township_id = g.township_id and t.school_year = g.school_year
),
term as (
    select cast(min(base_year) as integer) as base_year, cast(max(judged_year) as integer) as judged_year
    from goals
),
timed as (
    select d.township_id, d.district_id, d.school_year, d.reading, d.status, d.goals_met, d.goals_not_met,
        d.goals_not_assessable, d.unmet_core, d.unmet_judged, d.missing_core, d.slightly_below, d.tasks_due, d.tasks_overdue, d.met_share,
        base.met_share as base_share, final.status as final_status, t.base_year, t.judged_year
    from decided d
    cross join term t
    left join decided base on base.township_id = d.township_id and base.reading = d.reading
        and base.school_year = t.base_year
    left join decided final on final.township_id = d.township_id and final.reading = d.reading
        and final.school_year = t.judged_year
)
select
    township_id, district_id, school_year, reading, status,
    cast(goals_met as integer) as goals_met,
    cast(goals_not_met as integer) as goals_not_met,
    cast(goals_not_assessable as integer) as goals_not_assessable,
    cast(unmet_core as integer) as unmet_core,
    cast(unmet_judged as integer) as unmet_judged,
    cast(missing_core as integer) as missing_core,
    -- core rows that count as met although a little below the urban value
    cast(slightly_below as integer) as slightly_below,
    -- tasks of the township and its schools, whatever its goals say
    cast(tasks_due as integer) as tasks_due,
    cast(tasks_overdue as integer) as tasks_overdue,
    case
        when school_year = judged_year then null
        -- on pace: the yearly gain in core rows met since the base year carries to all of them by the judged year
        when school_year < judged_year and status = 'met' then 'on_pace'
        when school_year < judged_year and school_year > base_year and base_share is not null
            and met_share is not null then
            case when (met_share - base_share) / (school_year - base_year)
                    >= (1 - met_share) / (judged_year - school_year) - 1e-9
                then 'on_pace' else 'off_pace' end
        when school_year < judged_year then null
        when final_status = 'met' and status = 'not_met' then 'fell_back'
        when final_status = 'met' then 'met_in_time'
        when final_status = 'not_met' and status = 'met' then 'met_late'
        when final_status = 'not_met' then 'not_met_in_time'
    end as clock
from timed
