-- pupils, classes and schools of one township by year and stage (all stages, senior and other too)
select r.school_year, r.stage, r.grade, r.pupils, r.classes, r.schools
from roll r
join township t on t.township_id = r.area_id
where r.area_kind = 'township' and r.area_id = $township and r.school_year <= $year and list_contains($districts, t.district_id)
order by r.school_year, r.stage, r.grade
