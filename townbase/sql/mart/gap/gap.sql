-- grain: indicator_id x stage x area_kind (city, district) x area_id x school_year: town - urban, negative = town behind
-- zh: 城乡差距表
with every as (
    select g.indicator_id, g.stage, g.area_kind, g.area_id, g.school_year, g.against, g.town, g.urban, g.urban_from,
        g.gap, g.base_gap, g.closing, g.closes_in, g.change_town, g.change_urban, g.change_pupils, g.town_coverage, g.covered
    from gap_against g
    where g.area_kind in ('city', 'district')
)
select
    j.indicator_id, j.stage, j.area_kind, j.area_id, j.school_year,
    j.town, j.urban, j.gap, j.base_gap, j.closing, j.closes_in,
    j.change_town, j.change_urban, j.change_pupils,
    city.urban as city_urban, city.gap as city_gap,
    case when own.urban_from = own.area_kind then own.urban end as own_urban,
    case when own.urban_from = own.area_kind then own.gap end as own_gap,
    j.town_coverage, j.covered
from every j
join chosen_setting c on c.urban_level = j.against
left join every city on city.against = 'city' and city.urban_from = 'city' and city.indicator_id = j.indicator_id
    and city.stage = j.stage and city.area_kind = j.area_kind and city.area_id = j.area_id
    and city.school_year = j.school_year
left join every own on own.against = 'district' and own.indicator_id = j.indicator_id
    and own.stage = j.stage and own.area_kind = j.area_kind and own.area_id = j.area_id
    and own.school_year = j.school_year
