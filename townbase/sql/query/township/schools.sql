-- the schools of one township in one year, the seat school first; a teacher counts only where an indicator asks for it
with asked as (
    -- kindergartens have no backbone teachers to show: no indicator of their stage asks for any
    select distinct i.numerator as measure, s.stage
    from indicators i
    join indicator_stage s on s.indicator_id = i.indicator_id
    where i.numerator in ('bachelor_teachers', 'college_teachers', 'backbone_teachers')
),
counted as (
    select m.school_id, m.measure, m.stage, m.value, t.value as of_teachers
    from measurement m
    join asked a on a.measure = m.measure and a.stage = m.stage
    left join measurement t on t.school_id = m.school_id and t.school_year = m.school_year
        and t.stage = m.stage and t.measure = 'teachers' and t.delivered_id = m.delivered_id
    where m.school_year = $year and m.township_id = $township
),
teachers as (
    select school_id,
        sum(value) filter (measure = 'teachers') as teachers,
        sum(value) filter (measure = 'classes') as classes
    from measurement
    where school_year = $year and township_id = $township and measure in ('teachers', 'classes')
    group by school_id
),
ratios as (
    select school_id,
        sum(value) filter (measure = 'bachelor_teachers') as bachelor_teachers,
        sum(value) filter (measure = 'college_teachers') as college_teachers,
        sum(value) filter (measure = 'backbone_teachers') as backbone_teachers,
        sum(of_teachers) filter (measure = 'backbone_teachers') as backbone_of,
        sum(value) filter (measure <> 'backbone_teachers') as degree_teachers,
        sum(of_teachers) filter (measure <> 'backbone_teachers') as degree_of
    from counted
    group by school_id
)
select
    s.school_id, s.name, s.kind, s.system, s.seat, s.urban_reference, s.ownership, s.pupils, s.rosters,
    t.teachers, t.classes, r.bachelor_teachers, r.college_teachers, r.backbone_teachers, r.backbone_of,
    r.degree_teachers, r.degree_of
from school s
left join teachers t on t.school_id = s.school_id
left join ratios r on r.school_id = s.school_id
where s.township_id = $township and s.school_year = $year and list_contains($districts, s.district_id)
order by coalesce(s.seat, false) desc, s.school_id
