-- grain: origin township of a district x destination: one stage and year; what may not be seen has no name
select t.township_id, t.name, f.part, f.place,
    case when goal.township_id is null or list_contains($districts, goal.district_id) then f.destination else 'other_district' end as destination,
    f.children, case when list_contains($districts, goal.district_id) then goal.name end as goal_name, l.children as total, l.reason
from township t
left join local_enrolment l on l.area_kind = 'township' and l.area_id = t.township_id and l.stage = $stage and l.school_year = $year
left join flow f on f.area_kind = 'township' and f.area_id = t.township_id and f.stage = $stage and f.school_year = $year
left join township goal on goal.township_id = f.destination
where t.district_id = $district and list_contains($districts, t.district_id)
order by t.township_id, destination, f.children
