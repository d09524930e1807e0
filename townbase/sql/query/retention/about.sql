-- grain: township: who serves its children, its side and school system, whether children were delivered by birth year, and the base year
select t.township_id, t.name, t.district_id, t.district_name, t.area, t.kind, t.former_ids, d.side,
    p.name as primary_served_by, j.name as junior_served_by, y.system,
    exists (select 1 from source_file where extract = 'children') as has_births,
    (select min(school_year) from year_status where is_base_year) as base_year
from township t
left join township_side d on d.township_id = t.township_id
left join township p on p.township_id = t.primary_served_by and list_contains($districts, p.district_id)
left join township j on j.township_id = t.junior_served_by and list_contains($districts, j.district_id)
left join township_system y on y.township_id = t.township_id and y.school_year = $year
where list_contains($districts, t.district_id)
order by t.township_id
