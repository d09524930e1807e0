-- grain: ticked township: its status with the ticked rows met, by the build's own rules, and as published
with progress as (/* include query/path/assumed_rows */),
goal_progress as (/* include mart/verdict/goal_progress */),
action_progress as (/* include mart/verdict/action_progress */),
township_status as (/* include mart/verdict/township_status */)
select a.township_id, t.name, a.district_id, coalesce(t.district_name, t.district_id) as district_name,
    p.status as published, a.status, p.unmet_core as unmet_published, a.unmet_core, p.missing_core as missing_published, a.missing_core
from township_status a
join main.township_status p on p.township_id = a.township_id and p.school_year = a.school_year and p.reading = a.reading
join township t on t.township_id = a.township_id
where a.reading = 'strict' and a.school_year = $year and list_contains($townships, a.township_id)
    and list_contains($districts, a.district_id)
order by a.township_id
