-- grain: batch of counted townships: how they stand in the year and stood the year before
select coalesce(t.batch, '') as batch,
    cast(count(*) as integer) as counted,
    cast(count(case when s.status = 'met' then 1 end) as integer) as met,
    cast(count(case when s.status = 'not_assessable' then 1 end) as integer) as not_assessable,
    cast(count(b.status) as integer) as counted_before,
    cast(count(case when b.status = 'met' then 1 end) as integer) as met_before,
    cast(sum(s.unmet_core) as integer) as unmet_core,
    cast(sum(b.unmet_core) as integer) as unmet_before
from township_status s
join township t on t.township_id = s.township_id
left join township_status b on b.township_id = s.township_id and b.reading = s.reading
    and b.school_year = s.school_year - 1 and b.school_year > (select min(base_year) from goals)
where s.school_year = $year and s.reading = 'strict'
    and list_contains($districts, s.district_id) and ($district is null or s.district_id = $district)
group by coalesce(t.batch, '')
order by batch
