-- grain: area (the city and every district in scope) x school_year x reading: the headline counted anew over the counted townships that filters leave
-- as overview/headline; $counted: all, town (not 街道), subdistrict (街道); null in $batch, $managing_body leaves nothing out
with chosen as (
    select t.township_id
    from township t
    where t.counted
      and ($counted = 'all' or ($counted = 'subdistrict') = (coalesce(t.kind, '') = '街道'))
      and ($batch is null or t.batch = $batch)
      and ($managing_body is null or t.managing_body = $managing_body)
),
placed as (
    select s.district_id, s.school_year, s.reading, s.status, s.slightly_below
    from township_status s
    join chosen t on t.township_id = s.township_id
),
summed as (
    select
        case when grouping(district_id) = 1 then 'city' else 'district' end as area_kind,
        case when grouping(district_id) = 1 then 'city' else district_id end as area_id,
        school_year, reading,
        count(*) as counted,
        count(*) filter (where status = 'met') as met,
        count(*) filter (where status = 'met' and slightly_below > 0) as met_slightly_below,
        count(*) filter (where status = 'not_met') as not_met,
        count(*) filter (where status = 'not_assessable') as not_assessable
    from placed
    group by grouping sets ((district_id, school_year, reading), (school_year, reading))
)
select
    n.area_kind, n.area_id, n.school_year, n.reading,
    cast(n.counted as integer) as counted,
    cast(n.met as integer) as met,
    cast(n.met_slightly_below as integer) as met_slightly_below,
    cast(n.not_met as integer) as not_met,
    cast(n.not_assessable as integer) as not_assessable,
    cast(ceil(c.townships_needed * n.counted - 1e-9) as integer) as needed,
    c.townships_needed as needed_share
from summed n
cross join chosen_setting c
where n.area_kind = 'city' or list_contains($districts, n.area_id)
order by n.area_kind, n.area_id, n.school_year, n.reading
