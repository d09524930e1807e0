-- grain: school_year: whether both versions hold it, how many schools each lists, and which year each shows first
with years as (
    select school_year, 'before' as version, count(*) as schools
    from before.school
    group by school_year
    union all
    select school_year, 'now', count(*)
    from now.school
    group by school_year
)
select
    school_year,
    school_year in (select school_year from before.year_status where shown_by_default) as shown_before,
    school_year in (select school_year from now.year_status where shown_by_default) as shown_now,
    coalesce(max(case when version = 'before' then schools end), 0) as schools_before,
    coalesce(max(case when version = 'now' then schools end), 0) as schools_now,
    case
        when count(*) = 2 then 'both'
        when max(version) = 'now' then 'new'
        else 'gone'
    end as kind
from years
group by school_year
