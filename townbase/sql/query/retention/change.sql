-- grain: stage x school_year of one area: why its rolls changed
select c.stage, c.school_year, c.pupils, c.pupils_before, c.change, c.from_children, c.from_found, c.from_share, c.from_outside,
    c.townships, c.left_out
from roll_change c
left join township t on c.area_kind = 'township' and t.township_id = c.area_id
where c.area_kind = $area_kind and c.area_id = $area_id
    and (c.area_kind = 'city' or list_contains($districts, coalesce(t.district_id, c.area_id)))
order by c.stage, c.school_year
