-- grain: area (city, district, school) of one stage in one year: classes, grades whose average class is over the standard, classes wanted
with standard as (
    select case $stage when 'preschool' then class_size_preschool when 'primary' then class_size_primary
        when 'junior' then class_size_junior end as size
    from chosen_setting
),
grades as (
    -- a grade without pupils or classes is unknown and counts nowhere
    select r.area_id as school_id, t.township_id, t.name as township, t.district_id, coalesce(t.district_name, t.district_id) as district_name,
        s.name, r.grade, r.pupils, r.classes, c.size,
        r.pupils > c.size * r.classes + 1e-9 as over,
        cast(greatest(0, ceil(r.pupils / c.size - 1e-9) - r.classes) as integer) as wanted
    from roll r
    join school s on s.school_id = r.area_id and s.school_year = r.school_year
    join township t on t.township_id = s.township_id
    cross join standard c
    where r.area_kind = 'school' and r.stage = $stage and r.school_year = $year and r.classes > 0 and r.pupils is not null
        and list_contains($districts, t.district_id)
        and ($district = '' or t.district_id = $district) and ($township = '' or t.township_id = $township)
),
areas as (
    select 'city' as area_kind, 'city' as area_id, g.* from grades g
    union all
    select 'district' as area_kind, g.district_id as area_id, g.* from grades g
    union all
    select 'school' as area_kind, g.school_id as area_id, g.* from grades g
)
select area_kind, area_id, any_value(size) as size,
    case when area_kind <> 'city' then any_value(district_name) end as district_name,
    case when area_kind = 'school' then any_value(township_id) end as township_id,
    case when area_kind = 'school' then any_value(township) end as township,
    case when area_kind = 'school' then any_value(name) end as name,
    cast(count(distinct school_id) as integer) as schools,
    cast(count(distinct case when over then school_id end) as integer) as schools_over,
    cast(sum(classes) as integer) as classes,
    cast(sum(pupils) as integer) as pupils,
    cast(sum(case when over then classes else 0 end) as integer) as classes_over,
    cast(count(case when over then 1 end) as integer) as grades_over,
    cast(sum(wanted) as integer) as wanted,
    max(cast(pupils as double) / classes) as largest,
    arg_max(grade, cast(pupils as double) / classes) as largest_grade
from areas
group by area_kind, area_id
order by area_kind, district_name, area_id
