-- grain: school_year: how many schools the roster lists beside those of the three years before it, and whether it is all there
-- zh: 学年名录表
with rosters as (
    select school_year, count(*) as schools
    from roster
    group by school_year
),
compared as (
    select school_year, schools,
        coalesce(max(schools) over (order by school_year rows between 3 preceding and 1 preceding), schools) as schools_before
    from rosters
)
select
    r.school_year,
    cast(r.schools as integer) as schools,
    cast(r.schools_before as integer) as schools_before,
    least(1, cast(r.schools as double) / r.schools_before) as listed,
    -- a roster with far fewer schools is not all there, whatever its schools return
    r.schools >= c.enough_returned * r.schools_before - 1e-9 as roster_whole
from compared r
cross join chosen_setting c
