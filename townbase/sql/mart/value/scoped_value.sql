-- grain: area_kind (township, district, city) x area_id x indicator_id x stage x school_year, in the indicator's own scope
-- zh: 指标口径值表
with plain as (
    select v.area_kind, v.area_id, v.indicator_id, v.stage, v.school_year, v.numerator, v.denominator, v.value,
        v.reported, v.due, v.coverage, v.covered, v.withheld
    from indicator_value v
    join indicator_stage i on i.indicator_id = v.indicator_id and i.stage = v.stage and i.scope = v.scope
    where v.area_kind <> 'school'
),
difference as (
    -- seat - other: a difference of two shares has no numerator and denominator of its own
    select s.area_kind, s.area_id, s.indicator_id, s.stage, s.school_year,
        s.value - o.value as value,
        s.reported + o.reported as reported,
        s.due + o.due as due,
        least(s.coverage, o.coverage) as coverage,
        s.covered and o.covered as covered
    from indicator_value s
    join indicator_value o on o.area_kind = s.area_kind and o.area_id = s.area_id
        and o.indicator_id = s.indicator_id and o.stage = s.stage and o.school_year = s.school_year
    join indicator_stage i on i.indicator_id = s.indicator_id and i.stage = s.stage
    where i.scope = 'seat_vs_other' and s.scope = 'seat' and o.scope = 'other' and s.area_kind <> 'school'
)
select area_kind, area_id, indicator_id, stage, school_year, numerator, denominator, value,
    reported, due, coverage, covered, withheld
from plain
union all
select area_kind, area_id, indicator_id, stage, school_year,
    cast(null as double) as numerator, cast(null as double) as denominator, value,
    reported, due, coverage, covered, 0 as withheld
from difference
