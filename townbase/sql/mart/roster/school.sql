-- grain: school_id x school_year (merged schools are one school in every year)
-- zh: 学校表
with described as (
    -- the school's own row describes it; a code that no longer delivers is described by what merged into it
    select school_id, school_year, name, township_id, district_id, kind, system, seat,
        urban_reference, urban_quality, ownership, parent_school_id
    from roster
    qualify row_number() over (
        partition by school_id, school_year
        order by case when delivered_id = school_id then 0 else 1 end, delivered_id
    ) = 1
),
counted as (
    select school_id, school_year, cast(count(*) as integer) as rosters
    from roster
    group by school_id, school_year
),
taught as (
    select school_id, school_year,
        max(case when stage = 'preschool' then 1 else 0 end) = 1 as has_preschool,
        max(case when stage = 'primary' then 1 else 0 end) = 1 as has_primary,
        max(case when stage = 'junior' then 1 else 0 end) = 1 as has_junior
    from roster_stage
    group by school_id, school_year
),
enrolled as (
    select r.school_id, r.school_year, cast(sum(e.pupils) as bigint) as pupils
    from roster r
    join stage_enrolment e on e.delivered_id = r.delivered_id and e.school_year = r.school_year
    group by r.school_id, r.school_year
)
select
    d.school_id, d.school_year, d.name, d.township_id, d.district_id, d.kind, d.system, d.seat,
    d.urban_reference, d.urban_quality, d.ownership, d.parent_school_id,
    c.rosters, e.pupils,
    coalesce(t.has_preschool, false) as has_preschool,
    coalesce(t.has_primary, false) as has_primary,
    coalesce(t.has_junior, false) as has_junior
from described d
join counted c on c.school_id = d.school_id and c.school_year = d.school_year
left join taught t on t.school_id = d.school_id and t.school_year = d.school_year
left join enrolled e on e.school_id = d.school_id and e.school_year = d.school_year
