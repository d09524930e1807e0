-- grain: area_kind x area_id x scope x indicator_id x stage x school_year (city and district rows: counted townships)
-- zh: 指标值表
with school_rows as (
    select indicator_id, stage, scope, numerator, denominator, base_year, valid_to
    from indicator_stage
    where origin = 'school'
),
parts as (
    select indicator_id, stage, base_year, 'numerator' as part, numerator as measure from school_rows
    union all
    select indicator_id, stage, base_year, 'denominator' as part, denominator as measure from school_rows
),
told as (
    -- what is due of a school, and beside it what came: one group by instead of two joins as large as the answer
    select r.delivered_id, r.school_year, r.stage, i.indicator_id,
        1 as due, cast(null as double) as numerator, cast(null as double) as denominator
    from roster_stage r
    join school_rows i on i.stage = r.stage
        and r.school_year >= i.base_year and (i.valid_to is null or r.school_year <= i.valid_to)
    union all
    select m.delivered_id, m.school_year, m.stage, p.indicator_id, 0 as due,
        case when p.part = 'numerator' then m.value end as numerator,
        case when p.part = 'denominator' then m.value end as denominator
    from measurement m
    join parts p on p.measure = m.measure and p.stage = m.stage
    where m.school_year >= p.base_year
),
paired as (
    select delivered_id, school_year, stage, indicator_id,
        max(numerator) as numerator, max(denominator) as denominator
    from told
    group by delivered_id, school_year, stage, indicator_id
    having max(due) = 1
),
rosters as (
    select *, count(*) over (partition by school_id, school_year, stage) = 1 as alone
    from roster_stage
),
returned as (
    -- a school has reported when both parts are there; the sums run over the same schools above and below
    select r.school_id, r.township_id, r.district_id, r.counted, r.seat, r.urban_reference, r.alone,
        p.school_year, p.stage, p.indicator_id,
        case when p.denominator is not null then p.numerator end as numerator,
        case when p.numerator is not null then p.denominator end as denominator,
        case when p.numerator is not null and p.denominator is not null then 1 else 0 end as reported
    from paired p
    join rosters r on r.delivered_id = p.delivered_id and r.school_year = p.school_year and r.stage = p.stage
),
school_scopes as (
    select r.school_id, s.scope, r.indicator_id, r.stage, r.school_year, r.numerator, r.denominator, r.reported, r.alone
    from returned r
    join school_rows i on i.indicator_id = r.indicator_id and i.stage = r.stage
    join (values ('all'), ('seat'), ('other')) as s(scope)
        on s.scope = 'all'
        or (s.scope = i.scope and s.scope = 'seat' and r.seat)
        or (s.scope = i.scope and s.scope = 'other' and not r.seat)
),
of_schools as (
    -- only a school that was merged from several is a sum
    select school_id, scope, indicator_id, stage, school_year, numerator, denominator, reported, 1 as due
    from school_scopes
    where alone
    union all
    select school_id, scope, indicator_id, stage, school_year,
        sum(numerator) as numerator, sum(denominator) as denominator, sum(reported) as reported, count(*) as due
    from school_scopes
    where not alone
    group by school_id, scope, indicator_id, stage, school_year
),
of_school_townships as (
    select r.township_id, r.district_id, r.counted, s.scope, r.indicator_id, r.stage, r.school_year,
        sum(r.numerator) as numerator, sum(r.denominator) as denominator,
        sum(r.reported) as reported, count(*) as due, 0 as withheld
    from returned r
    join (values ('all'), ('seat'), ('other'), ('urban')) as s(scope)
        on s.scope = 'all'
        or (s.scope = 'seat' and r.seat)
        or (s.scope = 'other' and not r.seat)
        or (s.scope = 'urban' and r.urban_reference)
    group by r.township_id, r.district_id, r.counted, s.scope, r.indicator_id, r.stage, r.school_year
),
years as (
    select distinct school_year from township_stage
),
asked as (
    -- one return for the whole township; due where the question makes sense there
    select i.indicator_id, i.stage, i.numerator, i.denominator, i.form, y.school_year,
        t.township_id, t.district_id, t.counted
    from indicator_stage i
    join years y on y.school_year >= i.base_year and (i.valid_to is null or y.school_year <= i.valid_to)
    cross join township t
    left join township_stage p on p.township_id = t.township_id and p.school_year = y.school_year
        and p.stage = i.stage
    where i.origin <> 'school'
        and (i.stage = 'none' or p.schools > 0 or not p.rostered
            or (i.numerator = 'local' and p.served_by is not null))
),
worst as (
    select township_id, stage, school_year, max(value) as value
    from difference_rate
    where judged
    group by township_id, stage, school_year
),
of_asked_townships as (
    select a.township_id, a.district_id, a.counted, 'all' as scope, a.indicator_id, a.stage, a.school_year,
        case when low.value is not null then high.value end as numerator,
        case when high.value is not null then low.value end as denominator,
        case
            when a.form = 'difference_rate' then case when w.value is not null then 1 else 0 end
            when high.withheld = 1 or low.withheld = 1 then 1
            when high.value is not null and low.value is not null then 1
            else 0
        end as reported,
        1 as due,
        case when a.form <> 'difference_rate' and (high.withheld = 1 or low.withheld = 1) then 1 else 0 end as withheld,
        case when a.form = 'difference_rate' then w.value end as given
    from asked a
    left join township_measurement high on high.township_id = a.township_id
        and high.school_year = a.school_year and high.stage = a.stage and high.measure = a.numerator
    left join township_measurement low on low.township_id = a.township_id
        and low.school_year = a.school_year and low.stage = a.stage and low.measure = a.denominator
    left join worst w on w.township_id = a.township_id and w.stage = a.stage and w.school_year = a.school_year
),
of_townships as (
    select township_id, district_id, counted, scope, indicator_id, stage, school_year,
        numerator, denominator, reported, due, withheld, cast(null as double) as given
    from of_school_townships
    union all
    select township_id, district_id, counted, scope, indicator_id, stage, school_year,
        numerator, denominator, reported, due, withheld, given
    from of_asked_townships
),
summed as (
    select 'school' as area_kind, school_id as area_id, scope, indicator_id, stage, school_year,
        numerator, denominator, reported, due, 0 as withheld, cast(null as double) as given
    from of_schools
    union all
    select 'township' as area_kind, township_id as area_id, scope, indicator_id, stage, school_year,
        numerator, denominator, reported, due, withheld, given
    from of_townships
    union all
    select 'district' as area_kind, district_id as area_id, scope, indicator_id, stage, school_year,
        sum(numerator), sum(denominator), sum(reported), sum(due), sum(withheld), cast(null as double) as given
    from of_townships
    where (counted or scope = 'urban') and district_id is not null
    group by district_id, scope, indicator_id, stage, school_year
    union all
    select 'city' as area_kind, 'city' as area_id, scope, indicator_id, stage, school_year,
        sum(numerator), sum(denominator), sum(reported), sum(due), sum(withheld), cast(null as double) as given
    from of_townships
    where counted or scope = 'urban'
    group by scope, indicator_id, stage, school_year
)
select
    s.area_kind, s.area_id, s.scope, s.indicator_id, s.stage, s.school_year,
    s.numerator, s.denominator,
    coalesce(s.given, s.numerator * i.per / nullif(s.denominator, 0)) as value,
    cast(s.reported as integer) as reported,
    cast(s.due as integer) as due,
    cast(s.reported as double) / nullif(s.due, 0) as coverage,
    coalesce(cast(s.reported as double) / nullif(s.due, 0) >= c.enough_returned - 1e-9, false) as covered,
    cast(s.withheld as integer) as withheld
from summed s
cross join chosen_setting c
join indicator_stage i on i.indicator_id = s.indicator_id and i.stage = s.stage
