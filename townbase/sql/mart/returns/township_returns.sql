-- grain: township_id x school_year x extract: returns due and in, of its schools (unit school) or its own (unit township)
-- zh: 各乡镇报送情况表
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
    -- a part is what is returned by itself: a question put to a group, a stage of an account
    select 'survey' as extract, respondent || ' ' || item as part, township_id, school_year
    from survey where answered is not null
    union all
    select 'residency' as extract, stage as part, township_id, school_year from residency where children is not null
    union all
    select 'children' as extract, 'all' as part, township_id, school_year from children where children is not null
    union all
    select 'funding' as extract, 'all' as part, township_id, school_year
    from funding where planned is not null or received is not null
),
placed as (
    select g.extract, g.part, coalesce(code.new_id, g.township_id) as township_id, g.school_year
    from given g
    left join code_followed code on code.kind = 'township' and code.old_id = g.township_id
    union all
    select 'assessment' as extract, a.stage as part, r.township_id, a.school_year
    from assessment a
    join roster r on r.delivered_id = a.school_id and r.school_year = a.school_year
    where a.pupils is not null
    union all
    select 'delivery' as extract, 'all' as part, township_id, school_year from task_status where township_id is not null
),
township_rows as (
    select distinct extract, part, township_id, school_year from placed
),
parts as (
    -- a part that nobody ever returned is not asked for
    select extract, part, min(school_year) as first_year from township_rows group by extract, part
),
taught as (
    select distinct township_id, school_year, stage from roster_stage
),
by_township as (
    select t.township_id, t.district_id, y.school_year, p.extract,
        count(*) as due, count(g.township_id) as reported
    from township t
    cross join years y
    cross join parts p
    left join township_rows g
        on g.extract = p.extract and g.part = p.part and g.township_id = t.township_id and g.school_year = y.school_year
    left join taught s
        on s.township_id = t.township_id and s.school_year = y.school_year and s.stage = p.part
    where case p.extract
        -- papers are written where a school of the stage stands
        when 'assessment' then s.township_id is not null
        -- the ledger and the funds of the plan are kept for its townships, from the year in which they were begun
        when 'delivery' then t.counted and y.school_year >= p.first_year
        when 'funding' then t.counted and y.school_year >= p.first_year
        else true end
    group by t.township_id, t.district_id, y.school_year, p.extract
)
select township_id, district_id, school_year, extract, 'school' as unit,
    cast(due as integer) as due, cast(reported as integer) as reported
from by_school
union all
select township_id, district_id, school_year, extract, 'township' as unit,
    cast(due as integer) as due, cast(reported as integer) as reported
from by_township
