-- grain: origin township of one side x destination township: children of one stage and year, the largest first
select f.area_id as township_id, t.name, t.district_name, f.destination, g.name as goal_name, g.district_name as goal_district,
    f.place, f.children, l.found
from flow f
join township t on t.township_id = f.area_id
join township g on g.township_id = f.destination
left join township_side d on d.township_id = f.area_id
left join local_enrolment l on l.area_kind = 'township' and l.area_id = f.area_id and l.stage = f.stage and l.school_year = f.school_year
where f.area_kind = 'township' and f.part = 'elsewhere' and f.stage = $stage and f.school_year = $year
    and list_contains($districts, t.district_id) and ($district = '' or t.district_id = $district)
    and ($side = '' or d.side = $side)
order by f.children desc, f.area_id, f.destination
