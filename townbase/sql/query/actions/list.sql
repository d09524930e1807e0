-- the ten actions with how many townships of the choice stand where, this year and the year before; kinds = of the choice
with chosen as (
    select t.township_id, t.kind
    from township t
    where list_contains($districts, t.district_id) and t.counted
        and ($district is null or t.district_id = $district)
        and ($counted = 'all' or ($counted = 'subdistrict') = (coalesce(t.kind, '') = '街道'))
        and ($batch is null or t.batch = $batch)
        and ($managing_body is null or t.managing_body = $managing_body)
)
select
    a.action, a.title, a.short, a.note, p.school_year, p.status,
    cast(count(p.township_id) as integer) as townships,
    cast(sum(p.judged) as integer) as judged, cast(sum(p.not_met) as integer) as not_met,
    cast(sum(p.tasks_overdue) as integer) as tasks_overdue,
    (select list(distinct coalesce(kind, '')) from chosen) as kinds,
    (select action_in_progress_from from chosen_setting) as in_progress_from
from actions a
left join (
    select q.action, q.township_id, q.school_year, q.status, q.judged, q.not_met, q.tasks_overdue
    from action_progress q
    join chosen c on c.township_id = q.township_id
    where q.school_year <= $year
) p on p.action = a.action
group by a.action, a.title, a.short, a.note, p.school_year, p.status
order by a.action, p.school_year, p.status
