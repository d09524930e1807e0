-- is there such a school in the districts that may be seen? At most one row.
select school_id, township_id, name
from school
where school_id = $school and list_contains($districts, district_id)
order by school_year desc
limit 1
