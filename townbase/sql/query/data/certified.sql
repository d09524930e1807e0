-- grain: township x goal that inspectors decided, followed to today's codes, with what is computed for that school year
with decided as (
    select coalesce(code.new_id, c.township_id) as township_id, c.township_id as delivered_id, c.goal, c.result,
        c.decided_on, c.decided_by, c.source_file, c.source_row,
        -- a school year begins on 1 September; a decision without a date is held against the judged year
        cast(coalesce(year(c.decided_on) - case when month(c.decided_on) < 9 then 1 else 0 end, g.judged_year) as integer)
            as school_year,
        g.title as goal_title
    from certification c
    left join code_followed code on code.kind = 'township' and code.old_id = c.township_id
    left join goals g on cast(g.goal as integer) = c.goal
    where c.result is not null
)
select
    d.township_id, t.name, t.district_id, t.district_name, d.delivered_id, d.goal, d.goal_title, d.result, d.decided_on,
    d.decided_by, d.source_file, d.source_row, d.school_year,
    p.status, p.judged, p.met, p.not_met, p.missing
from decided d
left join township t on t.township_id = d.township_id
left join goal_progress p
    on p.township_id = d.township_id and p.goal = d.goal and p.school_year = d.school_year and p.reading = 'strict'
where list_contains($districts, t.district_id)
    -- of a place that nobody lists: only for who sees the whole city
    or (t.district_id is null and not exists (select 1 from township x where not list_contains($districts, x.district_id)))
order by t.district_id, d.township_id, d.goal, d.decided_on
