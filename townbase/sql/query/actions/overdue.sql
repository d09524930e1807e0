-- how many tasks of each action are overdue in the chosen townships and districts, and of how many
-- what the schools of a township owe is one task of the township: overdue when one of them is
with owed as (
    select
        q.action, q.task_id, case when q.unit_kind = 'school' then q.township_id else q.unit_id end as place_id,
        bool_or(q.status = 'overdue') as overdue
    from task_status q
    left join township t on t.township_id = q.township_id
    where q.school_year = $year and list_contains($districts, q.district_id)
        and ($district is null or q.district_id = $district)
        and (q.unit_kind = 'district' or (
            ($counted = 'all' or ($counted = 'subdistrict') = (coalesce(t.kind, '') = '街道'))
            and ($batch is null or t.batch = $batch)
            and ($managing_body is null or t.managing_body = $managing_body)))
    group by all
)
select
    action, cast(count(*) as integer) as units, cast(count(*) filter (where overdue) as integer) as overdue
from owed
group by action
order by action
