-- grain: school_year x reading (in their order): the headline counted anew over the counted townships that filters leave
-- $counted: all, town (not 街道), subdistrict (街道); null in $district, $batch, $managing_body leaves nothing out
with chosen as (
    select t.township_id
    from township t
    where t.counted
      and list_contains($districts, t.district_id)
      and ($district is null or t.district_id = $district)
      and ($counted = 'all' or ($counted = 'subdistrict') = (coalesce(t.kind, '') = '街道'))
      and ($batch is null or t.batch = $batch)
      and ($managing_body is null or t.managing_body = $managing_body)
)
select
    r.school_year, r.reading,
    cast(count(*) as integer) as counted,
    cast(count(*) filter (where r.status = 'met') as integer) as met,
    cast(count(*) filter (where r.status = 'met' and s.slightly_below > 0 and r.reading = 'strict') as integer) as met_slightly_below,
    cast(count(*) filter (where r.status = 'not_met') as integer) as not_met,
    cast(count(*) filter (where r.status = 'not_assessable') as integer) as not_assessable,
    cast(ceil(max(c.townships_needed) * count(*) - 1e-9) as integer) as needed,
    max(c.townships_needed) as needed_share,
    cast(count(*) filter (where r.status = 'met' and r.published <> 'met') as integer) as turned_to_met,
    cast(count(*) filter (where r.status <> 'met' and r.published = 'met') as integer) as turned_from_met
from township_reading r
join chosen t on t.township_id = r.township_id
join township_status s on s.township_id = r.township_id and s.school_year = r.school_year and s.reading = 'strict'
join reading o on o.reading = r.reading
cross join chosen_setting c
group by r.school_year, r.reading, o.position
order by r.school_year, o.position
