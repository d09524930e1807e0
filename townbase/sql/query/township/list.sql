-- every township of the scope to choose from, in official order, with its word of the year
select
    t.district_id, t.district_name, t.township_id, t.name, t.kind, t.counted, t.counted_known,
    s.status, s.goals_met, s.goals_not_met, s.goals_not_assessable, s.unmet_core, s.tasks_overdue,
    $year <= (select min(base_year) from goals) as is_base_year
from township t
left join township_status s
    on s.township_id = t.township_id and s.school_year = $year and s.reading = 'strict'
where list_contains($districts, t.district_id)
    and ($district is null or t.district_id = $district)
    and ($counted = 'all' or ($counted = 'subdistrict') = (coalesce(t.kind, '') = '街道'))
    and ($batch is null or t.batch = $batch)
    and ($managing_body is null or t.managing_body = $managing_body)
order by t.district_id, t.township_id
