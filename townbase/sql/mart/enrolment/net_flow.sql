-- grain: area_kind (township, district, city) x area_id x stage x school_year: pupils against registered children, and town against urban
-- zh: 净流动表
with met as (
    select l.area_id as township_id, t.district_id, l.stage, l.school_year, l.found, p.value as pupils
    from local_enrolment l
    join township t on t.township_id = l.area_id
    left join township_measurement p on p.township_id = l.area_id and p.stage = l.stage
        and p.school_year = l.school_year and p.measure = 'pupils'
    left join township_stage s on s.township_id = l.area_id and s.stage = l.stage and s.school_year = l.school_year
    where l.area_kind = 'township' and l.found is not null
        -- without a school of the stage the pupils are rightly none
        and (p.value is not null or (s.schools = 0 and s.rostered))
),
moved as (
    select f.area_id as township_id, home.district_id, f.stage, f.school_year, f.children,
        case when home.area = 'town' and goal.area = 'urban' then f.children else 0 end as to_urban,
        0 as from_urban,
        case when home.area = 'town' and f.destination = 'other_city' then f.children else 0 end as to_other_city,
        case when home.area = 'town' and f.destination in ('folded', 'undivided') then f.children else 0 end as untold
    from flow f
    join township home on home.township_id = f.area_id
    left join township goal on goal.township_id = f.destination
    where f.area_kind = 'township' and f.part = 'elsewhere'
    union all
    select f.destination as township_id, goal.district_id, f.stage, f.school_year, f.children,
        0 as to_urban, f.children as from_urban, 0 as to_other_city, 0 as untold
    from flow f
    join township home on home.township_id = f.area_id
    join township goal on goal.township_id = f.destination
    where f.area_kind = 'township' and f.part = 'elsewhere' and home.area = 'urban' and goal.area = 'town'
),
every as (
    select township_id, district_id, stage, school_year, pupils, found, 1 as complete,
        0 as to_urban, 0 as from_urban, 0 as to_other_city, 0 as untold
    from met
    union all
    select township_id, district_id, stage, school_year, null as pupils, null as found, 0 as complete,
        to_urban, from_urban, to_other_city, untold
    from moved
),
areas as (
    select 'township' as area_kind, township_id as area_id, stage, school_year, pupils, found, complete,
        to_urban, from_urban, to_other_city, untold
    from every
    union all
    select 'district' as area_kind, district_id as area_id, stage, school_year, pupils, found, complete,
        to_urban, from_urban, to_other_city, untold
    from every
    union all
    select 'city' as area_kind, 'city' as area_id, stage, school_year, pupils, found, complete,
        to_urban, from_urban, to_other_city, untold
    from every
),
summed as (
    select
        area_kind, area_id, stage, school_year,
        cast(sum(pupils) as bigint) as pupils,
        cast(sum(found) as bigint) as found,
        cast(case when max(complete) = 1 then sum(case when complete = 1 then coalesce(pupils, 0) - found end) end as bigint) as net,
        cast(sum(complete) as integer) as townships,
        cast(sum(to_urban) as bigint) as town_to_urban,
        cast(sum(from_urban) as bigint) as urban_to_town,
        cast(sum(to_other_city) as bigint) as town_to_other_city,
        cast(sum(untold) as bigint) as town_untold
    from areas
    group by area_kind, area_id, stage, school_year
)
select
    s.area_kind, s.area_id, s.stage, s.school_year, s.pupils, s.found, s.net, s.townships,
    s.town_to_urban, s.urban_to_town, s.town_to_other_city, s.town_untold,
    -- a year of clearly fewer townships than the fullest is not a year of fewer moves
    s.townships >= c.same_townships * max(s.townships) over (partition by s.area_kind, s.area_id, s.stage) - 1e-9 as comparable
from summed s
cross join chosen_setting c
