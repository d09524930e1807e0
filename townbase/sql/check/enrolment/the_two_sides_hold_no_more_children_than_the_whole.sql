-- grain: area x stage x school_year whose counted townships and urban streets have more children than all of it
-- zh: 纳入的乡镇与城区街道的户籍学生之和不超过全部
select l.area_kind, l.area_id, l.stage, l.school_year, l.children, sum(s.children) as of_sides
from local_enrolment l
join local_enrolment s on s.area_kind in ('counted', 'urban') and s.area_id = l.area_id and s.stage = l.stage
    and s.school_year = l.school_year
where l.area_kind in ('district', 'city')
group by l.area_kind, l.area_id, l.stage, l.school_year, l.children
having sum(s.children) > l.children
