-- grain: area (both sides of every district; of one district its townships) x school_year from the base year on: one stage
select l.area_kind, l.area_id, coalesce(t.name, d.district_name) as name, l.school_year, l.value, l.local, l.found, l.elsewhere, l.comparable
from local_enrolment l
left join township t on l.area_kind = 'township' and t.township_id = l.area_id
left join (select distinct district_id, district_name from township) d on d.district_id = l.area_id
where l.stage = $stage and l.school_year between $base and $year and l.value is not null
    and list_contains($districts, coalesce(t.district_id, l.area_id))
    and case when $district = '' then l.area_kind in ('counted', 'urban') else t.district_id = $district end
order by coalesce(t.district_id, l.area_id), l.area_id, l.area_kind, l.school_year
