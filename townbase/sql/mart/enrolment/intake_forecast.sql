-- grain: area_kind (township, district, city) x area_id x stage x school_year x ahead x measure (roll, intake): pupils expected one to six years on (preschool three)
-- zh: 生源预测表
with classes as (
    select e.school_id as delivered_id, e.school_year, e.stage,
        case when count(*) = count(e.classes) then sum(e.classes) end as classes
    from enrolment e
    group by e.school_id, e.school_year, e.stage
),
seats as (
    select s.township_id, t.district_id, s.stage, s.school_year, count(*) as schools,
        sum(f.places) as places, count(f.places) as places_told,
        sum(c.classes) as classes, count(c.classes) as classes_told,
        sum(n.teachers) as teachers, count(n.teachers) as teachers_told
    from roster_stage s
    join township t on t.township_id = s.township_id
    left join facilities f on f.school_id = s.delivered_id and f.school_year = s.school_year and f.stage = s.stage
    left join classes c on c.delivered_id = s.delivered_id and c.school_year = s.school_year and c.stage = s.stage
    left join staffing n on n.school_id = s.delivered_id and n.school_year = s.school_year and n.stage = s.stage
    group by s.township_id, t.district_id, s.stage, s.school_year
),
every as (
    -- places, classes and teachers of a stage are for all its grades; a sum with a missing school is missing
    select r.township_id, r.district_id, r.stage, r.school_year, r.ahead, r.measure, r.base, r.expected, r.expected_98,
        case when r.measure = 'roll' and s.schools = s.places_told then s.places end as places,
        case when r.measure = 'roll' and s.schools = s.classes_told then s.classes end as classes,
        case when r.measure = 'roll' and s.schools = s.teachers_told then s.teachers end as teachers,
        -- classes of the standard size, whole ones in every township; teachers at this year's pupils a teacher
        case when r.measure = 'roll' then ceil(r.expected / case r.stage when 'preschool' then k.class_size_preschool
            when 'primary' then k.class_size_primary else k.class_size_junior end - 1e-9) end as classes_needed,
        case when r.measure = 'roll' and s.schools = s.teachers_told then r.expected * s.teachers / nullif(r.base, 0) end
            as teachers_needed
    from forecast_run r
    cross join chosen_setting k
    left join seats s on s.township_id = r.township_id and s.stage = r.stage and s.school_year = r.school_year
),
areas as (
    select 'township' as area_kind, township_id as area_id, stage, school_year, ahead, measure,
        base, expected, expected_98, places, classes, teachers, classes_needed, teachers_needed
    from every
    union all
    select 'district' as area_kind, district_id as area_id, stage, school_year, ahead, measure,
        base, expected, expected_98, places, classes, teachers, classes_needed, teachers_needed
    from every
    union all
    select 'city' as area_kind, 'city' as area_id, stage, school_year, ahead, measure,
        base, expected, expected_98, places, classes, teachers, classes_needed, teachers_needed
    from every
),
summed as (
    select area_kind, area_id, stage, school_year, ahead, measure,
        sum(base) as base, sum(expected) as expected, sum(expected_98) as expected_98,
        case when count(*) = count(places) then sum(places) end as places,
        case when count(*) = count(classes) then sum(classes) end as classes,
        case when count(*) = count(teachers) then sum(teachers) end as teachers,
        sum(classes_needed) as classes_needed,
        case when count(*) = count(teachers_needed) then sum(teachers_needed) end as teachers_needed,
        count(*) as townships
    from areas
    group by area_kind, area_id, stage, school_year, ahead, measure
),
due as (
    -- townships with a school of the stage: a sum over clearly fewer must not read as all
    select a.area_kind, a.area_id, s.stage, s.school_year, count(*) as due
    from township_stage s
    join (
        select 'township' as area_kind, township_id as area_id, township_id from township
        union all
        select 'district' as area_kind, district_id as area_id, township_id from township
        union all
        select 'city' as area_kind, 'city' as area_id, township_id from township
    ) a on a.township_id = s.township_id
    where s.schools > 0
    group by a.area_kind, a.area_id, s.stage, s.school_year
),
ranged as (
    select s.area_kind, s.area_id, s.stage, s.school_year, s.ahead, s.measure, s.base, s.expected, s.expected_98,
        s.places, s.classes, s.teachers, s.classes_needed, s.teachers_needed, s.townships, e.error, e.median_error, e.tests, e.years,
        s.expected * case when e.error > 1 then 0 else 1 - e.error end as low,
        s.expected * (1 + e.error) as high
    from summed s
    left join forecast_error e on e.area_kind = s.area_kind and e.stage = s.stage and e.measure = s.measure
        and e.ahead = s.ahead and e.school_year = s.school_year
)
select
    r.area_kind, r.area_id, r.stage, r.school_year, cast(ahead as integer) as ahead,
    cast(r.school_year + ahead as integer) as target_year, measure,
    cast(base as bigint) as pupils,
    expected, low, high,
    -- a child who stays at home is missing elsewhere: what 98 % would bring is known for one township, not for a sum
    case when r.area_kind = 'township' then expected_98 end as expected_98,
    error, median_error, tests, years,
    -- beyond what past years could test the range is open: low and high are null
    error is not null as backtested,
    cast(places as bigint) as places,
    cast(classes as bigint) as classes,
    cast(classes_needed as bigint) as classes_needed,
    cast(teachers as bigint) as teachers,
    teachers_needed,
    -- places left over; below 0 they are short
    places - expected as places_spare,
    case
        when places is null then null
        when low > places then 'short'
        when high <= places then 'spare'
        when low is not null then 'open'
    end as word,
    cast(r.townships as integer) as townships,
    cast(d.due as integer) as townships_due,
    coalesce(r.townships >= c.same_townships * d.due - 1e-9, true) as complete
from ranged r
cross join chosen_setting c
left join due d on d.area_kind = r.area_kind and d.area_id = r.area_id and d.stage = r.stage and d.school_year = r.school_year
