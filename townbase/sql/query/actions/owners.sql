-- the tasks of one action by who answers for them, of those responsible units that have one overdue
with chosen as (
    select
        coalesce(q.owner_unit, '') as owner_unit, coalesce(q.lead_office, '') as lead_office, q.task_id, q.status,
        q.days_overdue, q.district_id, q.township_id
    from task_status q
    left join township t on t.township_id = q.township_id
    where q.action = $action and q.school_year = $year and list_contains($districts, q.district_id)
        and ($district is null or q.district_id = $district)
        and (q.unit_kind = 'district' or (
            ($counted = 'all' or ($counted = 'subdistrict') = (coalesce(t.kind, '') = '街道'))
            and ($batch is null or t.batch = $batch)
            and ($managing_body is null or t.managing_body = $managing_body)))
)
select
    c.owner_unit, c.lead_office, min(c.district_id) as district_id,
    case when min(c.township_id) = max(c.township_id) then min(c.township_id) end as township_id,
    c.task_id, k.title, cast(count(c.status) as integer) as units,
    cast(count(case when c.status in ('done', 'done_late') then 1 end) as integer) as done,
    cast(count(case when c.status = 'overdue' then 1 end) as integer) as overdue,
    max(c.days_overdue) as days_overdue
from chosen c
join tasks k on k.task_id = c.task_id
where c.owner_unit in (select d.owner_unit from chosen d where d.status = 'overdue')
group by c.owner_unit, c.lead_office, c.task_id, k.title
order by min(c.district_id), min(c.township_id), c.owner_unit, c.task_id
