-- grain: township x stage x school_year that breaks the promise
-- zh: 每名户籍儿童在去向账目中恰好计入一处（不足 10 人的账目除外）
with delivered as (
    select township_id, stage, school_year, sum(children) as children
    from residency_row
    group by township_id, stage, school_year
    having count(*) = count(children) and sum(children) >= 10
),
shown as (
    select area_id as township_id, stage, school_year, sum(children) as children
    from flow
    where area_kind = 'township'
    group by area_id, stage, school_year
)
select coalesce(d.township_id, s.township_id) as township_id, coalesce(d.stage, s.stage) as stage,
    coalesce(d.school_year, s.school_year) as school_year
from delivered d
full join shown s on s.township_id = d.township_id and s.stage = d.stage and s.school_year = d.school_year
where coalesce(d.children, -1) <> coalesce(s.children, -1)
