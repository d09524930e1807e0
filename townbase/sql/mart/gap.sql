-- grain: indicator_id x stage x area_kind (city, district) x area_id x school_year: town - urban, negative = town behind
with chosen as (
    select coalesce(max(case when key = 'urban_level' then value end), 'city') as urban_level
    from setting
),
paired as (
    select v.indicator_id, v.stage, v.area_kind, v.area_id, v.school_year, i.base_year, i.judged_year,
        v.value as town, v.coverage as town_coverage,
        city.value as city_urban, own.value as own_urban,
        case when c.urban_level = 'district' then coalesce(own.value, city.value) else city.value end as urban,
        case when i.rule in ('at_most', 'below') then -1 else 1 end as sign
    from scoped_value v
    cross join chosen c
    join indicator_stage i on i.indicator_id = v.indicator_id and i.stage = v.stage
    left join indicator_value city on city.area_kind = 'city' and city.scope = 'urban'
        and city.indicator_id = v.indicator_id and city.stage = v.stage and city.school_year = v.school_year
    left join indicator_value own on own.area_kind = v.area_kind and own.area_id = v.area_id and own.scope = 'urban'
        and own.indicator_id = v.indicator_id and own.stage = v.stage and own.school_year = v.school_year
    where v.area_kind in ('city', 'district') and i.origin = 'school' and i.scope <> 'seat_vs_other'
        and i.level = 'township'
),
apart as (
    select indicator_id, stage, area_kind, area_id, school_year, base_year, judged_year, town, town_coverage,
        city_urban, own_urban, urban,
        sign * (town - urban) as gap,
        sign * (town - city_urban) as city_gap,
        sign * (town - own_urban) as own_gap
    from paired
),
based as (
    select a.indicator_id, a.stage, a.area_kind, a.area_id, a.school_year, a.base_year, a.town, a.town_coverage,
        a.urban, a.gap, a.city_urban, a.city_gap, a.own_urban, a.own_gap, b.gap as base_gap,
        (a.gap - b.gap) / nullif(a.school_year - a.base_year, 0) as yearly
    from apart a
    left join apart b on b.indicator_id = a.indicator_id and b.stage = a.stage and b.area_kind = a.area_kind
        and b.area_id = a.area_id and b.school_year = a.base_year
)
select
    indicator_id, stage, area_kind, area_id, school_year, town, urban, gap, base_gap,
    case when school_year > base_year then gap > base_gap + 1e-9 end as closing,
    -- straight line from the base year; the year in which town has caught up
    case when gap < 0 and yearly > 1e-9 then cast(ceil(school_year - gap / yearly - 1e-9) as integer) end as closes_in,
    city_urban, city_gap, own_urban, own_gap, town_coverage
from based
where gap is not null
