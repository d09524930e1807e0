-- grain: counted township x action, one school_year
select
    a.township_id,
    a.action,
    a.judged,
    a.met,
    a.not_met,
    a.unmet_core,
    a.missing,
    a.borderline,
    a.tasks_due,
    a.tasks_overdue,
    a.indicator_word,
    a.status
from action_progress a
where a.school_year = $year
  and list_contains($districts, a.district_id)
order by a.district_id, a.township_id, a.action
