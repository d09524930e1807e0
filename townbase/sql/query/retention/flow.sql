-- grain: stage x part x place x destination of one area and year: where its registered children go
select f.stage, f.part, f.place, f.destination, f.children, goal.name, goal.district_name, goal.district_id
from flow f
left join township home on f.area_kind = 'township' and home.township_id = f.area_id
left join township goal on goal.township_id = f.destination
where f.area_kind = $area_kind and f.area_id = $area_id and f.school_year = $year
    and (f.area_kind = 'city' or list_contains($districts, coalesce(home.district_id, f.area_id)))
order by f.stage, f.part, f.children desc, f.destination
