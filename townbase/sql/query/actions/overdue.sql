-- how many tasks of each action are overdue in the chosen townships and districts, and of how many
select
    q.action, cast(count(q.unit_id) as integer) as units,
    cast(count(case when q.status = 'overdue' then 1 end) as integer) as overdue
from task_status q
left join township t on t.township_id = q.township_id
where q.school_year = $year and list_contains($districts, q.district_id)
    and ($district is null or q.district_id = $district)
    and (q.unit_kind = 'district' or (
        ($counted = 'all' or ($counted = 'subdistrict') = (coalesce(t.kind, '') = '街道'))
        and ($batch is null or t.batch = $batch)
        and ($managing_body is null or t.managing_body = $managing_body)))
group by q.action
order by q.action
