-- how many of the chosen townships of each district stand where under one action, every year up to the chosen one
select
    t.district_id, max(t.district_name) as district_name, p.school_year,
    cast(count(p.township_id) as integer) as townships,
    cast(count(case when p.status = 'met' then 1 end) as integer) as met,
    cast(count(case when p.status in ('in_progress', 'behind') then 1 end) as integer) as not_met,
    cast(count(case when p.status = 'behind' then 1 end) as integer) as behind,
    cast(count(case when p.status = 'not_assessable' then 1 end) as integer) as waiting
from action_progress p
join township t on t.township_id = p.township_id
join goals g on g.goal = (select min(h.goal) from goals h)
where p.action = $action and p.school_year <= $year and p.school_year >= g.base_year
    and t.counted and list_contains($districts, t.district_id)
    and ($district is null or t.district_id = $district)
    and ($counted = 'all' or ($counted = 'subdistrict') = (coalesce(t.kind, '') = '街道'))
    and ($batch is null or t.batch = $batch)
    and ($managing_body is null or t.managing_body = $managing_body)
group by t.district_id, p.school_year
order by t.district_id, p.school_year
