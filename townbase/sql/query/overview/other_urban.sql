-- grain: counted township, one school_year: where it would stand (strict) if 不低于城区 were held against the other urban
-- value: the district's own where the city's is judged, and the other way round; `held` rows have such a value
with rows_of as (
    select
        p.township_id,
        p.district_id,
        count(distinct p.goal) as goals,
        sum(case when coalesce(p.verdict_district_urban, p.verdict) = 'not_met' then 1 else 0 end) as not_met,
        sum(case when p.verdict in ('no_data', 'too_small') then 1 else 0 end) as missing,
        sum(case when p.verdict in ('met', 'not_met') then 1 else 0 end) as judged,
        sum(case when p.verdict_district_urban is not null then 1 else 0 end) as held
    from progress p
    where p.counted and p.role = 'core' and p.level = 'township' and p.school_year = $year
    group by p.township_id, p.district_id
)
select
    township_id,
    case
        when not_met > 0 then 'not_met'
        when missing > 0 or judged = 0 or goals < (select count(*) from goals) then 'not_assessable'
        else 'met'
    end as status,
    cast(held as integer) as held,
    (select coalesce(max(case when key = 'urban_level' then value end), 'city') from setting) as urban_level
from rows_of
where list_contains($districts, district_id)
order by township_id
