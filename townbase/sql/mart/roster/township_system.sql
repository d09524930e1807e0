-- grain: township_id x school_year: the school system (63, 54), by most of its schools, else by most of its district's
-- zh: 乡镇学制表
with counted as (
    select township_id, district_id, school_year,
        sum(case when system = '54' then 1 else 0 end) as five_four,
        sum(case when system = '63' then 1 else 0 end) as six_three
    from roster
    where district_id is not null
    group by township_id, district_id, school_year
),
around as (
    select district_id, school_year, sum(five_four) as five_four, sum(six_three) as six_three
    from counted
    group by district_id, school_year
),
years as (
    select distinct school_year from roster
)
select
    t.township_id, y.school_year,
    case
        when coalesce(c.five_four, 0) + coalesce(c.six_three, 0) > 0
            then case when c.five_four > c.six_three then '54' else '63' end
        when coalesce(a.five_four, 0) > coalesce(a.six_three, 0) then '54'
        else '63'
    end as system
from township t
cross join years y
left join counted c on c.township_id = t.township_id and c.school_year = y.school_year
left join around a on a.district_id = t.district_id and a.school_year = y.school_year
