-- grain: school_year x extract: returns due and in, over the districts in scope, or one of them; roster_whole: the city's roster of the year is all there
select r.school_year, r.extract, r.unit,
    cast(sum(r.due) as integer) as due, cast(sum(r.reported) as integer) as reported,
    coalesce(bool_and(y.roster_whole), true) as roster_whole
from township_returns r
left join roster_year y on y.school_year = r.school_year
where list_contains($districts, r.district_id) and ($district is null or r.district_id = $district)
group by r.school_year, r.extract, r.unit
order by r.school_year desc, r.extract
