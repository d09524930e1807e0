-- the ten actions of one township in one year
select
    a.action, a.title, a.short, p.judged, p.met, p.not_met, p.unmet_core, p.missing, p.borderline,
    p.tasks_due, p.tasks_done, p.tasks_overdue, p.status
from actions a
left join action_progress p
    on p.action = a.action and p.township_id = $township and p.school_year = $year
    and list_contains($districts, p.district_id)
order by a.action
