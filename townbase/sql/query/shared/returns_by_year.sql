-- grain: school_year x extract: returns due and in, over the districts in scope, or one of them
select school_year, extract, unit,
    cast(sum(due) as integer) as due, cast(sum(reported) as integer) as reported
from township_returns
where list_contains($districts, district_id) and ($district is null or district_id = $district)
group by school_year, extract, unit
order by school_year desc, extract
