-- grain: counted township x indicator x stage, one school_year: the judged rows that are not met or cannot be judged.
-- owner_unit: who answers most of the township's own tasks of that action (a school's task is that school's),
-- else most tasks of that action, else most of its tasks of any action
with owners as (
    select township_id, action, owner_unit, count(*) as tasks,
        sum(case when unit_kind = 'township' then 1 else 0 end) as own_tasks
    from task_status
    where school_year = $year and owner_unit is not null and township_id is not null
    group by township_id, action, owner_unit
),
by_action as (
    select township_id, action, owner_unit
    from owners
    qualify row_number() over (partition by township_id, action order by own_tasks desc, tasks desc, owner_unit) = 1
),
totals as (
    select township_id, owner_unit, sum(tasks) as tasks, sum(own_tasks) as own_tasks
    from owners
    group by township_id, owner_unit
),
by_township as (
    select township_id, owner_unit
    from totals
    qualify row_number() over (partition by township_id order by own_tasks desc, tasks desc, owner_unit) = 1
)
select
    p.township_id,
    p.district_id,
    p.indicator_id,
    p.stage,
    p.role,
    p.action,
    p.goal,
    i.title,
    i.form,
    i.rule,
    i.threshold,
    i.unit,
    i.value_unit,
    p.numerator,
    p.denominator,
    p.value,
    p.target,
    p.target_from,
    p.verdict,
    p.reason,
    p.borderline,
    p.shortfall_units,
    p.reported,
    p.due,
    coalesce(a.owner_unit, b.owner_unit) as owner_unit
from progress p
join indicators i on i.indicator_id = p.indicator_id
left join by_action a on a.township_id = p.township_id and a.action = p.action
left join by_township b on b.township_id = p.township_id
where p.school_year = $year
  and p.counted
  and p.township_id <> 'city'
  and p.role in ('core', 'reference')
  and p.verdict in ('not_met', 'no_data', 'too_small')
  and list_contains($districts, p.district_id)
order by p.district_id, p.township_id, p.action, p.indicator_id, p.stage
