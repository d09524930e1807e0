-- grain: series (indicator, account) x area_kind x area_id x indicator_id x stage x school_year: how a value has moved since its base year
-- zh: 逐年变化表
with account_base as (
    select min(cast(base_year as integer)) as base_year from goals
),
series as (
    -- a year counts as present when enough returns are in and the value may be shown
    select 'indicator' as series, v.area_kind, v.area_id, v.indicator_id, v.stage, v.school_year, i.base_year,
        case when v.covered and v.withheld = 0 then v.value
            when v.covered and v.area_kind <> 'township' then v.value end as value
    from scoped_value v
    join indicator_stage i on i.indicator_id = v.indicator_id and i.stage = v.stage
    where i.rule = 'rising'
    union all
    select 'account' as series, a.area_kind, a.area_id, 'local_account' as indicator_id, a.stage, a.school_year,
        b.base_year, cast(a.local as double) / nullif(a.found, 0) as value
    from local_account a
    cross join account_base b
),
stepped as (
    select s.series, s.area_kind, s.area_id, s.indicator_id, s.stage, s.school_year, s.base_year, s.value,
        p.value as last_value,
        case when s.value > p.value + 1e-9 then 1 else 0 end as step_up
    from series s
    left join series p on p.series = s.series and p.area_kind = s.area_kind and p.area_id = s.area_id
        and p.indicator_id = s.indicator_id and p.stage = s.stage and p.school_year = s.school_year - 1
    where s.school_year >= s.base_year
),
since as (
    select y.series, y.area_kind, y.area_id, y.indicator_id, y.stage, y.school_year,
        sum(case when h.value is not null then 1 else 0 end) as years_present,
        sum(case when h.school_year < y.school_year and h.value is not null then 1 else 0 end) as earlier_present,
        sum(case when h.school_year > h.base_year then h.step_up else 0 end) as steps_up,
        max(case when h.school_year = h.base_year then h.value end) as base_value
    from stepped y
    join stepped h on h.series = y.series and h.area_kind = y.area_kind and h.area_id = y.area_id
        and h.indicator_id = y.indicator_id and h.stage = y.stage and h.school_year <= y.school_year
    group by y.series, y.area_kind, y.area_id, y.indicator_id, y.stage, y.school_year
)
select
    y.series, y.area_kind, y.area_id, y.indicator_id, y.stage, y.school_year, y.base_year,
    y.value, y.last_value, n.base_value,
    cast(n.years_present as integer) as years_present,
    cast(n.steps_up as integer) as steps_up,
    case
        when y.value is null then null
        when n.earlier_present = 0 then 'first_year'
        when n.years_present < y.school_year - y.base_year + 1 then 'missing_year'
        when n.steps_up = y.school_year - y.base_year then 'each_year'
        when y.value >= c.held_high - 1e-9 and y.last_value >= c.held_high - 1e-9 then 'high'
        when y.value > n.base_value + 1e-9 then 'overall'
        else 'none'
    end as word
from stepped y
cross join chosen_setting c
join since n on n.series = y.series and n.area_kind = y.area_kind and n.area_id = y.area_id
    and n.indicator_id = y.indicator_id and n.stage = y.stage and n.school_year = y.school_year
