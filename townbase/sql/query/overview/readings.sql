-- grain: counted township x named reading of one school_year: where it stands under it, and under the published one
select r.reading, r.township_id, r.published, r.status
from township_reading r
where r.school_year = $year and list_contains($districts, r.district_id)
order by r.reading, r.township_id
