-- grain: origin township of one side x destination township: children of one stage and year, the largest first;
-- destinations that may not be seen are one, other_district, without a name
select f.area_id as township_id, any_value(t.name) as name, any_value(t.district_name) as district_name,
    case when list_contains($districts, g.district_id) then f.destination else 'other_district' end as destination,
    any_value(case when list_contains($districts, g.district_id) then g.name end) as goal_name,
    any_value(case when list_contains($districts, g.district_id) then g.district_name end) as goal_district,
    f.place, cast(sum(f.children) as bigint) as children, any_value(l.found) as found
from flow f
join township t on t.township_id = f.area_id
join township g on g.township_id = f.destination
left join township_side d on d.township_id = f.area_id
left join local_enrolment l on l.area_kind = 'township' and l.area_id = f.area_id and l.stage = f.stage and l.school_year = f.school_year
where f.area_kind = 'township' and f.part = 'elsewhere' and f.stage = $stage and f.school_year = $year
    and list_contains($districts, t.district_id) and ($district = '' or t.district_id = $district)
    and ($side = '' or d.side = $side)
group by f.area_id, case when list_contains($districts, g.district_id) then f.destination else 'other_district' end, f.place
order by children desc, f.area_id, destination
