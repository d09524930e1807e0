-- grain: district x extract, one school_year: how many schools owe a return and how many sent it
select
    m.district_id,
    m.extract,
    m.due_schools,
    m.reported_schools
from missing_returns m
where m.school_year = $year
  and list_contains($districts, m.district_id)
order by m.district_id, m.extract
