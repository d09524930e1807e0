-- the tasks of one action in one year: how many are due, done and overdue in the chosen townships
-- what the schools of a township owe is one task of the township: overdue when one of them is, done when all are
select
    k.task_id, k.title, k.unit, k.done_means, k.evidence, k.clause_id, k.clause_2,
    cast(count(s.unit_id) as integer) as units,
    cast(count(case when s.status = 'done' then 1 end) as integer) as done,
    cast(count(case when s.status = 'overdue' then 1 end) as integer) as overdue,
    cast(count(case when s.status = 'not_due' then 1 end) as integer) as not_due,
    cast(count(case when s.status = 'in_progress' then 1 end) as integer) as in_progress,
    min(s.due) as due_first, max(s.due) as due_last, max(s.days_overdue) as days_overdue,
    mode(s.lead_office) as lead_office
from tasks k
left join (
    select
        q.task_id, case when q.unit_kind = 'school' then q.township_id else q.unit_id end as unit_id,
        case
            when bool_or(q.status = 'overdue') then 'overdue'
            when bool_or(q.status = 'in_progress') then 'in_progress'
            when bool_or(q.status = 'not_due') then 'not_due'
            else 'done'
        end as status,
        max(q.due) as due, max(q.days_overdue) filter (where q.status in ('overdue', 'done_late')) as days_overdue,
        min(q.lead_office) as lead_office
    from task_status q
    left join township t on t.township_id = q.township_id
    where q.school_year = $year and list_contains($districts, q.district_id)
        and ($district is null or q.district_id = $district)
        and (q.unit_kind = 'district' or (
            ($counted = 'all' or ($counted = 'subdistrict') = (coalesce(t.kind, '') = '街道'))
            and ($batch is null or t.batch = $batch)
            and ($managing_body is null or t.managing_body = $managing_body)))
    group by q.task_id, case when q.unit_kind = 'school' then q.township_id else q.unit_id end
) s on s.task_id = k.task_id
where k.action = $action
group by k.task_id, k.title, k.unit, k.done_means, k.evidence, k.clause_id, k.clause_2
order by k.task_id
