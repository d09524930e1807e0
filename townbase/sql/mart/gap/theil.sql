-- grain: stage x resource x school_year: Theil index between all schools of the city, and where it sits (0 = equal)
-- zh: 泰尔指数表
with school as (
    select stage, resource, school_year, coalesce(district_id, '') as district_id, side, numerator, pupils
    from school_resource
    where value is not null
),
-- every level of grouping in one shape: the share of what there is (s) against the share of pupils (p)
grouped as (
    select 'school' as level, stage, resource, school_year, numerator, pupils
    from school
    union all
    select 'district' as level, stage, resource, school_year, sum(numerator) as numerator, sum(pupils) as pupils
    from school
    group by stage, resource, school_year, district_id
    union all
    select 'side' as level, stage, resource, school_year, sum(numerator) as numerator, sum(pupils) as pupils
    from school
    group by stage, resource, school_year, side
    union all
    select 'side_in_district' as level, stage, resource, school_year, sum(numerator) as numerator, sum(pupils) as pupils
    from school
    group by stage, resource, school_year, district_id, side
),
shares as (
    select level, stage, resource, school_year,
        numerator / nullif(sum(numerator) over (partition by level, stage, resource, school_year), 0) as s,
        pupils / nullif(sum(pupils) over (partition by level, stage, resource, school_year), 0) as p
    from grouped
),
summed as (
    -- 0 ln 0 = 0: a school without any leaves the sum, not the index
    select level, stage, resource, school_year,
        sum(case when s = 0 then 0 else s * ln(nullif(s, 0) / nullif(p, 0)) end) as part
    from shares
    group by level, stage, resource, school_year
),
beside as (
    select stage, resource, school_year,
        max(case when level = 'school' then part end) as total,
        max(case when level = 'district' then part end) as between_districts,
        max(case when level = 'side' then part end) as between_sides,
        max(case when level = 'side_in_district' then part end) as between_sides_in_districts
    from summed
    group by stage, resource, school_year
),
counted as (
    select stage, resource, school_year, cast(count(*) as integer) as schools
    from school
    group by stage, resource, school_year
)
select
    b.stage, b.resource, b.school_year, b.total,
    b.between_districts,
    b.total - b.between_districts as within_districts,
    b.between_sides,
    b.total - b.between_sides as within_sides,
    -- the three parts of one bar: districts, then town and city inside the districts, then schools of the same side
    b.between_sides_in_districts - b.between_districts as sides_in_districts,
    b.total - b.between_sides_in_districts as rest,
    c.schools
from beside b
join counted c on c.stage = b.stage and c.resource = b.resource and c.school_year = b.school_year
where b.total is not null
