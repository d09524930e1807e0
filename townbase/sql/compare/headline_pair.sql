-- grain: area_kind x area_id x school_year: the headline (strict) of both versions side by side (null: not in that version)
with causes as (
    select 'city' as area_kind, 'city' as area_id, school_year, string_agg(distinct cause, ',' order by cause) as causes
    from (select school_year, unnest(string_split(causes, ',')) as cause from status_flip) as every
    group by school_year
    union all
    select 'district', district_id, school_year, string_agg(distinct cause, ',' order by cause)
    from (
        select before_district as district_id, school_year, unnest(string_split(causes, ',')) as cause from status_flip
        union all
        select now_district, school_year, unnest(string_split(causes, ',')) from status_flip
    ) as every
    where district_id is not null
    group by district_id, school_year
),
named as (
    select district_id, max(district_name) as district_name
    from (
        select before_district as district_id, before_district_name as district_name from township_pair
        union all
        select now_district, now_district_name from township_pair
    ) as every
    group by district_id
)
select
    coalesce(n.area_kind, b.area_kind) as area_kind, coalesce(n.area_id, b.area_id) as area_id,
    coalesce(n.school_year, b.school_year) as school_year, d.district_name,
    b.counted as before_counted, n.counted as now_counted, b.met as before_met, n.met as now_met,
    b.not_assessable as before_not_assessable, n.not_assessable as now_not_assessable,
    b.needed as before_needed, n.needed as now_needed,
    b.counted > 0 and b.met >= b.needed as before_reached, n.counted > 0 and n.met >= n.needed as now_reached,
    b.met is distinct from n.met or b.needed is distinct from n.needed or b.counted is distinct from n.counted
        or b.not_assessable is distinct from n.not_assessable as differs,
    case
        when b.school_year is null then 'new'
        when n.school_year is null then 'gone'
        else coalesce(c.causes, 'rule')
    end as causes
from (from before.headline where reading = 'strict') b
full join (from now.headline where reading = 'strict') n
    on n.area_kind = b.area_kind and n.area_id = b.area_id and n.school_year = b.school_year
left join causes c on c.area_kind = coalesce(n.area_kind, b.area_kind) and c.area_id = coalesce(n.area_id, b.area_id)
    and c.school_year = coalesce(n.school_year, b.school_year)
left join named d on d.district_id = coalesce(n.area_id, b.area_id)
