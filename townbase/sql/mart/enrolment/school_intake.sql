-- grain: school_id x stage x school_year x ahead: first grade expected = its township's intake x its share of this year's first grade (view)
-- zh: 学校招生预计表
with first_grade as (
    select r.area_id as school_id, s.township_id, r.stage, r.school_year, sum(r.pupils) as pupils
    from roll r
    join school s on s.school_id = r.area_id and s.school_year = r.school_year
    join township_system y on y.township_id = s.township_id and y.school_year = r.school_year
    where r.area_kind = 'school' and (
        (r.stage = 'preschool' and r.grade = 'k1') or (r.stage = 'primary' and r.grade = '1')
        or (r.stage = 'junior' and r.grade = case when y.system = '54' then '6' else '7' end)
    )
    group by r.area_id, s.township_id, r.stage, r.school_year
)
select
    g.school_id, g.township_id, g.stage, g.school_year, f.ahead, f.target_year,
    cast(g.pupils as bigint) as pupils,
    f.expected * cast(g.pupils as double) / nullif(f.pupils, 0) as expected,
    f.error
from first_grade g
join intake_forecast f on f.area_kind = 'township' and f.area_id = g.township_id and f.stage = g.stage
    and f.school_year = g.school_year and f.measure = 'intake'
where g.pupils > 0
