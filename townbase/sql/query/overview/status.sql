-- grain: counted township x school_year x reading
select
    s.township_id,
    s.district_id,
    s.school_year,
    s.reading,
    s.status,
    s.goals_met,
    s.goals_not_met,
    s.goals_not_assessable,
    s.unmet_core,
    s.unmet_judged,
    s.missing_core,
    s.slightly_below,
    s.tasks_overdue,
    s.clock
from township_status s
where list_contains($districts, s.district_id)
order by s.district_id, s.township_id, s.school_year, s.reading
