-- grain: district_id x stage x school_year: how many schools pass in the seven resources (six at the threshold, the rest at 85 %)
-- zh: 七项资源达标表
with due as (
    select district_id, stage, school_year, count(*) as due
    from resource_due
    where district_id is not null
    group by district_id, stage, school_year
),
school as (
    select district_id, stage, school_year, delivered_id,
        sum(case when met then 1 else 0 end) >= 6 and sum(case when near then 0 else 1 end) = 0 as passes
    from school_resource
    where district_id is not null
    group by district_id, stage, school_year, delivered_id
    having count(value) = 7
)
select
    s.district_id, s.stage, s.school_year,
    cast(sum(case when s.passes then 1 else 0 end) as integer) as passing,
    cast(count(*) as integer) as schools,
    cast(max(d.due) as integer) as due
from school s
join due d on d.district_id = s.district_id and d.stage = s.stage and d.school_year = s.school_year
group by s.district_id, s.stage, s.school_year
