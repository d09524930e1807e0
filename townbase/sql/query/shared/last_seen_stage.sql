-- grain: one row: whether a township has a school of the stage in one year, and when one of it, or any at all, was last listed
select
    max(case when g.school_year = $year then g.schools end) as schools,
    coalesce(bool_or(g.school_year = $year and g.rostered), false) as rostered,
    max(case when g.schools > 0 and g.school_year < $year then g.school_year end) as last_year,
    (
        select max(s.school_year)
        from school s
        where s.township_id = $township and s.school_year < $year and list_contains($districts, s.district_id)
    ) as last_listed
from township_stage g
where g.township_id = $township and g.stage = $stage and list_contains($districts, g.district_id)
