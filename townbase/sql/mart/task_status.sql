-- grain: task_id x unit_id x school_year, judged at the day the delivery extract was drawn, never at today's date
-- zh: 任务表
with clock as (
    select max(cast(as_of as date)) as as_of from source_file where extract = 'delivery'
),
units as (
    select 'township' as unit_kind, township_id as unit_id, township_id, district_id, cast(null as integer) as school_year
    from township
    union all
    select 'school' as unit_kind, school_id as unit_id, township_id, district_id, school_year
    from school
    union all
    select distinct 'district' as unit_kind, district_id as unit_id, cast(null as varchar) as township_id, district_id,
        cast(null as integer) as school_year
    from township
),
followed as (
    select d.task_id, t.unit as unit_kind, cast(t.action as integer) as action,
        coalesce(school_code.new_id, code.new_id, d.unit_id) as unit_id, d.unit_id as delivered_unit_id,
        d.school_year, d.due, coalesce(d.status, 'not_started') as delivered_status, d.done_on,
        d.owner_unit, d.lead_office, d.evidence
    from delivery d
    join tasks t on t.task_id = d.task_id
    left join code_followed code on code.kind = t.unit and code.kind = 'township' and code.old_id = d.unit_id
    left join school_code_followed school_code on t.unit = 'school' and school_code.old_id = d.unit_id
        and d.school_year >= school_code.since and d.school_year < school_code.until
),
kept as (
    -- where units were merged, the one that still has something to do speaks for both
    select task_id, unit_kind, action, unit_id, school_year, due, delivered_status, done_on,
        owner_unit, lead_office, evidence
    from followed
    qualify row_number() over (
        partition by task_id, unit_id, school_year
        order by case when delivered_status = 'done' then 1 else 0 end, due, delivered_unit_id
    ) = 1
),
timed as (
    select k.task_id, k.action, k.unit_kind, k.unit_id, u.township_id, u.district_id, k.school_year,
        k.due, k.done_on, c.as_of,
        case
            when k.delivered_status = 'done' and k.done_on > k.due then 'done_late'
            when k.delivered_status = 'done' then 'done'
            when k.due < c.as_of then 'overdue'
            when k.delivered_status = 'in_progress' then 'in_progress'
            else 'not_due'
        end as status,
        k.owner_unit, k.lead_office, k.evidence
    from kept k
    join units u on u.unit_kind = k.unit_kind and u.unit_id = k.unit_id
        and (u.school_year is null or u.school_year = k.school_year)
    cross join clock c
)
select
    task_id, action, unit_kind, unit_id, township_id, district_id, school_year, due, done_on, status,
    cast(case status when 'overdue' then date_diff('day', due, as_of)
        when 'done_late' then date_diff('day', due, done_on) end as integer) as days_overdue,
    owner_unit, lead_office, evidence
from timed
