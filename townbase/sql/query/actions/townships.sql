-- the counted townships of the choice under one action, in official order
select
    t.township_id, t.name, t.district_id, t.district_name, t.kind,
    p.judged, p.met, p.not_met, p.unmet_core, p.missing, p.borderline,
    p.tasks_due, p.tasks_done, p.tasks_overdue, p.status, b.status as status_before, s.status as township_status
from township t
left join action_progress p
    on p.township_id = t.township_id and p.action = $action and p.school_year = $year
left join action_progress b
    on b.township_id = t.township_id and b.action = $action and b.school_year = $year - 1
left join township_status s
    on s.township_id = t.township_id and s.school_year = $year and s.reading = 'strict'
where list_contains($districts, t.district_id) and t.counted
    and ($district is null or t.district_id = $district)
    and ($counted = 'all' or ($counted = 'subdistrict') = (coalesce(t.kind, '') = '街道'))
    and ($batch is null or t.batch = $batch)
    and ($managing_body is null or t.managing_body = $managing_body)
order by t.district_id, t.township_id
