-- grain: township_id x school_year x extract: what a township and its schools owe (unit school or township) and what came
with years as (
    select distinct school_year from roster where school_year >= (select min(base_year) from goals)
),
school_rows as (
    select distinct extract, delivered_id, school_year
    from measurement_delivered
    union all
    select distinct 'enrolment' as extract, delivered_id, school_year
    from stage_enrolment
),
school_extracts as (
    -- an extract that nobody delivers is not asked for
    select distinct extract from school_rows
),
owing as (
    select distinct r.township_id, r.district_id, r.delivered_id, r.school_year
    from roster_stage r
    join years y on y.school_year = r.school_year
    where r.district_id is not null
),
by_school as (
    select o.township_id, o.district_id, o.school_year, a.extract,
        count(*) as due, count(s.delivered_id) as reported
    from owing o
    cross join school_extracts a
    left join school_rows s
        on s.extract = a.extract and s.delivered_id = o.delivered_id and s.school_year = o.school_year
    group by o.township_id, o.district_id, o.school_year, a.extract
),
given as (
    select 'survey' as extract, township_id, school_year from survey where answered is not null
    union all
    select 'residency' as extract, township_id, school_year from residency where children is not null
    union all
    select 'children' as extract, township_id, school_year from children where children is not null
    union all
    select 'funding' as extract, township_id, school_year
    from funding where planned is not null or received is not null
),
placed as (
    select g.extract, coalesce(code.new_id, g.township_id) as township_id, g.school_year
    from given g
    left join code_followed code on code.kind = 'township' and code.old_id = g.township_id
    union all
    select 'assessment' as extract, r.township_id, a.school_year
    from assessment a
    join roster r on r.delivered_id = a.school_id and r.school_year = a.school_year
    where a.pupils is not null
    union all
    select 'delivery' as extract, township_id, school_year from task_status where township_id is not null
),
township_rows as (
    select distinct extract, township_id, school_year from placed
),
township_extracts as (
    select extract, min(school_year) as first_year from township_rows group by extract
),
tested as (
    -- monitoring papers are written where there is a primary or a junior school
    select distinct township_id, school_year from roster_stage where stage in ('primary', 'junior')
),
by_township as (
    select t.township_id, t.district_id, y.school_year, a.extract,
        cast(1 as bigint) as due, case when g.township_id is null then 0 else 1 end as reported
    from township t
    cross join years y
    cross join township_extracts a
    left join township_rows g
        on g.extract = a.extract and g.township_id = t.township_id and g.school_year = y.school_year
    left join tested on tested.township_id = t.township_id and tested.school_year = y.school_year
    where case a.extract
        when 'assessment' then tested.township_id is not null
        -- the ledger and the funds of the plan are kept for its townships, from the year in which they were begun
        when 'delivery' then t.counted and y.school_year >= a.first_year
        when 'funding' then t.counted and y.school_year >= a.first_year
        else true end
)
select township_id, district_id, school_year, extract, 'school' as unit,
    cast(due as integer) as due, cast(reported as integer) as reported
from by_school
union all
select township_id, district_id, school_year, extract, 'township' as unit,
    cast(due as integer) as due, cast(reported as integer) as reported
from by_township
