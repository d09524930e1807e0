-- grain: counted township x named reading of one school_year: where it stands under it, and under the published one
select r.reading, r.township_id, p.status as published, r.status
from township_reading r
join township_reading p on p.reading = 'strict' and p.township_id = r.township_id and p.school_year = r.school_year
where r.school_year = $year and list_contains($districts, r.district_id)
order by r.reading, r.township_id
