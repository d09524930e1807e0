-- grain: counted township x kind of change, one school_year against the year before (strict reading)
select
    c.township_id,
    c.kind,
    c.cause
from status_change c
where c.school_year = $year
  and list_contains($districts, c.district_id)
order by c.district_id, c.township_id, c.kind
