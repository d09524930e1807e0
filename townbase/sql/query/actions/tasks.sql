-- the tasks of one action in one year: how many are due, done and overdue in the chosen townships
select
    k.task_id, k.title, k.unit, k.done_means, k.evidence, k.clause_id, k.clause_2,
    cast(count(s.unit_id) as integer) as units,
    cast(count(case when s.status in ('done', 'done_late') then 1 end) as integer) as done,
    cast(count(case when s.status = 'overdue' then 1 end) as integer) as overdue,
    cast(count(case when s.status = 'not_due' then 1 end) as integer) as not_due,
    cast(count(case when s.status = 'in_progress' then 1 end) as integer) as in_progress,
    min(s.due) as due_first, max(s.due) as due_last, max(s.days_overdue) as days_overdue,
    mode(s.lead_office) as lead_office
from tasks k
left join (
    select q.task_id, q.unit_id, q.status, q.due, q.days_overdue, q.lead_office
    from task_status q
    left join township t on t.township_id = q.township_id
    where q.school_year = $year and list_contains($districts, q.district_id)
        and ($district is null or q.district_id = $district)
        and (q.unit_kind = 'district' or (
            ($counted = 'all' or ($counted = 'subdistrict') = (coalesce(t.kind, '') = '街道'))
            and ($batch is null or t.batch = $batch)
            and ($managing_body is null or t.managing_body = $managing_body)))
) s on s.task_id = k.task_id
where k.action = $action
group by k.task_id, k.title, k.unit, k.done_means, k.evidence, k.clause_id, k.clause_2
order by k.task_id
