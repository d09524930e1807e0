-- grain: area_kind (school, township) x area_id x school_year x stage x measure x item: every value that one version holds and the other does not, or holds otherwise (is_made: made from others, delivered by nobody)
with extracts as (
    select distinct extract, measure from before.measurement_delivered
    union
    select distinct extract, measure from now.measurement_delivered
),
school_rows as (
    select 'before' as version, m.school_id, m.township_id, m.school_year, m.stage, m.measure, m.value,
        r.urban_reference
    from before.measurement m
    join before.roster r on r.delivered_id = m.delivered_id and r.school_year = m.school_year
    union all
    select 'now', m.school_id, m.township_id, m.school_year, m.stage, m.measure, m.value, r.urban_reference
    from now.measurement m
    join now.roster r on r.delivered_id = m.delivered_id and r.school_year = m.school_year
),
township_rows as (
    -- pupils of a township are its schools'
    select 'before' as version, township_id, school_year, stage, measure, '' as item, value, withheld
    from before.township_measurement
    where measure <> 'pupils'
    union all
    select 'now', township_id, school_year, stage, measure, '', value, withheld
    from now.township_measurement
    where measure <> 'pupils'
    union all
    select 'before', township_id, school_year, stage, 'mean', subject, value, 0
    from before.difference_rate
    where judged
    union all
    select 'now', township_id, school_year, stage, 'mean', subject, value, 0
    from now.difference_rate
    where judged
),
every as (
    select r.version, 'school' as area_kind, coalesce(s.new_id, r.school_id) as area_id,
        min(coalesce(t.new_id, r.township_id)) as township_id, r.school_year, r.stage, r.measure, '' as item,
        sum(r.value) as value, 0 as withheld, coalesce(bool_or(r.urban_reference), false) as urban
    from school_rows r
    left join place_code s
        on s.kind = 'school' and s.old_id = r.school_id and r.school_year >= s.since and r.school_year < s.until
    left join place_code t on t.kind = 'township' and t.old_id = r.township_id
    group by r.version, coalesce(s.new_id, r.school_id), r.school_year, r.stage, r.measure
    union all
    select r.version, 'township', coalesce(t.new_id, r.township_id), min(coalesce(t.new_id, r.township_id)),
        r.school_year, r.stage, r.measure, r.item, sum(r.value), max(r.withheld), false
    from township_rows r
    left join place_code t on t.kind = 'township' and t.old_id = r.township_id
    group by r.version, coalesce(t.new_id, r.township_id), r.school_year, r.stage, r.measure, r.item
),
paired as (
    select
        coalesce(n.area_kind, b.area_kind) as area_kind, coalesce(n.area_id, b.area_id) as area_id,
        b.township_id as before_township, n.township_id as now_township,
        coalesce(n.school_year, b.school_year) as school_year, coalesce(n.stage, b.stage) as stage,
        coalesce(n.measure, b.measure) as measure, coalesce(n.item, b.item) as item,
        b.value as before_value, n.value as now_value,
        coalesce(b.urban, false) as before_urban, coalesce(n.urban, false) as now_urban,
        case
            when b.area_id is null then 'new'
            when n.area_id is null then 'gone'
            when b.withheld <> n.withheld or (b.value is null) <> (n.value is null) then 'revised'
            when abs(b.value - n.value) > 1e-9 * greatest(1, abs(b.value), abs(n.value)) then 'revised'
            -- the figure stands, its school moved: another township's sum changes all the same
            when b.township_id <> n.township_id or b.urban <> n.urban then 'moved'
        end as kind
    from (from every where version = 'before') b
    full join (from every where version = 'now') n
        on n.area_kind = b.area_kind and n.area_id = b.area_id and n.school_year = b.school_year
        and n.stage = b.stage and n.measure = b.measure and n.item = b.item
)
select p.area_kind, p.area_id, p.before_township, p.now_township, p.school_year, p.stage, p.measure, p.item,
    p.before_value, p.now_value, p.before_urban, p.now_urban, p.kind,
    coalesce(e.extract, case
        when p.measure in ('pupils', 'classes') then 'enrolment'
        when p.measure = 'schools' then 'schools'
        when p.measure in ('mean', 'tested', 'level3') then 'assessment'
        when p.measure like 'answered_%' or p.measure like 'satisfied_%' then 'survey'
        when p.measure in ('planned', 'received', 'received_higher') then 'funding'
        when p.area_kind = 'township' then 'residency'
        else 'facilities'
    end) as extract,
    p.measure in ('seven_resource_pass', 'bridge_lead_seat') as is_made,
    y.kind = 'both' as in_both_years
from paired p
left join (select measure, min(extract) as extract from extracts group by measure) e on e.measure = p.measure
join year_change y on y.school_year = p.school_year
where p.kind is not null
