-- grain: area (the city and its districts) x stage (primary, junior) x ahead: teachers and classes needed against what there is
select f.area_kind, f.area_id, d.district_name, f.stage, f.ahead, f.target_year,
    f.teachers, f.teachers_needed, f.classes, f.classes_needed
from intake_forecast f
left join (select distinct district_id, district_name from township) d on d.district_id = f.area_id
where f.area_kind in ('city', 'district') and f.stage in ('primary', 'junior') and f.measure = 'roll' and f.school_year = $year
    and (f.area_kind = 'city' or list_contains($districts, f.area_id))
order by f.area_kind desc, f.area_id, f.stage, f.ahead
