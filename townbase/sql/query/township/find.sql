-- grain: township, and school (in its last listed year up to the one asked for): what can be looked for by name or code
select
    t.township_id as id, t.name, t.district_name, cast(null as varchar) as township, t.township_id,
    t.kind, cast(null as integer) as school_year, false as is_school
from township t
where list_contains($districts, t.district_id) and ($district is null or t.district_id = $district)
union all
select
    s.school_id, s.name, t.district_name, t.name, s.township_id, s.kind, s.school_year, true
from school s
join township t on t.township_id = s.township_id
where s.school_year <= $year
  and list_contains($districts, t.district_id) and ($district is null or t.district_id = $district)
qualify row_number() over (partition by s.school_id order by s.school_year desc) = 1
order by is_school, township_id, id
