-- grain: district_id x stage x resource x school_year x variant (weighted = official, unweighted): 差异系数 between the schools of a district
-- zh: 差异系数表
with due as (
    select district_id, stage, school_year, count(*) as due
    from resource_due
    where district_id is not null
    group by district_id, stage, school_year
),
valued as (
    select district_id, stage, resource, school_year, pupils, value, met
    from school_resource
    where value is not null and district_id is not null
),
centre as (
    select district_id, stage, resource, school_year,
        sum(pupils * value) / nullif(sum(pupils), 0) as mean,
        avg(value) as plain_mean
    from valued
    group by district_id, stage, resource, school_year
),
spread as (
    select v.district_id, v.stage, v.resource, v.school_year,
        max(c.mean) as mean, max(c.plain_mean) as plain_mean,
        sqrt(sum(v.pupils * power(v.value - c.mean, 2)) / nullif(sum(v.pupils), 0)) as deviation,
        sqrt(avg(power(v.value - c.plain_mean, 2))) as plain_deviation,
        count(*) as schools,
        sum(case when v.met then 1 else 0 end) as at_threshold
    from valued v
    join centre c on c.district_id = v.district_id and c.stage = v.stage and c.resource = v.resource
        and c.school_year = v.school_year
    group by v.district_id, v.stage, v.resource, v.school_year
),
both_ways as (
    select s.district_id, s.stage, s.resource, s.school_year, w.variant,
        case w.variant when 'weighted' then s.mean else s.plain_mean end as mean,
        case w.variant when 'weighted' then s.deviation / nullif(s.mean, 0)
            else s.plain_deviation / nullif(s.plain_mean, 0) end as coefficient_of_variation,
        case s.stage when 'primary' then 0.50 else 0.45 end as allowed,
        s.schools, s.at_threshold
    from spread s
    cross join (values ('weighted'), ('unweighted')) as w(variant)
)
select
    b.district_id, b.stage, b.resource, b.school_year, b.variant,
    b.mean, b.coefficient_of_variation,
    cast(b.allowed as double) as allowed,
    b.coefficient_of_variation <= b.allowed + 1e-9 as within_limit,
    cast(b.schools as integer) as schools,
    cast(b.at_threshold as integer) as at_threshold,
    cast(d.due as integer) as due,
    cast(b.schools as double) / nullif(d.due, 0) as coverage,
    cast(b.schools as double) / nullif(d.due, 0) >= c.enough_returned - 1e-9 as covered
from both_ways b
cross join chosen_setting c
join due d on d.district_id = b.district_id and d.stage = b.stage and d.school_year = b.school_year
