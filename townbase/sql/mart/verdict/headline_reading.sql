-- grain: area_kind (city, district) x area_id x school_year x reading: how many meet all six goals under each named reading
-- zh: 各口径结论数表
with areas as (
    select 'city' as area_kind, 'city' as area_id, school_year, reading, published, status
    from township_reading
    union all
    select 'district' as area_kind, district_id as area_id, school_year, reading, published, status
    from township_reading
),
counted as (
    select area_kind, area_id, school_year, reading,
        count(*) as counted,
        sum(case when status = 'met' then 1 else 0 end) as met,
        sum(case when status = 'not_met' then 1 else 0 end) as not_met,
        sum(case when status = 'not_assessable' then 1 else 0 end) as not_assessable,
        sum(case when status = 'met' and published <> 'met' then 1 else 0 end) as turned_to_met,
        sum(case when status <> 'met' and published = 'met' then 1 else 0 end) as turned_from_met
    from areas
    group by area_kind, area_id, school_year, reading
)
select h.area_kind, h.area_id, h.school_year, r.reading,
    cast(coalesce(n.counted, 0) as integer) as counted,
    cast(coalesce(n.met, 0) as integer) as met,
    cast(coalesce(n.met, 0) + coalesce(n.not_met, 0) as integer) as judged,
    cast(coalesce(n.not_met, 0) as integer) as not_met,
    cast(coalesce(n.not_assessable, 0) as integer) as not_assessable,
    cast(ceil(s.townships_needed * coalesce(n.counted, 0) - 1e-9) as integer) as needed,
    -- against the published reading of the same townships
    cast(coalesce(n.turned_to_met, 0) as integer) as turned_to_met,
    cast(coalesce(n.turned_from_met, 0) as integer) as turned_from_met,
    h.is_base_year
from headline h
cross join reading r
cross join chosen_setting s
left join counted n on n.area_kind = h.area_kind and n.area_id = h.area_id and n.school_year = h.school_year
    and n.reading = r.reading
where h.reading = 'strict'
