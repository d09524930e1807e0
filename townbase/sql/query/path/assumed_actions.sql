-- grain: ticked township x action: its word with the ticked rows met, by the build's own rules, and as published
with progress as (/* include query/path/assumed_rows */),
action_progress as (/* include mart/verdict/action_progress */)
select a.township_id, a.action, c.title, c.short, p.status as published, a.status
from action_progress a
join main.action_progress p on p.township_id = a.township_id and p.action = a.action and p.school_year = a.school_year
join actions c on c.action = a.action
where a.school_year = $year and list_contains($townships, a.township_id) and list_contains($districts, a.district_id)
order by a.township_id, a.action
