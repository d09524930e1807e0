-- grain: township with a certified goal x school year of the decision (without its day: the year the goals are judged in):
-- how many of its goals inspectors signed as met and not met
with dated as (
    select
        t.township_id, t.district_id, c.result,
        cast(coalesce(year(c.decided_on) - case when month(c.decided_on) < 9 then 1 else 0 end, g.judged_year) as integer) as school_year
    from certification c
    left join code_followed code on code.kind = 'township' and code.old_id = c.township_id
    join township t on t.township_id = coalesce(code.new_id, c.township_id)
    join goals g on cast(g.goal as integer) = c.goal
    where c.result is not null
)
select
    township_id,
    school_year,
    cast(sum(case when result = 'met' then 1 else 0 end) as integer) as goals_met,
    cast(sum(case when result = 'not_met' then 1 else 0 end) as integer) as goals_not_met
from dated
where list_contains($districts, district_id)
group by township_id, school_year
order by township_id, school_year
