-- grain: delivered_id x stage x resource x school_year: what one school carries of its district's spread, and what raising it would do
-- zh: 各校差异份额表
with valued as (
    select s.delivered_id, s.school_id, s.township_id, s.district_id, s.school_year, s.stage, s.resource, s.measure,
        s.numerator, s.pupils, s.value, s.threshold, s.per, s.met,
        d.mean, d.coefficient_of_variation,
        s.pupils / nullif(sum(s.pupils) over (partition by s.district_id, s.stage, s.resource, s.school_year), 0) as weight
    from school_resource s
    join dispersion d on d.district_id = s.district_id and d.stage = s.stage and d.resource = s.resource
        and d.school_year = s.school_year and d.variant = 'weighted'
    where s.value is not null
),
parts as (
    select v.*,
        v.weight * power(v.value - v.mean, 2) as part,
        power(v.coefficient_of_variation * v.mean, 2) as variance,
        case when v.met then 0 else v.threshold - v.value end as rise
    from valued v
),
raised as (
    -- the mean moves by weight x rise, the variance around it by the rest; around the old mean, so that nothing cancels out
    select p.*,
        p.mean + p.weight * p.rise as mean_raised,
        p.variance + p.weight * p.rise * (2 * (p.value - p.mean) + p.rise) - power(p.weight * p.rise, 2) as variance_raised
    from parts p
),
reached as (
    select r.*,
        case when r.variance_raised is not null
            then sqrt(greatest(0, r.variance_raised)) / nullif(r.mean_raised, 0) end as coefficient_raised
    from raised r
)
select
    delivered_id, school_id, township_id, district_id, school_year, stage, resource, measure, pupils, value, threshold, met,
    part / nullif(variance, 0) as share_of_spread,
    coefficient_of_variation,
    coefficient_raised,
    coefficient_of_variation - coefficient_raised as falls_by,
    -- what is missing to the threshold, in the measure's own unit
    case when not met then threshold * pupils / per - numerator end as lacking
from reached
