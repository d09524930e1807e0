-- grain: area_kind (city, district) x area_id x school_year x reading: against the share of the counted townships that the plan asks for
-- zh: 总览数表
with years as (
    select distinct school_year
    from township_stage
    where school_year >= (select min(base_year) from goals)
),
areas as (
    select 'city' as area_kind, 'city' as area_id
    union all
    select distinct 'district' as area_kind, district_id as area_id
    from township
),
placed as (
    select 'city' as area_kind, 'city' as area_id, school_year, reading, status, slightly_below, tasks_overdue
    from township_status
    union all
    select 'district' as area_kind, district_id as area_id, school_year, reading, status, slightly_below, tasks_overdue
    from township_status
),
counted as (
    select a.area_kind, a.area_id, y.school_year, r.reading,
        count(p.status) as counted,
        coalesce(sum(case when p.status = 'met' then 1 else 0 end), 0) as met,
        coalesce(sum(case when p.status = 'met' and p.slightly_below > 0 then 1 else 0 end), 0) as met_slightly_below,
        coalesce(sum(case when p.status = 'met' and p.tasks_overdue > 0 then 1 else 0 end), 0) as met_tasks_overdue,
        coalesce(sum(case when p.status = 'not_met' then 1 else 0 end), 0) as not_met,
        coalesce(sum(case when p.status = 'not_assessable' then 1 else 0 end), 0) as not_assessable
    from areas a
    cross join years y
    cross join (values ('strict'), ('six_of_seven')) as r(reading)
    left join placed p on p.area_kind = a.area_kind and p.area_id = a.area_id
        and p.school_year = y.school_year and p.reading = r.reading
    group by a.area_kind, a.area_id, y.school_year, r.reading
),
needing as (
    select area_kind, area_id, school_year, reading, counted, met, met_slightly_below, met_tasks_overdue, not_met, not_assessable,
        -- a little less before rounding up, so that 0.8 x 5 stays 4
        ceil(s.townships_needed * counted - 1e-9) as needed,
        s.townships_needed as needed_share
    from counted
    cross join chosen_setting s
)
select
    area_kind, area_id, school_year, reading,
    cast(counted as integer) as counted,
    cast(met as integer) as met,
    -- of those met, how many have a core row that is only 略低
    cast(met_slightly_below as integer) as met_slightly_below,
    -- and how many have overdue tasks
    cast(met_tasks_overdue as integer) as met_tasks_overdue,
    cast(not_met as integer) as not_met,
    cast(not_assessable as integer) as not_assessable,
    cast(needed as integer) as needed,
    needed_share,
    cast(case when needed > met then needed - met else 0 end as integer) as missing_to_needed,
    -- the base year is what is risen from, and is not judged
    school_year = (select min(base_year) from goals) as is_base_year
from needing
