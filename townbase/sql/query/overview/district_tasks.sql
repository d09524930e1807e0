-- grain: overdue task x unit of one district, one school_year, longest overdue first
select
    s.task_id,
    coalesce(k.title, s.task_id) as title,
    s.action,
    s.unit_kind,
    s.township_id,
    t.name as township,
    s.owner_unit,
    s.lead_office,
    s.due,
    s.days_overdue
from task_status s
left join tasks k on k.task_id = s.task_id
left join township t on t.township_id = s.township_id
where s.school_year = $year
  and s.status = 'overdue'
  and s.district_id = $district
  and list_contains($districts, s.district_id)
order by s.days_overdue desc, s.owner_unit, s.task_id, s.unit_id
