-- grain: counted township, one school_year: where it would stand (strict) if 不低于城区 were held against the other urban
-- value: the district's own where the city's is judged, and the other way round; `held` rows have such a value
with held as (
    select township_id, cast(count(*) as integer) as held
    from progress
    where counted and role = 'core' and level = 'township' and school_year = $year and verdict_district_urban is not null
    group by township_id
)
select r.township_id, r.status, coalesce(h.held, 0) as held, c.urban_level
from township_reading r
cross join chosen_setting c
left join held h on h.township_id = r.township_id
where r.reading = 'other_urban' and r.school_year = $year and list_contains($districts, r.district_id)
order by r.township_id
