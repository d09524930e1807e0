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
),
owing as (
    select r.school_id, r.township_id, r.district_id, r.school_year, count(*) as due, count(e.pupils) as reported
    from roster_stage r
    left join stage_enrolment e
        on e.delivered_id = r.delivered_id and e.school_year = r.school_year and e.stage = r.stage
    group by r.school_id, r.township_id, r.district_id, r.school_year
),
owed as (
    select 'school' as area_kind, school_id as area_id, school_year, due, reported
    from owing
    union all
    select 'township' as area_kind, township_id as area_id, school_year, due, reported
    from owing
    union all
    select 'district' as area_kind, district_id as area_id, school_year, due, reported
    from owing
    union all
    select 'city' as area_kind, 'city' as area_id, school_year, due, reported
    from owing
),
shares as (
    select area_kind, area_id, school_year, cast(sum(reported) as double) / sum(due) as share
    from owed
    where area_id is not null
    group by area_kind, area_id, school_year
),
summed as (
    select
        area_kind, area_id, stage, grade, school_year,
        sum(pupils) as pupils, sum(classes) as classes, count(distinct school_id) as schools
    from areas
    where area_id is not null
    group by area_kind, area_id, stage, grade, school_year
)
select
    r.area_kind, r.area_id, r.stage, r.grade, r.school_year,
    cast(r.pupils as bigint) as pupils,
    cast(r.classes as bigint) as classes,
    cast(r.schools as integer) as schools,
    -- nearly all that owe pupils returned them, and the year's roster is all there: only such sums may be compared
    coalesce(s.share >= c.year_complete - 1e-9 and y.roster_whole, y.roster_whole) as whole
from summed r
cross join chosen_setting c
join roster_year y on y.school_year = r.school_year
left join shares s on s.area_kind = r.area_kind and s.area_id = r.area_id and s.school_year = r.school_year
