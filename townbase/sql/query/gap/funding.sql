-- grain: counted township: money received for better conditions since the base year, its pupils, and how its condition rows moved
with term as (
    select min(base_year) as base_year from goals
),
money as (
    -- a year whose money is not told leaves the sum unknown
    select m.township_id, case when count(*) = $year - t.base_year then sum(m.value) end as received
    from township_measurement m
    cross join term t
    where m.measure = 'received' and m.school_year > t.base_year and m.school_year <= $year
    group by m.township_id, t.base_year
),
enrolled as (
    select area_id as township_id, sum(pupils) as pupils
    from roll
    where area_kind = 'township' and school_year = $year and stage in ('preschool', 'primary', 'junior')
    group by area_id
),
condition_row as (
    -- core rows of the action that the money is for, judged in both years
    select n.township_id, n.attainment as now, b.attainment as before
    from progress n
    cross join term t
    join progress b on b.township_id = n.township_id and b.indicator_id = n.indicator_id and b.stage = n.stage
        and b.school_year = t.base_year and b.attainment is not null
    where n.school_year = $year and n.role = 'core' and n.level = 'township' and n.attainment is not null
        and n.action = (select min(action) from indicators where numerator = 'received')
),
moved as (
    select township_id, count(*) as rows, avg(now) as now, avg(before) as before
    from condition_row
    group by township_id
)
select t.township_id, t.name, t.district_id, coalesce(t.district_name, t.district_id) as district_name,
    m.received, cast(e.pupils as integer) as pupils, m.received / nullif(e.pupils, 0) as each_pupil,
    cast(v.rows as integer) as rows, v.before, v.now, v.now - v.before as change
from township t
left join money m on m.township_id = t.township_id
left join enrolled e on e.township_id = t.township_id
left join moved v on v.township_id = t.township_id
where t.counted and list_contains($districts, t.district_id) and ($district is null or t.district_id = $district)
order by t.district_id, t.township_id
