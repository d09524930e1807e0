-- grain: grade x school_year of one area: pupils, and those one grade higher a year later
select c.school_year, c.position, c.grade, c.stage, c.enrolled, c.pupils, c.next_pupils, c.retention, c.joint, c.reason, c.townships, c.left_out
from cohort c
left join township t on c.area_kind = 'township' and t.township_id = c.area_id
where c.area_kind = $area_kind and c.area_id = $area_id
    and (c.area_kind = 'city' or list_contains($districts, coalesce(t.district_id, c.area_id)))
order by c.school_year, c.position
