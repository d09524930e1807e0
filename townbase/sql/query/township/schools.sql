-- the schools of one township in one year, the seat school first
select
    s.school_id, s.name, s.kind, s.system, s.seat, s.urban_reference, s.ownership, s.pupils, s.rosters,
    sum(case when m.measure = 'teachers' then m.value end) as teachers,
    sum(case when m.measure = 'bachelor_teachers' then m.value end) as bachelor_teachers,
    sum(case when m.measure = 'college_teachers' then m.value end) as college_teachers,
    sum(case when m.measure = 'backbone_teachers' then m.value end) as backbone_teachers,
    sum(case when m.measure = 'classes' then m.value end) as classes
from school s
left join measurement m
    on m.school_id = s.school_id and m.school_year = s.school_year and m.township_id = s.township_id
    and m.measure in ('teachers', 'bachelor_teachers', 'college_teachers', 'backbone_teachers', 'classes')
where s.township_id = $township and s.school_year = $year and list_contains($districts, s.district_id)
group by s.school_id, s.name, s.kind, s.system, s.seat, s.urban_reference, s.ownership, s.pupils, s.rosters
order by coalesce(s.seat, false) desc, s.school_id
