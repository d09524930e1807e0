-- grain: district_id x stage x resource x school_year, those over their limit: what drives the spread, and the fewest schools whose raising brings it under, or none
-- zh: 差异系数超限补齐表
with over as (
    select district_id, stage, resource, school_year, mean, coefficient_of_variation, allowed
    from dispersion
    where variant = 'weighted' and not within_limit and covered
),
best as (
    select district_id, stage, resource, school_year, place, trial, coefficient_raised
    from spread_raise
    where coefficient_raised <= allowed + 1e-9
    qualify row_number() over (
        partition by district_id, stage, resource, school_year order by place, coefficient_raised, trial
    ) = 1
),
every as (
    select district_id, stage, resource, school_year, max(place) as below,
        min(coefficient_raised) as lowest
    from spread_raise
    group by district_id, stage, resource, school_year
),
driving as (
    select s.district_id, s.stage, s.resource, s.school_year, s.share_of_spread, s.value > o.mean as above,
        row_number() over (
            partition by s.district_id, s.stage, s.resource, s.school_year order by s.share_of_spread desc, s.delivered_id
        ) as place
    from dispersion_school s
    join over o on o.district_id = s.district_id and o.stage = s.stage and o.resource = s.resource
        and o.school_year = s.school_year
),
three as (
    select district_id, stage, resource, school_year,
        sum(share_of_spread) as share_of_three, sum(case when above then 1 else 0 end) as above
    from driving
    where place <= 3
    group by district_id, stage, resource, school_year
)
select
    o.district_id, o.stage, o.resource, o.school_year, o.coefficient_of_variation, o.allowed,
    -- the three schools that carry most of it, and how many of them are above the mean
    t.share_of_three, cast(t.above as integer) as three_above_mean,
    cast(coalesce(e.below, 0) as integer) as below_threshold,
    case when b.place is not null then 'by_raising' else 'not_by_raising' end as outcome,
    b.place as schools_needed, b.trial, b.coefficient_raised,
    -- the lowest that any raising of schools below the threshold reaches
    least(o.coefficient_of_variation, e.lowest) as lowest_reached
from over o
left join three t on t.district_id = o.district_id and t.stage = o.stage and t.resource = o.resource and t.school_year = o.school_year
left join every e on e.district_id = o.district_id and e.stage = o.stage and e.resource = o.resource and e.school_year = o.school_year
left join best b on b.district_id = o.district_id and b.stage = o.stage and b.resource = o.resource and b.school_year = o.school_year
