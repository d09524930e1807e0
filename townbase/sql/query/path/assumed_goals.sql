-- grain: ticked township x goal: its status with the ticked rows met, by the build's own rules, and as published
with progress as (/* include query/path/assumed_rows */),
goal_progress as (/* include mart/verdict/goal_progress */)
select a.township_id, a.goal, g.title, g.short, p.status as published, a.status
from goal_progress a
join main.goal_progress p on p.township_id = a.township_id and p.goal = a.goal and p.school_year = a.school_year
    and p.reading = a.reading
join goals g on g.goal = a.goal
where a.reading = 'strict' and a.school_year = $year and list_contains($townships, a.township_id)
    and list_contains($districts, a.district_id)
order by a.township_id, a.goal
