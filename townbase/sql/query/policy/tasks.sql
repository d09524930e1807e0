-- grain: task: which clauses it answers, and in one year how many units owe it, have done it, are overdue
select
    k.task_id, k.goal, k.action, k.title, k.unit, k.clause_id, k.clause_2,
    cast(count(s.unit_id) as integer) as units,
    cast(count(case when s.status in ('done', 'done_late') then 1 end) as integer) as done,
    cast(count(case when s.status = 'overdue' then 1 end) as integer) as overdue
from tasks k
left join task_status s on s.task_id = k.task_id and s.school_year = $year
    and list_contains($districts, s.district_id) and ($district is null or s.district_id = $district)
group by k.task_id, k.goal, k.action, k.title, k.unit, k.clause_id, k.clause_2
order by min(k.rowid)
