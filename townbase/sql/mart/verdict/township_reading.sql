-- grain: township_id x school_year x reading: where a counted township stands under each named reading (towns and streets: those alone)
-- zh: 乡镇各口径结论表
with core_rows as (
    select township_id, district_id, school_year, goal,
        count(*) as core_rows,
        sum(case when verdict in ('met', 'not_met') then 1 else 0 end) as judged,
        sum(case when verdict = 'not_met' then 1 else 0 end) as not_met,
        sum(case when verdict in ('no_data', 'too_small') then 1 else 0 end) as missing
    from progress
    where counted and role = 'core' and level = 'township'
    group by township_id, district_id, school_year, goal
),
moved as (
    -- what the turned rows of a goal add to its counts
    select township_id, school_year, goal, reading, count(*) as turned,
        sum(case when verdict = 'not_met' then 1 else 0 end - case when published = 'not_met' then 1 else 0 end) as not_met,
        sum(case when verdict in ('no_data', 'too_small') then 1 else 0 end
            - case when published in ('no_data', 'too_small') then 1 else 0 end) as missing,
        sum(case when verdict in ('met', 'not_met') then 1 else 0 end
            - case when published in ('met', 'not_met') then 1 else 0 end) as judged
    from turned_row
    group by township_id, school_year, goal, reading
),
goals_of as (
    select g.township_id, g.district_id, g.school_year, g.goal, r.reading, coalesce(m.turned, 0) as turned,
        coalesce(c.core_rows, 0) as core_rows,
        coalesce(c.judged, 0) + coalesce(m.judged, 0) as judged,
        coalesce(c.not_met, 0) + coalesce(m.not_met, 0) as not_met,
        coalesce(c.missing, 0) + coalesce(m.missing, 0) as missing
    from goal_progress g
    join reading r on r.turns in ('nothing', 'rows')
    left join core_rows c on c.township_id = g.township_id and c.school_year = g.school_year and c.goal = g.goal
    left join moved m on m.township_id = g.township_id and m.school_year = g.school_year and m.goal = g.goal
        and m.reading = r.reading
    where g.reading = 'strict'
),
counted as (
    select township_id, district_id, school_year, reading, sum(turned) as turned,
        sum(case when not_met > 0 then 1 else 0 end) as goals_not_met,
        sum(case when not_met = 0 and (missing > 0 or core_rows = 0) then 1 else 0 end) as goals_open,
        sum(case when not_met = 0 and missing = 0 and judged > 0 then 1 else 0 end) as goals_met
    from goals_of
    group by township_id, district_id, school_year, reading
),
by_rows as (
    select township_id, district_id, school_year, reading, turned,
        case when goals_not_met > 0 then 'not_met' when goals_open > 0 or goals_met = 0 then 'not_assessable' else 'met' end as status
    from counted
)
select b.township_id, b.district_id, b.school_year, b.reading, s.status as published, b.status,
    cast(b.turned as integer) as turned_rows
from by_rows b
join township_status s on s.township_id = b.township_id and s.school_year = b.school_year and s.reading = 'strict'
union all
select s.township_id, s.district_id, s.school_year, s.reading, p.status as published, s.status, cast(0 as integer) as turned_rows
from township_status s
join township_status p on p.township_id = s.township_id and p.school_year = s.school_year and p.reading = 'strict'
where s.reading = 'six_of_seven'
union all
select s.township_id, s.district_id, s.school_year, r.reading, s.status as published, s.status, cast(0 as integer) as turned_rows
from township_status s
join township t on t.township_id = s.township_id
join reading r on r.turns = 'places' and (r.reading = 'streets') = (coalesce(t.kind, '') = '街道')
where s.reading = 'strict'
