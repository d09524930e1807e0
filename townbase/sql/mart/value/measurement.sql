-- grain: delivered_id x school_year x stage x measure (view), with the file and row a delivered value came from
-- zh: 填报数表
with derived as (
    select delivered_id, school_year, stage, 'schools' as measure, cast(1 as double) as value
    from roster_stage
    union all
    select delivered_id, school_year, stage, 'pupils' as measure, cast(pupils as double) as value
    from stage_enrolment
    where pupils is not null
    union all
    select delivered_id, school_year, stage, 'classes' as measure, cast(classes as double) as value
    from stage_enrolment
    where classes is not null
    union all
    select delivered_id, school_year, stage, 'seven_resource_pass' as measure,
        cast(case when sum(case when met then 1 else 0 end) >= 6 and sum(case when near then 0 else 1 end) = 0
            then 1 else 0 end as double) as value
    from school_resource
    where not point
    group by delivered_id, school_year, stage
    having count(value) = 7
    union all
    select d.delivered_id, d.school_year, d.stage, 'bridge_lead_seat' as measure,
        case when r.seat then d.value else cast(0 as double) end as value
    from measurement_delivered d
    join roster r on r.delivered_id = d.delivered_id and r.school_year = d.school_year
    where d.measure = 'bridge_lead' and r.seat is not null
),
every as (
    select delivered_id, school_year, stage, measure, value, source_file, source_row
    from measurement_delivered
    union all
    select delivered_id, school_year, stage, measure, value,
        cast(null as varchar) as source_file, cast(null as integer) as source_row
    from derived
)
select
    e.delivered_id, r.school_id, r.township_id, e.school_year, e.stage, e.measure, e.value,
    e.source_file, e.source_row
from every e
join roster r on r.delivered_id = e.delivered_id and r.school_year = e.school_year
