-- grain: township x school_year x reading that breaks the promise
-- zh: 每个纳入范围的乡镇每学年每项目标在两种读法下各恰有一行
with wanted as (
    select count(distinct goal) as goals from goals
),
places as (
    select distinct township_id, school_year, reading
    from township_stage
    cross join (values ('strict'), ('six_of_seven')) as r(reading)
    where counted and school_year >= (select min(base_year) from goals)
),
found as (
    select township_id, school_year, reading, count(*) as found, count(distinct goal) as different
    from goal_progress
    group by township_id, school_year, reading
)
select p.township_id, p.school_year, p.reading, w.goals, f.found
from places p
cross join wanted w
left join found f on f.township_id = p.township_id and f.school_year = p.school_year and f.reading = p.reading
where coalesce(f.found, 0) <> w.goals or coalesce(f.different, 0) <> w.goals
