-- grain: area_kind (school, township, district, city) x area_id x stage x grade x school_year, all townships
-- zh: 在校生表
with returned as (
    select r.school_id, r.township_id, r.district_id, e.stage, e.grade, e.school_year, e.pupils, e.classes
    from enrolment e
    join roster r on r.delivered_id = e.school_id and r.school_year = e.school_year
),
areas as (
    select 'school' as area_kind, school_id as area_id, school_id, stage, grade, school_year, pupils, classes
    from returned
    union all
    select 'township' as area_kind, township_id as area_id, school_id, stage, grade, school_year, pupils, classes
    from returned
    union all
    select 'district' as area_kind, district_id as area_id, school_id, stage, grade, school_year, pupils, classes
    from returned
    union all
    select 'city' as area_kind, 'city' as area_id, school_id, stage, grade, school_year, pupils, classes
    from returned
)
select
    area_kind, area_id, stage, grade, school_year,
    cast(sum(pupils) as bigint) as pupils,
    cast(sum(classes) as bigint) as classes,
    cast(count(distinct school_id) as integer) as schools
from areas
where area_id is not null
group by area_kind, area_id, stage, grade, school_year
