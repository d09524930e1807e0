-- grain: school_year x reading that breaks the promise
-- zh: 各区县达标、未达标、暂不能判定的乡镇数相加等于全市数
with summed as (
    select school_year, reading, sum(counted) as counted, sum(met) as met, sum(not_met) as not_met,
        sum(not_assessable) as not_assessable
    from headline
    where area_kind = 'district'
    group by school_year, reading
)
select c.school_year, c.reading, c.counted, s.counted as counted_in_districts
from headline c
left join summed s on s.school_year = c.school_year and s.reading = c.reading
where c.area_kind = 'city'
    and (c.counted <> coalesce(s.counted, 0) or c.met <> coalesce(s.met, 0) or c.not_met <> coalesce(s.not_met, 0)
        or c.not_assessable <> coalesce(s.not_assessable, 0))
