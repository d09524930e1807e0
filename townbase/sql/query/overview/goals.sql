-- grain: counted township x goal, one school_year, strict reading
select
    p.township_id,
    p.goal,
    g.title,
    g.short,
    g.judged_year,
    g.deadline,
    p.status,
    p.not_met as unmet_core
from goal_progress p
join goals g on g.goal = p.goal
where p.school_year = $year
  and p.reading = 'strict'
  and list_contains($districts, p.district_id)
order by p.district_id, p.township_id, p.goal
