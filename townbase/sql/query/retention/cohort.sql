-- grain: area (the one asked for, and of the city both sides and the whole) x grade x school_year: pupils, and those one grade higher a year later
select c.area_kind, c.area_id, c.school_year, c.position, c.grade, c.stage, c.enrolled, c.pupils, c.next_pupils, c.retention,
    c.joint, c.reason, c.townships, c.left_out
from cohort c
left join township t on c.area_kind = 'township' and t.township_id = c.area_id
where c.area_id = 'city'
    or (c.area_kind = $area_kind and c.area_id = $area_id and list_contains($districts, coalesce(t.district_id, c.area_id)))
    or (c.area_kind in ('counted', 'urban') and c.area_id = $area_id and list_contains($districts, c.area_id))
order by c.area_kind, c.area_id, c.school_year, c.position
