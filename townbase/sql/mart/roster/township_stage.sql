-- grain: township_id x school_year x stage (what stands there, so that nothing missing is taken for nothing there)
-- zh: 乡镇学段表
with years as (
    select distinct school_year from roster
),
stages as (
    select stage from (values ('preschool'), ('primary'), ('junior')) as s(stage)
),
taught as (
    select township_id, school_year, stage,
        count(*) as schools,
        sum(case when seat then 1 else 0 end) as seat_schools,
        sum(case when not seat then 1 else 0 end) as other_schools
    from roster_stage
    group by township_id, school_year, stage
),
listed as (
    select distinct township_id, school_year from roster
),
ever_listed as (
    select distinct township_id from roster
)
select
    t.township_id, t.district_id, t.counted, y.school_year, s.stage,
    cast(coalesce(n.schools, 0) as integer) as schools,
    cast(coalesce(n.seat_schools, 0) as integer) as seat_schools,
    cast(coalesce(n.other_schools, 0) as integer) as other_schools,
    -- a township whose roster is missing this year, though it has one in others, is not one without schools
    (l.township_id is not null or e.township_id is null) as rostered,
    case s.stage when 'primary' then t.primary_served_by when 'junior' then t.junior_served_by end as served_by
from township t
cross join years y
cross join stages s
left join taught n on n.township_id = t.township_id and n.school_year = y.school_year and n.stage = s.stage
left join listed l on l.township_id = t.township_id and l.school_year = y.school_year
left join ever_listed e on e.township_id = t.township_id
