-- grain: counted township x named reading of one school_year: where it stands under it, and under the published one
select r.reading, n.position, r.township_id, r.published, r.status
from township_reading r
join reading n on n.reading = r.reading
where r.school_year = $year and list_contains($districts, r.district_id)
order by n.position, r.township_id
