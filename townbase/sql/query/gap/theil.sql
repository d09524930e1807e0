-- grain: stage x resource x school_year: the Theil index of the city and its parts
select stage, resource, school_year, total, between_districts, sides_in_districts, rest, within_districts, between_sides, within_sides, schools
from theil
where school_year <= $year
  and ($stage is null or stage = $stage)
order by stage desc, resource, school_year
