-- grain: township x school_year that breaks the promise
-- zh: 每个纳入范围的乡镇每学年每项行动恰有一行
with wanted as (
    select count(distinct action) as actions from actions
),
places as (
    select distinct township_id, school_year
    from township_stage
    where counted and school_year >= (select min(base_year) from goals)
),
found as (
    select township_id, school_year, count(*) as found, count(distinct action) as different
    from action_progress
    group by township_id, school_year
)
select p.township_id, p.school_year, w.actions, f.found
from places p
cross join wanted w
left join found f on f.township_id = p.township_id and f.school_year = p.school_year
where coalesce(f.found, 0) <> w.actions or coalesce(f.different, 0) <> w.actions
