-- grain: township_id x goal x school_year x reading (strict, six_of_seven), counted townships only
-- zh: 乡镇目标表
with places as (
    select distinct p.township_id, p.district_id, p.school_year, cast(g.goal as integer) as goal
    from township_stage p
    cross join goals g
    where p.counted and p.school_year >= (select min(base_year) from goals)
),
core_rows as (
    select township_id, goal, school_year,
        count(*) as core_rows,
        sum(case when verdict in ('met', 'not_met') then 1 else 0 end) as judged,
        sum(case when verdict = 'met' then 1 else 0 end) as met,
        sum(case when verdict = 'not_met' then 1 else 0 end) as not_met,
        sum(case when state = 'slightly_below' then 1 else 0 end) as slightly_below,
        sum(case when verdict in ('no_data', 'too_small') then 1 else 0 end) as missing,
        -- unmet and not near the target: a row without attainment (rising) has to be met
        sum(case when verdict = 'not_met' and coalesce(attainment, 0) < 0.85 - 1e-9 then 1 else 0 end) as far
    from progress
    where role = 'core' and level = 'township'
    group by township_id, goal, school_year
),
counted as (
    select p.township_id, p.district_id, p.goal, p.school_year,
        coalesce(c.core_rows, 0) as core_rows, coalesce(c.judged, 0) as judged, coalesce(c.met, 0) as met,
        coalesce(c.not_met, 0) as not_met, coalesce(c.missing, 0) as missing, coalesce(c.far, 0) as far,
        coalesce(c.slightly_below, 0) as slightly_below
    from places p
    left join core_rows c on c.township_id = p.township_id and c.goal = p.goal and c.school_year = p.school_year
),
read_twice as (
    select township_id, district_id, goal, school_year, reading, core_rows, judged, met, not_met, missing, slightly_below,
        case
            when reading = 'six_of_seven' and judged >= 7 then 7 * met < 6 * judged or far > 0
            else not_met > 0
        end as failed
    from counted
    cross join (values ('strict'), ('six_of_seven')) as r(reading)
)
select
    township_id, district_id, goal, school_year, reading,
    cast(judged as integer) as judged, cast(met as integer) as met, cast(not_met as integer) as not_met,
    cast(missing as integer) as missing,
    cast(slightly_below as integer) as slightly_below,
    case
        when failed then 'not_met'
        when missing > 0 then 'not_assessable'
        when judged > 0 then 'met'
        -- all rows not applicable: in nobody's way; no row at all: never met
        when core_rows > 0 then 'not_applicable'
        else 'not_assessable'
    end as status
from read_twice
