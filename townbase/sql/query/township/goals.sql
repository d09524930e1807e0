-- the six goals of one township in one year, with what inspectors signed beside what is computed
select
    g.goal, g.title, g.short, g.base_year, g.judged_year, g.deadline, p.judged, p.met, p.not_met, p.missing, p.status,
    c.result, c.decided_on, c.decided_by
from goals g
left join goal_progress p
    on p.goal = g.goal and p.township_id = $township and p.school_year = $year
    and p.reading = 'strict' and list_contains($districts, p.district_id)
left join certification c on c.goal = g.goal and c.township_id = $township
order by g.goal
