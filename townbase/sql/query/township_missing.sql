-- what the district of one township has not returned in one year
select m.extract, m.due_schools, m.reported_schools
from missing_returns m
join township t on t.district_id = m.district_id
where t.township_id = $township and m.school_year = $year and list_contains($districts, t.district_id)
order by m.extract
