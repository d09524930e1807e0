-- grain: district_id x school_year x extract: roster schools that owe the return and those that sent a row
-- zh: 未报学校表
with returned as (
    select distinct extract, delivered_id, school_year
    from measurement_delivered
    union all
    select distinct 'enrolment' as extract, delivered_id, school_year
    from stage_enrolment
),
asked as (
    -- an extract that nobody delivers is not asked for
    select distinct extract from returned
),
owing as (
    select distinct r.district_id, r.delivered_id, r.school_year
    from roster_stage r
    where r.district_id is not null and r.school_year >= (select min(base_year) from goals)
)
select
    o.district_id, o.school_year, a.extract,
    cast(count(*) as integer) as due_schools,
    cast(count(r.delivered_id) as integer) as reported_schools
from owing o
cross join asked a
left join returned r on r.extract = a.extract and r.delivered_id = o.delivered_id and r.school_year = o.school_year
group by o.district_id, o.school_year, a.extract
