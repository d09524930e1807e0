-- the last year in which a school is listed, before one year; at most one row
select s.name, s.school_year
from school s
where s.school_id = $school and s.school_year < $year and list_contains($districts, s.district_id)
order by s.school_year desc
limit 1
