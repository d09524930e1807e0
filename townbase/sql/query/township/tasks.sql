-- the tasks of one township and of its schools in one year
select
    s.task_id, s.action, t.title, s.unit_kind, s.unit_id, c.name as unit_name, s.due, s.done_on,
    s.status, s.days_overdue, s.owner_unit, s.lead_office, s.evidence, t.done_means, t.clause_id
from task_status s
left join tasks t on t.task_id = s.task_id
left join school c on c.school_id = s.unit_id and c.school_year = s.school_year and s.unit_kind = 'school'
where s.township_id = $township and s.school_year = $year and list_contains($districts, s.district_id)
order by s.action, s.task_id, s.due, s.unit_id
