-- the six goals of one township in one year, with what inspectors signed beside what is computed
with signed as (
    select c.goal, c.result, c.decided_on, c.decided_by
    from certification c
    join township t on t.township_id = $township
    where c.township_id = $township and list_contains($districts, t.district_id)
)
select
    g.goal, g.title, g.short, g.base_year, g.judged_year, g.deadline, p.judged, p.met, p.not_met, p.missing, p.status,
    c.result, c.decided_on, c.decided_by
from goals g
left join goal_progress p
    on p.goal = g.goal and p.township_id = $township and p.school_year = $year
    and p.reading = 'strict' and list_contains($districts, p.district_id)
left join signed c on c.goal = g.goal
order by g.goal
