-- grain: school_year: how many of the returns due are in (core rows of counted townships; enrolment where none is counted), and which year is shown first
-- zh: 学年报送表
with years as (
    select school_year, listed, roster_whole from roster_year
),
returned as (
    select school_year, sum(reported) as reported, sum(due) as due
    from progress
    where counted and role = 'core' and level = 'township'
    group by school_year
    union all
    -- where no township is counted nothing is judged: pages tell pupils, and the returns of enrolment decide
    select r.school_year, count(e.pupils), count(*)
    from roster_stage r
    left join stage_enrolment e on e.delivered_id = r.delivered_id and e.school_year = r.school_year and e.stage = r.stage
    where not exists (select 1 from township where counted)
    group by r.school_year
),
enrolled as (
    select distinct school_year from stage_enrolment where pupils is not null
),
measured as (
    -- the number of schools is known from the roster alone and shows nothing was returned
    select distinct school_year from scoped_value where reported > 0
),
described as (
    select y.school_year, r.reported, r.due,
        cast(r.reported as double) / nullif(r.due, 0) as coverage,
        y.listed, y.roster_whole,
        y.roster_whole and coalesce(cast(r.reported as double) / nullif(r.due, 0) >= c.year_complete - 1e-9, false) as complete,
        e.school_year is not null as has_enrolment,
        m.school_year is not null as has_indicators
    from years y
    cross join chosen_setting c
    left join returned r on r.school_year = y.school_year
    left join enrolled e on e.school_year = y.school_year
    left join measured m on m.school_year = y.school_year
),
ranked as (
    -- the latest complete year; else the fullest; without returns at all (a census) the latest with pupils
    select school_year, reported, due, coverage, complete, roster_whole, has_enrolment, has_indicators,
        row_number() over (
            order by
                case when complete then 0 else 1 end,
                case when complete then cast(1 as double) else coalesce(coverage, 0) * listed end desc,
                case when has_enrolment then 0 else 1 end,
                school_year desc
        ) as place
    from described
),
chosen as (
    select school_year as default_year from ranked where place = 1
)
select
    r.school_year,
    cast(coalesce(r.reported, 0) as integer) as reported,
    cast(coalesce(r.due, 0) as integer) as due,
    r.coverage,
    r.complete,
    r.roster_whole,
    r.school_year = c.default_year as shown_by_default,
    r.school_year > c.default_year as in_progress,
    r.has_indicators,
    r.has_enrolment,
    coalesce(r.school_year = (select min(base_year) from goals), false) as is_base_year
from ranked r
cross join chosen c
