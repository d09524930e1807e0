-- grain: area_kind x stage x measure x ahead x school_year: how far the same method missed in the years that were known by then
-- zh: 预测误差表
with came as (
    -- what was then counted: all pupils of the stage, or its first grade, where every school has returned
    select m.township_id, m.stage, m.school_year, 'roll' as measure, m.value as pupils
    from township_measurement m
    where m.measure = 'pupils'
    union all
    select f.township_id, f.stage, f.school_year, 'intake' as measure, f.base as pupils
    from forecast_run f
    where f.measure = 'intake' and f.ahead = 1
),
held as (
    select r.township_id, r.district_id, r.stage, r.measure, r.ahead, r.school_year + r.ahead as target_year,
        r.expected, c.pupils
    from forecast_run r
    join came c on c.township_id = r.township_id and c.stage = r.stage and c.measure = r.measure
        and c.school_year = r.school_year + r.ahead
),
areas as (
    select 'township' as area_kind, township_id as area_id, stage, measure, ahead, target_year, expected, pupils from held
    union all
    select 'district' as area_kind, district_id as area_id, stage, measure, ahead, target_year, expected, pupils from held
    union all
    select 'city' as area_kind, 'city' as area_id, stage, measure, ahead, target_year, expected, pupils from held
),
missed as (
    select area_kind, area_id, stage, measure, ahead, target_year,
        abs(sum(pupils) - sum(expected)) / nullif(sum(expected), 0) as miss
    from areas
    group by area_kind, area_id, stage, measure, ahead, target_year
),
years as (
    select distinct school_year from forecast_run
)
select
    e.area_kind, e.stage, e.measure, cast(e.ahead as integer) as ahead, y.school_year,
    cast(count(e.miss) as integer) as tests,
    cast(count(distinct e.target_year) as integer) as years,
    quantile_cont(e.miss, 0.5) as median_error,
    -- nine of ten tests missed by less; of fewer than ten, all of them
    case when count(e.miss) < 10 then max(e.miss) else quantile_cont(e.miss, 0.9) end as error
from missed e
join years y on e.target_year <= y.school_year
where e.miss is not null
group by e.area_kind, e.stage, e.measure, e.ahead, y.school_year
