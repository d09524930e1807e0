-- grain: stage x school_year of one area: pupils of the townships that have returned in full, and whether those are nearly all
select s.stage, s.school_year, cast(sum(m.value) as bigint) as pupils,
    cast(count(*) as integer) as due, cast(count(m.value) as integer) as returned,
    count(m.value) >= max(c.same_townships) * count(*) - 1e-9 as whole
from township_stage s
cross join chosen_setting c
join township t on t.township_id = s.township_id
left join township_measurement m on m.township_id = s.township_id and m.stage = s.stage
    and m.school_year = s.school_year and m.measure = 'pupils'
where s.schools > 0 and s.stage in ('preschool', 'primary', 'junior') and s.school_year <= $year
    and list_contains($districts, t.district_id)
    and case $area_kind when 'township' then t.township_id = $area_id when 'district' then t.district_id = $area_id else true end
group by s.stage, s.school_year
order by s.stage, s.school_year
